//! `xs:time`.

use std::cmp::Ordering;
use std::fmt;

use super::Offset;
use super::clock::{Clock, NANOSECOND};
use super::day::Day;
use super::scan::Scanner;
use super::timeline::Point;
use super::zoned::{write_offset, zoned};
use crate::xml::ValueError;

/// A time of any day, with or without an offset from UTC (XSD Part 2, section 3.2.8).
///
/// `24:00:00` is read as `00:00:00`. Fractions of a second are as in [`DateTime`](super::DateTime).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    pub(super) clock: Clock,
    pub(super) offset: Option<Offset>,
}

zoned!(Time {
    clock: Clock::MIDNIGHT
});

impl Time {
    /// A whole second, without an offset; `None` where the clock has no such time.
    pub fn new(hour: u8, minute: u8, second: u8) -> Option<Self> {
        Some(Self {
            clock: Clock::new(hour, minute, second, 0)?,
            offset: None,
        })
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
        Some(Self {
            clock: text.clock()?.unwrap_or(Clock::MIDNIGHT),
            offset: text.offset()?,
        })
    }

    pub(crate) fn point(&self) -> Point {
        Point::new(Day::REFERENCE, self.clock, self.offset)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.clock.fmt(f)?;
        write_offset(f, self.offset)
    }
}
