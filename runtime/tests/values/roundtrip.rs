use std::fmt::Debug;

use proptest::prelude::*;
use sapo::xml::Simple;
use sapo::{Date, DateTime, Decimal, Duration, GMonthDay, GYearMonth, Integer, Offset, Time, Uuid};

use crate::{read, written};

fn offsets() -> impl Strategy<Value = Option<Offset>> {
    prop::option::of((-840..=840_i16).prop_map(|minutes| Offset::from_minutes(minutes).unwrap()))
}

fn dates() -> impl Strategy<Value = Date> {
    let years = prop_oneof![
        1..=9999_i64,
        any::<i64>().prop_filter("has a positive", |year| *year != i64::MIN)
    ];
    (years, 1..=12_u8, 1..=31_u8, offsets())
        .prop_filter_map("no such day", |(year, month, day, offset)| {
            Some(Date::new(year, month, day)?.with_offset(offset))
        })
}

fn times() -> impl Strategy<Value = Time> {
    let fractions = prop_oneof![
        0..1_000_000_000_000_000_000_u64,
        (0..10_000_000_u64).prop_map(|ticks| ticks * 100_000_000_000)
    ];
    (0..24_u8, 0..60_u8, 0..60_u8, fractions, offsets()).prop_map(
        |(hour, minute, second, fraction, offset)| {
            let time = Time::new(hour, minute, second).unwrap();
            time.with_attosecond(fraction).unwrap().with_offset(offset)
        },
    )
}

fn durations() -> impl Strategy<Value = Duration> {
    (
        any::<bool>(),
        any::<u64>(),
        any::<u64>(),
        0..1_000_000_000_000_000_000_u64,
    )
        .prop_map(|(is_negative, months, seconds, fraction)| {
            let duration = Duration::new(months, seconds)
                .with_attosecond(fraction)
                .unwrap();
            if is_negative {
                duration.negated()
            } else {
                duration
            }
        })
}

fn check<T: Simple + PartialEq + Debug>(value: T) -> Result<(), TestCaseError> {
    let text = written(&value);
    prop_assert_eq!(read::<T>(&text), Ok(value), "{}", text);
    Ok(())
}

proptest! {
    #[test]
    fn of_dates(date in dates()) {
        check(date)?;
        check(GYearMonth::new(date.year(), date.month()).unwrap().with_offset(date.offset()))?;
        check(GMonthDay::new(date.month(), date.day()).unwrap())?;
    }

    #[test]
    fn of_times(time in times()) {
        check(time)?;
    }

    #[test]
    fn of_date_times(date in dates(), time in times()) {
        check(DateTime::of(date, time))?;
    }

    #[test]
    fn of_durations(duration in durations()) {
        check(duration)?;
    }

    #[test]
    fn of_integers(value: i64, digits in "-?[1-9][0-9]{0,60}") {
        check(value)?;
        check(value as u64)?;
        check(value as i8)?;
        check(Integer::from(value))?;
        check(digits.parse::<Integer>().unwrap())?;
    }

    #[test]
    fn of_decimals(digits: i64, low: u32, scale in 0..=28_u32) {
        let number = i128::from(digits) * i128::from(low);
        if let Ok(decimal) = Decimal::try_from_i128_with_scale(number, scale) {
            check(decimal)?;
            prop_assert!(!written(&decimal).contains(['e', 'E']));
        }
    }

    #[test]
    fn of_floats(bits: u64) {
        let (double, float) = (f64::from_bits(bits), f32::from_bits(bits as u32));
        if !double.is_nan() {
            check(double)?;
        }
        if !float.is_nan() {
            check(float)?;
        }
    }

    #[test]
    fn of_guids(bits: u128) {
        check(Uuid::from_u128(bits))?;
    }

    #[test]
    fn nothing_makes_a_parser_panic(text in "[-+P0-9TYMDHSZ:.INFaeE ]{0,30}") {
        let _ = (read::<DateTime>(&text), read::<Duration>(&text), read::<Time>(&text), read::<Date>(&text));
        let _ = (read::<Decimal>(&text), read::<Integer>(&text), read::<f64>(&text), read::<Uuid>(&text));
    }

    #[test]
    fn order_agrees_with_equality(a in dates(), b in dates()) {
        prop_assert_eq!(a.compare(&a), Some(std::cmp::Ordering::Equal));
        prop_assert_eq!(a.compare(&b), b.compare(&a).map(std::cmp::Ordering::reverse));
    }
}
