//! Conversions to and from [jiff](https://docs.rs/jiff). All are exact; those that may not be can fail.

use jiff::civil;
use jiff::tz::{self, TimeZone};

use super::clock::{Clock, NANOSECOND, nanosecond_exactly};
use super::day::Day;
use super::{ConversionError, Date, DateTime, Duration, Offset, Time};

const TOO_FAR: ConversionError = ConversionError("the year is beyond what jiff holds");
const HAS_OFFSET: ConversionError = ConversionError("the value has an offset from UTC");
const NO_OFFSET: ConversionError = ConversionError("the value has no offset from UTC");

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self {
            day: day_of(date),
            offset: None,
        }
    }
}

impl From<civil::Time> for Time {
    fn from(time: civil::Time) -> Self {
        Self {
            clock: clock_of(time),
            offset: None,
        }
    }
}

impl From<civil::DateTime> for DateTime {
    fn from(date_time: civil::DateTime) -> Self {
        Self {
            day: day_of(date_time.date()),
            clock: clock_of(date_time.time()),
            offset: None,
        }
    }
}

/// The moment in UTC.
impl From<jiff::Timestamp> for DateTime {
    fn from(timestamp: jiff::Timestamp) -> Self {
        let utc = tz::Offset::UTC.to_datetime(timestamp);
        Self::from(utc).with_offset(Offset::UTC)
    }
}

/// The local time and its offset; the name of the time zone is left out. Fails where the offset is not whole minutes.
impl TryFrom<&jiff::Zoned> for DateTime {
    type Error = ConversionError;

    fn try_from(zoned: &jiff::Zoned) -> Result<Self, ConversionError> {
        let offset = Offset::from_seconds(zoned.offset().seconds())
            .ok_or(ConversionError("the offset is not one of XML Schema"))?;
        Ok(Self::from(zoned.datetime()).with_offset(offset))
    }
}

/// Fails for a date with an offset, or beyond year 9999.
impl TryFrom<Date> for civil::Date {
    type Error = ConversionError;

    fn try_from(date: Date) -> Result<Self, ConversionError> {
        refuse_offset(date.offset)?;
        date_of(date.day)
    }
}

/// Fails for a time with an offset, or finer than nanoseconds.
impl TryFrom<Time> for civil::Time {
    type Error = ConversionError;

    fn try_from(time: Time) -> Result<Self, ConversionError> {
        refuse_offset(time.offset)?;
        time_of(time.clock)
    }
}

/// Fails for a value with an offset, beyond year 9999, or finer than nanoseconds.
impl TryFrom<DateTime> for civil::DateTime {
    type Error = ConversionError;

    fn try_from(date_time: DateTime) -> Result<Self, ConversionError> {
        refuse_offset(date_time.offset)?;
        local(date_time)
    }
}

/// Fails for a value without an offset, beyond year 9999, or finer than nanoseconds.
impl TryFrom<DateTime> for jiff::Timestamp {
    type Error = ConversionError;

    fn try_from(date_time: DateTime) -> Result<Self, ConversionError> {
        fixed(date_time.offset)?
            .to_timestamp(local(date_time)?)
            .map_err(|_| TOO_FAR)
    }
}

/// Fails for a value without an offset, beyond year 9999, or finer than nanoseconds. The time zone is the fixed offset.
impl TryFrom<DateTime> for jiff::Zoned {
    type Error = ConversionError;

    fn try_from(date_time: DateTime) -> Result<Self, ConversionError> {
        let zone = TimeZone::fixed(fixed(date_time.offset)?);
        local(date_time)?.to_zoned(zone).map_err(|_| TOO_FAR)
    }
}

impl From<jiff::SignedDuration> for Duration {
    fn from(duration: jiff::SignedDuration) -> Self {
        let forward = Self::from(duration.unsigned_abs());
        if duration.is_negative() {
            forward.negated()
        } else {
            forward
        }
    }
}

/// Fails for a duration that has months, is finer than nanoseconds, or too long.
impl TryFrom<Duration> for jiff::SignedDuration {
    type Error = ConversionError;

    fn try_from(duration: Duration) -> Result<Self, ConversionError> {
        let seconds = i64::try_from(duration.seconds_alone()?)
            .map_err(|_| ConversionError("the duration is longer than jiff holds"))?;
        let forward = Self::new(seconds, duration.whole_nanosecond()? as i32);
        Ok(if duration.is_negative() {
            -forward
        } else {
            forward
        })
    }
}

/// Fails for a duration that is finer than nanoseconds, or too long.
impl TryFrom<Duration> for jiff::Span {
    type Error = ConversionError;

    fn try_from(duration: Duration) -> Result<Self, ConversionError> {
        let too_long = |_| ConversionError("the duration is longer than jiff holds");
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let forward = Self::new()
            .try_months(count(duration.months()))
            .and_then(|span| span.try_seconds(count(duration.seconds())))
            .and_then(|span| span.try_nanoseconds(i64::from(duration.nanosecond())))
            .map_err(too_long)?;
        duration.whole_nanosecond()?;
        Ok(if duration.is_negative() {
            -forward
        } else {
            forward
        })
    }
}

fn day_of(date: civil::Date) -> Day {
    Day {
        year: date.year().into(),
        month: date.month() as u8,
        day: date.day() as u8,
    }
}

fn clock_of(time: civil::Time) -> Clock {
    Clock {
        hour: time.hour() as u8,
        minute: time.minute() as u8,
        second: time.second() as u8,
        attosecond: time.subsec_nanosecond() as u64 * NANOSECOND,
    }
}

fn date_of(day: Day) -> Result<civil::Date, ConversionError> {
    let year = i16::try_from(day.year).map_err(|_| TOO_FAR)?;
    civil::Date::new(year, day.month as i8, day.day as i8).map_err(|_| TOO_FAR)
}

fn time_of(clock: Clock) -> Result<civil::Time, ConversionError> {
    Ok(civil::time(
        clock.hour as i8,
        clock.minute as i8,
        clock.second as i8,
        nanosecond_exactly(clock.attosecond)? as i32,
    ))
}

fn local(date_time: DateTime) -> Result<civil::DateTime, ConversionError> {
    Ok(date_of(date_time.day)?.to_datetime(time_of(date_time.clock)?))
}

fn refuse_offset(offset: Option<Offset>) -> Result<(), ConversionError> {
    offset.map_or(Ok(()), |_| Err(HAS_OFFSET))
}

fn fixed(offset: Option<Offset>) -> Result<tz::Offset, ConversionError> {
    let offset = offset.ok_or(NO_OFFSET)?;
    tz::Offset::from_seconds(offset.seconds()).map_err(|_| NO_OFFSET)
}
