//! A value of each simple type in document/literal wrapped, at its edges; null, absent and empty ones.

use sapo::transport::HttpTransport;
use sapo::{Decimal, Nillable, QName, Uuid};
use sapo_interop::asmx::values::{
    AccessItem, Colour, NAME, NULLABLES, Name, Nullables, Nullables2, OCTETS, Octets, TEXT, Text,
    ValuesClient,
};

use crate::{clients, differs, same};

fn services() -> Vec<ValuesClient<HttpTransport>> {
    clients("values")
}

#[tokio::test]
async fn text_comes_back() {
    let large = "0123456789 abcdæ\n".repeat(1 << 16);
    let texts = [
        "",
        " a  b ",
        "   ",
        "\tx\n\n",
        "æøå 🫒 \u{FFFD}\u{85}\u{2028}\u{E000}",
        "<&>\"']]> &#13; <![CDATA[x]]>",
        &large,
    ];
    for api in services() {
        same(|value| api.text(value), texts.map(str::to_owned)).await;
        let uris = ["", "http://example.org/ø?a=b&c=%20#d", "urn:x"];
        same(|value| api.uri(value), uris.map(str::to_owned)).await;
        // Mono's writer leaves CR to its reader, which makes LF of it, as XML says.
        let (sent, back) = ("a\r\nb\rc".to_owned(), "a\nb\nc".to_owned());
        differs(|value| api.text(value), [(sent, back)]).await;
    }
}

#[tokio::test]
async fn whole_numbers_come_back() {
    for api in services() {
        same(|value| api.signed_byte(value), [i8::MIN, -1, 0, i8::MAX]).await;
        same(|value| api.byte(value), [0, u8::MAX]).await;
        same(|value| api.short(value), [i16::MIN, 0, i16::MAX]).await;
        same(|value| api.unsigned_short(value), [0, u16::MAX]).await;
        same(|value| api.int(value), [i32::MIN, -1, 0, i32::MAX]).await;
        same(|value| api.unsigned_int(value), [0, u32::MAX]).await;
        same(
            |value| api.long(value),
            [i64::MIN, -1, 0, 1 << 53 | 1, i64::MAX],
        )
        .await;
        same(|value| api.unsigned_long(value), [0, u64::MAX]).await;
        let integers = ["0", "-1", "123456789012345678901234567890123456789012345"];
        let integers = integers.map(|text| text.parse::<sapo::Integer>().unwrap());
        same(|value| api.integer(Some(value)), integers).await;
        same(|value| api.truth(value), [true, false]).await;
        same(|value| api.char(value), [0, 32, 0xE6, 0xD800, u16::MAX]).await;
    }
}

#[tokio::test]
async fn fractions_come_back() {
    for api in services() {
        let doubles = [
            0.0,
            0.1,
            -1.5e-7,
            f64::MAX,
            f64::MIN,
            f64::MIN_POSITIVE,
            5e-324,
            f64::INFINITY,
            f64::NEG_INFINITY,
            1.0 / 3.0,
        ];
        same(|value| api.double(value), doubles).await;
        assert!(api.double(f64::NAN).await.unwrap().is_nan());
        let floats = [
            0.0,
            0.1,
            -1.5e-7,
            f32::MAX,
            f32::MIN,
            f32::MIN_POSITIVE,
            1e-45,
            f32::INFINITY,
            f32::NEG_INFINITY,
            1.0 / 3.0,
        ];
        same(|value| api.float(value), floats).await;
        assert!(api.float(f32::NAN).await.unwrap().is_nan());
        let decimals = [
            "0",
            "79228162514264337593543950335",
            "-79228162514264337593543950335",
            "0.0000000000000000000000000001",
            "-1234567890123456.789012345678",
            "1.50",
        ];
        let decimals = decimals.map(|text| text.parse::<Decimal>().unwrap());
        same(|value| api.decimal(value), decimals).await;
    }
}

