use chrono::{FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use sapo::{Date, DateTime, Duration};

fn read(text: &str) -> DateTime {
    text.parse().unwrap()
}

fn local() -> NaiveDateTime {
    let date = NaiveDate::from_ymd_opt(2024, 5, 31).unwrap();
    date.and_hms_nano_opt(8, 15, 30, 123_456_700).unwrap()
}

#[test]
fn moments_go_both_ways() {
    let stamp = read("2024-05-31T08:15:30.1234567+02:00");
    let fixed = chrono::DateTime::<FixedOffset>::try_from(stamp).unwrap();
    assert_eq!(fixed.naive_local(), local());
    assert_eq!(DateTime::try_from(fixed), Ok(stamp));
    let utc = chrono::DateTime::<Utc>::try_from(stamp).unwrap();
    assert_eq!(
        DateTime::try_from(utc),
        Ok(read("2024-05-31T06:15:30.1234567Z"))
    );
}

#[test]
fn local_times_go_both_ways() {
    let stamp = read("2024-05-31T08:15:30.1234567");
    assert_eq!(NaiveDateTime::try_from(stamp), Ok(local()));
    assert_eq!(DateTime::try_from(local()), Ok(stamp));
    assert_eq!(
        NaiveDate::try_from(Date::from(local().date())),
        Ok(local().date())
    );
}

#[test]
fn what_would_be_lost_is_refused() {
    assert!(chrono::DateTime::<Utc>::try_from(read("2024-05-31T08:15:30")).is_err());
    assert!(NaiveDateTime::try_from(read("2024-05-31T08:15:30Z")).is_err());
    assert!(NaiveDateTime::try_from(read("300000-01-01T00:00:00")).is_err());
    assert!(NaiveDateTime::try_from(read("2024-05-31T08:15:30.1234567891")).is_err());
    let leap = NaiveDate::from_ymd_opt(2016, 12, 31)
        .unwrap()
        .and_hms_milli_opt(23, 59, 59, 1_500);
    assert!(DateTime::try_from(leap.unwrap()).is_err());
    assert!(TimeDelta::try_from("P1M".parse::<Duration>().unwrap()).is_err());
}

#[test]
fn durations_go_both_ways() {
    for text in ["-P1DT0.5S", "PT0S", "PT0.000000001S", "-PT0.25S"] {
        let duration: Duration = text.parse().unwrap();
        let delta = TimeDelta::try_from(duration).unwrap();
        assert_eq!(Duration::from(delta), duration, "{text}");
    }
}
