use std::time::{Duration, Instant};

use num_bigint::BigInt;
use sapo::xml::{ValueError, Writer};
use sapo::{Decimal, Integer, Uuid};

use crate::{assert_refused, assert_same, assert_written, read, written};

#[test]
fn booleans_are_words_or_digits() {
    assert_written::<bool>(&[
        ("true", "true"),
        ("1", "true"),
        ("false", "false"),
        ("0", "false"),
    ]);
    assert_refused::<bool>(&["", "True", "TRUE", "yes", "2", "01", " true"]);
}

#[test]
fn sized_integers_end_at_their_bounds() {
    assert_same::<i8>(&["-128", "127"]);
    assert_same::<i16>(&["-32768", "32767"]);
    assert_same::<i32>(&["-2147483648", "2147483647"]);
    assert_same::<i64>(&["-9223372036854775808", "9223372036854775807"]);
    assert_same::<u8>(&["0", "255"]);
    assert_same::<u16>(&["65535"]);
    assert_same::<u32>(&["4294967295"]);
    assert_same::<u64>(&["18446744073709551615"]);
    assert_refused::<i8>(&["128", "-129"]);
    assert_refused::<i32>(&["2147483648"]);
    assert_refused::<i64>(&["9223372036854775808"]);
    assert_refused::<u8>(&["256", "-1"]);
    assert_refused::<u64>(&["18446744073709551616"]);
}

#[test]
fn integers_may_have_a_sign_and_leading_zeros() {
    assert_written::<i32>(&[("+5", "5"), ("-0", "0"), ("007", "7"), ("-007", "-7")]);
    assert_written::<u8>(&[("+5", "5"), ("-0", "0"), ("-000", "0"), ("0000255", "255")]);
    assert_written::<Integer>(&[("+5", "5"), ("-0", "0"), ("007", "7"), ("-007", "-7")]);
    let no_integer = [
        "", "+", "-", "+-1", "--1", "1.0", "1e3", "0x1", "1_000", "1 ", "٣", "-",
    ];
    assert_refused::<i32>(&no_integer);
    assert_refused::<u32>(&no_integer);
    assert_refused::<Integer>(&no_integer);
}

#[test]
fn integers_have_no_bounds() {
    let digits = "123456789012345678901234567890123456789012345678901234567890";
    assert_same::<Integer>(&[digits, &format!("-{digits}")]);
    let large: Integer = digits.parse().unwrap();
    assert!(i64::try_from(&large).is_err());
    assert_eq!(u64::try_from(&Integer::from(u64::MAX)), Ok(u64::MAX));
    assert!(i8::try_from(&Integer::from(128)).is_err());
}

