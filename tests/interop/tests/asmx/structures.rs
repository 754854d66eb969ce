//! What is made of other values: arrays, choices, text with attributes, defaults, mixed content.

use sapo::transport::HttpTransport;
use sapo::xml::Node;
use sapo::{Decimal, Uuid};
use sapo_interop::asmx::structures::*;

use crate::{any, clients, differs, same};

fn services() -> Vec<StructuresClient<HttpTransport>> {
    clients("structures")
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn point(x: i32, name: Option<&str>) -> Option<Point> {
    let name = name.map(str::to_owned);
    Some(Point { name, x, y: -x })
}

/// Sends each value in the field of an operation's request, and expects it in the field of the response.
macro_rules! same_field {
    ($api:ident.call(&$operation:ident, $request:ident.$sent:ident -> $result:ident): $($value:expr),+ $(,)?) => {$(
        let request = $request { $sent: $value };
        let answer = $api.call(&$operation, &request).await.unwrap();
        assert_eq!(answer.$result, request.$sent);
    )+};
}

#[tokio::test]
async fn arrays_are_null_or_empty_or_have_items_that_may_be_null() {
    for api in services() {
        same_field!(api.call(&TEXTS, Texts.values -> texts_result):
            None,
            Some(vec![]),
            Some(vec![None]),
            Some(vec![text(""), None, text(" "), text("æ <&>\n"), None]),
        );
        same_field!(api.call(&LONGS, Longs.values -> longs_result):
            None,
            Some(vec![]),
            Some(vec![i64::MIN, 0, i64::MAX]),
            Some((0..10_000).collect()),
        );
        same_field!(api.call(&NULLABLES, Nullables.values -> nullables_result):
            None,
            Some(vec![]),
            Some(vec![Some(0), None, Some(i32::MIN)]),
        );
        same_field!(api.call(&OCTETS, Octets.values -> octets_result):
            Some(vec![Some(vec![]), None, Some((0..=255).collect())]),
        );
        same_field!(api.call(&LIST, List.values -> list_result):
            // A list is never null for .NET; what is absent is empty.
            Some(vec![]),
            Some(vec![point(1, None), None, point(i32::MAX, Some(""))]),
        );
    }
}

#[tokio::test]
async fn arrays_of_arrays_keep_their_edges() {
    for api in services() {
        same_field!(api.call(&ROWS, Rows.values -> rows_result):
            None,
            Some(vec![]),
            Some(vec![Some(vec![])]),
            Some(vec![
                Some(vec![text("a"), None, text("")]),
                None,
                Some(vec![]),
                Some(vec![None]),
            ]),
        );
        // Vectors go two levels deep, and then there is a struct.
        let rows = |array_of_point| Some(ArrayOfArrayOfPoint { array_of_point });
        same_field!(api.call(&CUBE, Cube.values -> cube_result):
            None,
            Some(vec![rows(vec![Some(vec![])])]),
            Some(vec![
                rows(vec![Some(vec![point(0, None), None]), None, Some(vec![])]),
                None,
                rows(vec![]),
            ]),
        );
    }
}

#[tokio::test]
async fn arrays_of_other_forms_come_back() {
    let values = [
        Arrays2 {
            flat: vec![String::new(), "æ".to_owned(), " ".to_owned()],
            words: Some(vec!["a".to_owned(), String::new()]),
            grid: Some(vec![
                Some(vec![1, 2]),
                Some(vec![]),
                None,
                Some(vec![i32::MIN]),
            ]),
            colours: vec![Colour::Red, Colour::LightBlue, Colour::Empty],
            numbers: vec![0, i32::MIN, i32::MAX],
        },
        Arrays2 {
            flat: vec![],
            words: Some(vec![]),
            grid: Some(vec![]),
            colours: vec![],
            numbers: vec![1],
        },
    ];
    for api in services() {
        same(|value| api.arrays(value), values.clone()).await;
    }
}

#[tokio::test]
async fn choices_come_back() {
    let choices = |choice, net_or_gross, add_or_say| Choices2 {
        choice,
        net_or_gross,
        add_or_say,
    };
    let place = Choices2Choice::Place(point(7, Some("ø")).unwrap());
    let values = [
        choices(
            Some(Choices2Choice::Number(i64::MIN)),
            Choices2NetOrGross::Net(Decimal::MAX),
            vec![],
        ),
        choices(
            Some(Choices2Choice::Word(String::new())),
            Choices2NetOrGross::Gross(Decimal::MIN),
            vec![
                Choices2AddOrSay::Say("a".to_owned()),
                Choices2AddOrSay::Add(1),
                Choices2AddOrSay::Add(-1),
                Choices2AddOrSay::Say(String::new()),
            ],
        ),
        choices(
            Some(place),
            Choices2NetOrGross::Gross(Decimal::ZERO),
            vec![],
        ),
    ];
    for api in services() {
        same(|value| api.choices(value), values.clone()).await;
    }
}

#[tokio::test]
async fn text_and_attributes_come_back() {
    let money = |value: &str, currency: Option<&str>| Money2 {
        value: value.parse().unwrap(),
        currency: currency.map(str::to_owned),
    };
    let attributes = Attributes2 {
        text: text(" a\nb\r\"'<&> æ "),
        long: i64::MIN,
        double: f64::NEG_INFINITY,
        date: "0001-01-01".parse().unwrap(),
        guid: Uuid::from_u128(u128::MAX),
        access: vec![AccessItem::Read, AccessItem::Delete],
        octets: Some((0..=255).collect()),
        lang: text("nb-NO"),
        kind: text(""),
        optional: Some(0),
    };
    let few = Attributes2 {
        text: None,
        access: vec![AccessItem::None],
        octets: None,
        lang: None,
        kind: None,
        optional: None,
        ..attributes.clone()
    };
    for api in services() {
        let monies = [
            money("-0.01", None),
            money("79228162514264337593543950335", Some("€")),
        ];
        same(|value| api.money(value), monies).await;
        same(
            |value| api.attributes(value),
            [attributes.clone(), few.clone()],
        )
        .await;
    }
}

#[tokio::test]
async fn values_at_their_default_are_left_out_by_the_server() {
    let other = Defaults2 {
        number: Some(0),
        text: text(" "),
        truth: Some(false),
        colour: Some(Colour::Red),
        ratio: Some(-0.5),
    };
    let default = Defaults2 {
        number: Some(7),
        text: text("none & <more>"),
        truth: Some(true),
        colour: Some(Colour::LightBlue),
        ratio: Some(0.5),
    };
    for api in services() {
        same(|value| api.defaults(value), [other.clone()]).await;
        // To XML Schema an empty element is one of its default, whatever ASP.NET meant by it.
        let empty = Defaults2 {
            text: text(""),
            ..other.clone()
        };
        let filled = Defaults2 {
            text: default.text.clone(),
            ..other.clone()
        };
        differs(|value| api.defaults(value), [(empty, filled)]).await;
        let absent = api.defaults(default.clone()).await.unwrap().unwrap();
        // An attribute that is absent has its default; an element has not.
        let ratio = Some(0.5);
        assert_eq!(
            absent,
            Defaults2 {
                ratio,
                ..Defaults2::default()
            }
        );
        assert_eq!(absent.number_or_default(), 7);
        assert_eq!(absent.text_or_default(), "none & <more>");
        assert!(absent.truth_or_default());
    }
}

#[tokio::test]
async fn mixed_content_keeps_its_order() {
    const NS: &str = "urn:sapo:structures";
    let element = |local: &str, text: &str| {
        let text = format!("<{local} xmlns=\"{NS}\">{text}</{local}>");
        Node::Element(any(&text))
    };
    let content = vec![
        Node::Text("One ".to_owned()),
        element("Bold", "two &amp; æ"),
        Node::Text(" three ".to_owned()),
        element("Bold", ""),
        Node::Text(" <four>".to_owned()),
    ];
    for api in services() {
        let sent = Paragraph2 {
            content: content.clone(),
        };
        let back = api.paragraph(sent.clone()).await.unwrap().unwrap();
        assert_eq!(back, sent);
        let empty = Paragraph2 { content: vec![] };
        assert_eq!(api.paragraph(empty.clone()).await.unwrap(), Some(empty));
    }
}
