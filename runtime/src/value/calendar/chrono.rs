//! Conversions to and from [chrono](https://docs.rs/chrono). All are exact; those that may not be can fail.

use chrono::{
    Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _, Utc,
};

use super::clock::{Clock, NANOSECOND, nanosecond_exactly};
use super::day::Day;
use super::{ConversionError, Date, DateTime, Duration, Offset, Time};

const TOO_FAR: ConversionError = ConversionError("the year is beyond what chrono holds");
const TOO_LONG: ConversionError = ConversionError("the duration is longer than chrono holds");
const HAS_OFFSET: ConversionError = ConversionError("the value has an offset from UTC");
const NO_OFFSET: ConversionError = ConversionError("the value has no offset from UTC");

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self {
            day: Day {
                year: date.year().into(),
                month: date.month() as u8,
                day: date.day() as u8,
            },
            offset: None,
        }
    }
}

/// Fails in a leap second, which XML Schema has not.
impl TryFrom<NaiveTime> for Time {
    type Error = ConversionError;

    fn try_from(time: NaiveTime) -> Result<Self, ConversionError> {
        // chrono counts a leap second as the nanoseconds of the one before, from 10⁹ on.
        let clock = Clock::new(
            time.hour() as u8,
            time.minute() as u8,
            time.second() as u8,
            u64::from(time.nanosecond()) * NANOSECOND,
        );
        Ok(Self {
            clock: clock.ok_or(ConversionError("leap seconds are not in XML Schema"))?,
            offset: None,
        })
    }
}

/// Fails in a leap second, which XML Schema has not.
impl TryFrom<NaiveDateTime> for DateTime {
    type Error = ConversionError;

    fn try_from(date_time: NaiveDateTime) -> Result<Self, ConversionError> {
        Ok(Self::of(
            date_time.date().into(),
            date_time.time().try_into()?,
        ))
    }
}

/// Fails in a leap second, and where the offset is not whole minutes or too large.
impl TryFrom<chrono::DateTime<FixedOffset>> for DateTime {
    type Error = ConversionError;

    fn try_from(date_time: chrono::DateTime<FixedOffset>) -> Result<Self, ConversionError> {
        let offset = Offset::from_seconds(date_time.offset().local_minus_utc())
            .ok_or(ConversionError("the offset is not one of XML Schema"))?;
        Ok(Self::try_from(date_time.naive_local())?.with_offset(offset))
    }
}

/// Fails in a leap second, which XML Schema has not.
impl TryFrom<chrono::DateTime<Utc>> for DateTime {
    type Error = ConversionError;

    fn try_from(date_time: chrono::DateTime<Utc>) -> Result<Self, ConversionError> {
        Ok(Self::try_from(date_time.naive_utc())?.with_offset(Offset::UTC))
    }
}

/// Fails for a date with an offset, or beyond the years of chrono.
impl TryFrom<Date> for NaiveDate {
    type Error = ConversionError;

    fn try_from(date: Date) -> Result<Self, ConversionError> {
        refuse_offset(date.offset)?;
        naive_date(date.day)
    }
}

/// Fails for a time with an offset, or finer than nanoseconds.
impl TryFrom<Time> for NaiveTime {
    type Error = ConversionError;

    fn try_from(time: Time) -> Result<Self, ConversionError> {
        refuse_offset(time.offset)?;
        naive_time(time.clock)
    }
}

/// Fails for a value with an offset, beyond the years of chrono, or finer than nanoseconds.
impl TryFrom<DateTime> for NaiveDateTime {
    type Error = ConversionError;

    fn try_from(date_time: DateTime) -> Result<Self, ConversionError> {
        refuse_offset(date_time.offset)?;
        local(date_time)
    }
}

/// Fails for a value without an offset, beyond the years of chrono, or finer than nanoseconds.
impl TryFrom<DateTime> for chrono::DateTime<FixedOffset> {
    type Error = ConversionError;

    fn try_from(date_time: DateTime) -> Result<Self, ConversionError> {
        let offset = date_time.offset.ok_or(NO_OFFSET)?;
        local(date_time)?
            .and_local_timezone(FixedOffset::east_opt(offset.seconds()).ok_or(NO_OFFSET)?)
            .single()
            .ok_or(TOO_FAR)
    }
}

/// The same moment in UTC. Fails for a value without an offset, beyond the years of chrono, or finer than nanoseconds.
impl TryFrom<DateTime> for chrono::DateTime<Utc> {
    type Error = ConversionError;

    fn try_from(date_time: DateTime) -> Result<Self, ConversionError> {
        chrono::DateTime::<FixedOffset>::try_from(date_time).map(|local| local.to_utc())
    }
}

impl From<TimeDelta> for Duration {
    fn from(delta: TimeDelta) -> Self {
        let nanosecond = u64::from(delta.subsec_nanos().unsigned_abs());
        let forward = Self::new(0, delta.num_seconds().unsigned_abs())
            .with_attosecond(nanosecond * NANOSECOND)
            .unwrap_or_default();
        if delta < TimeDelta::zero() {
            forward.negated()
        } else {
            forward
        }
    }
}

/// Fails for a duration that has months, is finer than nanoseconds, or too long.
impl TryFrom<Duration> for TimeDelta {
    type Error = ConversionError;

    fn try_from(duration: Duration) -> Result<Self, ConversionError> {
        let seconds = i64::try_from(duration.seconds_alone()?).map_err(|_| TOO_LONG)?;
        let forward = Self::new(seconds, duration.whole_nanosecond()?).ok_or(TOO_LONG)?;
        Ok(if duration.is_negative() {
            -forward
        } else {
            forward
        })
    }
}

fn naive_date(day: Day) -> Result<NaiveDate, ConversionError> {
    let year = i32::try_from(day.year).map_err(|_| TOO_FAR)?;
    NaiveDate::from_ymd_opt(year, day.month.into(), day.day.into()).ok_or(TOO_FAR)
}

fn naive_time(clock: Clock) -> Result<NaiveTime, ConversionError> {
    let nanosecond = nanosecond_exactly(clock.attosecond)?;
    NaiveTime::from_hms_nano_opt(
        clock.hour.into(),
        clock.minute.into(),
        clock.second.into(),
        nanosecond,
    )
    .ok_or(TOO_FAR)
}

fn local(date_time: DateTime) -> Result<NaiveDateTime, ConversionError> {
    Ok(naive_date(date_time.day)?.and_time(naive_time(date_time.clock)?))
}

fn refuse_offset(offset: Option<Offset>) -> Result<(), ConversionError> {
    offset.map_or(Ok(()), |_| Err(HAS_OFFSET))
}