#[test]
fn integers_have_a_limited_number_of_digits() {
    let most = "9".repeat(Integer::MAX_DIGITS);
    assert_same::<Integer>(&[&most, &format!("-{most}")]);
    // Leading zeros are no digits of the number.
    let zeros = "0".repeat(100_000);
    assert_written::<Integer>(&[
        (&zeros, "0"),
        (&format!("-{zeros}{most}"), &format!("-{most}")),
    ]);
    let error = read::<Integer>(&format!("{most}9"))
        .unwrap_err()
        .to_string();
    assert!(
        error.ends_with("is not a valid xs:integer of at most 10,000 digits"),
        "{error}"
    );

    // Neither reading nor writing computes what it then refuses.
    let begin = Instant::now();
    let huge = "9".repeat(2_000_000);
    assert_refused::<Integer>(&[&huge, &format!("-{huge}")]);
    for bits in [33_220, 100_000_000] {
        let mut writer = Writer::new();
        writer.start("", "v");
        writer.simple(&Integer::from(BigInt::from(1) << bits));
        writer.end();
        let error = writer.finish().unwrap_err().to_string();
        assert!(error.contains("10,000 digits"), "{error}");
    }
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[test]
fn numbers_of_many_digits_take_no_long_time() {
    let digits = "9".repeat(1_000_000);
    let zeros = "0".repeat(1_000_000);
    let begin = Instant::now();
    assert_refused::<i64>(&[&digits]);
    assert_refused::<Decimal>(&[
        &digits,
        &format!("0.{digits}"),
        &format!("{zeros}1.{digits}"),
    ]);
    assert_eq!(read::<i64>(&format!("{zeros}7")), Ok(7));
    assert_eq!(read::<Decimal>(&format!("{zeros}7.{zeros}")), Ok(7.into()));
    assert!(read::<f64>(&digits).unwrap().is_infinite());
    assert_refused::<sapo::Duration>(&[&format!("P{digits}Y"), &format!("PT0.{digits}S")]);
    assert_refused::<sapo::GYear>(&[&digits]);
    assert_refused::<sapo::DateTime>(&[&format!("{digits}-01-01T00:00:00")]);
    assert!(begin.elapsed() < Duration::from_secs(5));
}

/// Errors that `?` converts into `anyhow::Error` and `Box<dyn Error + Send + Sync>`.
#[test]
fn texts_that_are_no_values_are_standard_errors() {
    fn parsed<T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>>() {}
    fn is_an_error<E: std::error::Error + Send + Sync + 'static>() {}
    parsed::<Decimal>();
    parsed::<Integer>();
    parsed::<Uuid>();
    parsed::<sapo::Date>();
    parsed::<sapo::DateTime>();
    parsed::<sapo::Duration>();
    parsed::<sapo::GDay>();
    parsed::<sapo::GMonth>();
    parsed::<sapo::GMonthDay>();
    parsed::<sapo::GYear>();
    parsed::<sapo::GYearMonth>();
    parsed::<sapo::QName>();
    parsed::<sapo::Time>();
    is_an_error::<<i64 as TryFrom<&'static Integer>>::Error>();
    is_an_error::<ValueError>();

    fn sum(a: &str, b: &str) -> Result<Decimal, Box<dyn std::error::Error + Send + Sync>> {
        let (a, b): (Decimal, Decimal) = (a.parse()?, b.parse()?);
        Ok(a + b)
    }
    assert_eq!(sum("1.5", "2").unwrap().to_string(), "3.5");
    assert!(sum("1.5", "two").is_err());
}

#[test]
fn decimals_keep_their_digits_and_compare_as_numbers() {
    assert_same::<Decimal>(&["0", "1.50", "-0.001", "79228162514264337593543950335"]);
    assert_written::<Decimal>(&[
        (".5", "0.5"),
        ("5.", "5"),
        ("+1", "1"),
        ("-.5", "-0.5"),
        ("007", "7"),
    ]);
    assert_eq!(read::<Decimal>("1.50"), read::<Decimal>("1.5"));
    assert_eq!(read::<Decimal>("-0"), read::<Decimal>("0"),);
    assert_refused::<Decimal>(&[
        "", ".", "+", "-.", "1e3", "1E3", "INF", "NaN", "1,5", "1_000", "0x1", "1 ", "--1",
    ]);
}

#[test]
fn decimals_are_never_rounded() {
    assert_same::<Decimal>(&[
        "0.0000000000000000000000000001",
        "7.9228162514264337593543950335",
    ]);
    assert_refused::<Decimal>(&[
        "79228162514264337593543950336",
        "0.00000000000000000000000000001",
        "7.92281625142643375935439503351",
        "1234567890123456789012345678.123",
    ]);
    // More digits than fit, but no more than zeros.
    assert_eq!(
        read::<Decimal>("1.5000000000000000000000000000000000000"),
        read::<Decimal>("1.5")
    );
    assert_eq!(
        read::<Decimal>("100.0000000000000000000000000000000000000"),
        read::<Decimal>("100")
    );
}

#[test]
fn decimals_are_written_without_an_exponent() {
    assert_eq!(
        written(&Decimal::new(1, 28)),
        "0.0000000000000000000000000001"
    );
    assert_eq!(written(&Decimal::MAX), "79228162514264337593543950335");
    assert_eq!(written(&Decimal::MIN), "-79228162514264337593543950335");
}

#[test]
fn floats_are_written_with_the_fewest_digits() {
    assert_written::<f64>(&[
        ("0", "0"),
        ("-0", "-0"),
        ("1.0", "1"),
        ("+1.5E-07", "1.5E-7"),
        ("1.5e-7", "1.5E-7"),
        ("0.1", "0.1"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e21", "1E21"),
        ("1.7976931348623157E308", "1.7976931348623157E308"),
        ("5E-324", "5E-324"),
        ("100000", "100000"),
    ]);
    assert_written::<f32>(&[
        ("3.4028235E38", "3.4028235E38"),
        ("0.1", "0.1"),
        ("16777216", "16777216"),
    ]);
}

#[test]
fn floats_name_what_is_not_finite() {
    assert_written::<f64>(&[
        ("INF", "INF"),
        ("+INF", "INF"),
        ("-INF", "-INF"),
        ("NaN", "NaN"),
        // As PHP, Python, and Java or JavaScript print them.
        ("NAN", "NaN"),
        ("nan", "NaN"),
        ("inf", "INF"),
        ("-inf", "-INF"),
        ("Infinity", "INF"),
        ("-Infinity", "-INF"),
    ]);
    assert_written::<f32>(&[("INF", "INF"), ("-INF", "-INF"), ("NaN", "NaN")]);
    let refused = [
        "", "--INF", "INFIN", "NaN1", "1,5", "1e", "e5", ".", "0x1p3", "1f", "1 ", "--1", "1.5.2",
    ];
    assert_refused::<f64>(&refused);
    assert_refused::<f32>(&refused);
}

#[test]
fn guids_are_read_as_dotnet_writes_them() {
    let hyphenated = "11111111-aaaa-bbbb-cccc-0123456789ab";
    assert_written::<Uuid>(&[
        (hyphenated, hyphenated),
        ("11111111-AAAA-BBBB-CCCC-0123456789AB", hyphenated),
        ("{11111111-aaaa-bbbb-cccc-0123456789ab}", hyphenated),
        ("11111111aaaabbbbcccc0123456789ab", hyphenated),
    ]);
    assert_refused::<Uuid>(&[
        "",
        "11111111-aaaa-bbbb-cccc-0123456789a",
        "11111111-aaaa-bbbb-cccc-0123456789abc",
        "11111111-aaaa-bbbb-cccc-0123456789ag",
        "1111111-1aaaa-bbbb-cccc-0123456789ab",
        "{11111111-aaaa-bbbb-cccc-0123456789ab",
        "urn:uuid:11111111-aaaa-bbbb-cccc-0123456789ab",
    ]);
}
