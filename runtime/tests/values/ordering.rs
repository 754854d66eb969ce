use std::cmp::Ordering::{self, Equal, Greater, Less};
use std::str::FromStr;

use sapo::{Date, DateTime, Duration, GDay, GMonthDay, GYear, Time};

#[track_caller]
fn assert_order<T>(
    cases: &[(&str, &str, Option<Ordering>)],
    compare: fn(&T, &T) -> Option<Ordering>,
) where
    T: FromStr,
    T::Err: std::fmt::Debug,
{
    for (left, right, expected) in cases {
        let (a, b): (T, T) = (left.parse().unwrap(), right.parse().unwrap());
        assert_eq!(compare(&a, &b), *expected, "{left} and {right}");
        assert_eq!(
            compare(&b, &a),
            expected.map(Ordering::reverse),
            "{right} and {left}"
        );
    }
}

#[test]
fn moments_are_ordered_whatever_their_offset() {
    let cases = [
        ("2000-01-15T00:00:00", "2000-02-15T00:00:00", Some(Less)),
        ("2000-01-15T12:00:00", "2000-01-16T12:00:00Z", Some(Less)),
        (
            "2000-01-15T13:00:00+01:00",
            "2000-01-15T12:00:00Z",
            Some(Equal),
        ),
        (
            "2000-01-15T13:00:00.1+01:00",
            "2000-01-15T12:00:00Z",
            Some(Greater),
        ),
        (
            "2000-01-15T12:00:00.5",
            "2000-01-15T12:00:00.25",
            Some(Greater),
        ),
        ("-0001-12-31T23:59:59", "0000-01-01T00:00:00", Some(Less)),
        // The examples of XSD Part 2, section 3.2.7.4.
        ("2000-01-01T12:00:00", "1999-12-31T23:00:00Z", None),
        ("2000-01-16T12:00:00", "2000-01-16T12:00:00Z", None),
        ("2000-01-16T00:00:00", "2000-01-16T12:00:00Z", None),
    ];
    assert_order(&cases, DateTime::compare);
}

#[test]
fn parts_are_ordered_like_the_dates_they_stand_in() {
    assert_order(
        &[
            ("2000-01-01-14:00", "2000-01-02Z", Some(Less)),
            ("2000-01-01+13:00", "2000-01-01Z", Some(Less)),
            ("2000-01-01", "2000-01-01Z", None),
        ],
        Date::compare,
    );
    assert_order(
        &[
            ("12:00:00+01:00", "11:00:00Z", Some(Equal)),
            ("12:00:00", "11:59:59.999", Some(Greater)),
        ],
        Time::compare,
    );
    assert_order(
        &[("-0001", "0001", Some(Less)), ("1999", "2000", Some(Less))],
        GYear::compare,
    );
    assert_order(&[("--02-29", "--03-01", Some(Less))], GMonthDay::compare);
    assert_order(&[("---31", "---01", Some(Greater))], GDay::compare);
}

#[test]
fn durations_are_ordered_where_months_do_not_matter() {
    let cases = [
        ("PT36H", "P1DT12H", Some(Equal)),
        ("P1M", "P27D", Some(Greater)),
        ("P1M", "P28D", None),
        ("P1M", "P31D", None),
        ("P1M", "P32D", Some(Less)),
        ("P1Y", "P364D", Some(Greater)),
        ("P1Y", "P365D", None),
        ("P1Y", "P366D", None),
        ("P1Y", "P367D", Some(Less)),
        ("P5M", "P149D", Some(Greater)),
        ("P5M", "P150D", None),
        ("-P1D", "PT0S", Some(Less)),
        ("-PT1.5S", "-PT1S", Some(Less)),
        ("-PT0.5S", "PT0.25S", Some(Less)),
    ];
    assert_order(&cases, Duration::compare);
}
