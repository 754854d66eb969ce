//! `xs:dateTime`.

use std::cmp::Ordering;
use std::fmt;
use std::time::SystemTime;

use super::clock::{Clock, NANOSECOND};
use super::day::Day;
use super::scan::Scanner;
use super::timeline::Point;
use super::zoned::{write_offset, zoned};
use super::{Date, Offset, Time};
use crate::xml::ValueError;

/// A day and a time of it, with or without an offset from UTC (XSD Part 2, section 3.2.7).
///
/// Years are proleptic Gregorian and may have any number of digits; as in XSD 1.1, `0000` is the year before
/// `0001`. Fractions of a second are kept to 18 digits; text with more is refused, not rounded, and so
/// are leap seconds.
///
/// ```
/// use sapo::{DateTime, Offset};
///
/// let stamp: DateTime = "2024-05-31T08:15:30.25+02:00".parse()?;
/// assert_eq!((stamp.year(), stamp.second(), stamp.nanosecond()), (2024, 30, 250_000_000));
/// assert_eq!(stamp.offset(), Offset::from_minutes(120));
/// assert_eq!(stamp.to_string(), "2024-05-31T08:15:30.25+02:00");
/// # Ok::<(), sapo::xml::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    pub(super) day: Day,
    pub(super) clock: Clock,
    pub(super) offset: Option<Offset>,
}

zoned!(DateTime {
    day: Day::REFERENCE,
    clock: Clock::MIDNIGHT
});

impl DateTime {
    /// A whole second, without an offset; `None` where the calendar or the clock has no such thing.
    pub fn new(year: i64, month: u8, day: u8, hour: u8, minute: u8, second: u8) -> Option<Self> {
        Some(Self {
            day: Day::new(year, month, day)?,
            clock: Clock::new(hour, minute, second, 0)?,
            offset: None,
        })
    }

    /// The time `time` of the day `date`, at the offset of `time`, or else at that of `date`.
    pub fn of(date: Date, time: Time) -> Self {
        Self {
            day: date.day,
            clock: time.clock,
            offset: time.offset.or(date.offset),
        }
    }

    /// The same with another fraction of the second; `None` unless it is less than 10¹⁸ attoseconds.
    pub fn with_attosecond(self, attosecond: u64) -> Option<Self> {
        let Clock {
            hour,
            minute,
            second,
            ..
        } = self.clock;
        Some(Self {
            clock: Clock::new(hour, minute, second, attosecond)?,
            ..self
        })
    }

    /// The day, with the same offset.
    pub fn date(&self) -> Date {
        Date {
            day: self.day,
            offset: self.offset,
        }
    }

    /// The time of day, with the same offset.
    pub fn time(&self) -> Time {
        Time {
            clock: self.clock,
            offset: self.offset,
        }
    }

    /// The year; 0 and less are before the common era.
    pub fn year(&self) -> i64 {
        self.day.year
    }

    /// The month, from 1.
    pub fn month(&self) -> u8 {
        self.day.month
    }

    /// The day of the month, from 1.
    pub fn day(&self) -> u8 {
        self.day.day
    }

    /// The hour, 0 to 23.
    pub fn hour(&self) -> u8 {
        self.clock.hour
    }

    /// The minute, 0 to 59.
    pub fn minute(&self) -> u8 {
        self.clock.minute
    }

    /// The second, 0 to 59.
    pub fn second(&self) -> u8 {
        self.clock.second
    }

    /// The fraction of the second in whole nanoseconds; what is finer is left out.
    pub fn nanosecond(&self) -> u32 {
        (self.clock.attosecond / NANOSECOND) as u32
    }

    /// The fraction of the second in attoseconds (10⁻¹⁸ s), exact.
    pub fn attosecond(&self) -> u64 {
        self.clock.attosecond
    }

    fn scan(text: &mut Scanner<'_>) -> Option<Self> {
        let day = text.day()?;
        text.expect(b'T')?;
        let clock = text.clock()?;
        let offset = text.offset()?;
        Some(match clock {
            Some(clock) => Self { day, clock, offset },
            None => Self {
                day: day.next()?,
                clock: Clock::MIDNIGHT,
                offset,
            },
        })
    }

    pub(crate) fn point(&self) -> Point {
        Point::new(self.day, self.clock, self.offset)
    }
}

impl From<SystemTime> for DateTime {
    /// The moment in UTC.
    fn from(time: SystemTime) -> Self {
        // A system's clock counts seconds in 64 bits at most.
        let (seconds, nanosecond) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => (since.as_secs() as i64, since.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                let whole = -(before.as_secs() as i64);
                match before.subsec_nanos() {
                    0 => (whole, 0),
                    nanosecond => (whole - 1, 1_000_000_000 - nanosecond),
                }
            }
        };
        let second = seconds.rem_euclid(86_400);
        Self {
            day: Day::of_number(seconds.div_euclid(86_400)),
            clock: Clock {
                hour: (second / 3_600) as u8,
                minute: (second / 60 % 60) as u8,
                second: (second % 60) as u8,
                attosecond: u64::from(nanosecond) * NANOSECOND,
            },
            offset: Some(Offset::UTC),
        }
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.day, self.clock)?;
        write_offset(f, self.offset)
    }
}
