use sapo::{Date, DateTime, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Offset, Time};

use crate::{assert_refused, assert_same, assert_written, read};

#[test]
fn date_times_keep_their_offset() {
    assert_same::<DateTime>(&[
        "2024-05-31T08:15:30",
        "2024-05-31T08:15:30Z",
        "2024-05-31T08:15:30+02:00",
        "2024-05-31T08:15:30-14:00",
        "2024-05-31T08:15:30.1234567+05:45",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59.9999999",
        "-0044-03-15T12:00:00Z",
        "0000-02-29T00:00:00",
        "123456789-01-01T00:00:00Z",
        "2024-02-29T23:59:59.123456789012345678",
    ]);
    let read = |text: &str| text.parse::<DateTime>().unwrap();
    assert_ne!(read("2024-05-31T12:00:00"), read("2024-05-31T12:00:00Z"));
    assert_ne!(
        read("2024-05-31T13:00:00+01:00"),
        read("2024-05-31T12:00:00Z")
    );
    assert_eq!(
        read("2024-05-31T12:00:00+00:00"),
        read("2024-05-31T12:00:00Z")
    );
}

#[test]
fn what_does_not_matter_is_not_kept() {
    assert_written::<DateTime>(&[
        ("2024-05-31T08:15:30.0000000", "2024-05-31T08:15:30"),
        ("2024-05-31T08:15:30.100", "2024-05-31T08:15:30.1"),
        (
            "2024-05-31T08:15:30.1000000000000000000000",
            "2024-05-31T08:15:30.1",
        ),
        ("2024-05-31T08:15:30-00:00", "2024-05-31T08:15:30Z"),
        ("-0000-01-01T00:00:00", "0000-01-01T00:00:00"),
    ]);
}

#[test]
fn the_end_of_a_day_is_the_start_of_the_next() {
    assert_written::<DateTime>(&[
        ("2024-05-31T24:00:00", "2024-06-01T00:00:00"),
        ("2023-12-31T24:00:00.000+01:00", "2024-01-01T00:00:00+01:00"),
        ("2024-02-28T24:00:00Z", "2024-02-29T00:00:00Z"),
        ("9999-12-31T24:00:00", "10000-01-01T00:00:00"),
        ("-0001-12-31T24:00:00", "0000-01-01T00:00:00"),
    ]);
    assert_written::<Time>(&[("24:00:00", "00:00:00"), ("24:00:00.0Z", "00:00:00Z")]);
    assert_refused::<DateTime>(&[
        "2024-05-31T24:00:01",
        "2024-05-31T24:01:00",
        "2024-05-31T24:00:00.1",
        "2024-05-31T25:00:00",
        "9223372036854775807-12-31T24:00:00",
    ]);
    assert_refused::<Time>(&["24:00:01", "24:00:00.1"]);
}

#[test]
fn what_is_no_date_time_is_refused() {
    assert_refused::<DateTime>(&[
        "",
        "2024-05-31",
        "2024-05-31 08:15:30",
        "2024-05-31t08:15:30",
        "2024-05-31T08:15",
        "2024-05-31T08:15:30z",
        "2024-05-31T08:15:30.",
        "2024-05-31T08:15:30,5",
        "2024-05-31T08:15:60",
        "2016-12-31T23:59:60Z",
        "2024-05-31T08:60:30",
        "2024-05-31T8:15:30",
        "2024-13-01T00:00:00",
        "2024-00-01T00:00:00",
        "2024-05-00T00:00:00",
        "2024-05-32T00:00:00",
        "2024-04-31T00:00:00",
        "2023-02-29T00:00:00",
        "1900-02-29T00:00:00",
        "24-05-31T08:15:30",
        "02024-05-31T08:15:30",
        "+2024-05-31T08:15:30",
        "2024-5-31T08:15:30",
        "2024-05-31T08:15:30+2:00",
        "2024-05-31T08:15:30+0200",
        "2024-05-31T08:15:30+02",
        "2024-05-31T08:15:3002:00",
        "2024-05-31T08:15:30 02:00",
        "2024-05-31T08:15:30+14:01",
        "2024-05-31T08:15:30+15:00",
        "2024-05-31T08:15:30+02:60",
        "2024-05-31T08:15:30ZZ",
        "2024-05-31T08:15:30.1234567890123456789",
        "99999999999999999999-01-01T00:00:00",
    ]);
}