#[tokio::test]
async fn times_come_back() {
    for api in services() {
        let moments = [
            "2026-11-22T00:00:00",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59.9999999",
            "2024-02-29T12:00:00.0000001Z",
            "2026-01-01T23:59:59.5Z",
        ];
        let moments = moments.map(|text| text.parse::<sapo::DateTime>().unwrap());
        same(|value| api.moment(value), moments).await;
        let dates = ["0001-01-01", "2024-02-29", "9999-12-31"];
        let dates = dates.map(|text| text.parse::<sapo::Date>().unwrap());
        same(|value| api.date(value), dates).await;
        // .NET has no time without a day or a place: it answers the server's own, which is UTC here.
        let times = [
            ("00:00:00", "00:00:00Z"),
            ("23:59:59.9999999", "23:59:59.9999999Z"),
            ("12:00:00-01:00", "13:00:00Z"),
        ];
        let time = |text: &str| text.parse::<sapo::Time>().unwrap();
        let times = times.map(|(sent, back)| (time(sent), time(back)));
        differs(|value| api.time(value), times).await;
        let local = [
            ("2026-01-01T23:59:59-11:30", "2026-01-02T11:29:59Z"),
            ("2026-01-01T00:00:00+14:00", "2025-12-31T10:00:00Z"),
            ("2026-01-01T24:00:00", "2026-01-02T00:00:00"),
        ];
        let moment = |text: &str| text.parse::<sapo::DateTime>().unwrap();
        let local = local.map(|(sent, back)| (moment(sent), moment(back)));
        differs(|value| api.moment(value), local).await;
        let durations = ["P0D", "-P1Y2M3DT4H5M6.7890123S", "PT36H", "P400D"];
        let durations = durations.map(|text| text.parse::<sapo::Duration>().unwrap());
        same(|value| api.duration(Some(value)), durations).await;
        let months = ["2026-11", "0001-01", "2026-11Z", "-0044-03+14:00"];
        let months = months.map(|text| text.parse::<sapo::GYearMonth>().unwrap());
        same(|value| api.month(Some(value)), months).await;
    }
}

#[tokio::test]
async fn octets_and_names_come_back() {
    for api in services() {
        let all: Vec<u8> = (0..=255).collect();
        let octets = [vec![], vec![0], all.repeat(1 << 12)];
        same(|value| api.octets(value), octets.clone()).await;
        same(|value| api.hex(value), octets).await;
        let ids = [Uuid::nil(), Uuid::from_u128(u128::MAX), Uuid::from_u128(1)];
        same(|value| api.guid(value), ids).await;
        let names = [
            QName::new("urn:x", "name"),
            QName::new("urn:sapo:values", "ø"),
            QName::new("http://www.w3.org/2001/XMLSchema", "int"),
            QName::new("", "bare"),
        ];
        same(|value| api.name(Some(value)), names).await;
    }
}

#[tokio::test]
async fn enumerations_and_flags_come_back() {
    for api in services() {
        same(
            |value| api.colour(value),
            [Colour::Red, Colour::LightBlue, Colour::Empty],
        )
        .await;
        let flags = [
            vec![AccessItem::None],
            vec![AccessItem::Write],
            vec![AccessItem::Read, AccessItem::Write, AccessItem::Delete],
        ];
        same(|value| api.access(value), flags).await;
    }
}

#[tokio::test]
async fn null_absent_and_empty_are_kept_apart() {
    for api in services() {
        same(
            |value| api.nullable_int(value),
            [None, Some(0), Some(i32::MIN)],
        )
        .await;
        let moment = "2026-11-22T08:00:00".parse().unwrap();
        same(|value| api.nullable_moment(value), [None, Some(moment)]).await;
        let colours = [None, Some(Colour::Red)];
        same(|value| api.nullable_colour(value), colours).await;

        let nothing = Nullables2::default();
        let full = Nullables2 {
            long: Some(i64::MIN),
            decimal: Some(Decimal::MAX),
            truth: Some(false),
            guid: Some(Uuid::from_u128(1)),
            access: Some(vec![AccessItem::Read, AccessItem::Delete]),
            text: Some(String::new()),
            inner: Some(Box::new(nothing.clone())),
            optional: Some(0),
            both: Nillable::Value(f64::INFINITY),
            absent: Some(vec![]),
            nil: Some(vec![]),
        };
        let nil = Nullables2 {
            both: Nillable::Nil,
            absent: Some(vec![None, Some(String::new()), Some("x".to_owned()), None]),
            nil: Some(vec![None, Some(0), None]),
            ..Nullables2::default()
        };
        same(|value| api.nullables(value), [nothing, full, nil]).await;
    }
}

#[tokio::test]
async fn what_is_absent_is_null() {
    for api in services() {
        let request = Text { value: None };
        let answer = api.call(&TEXT, &request).await.unwrap();
        assert_eq!(answer.text_result, None);
        let request = Octets { value: None };
        let answer = api.call(&OCTETS, &request).await.unwrap();
        assert_eq!(answer.octets_result, None);
        let request = Name { value: None };
        let answer = api.call(&NAME, &request).await.unwrap();
        assert_eq!(answer.name_result, None);
        let request = Nullables { value: None };
        let answer = api.call(&NULLABLES, &request).await.unwrap();
        assert_eq!(answer.nullables_result, None);
    }
}
