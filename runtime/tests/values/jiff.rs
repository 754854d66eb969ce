use jiff::civil;
use sapo::{Date, DateTime, Duration, Time};

fn read(text: &str) -> DateTime {
    text.parse().unwrap()
}

#[test]
fn moments_go_both_ways() {
    let stamp: jiff::Timestamp = "2024-05-31T06:15:30.5Z".parse().unwrap();
    assert_eq!(DateTime::from(stamp), read("2024-05-31T06:15:30.5Z"));
    assert_eq!(
        jiff::Timestamp::try_from(read("2024-05-31T08:15:30.5+02:00")),
        Ok(stamp)
    );
    let zoned = jiff::Zoned::try_from(read("2024-05-31T08:15:30.5+02:00")).unwrap();
    assert_eq!(zoned.timestamp(), stamp);
    assert_eq!(
        DateTime::try_from(&zoned),
        Ok(read("2024-05-31T08:15:30.5+02:00"))
    );
}

#[test]
fn local_times_go_both_ways() {
    let local = civil::datetime(2024, 5, 31, 8, 15, 30, 123_456_700);
    assert_eq!(DateTime::from(local), read("2024-05-31T08:15:30.1234567"));
    assert_eq!(
        civil::DateTime::try_from(read("2024-05-31T08:15:30.1234567")),
        Ok(local)
    );
    assert_eq!(
        civil::Date::try_from(Date::from(local.date())),
        Ok(local.date())
    );
    assert_eq!(
        civil::Time::try_from(Time::from(local.time())),
        Ok(local.time())
    );
}

#[test]
fn what_would_be_lost_is_refused() {
    assert!(jiff::Timestamp::try_from(read("2024-05-31T08:15:30")).is_err());
    assert!(civil::DateTime::try_from(read("2024-05-31T08:15:30Z")).is_err());
    assert!(civil::DateTime::try_from(read("10000-01-01T00:00:00")).is_err());
    assert!(civil::DateTime::try_from(read("2024-05-31T08:15:30.1234567891")).is_err());
    assert!(jiff::SignedDuration::try_from("P1M".parse::<Duration>().unwrap()).is_err());
}

#[test]
fn durations_go_both_ways() {
    let duration: Duration = "-P1DT0.5S".parse().unwrap();
    let signed = jiff::SignedDuration::try_from(duration).unwrap();
    assert_eq!(signed, -jiff::SignedDuration::from_millis(86_400_500));
    assert_eq!(Duration::from(signed), duration);
    let span = jiff::Span::try_from("P1M1D".parse::<Duration>().unwrap()).unwrap();
    assert_eq!((span.get_months(), span.get_seconds()), (1, 86_400));
}