#[test]
fn dates_and_times_stand_alone() {
    assert_same::<Date>(&[
        "2024-02-29",
        "2024-02-29Z",
        "2024-02-29+02:00",
        "-0001-12-31",
        "12024-01-01",
    ]);
    assert_refused::<Date>(&[
        "2023-02-29",
        "2024-02-29T",
        "2024-02-29T00:00:00",
        "2024-02",
        "24-02-29",
        "2024-02-29+",
    ]);
    assert_same::<Time>(&["00:00:00", "23:59:59.9999999Z", "12:34:56-05:00"]);
    assert_refused::<Time>(&[
        "",
        "12:34",
        "12:34:60",
        "1:02:03",
        "12:34:56.",
        "T12:34:56",
        "12:34:56-5:00",
    ]);
}

#[test]
fn parts_of_dates() {
    assert_same::<GYear>(&[
        "2024",
        "2024Z",
        "-0044",
        "12024",
        "2024+14:00",
        "2024-05:00",
    ]);
    assert_refused::<GYear>(&["24", "02024", "2024-05", "+2024", "", "2024z"]);
    assert_same::<GYearMonth>(&["2024-05", "2024-05Z", "-0044-03", "2024-05-05:00"]);
    assert_refused::<GYearMonth>(&["2024-13", "2024", "2024-5", "2024-05-01", "2024-00"]);
    assert_same::<GMonth>(&["--05", "--12Z", "--05-05:00"]);
    assert_refused::<GMonth>(&["05", "--13", "--00", "--5", "-05"]);
    assert_same::<GMonthDay>(&["--02-29", "--12-31Z", "--05-01-05:00"]);
    assert_refused::<GMonthDay>(&["--02-30", "--04-31", "--13-01", "02-29", "--05", "--05-00"]);
    assert_same::<GDay>(&["---01", "---31", "---31+02:00"]);
    assert_refused::<GDay>(&["---00", "---32", "--01", "31", "---1"]);
}

#[test]
fn fields_of_a_date_time() {
    let stamp: DateTime = read("2024-05-31T08:15:30.123456789012345678-03:30").unwrap();
    let date = (stamp.year(), stamp.month(), stamp.day());
    let time = (stamp.hour(), stamp.minute(), stamp.second());
    assert_eq!((date, time), ((2024, 5, 31), (8, 15, 30)));
    assert_eq!(stamp.nanosecond(), 123_456_789);
    assert_eq!(stamp.attosecond(), 123_456_789_012_345_678);
    assert_eq!(stamp.offset().map(Offset::minutes), Some(-210));
    assert_eq!(stamp.date().to_string(), "2024-05-31-03:30");
    assert_eq!(
        stamp.time().to_string(),
        "08:15:30.123456789012345678-03:30"
    );
    assert_eq!(DateTime::of(stamp.date(), stamp.time()), stamp);
    assert_eq!(
        stamp.with_offset(None).to_string(),
        "2024-05-31T08:15:30.123456789012345678"
    );
}

