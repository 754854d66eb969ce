//! `xs:date`.

use std::cmp::Ordering;
use std::fmt;

use super::Offset;
use super::clock::Clock;
use super::day::Day;
use super::scan::Scanner;
use super::timeline::Point;
use super::zoned::{write_offset, zoned};
use crate::xml::ValueError;

/// A day, with or without an offset from UTC (XSD Part 2, section 3.2.9).
///
/// Years are as in [`DateTime`](super::DateTime).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    pub(super) day: Day,
    pub(super) offset: Option<Offset>,
}

zoned!(Date {
    day: Day::REFERENCE
});

impl Date {
    /// A day without an offset; `None` where the calendar has no such day.
    pub fn new(year: i64, month: u8, day: u8) -> Option<Self> {
        Some(Self {
            day: Day::new(year, month, day)?,
            offset: None,
        })
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

    fn scan(text: &mut Scanner<'_>) -> Option<Self> {
        Some(Self {
            day: text.day()?,
            offset: text.offset()?,
        })
    }

    pub(crate) fn point(&self) -> Point {
        Point::new(self.day, Clock::MIDNIGHT, self.offset)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.day.fmt(f)?;
        write_offset(f, self.offset)
    }
}