#[test]
fn values_are_made_of_valid_fields_only() {
    assert!(DateTime::new(2024, 2, 29, 23, 59, 59).is_some());
    assert!(DateTime::new(2023, 2, 29, 0, 0, 0).is_none());
    assert!(DateTime::new(2024, 2, 29, 24, 0, 0).is_none());
    assert!(Date::new(2024, 0, 1).is_none());
    assert!(Time::new(0, 0, 60).is_none());
    assert!(GMonthDay::new(2, 29).is_some());
    assert!(GMonthDay::new(2, 30).is_none());
    assert!(GDay::new(32).is_none());
    assert!(GMonth::new(13).is_none());
    assert!(GYearMonth::new(2024, 0).is_none());
    assert!(Offset::from_minutes(841).is_none());
    let noon = Time::new(12, 0, 0).unwrap();
    assert!(noon.with_attosecond(1_000_000_000_000_000_000).is_none());
    assert_eq!(
        noon.with_attosecond(5).unwrap().to_string(),
        "12:00:00.000000000000000005"
    );
}

#[test]
fn durations_are_written_with_the_largest_units() {
    assert_same::<Duration>(&[
        "PT0S",
        "P1Y",
        "P1Y2M3DT4H5M6.789S",
        "-P1D",
        "PT0.000000000000000001S",
        "P1Y1D",
        "PT1M",
        "P1M",
        "-P1YT1S",
    ]);
    assert_written::<Duration>(&[
        ("P0Y", "PT0S"),
        ("-P0D", "PT0S"),
        ("P12M", "P1Y"),
        ("P13M", "P1Y1M"),
        ("PT24H", "P1D"),
        ("PT36H", "P1DT12H"),
        ("PT90S", "PT1M30S"),
        ("P1Y0M0DT0H0M0S", "P1Y"),
        ("PT1.500S", "PT1.5S"),
        ("P007D", "P7D"),
    ]);
    assert_refused::<Duration>(&[
        "",
        "P",
        "PT",
        "P1YT",
        "-P",
        "1Y",
        "P-1Y",
        "P1",
        "P1S",
        "PT1Y",
        "P1M1Y",
        "P1D1M",
        "PT1S1M",
        "P1.5D",
        "PT1.5H",
        "PT1.S",
        "PT.5S",
        "p1y",
        "P1Y ",
        "+P1Y",
        "P1W",
        "PT1.0000000000000000001S",
        "P99999999999999999999Y",
        "P2000000000000000000Y",
    ]);
    assert_eq!(read::<Duration>("P1D"), read::<Duration>("PT24H"));
    assert_ne!(read::<Duration>("P1M"), read::<Duration>("P30D"));
}

#[test]
fn moments_of_the_system_clock() {
    use std::time::{Duration, SystemTime};
    let after = |seconds, nanosecond| {
        DateTime::from(SystemTime::UNIX_EPOCH + Duration::new(seconds, nanosecond)).to_string()
    };
    let before = |seconds, nanosecond| {
        DateTime::from(SystemTime::UNIX_EPOCH - Duration::new(seconds, nanosecond)).to_string()
    };
    assert_eq!(after(0, 0), "1970-01-01T00:00:00Z");
    assert_eq!(after(951_782_399, 0), "2000-02-28T23:59:59Z");
    assert_eq!(after(951_782_400, 5), "2000-02-29T00:00:00.000000005Z");
    assert_eq!(after(4_107_542_400, 0), "2100-03-01T00:00:00Z");
    assert_eq!(before(1, 0), "1969-12-31T23:59:59Z");
    assert_eq!(before(0, 1), "1969-12-31T23:59:59.999999999Z");
    assert_eq!(before(11_644_473_600, 0), "1601-01-01T00:00:00Z");
}

/// `FromStr` refuses the form of the first edition, as Strict does.
#[test]
fn documents_may_have_months_as_the_first_edition_wrote_them() {
    let read = |text| <GMonth as sapo::gen1::Simple>::parse(text, &sapo::gen1::Scope::EMPTY);
    assert!("--05--".parse::<GMonth>().is_err());
    assert_eq!(read("--05--").unwrap(), GMonth::new(5).unwrap());
    assert_eq!(read("--05--Z").unwrap().to_string(), "--05Z");
    for bad in [
        "--05---",
        "--05-",
        "--13--",
        "05--",
        "--05--05:00",
        "é--05--",
    ] {
        assert!(read(bad).is_err(), "{bad}");
    }
}
