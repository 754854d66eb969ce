//! `xs:gYear`, `xs:gYearMonth`, `xs:gMonth`, `xs:gMonthDay` and `xs:gDay`: parts of a date.

use std::cmp::Ordering;
use std::fmt;

use super::Offset;
use super::clock::Clock;
use super::day::{Day, days_in_month, write_year};
use super::scan::Scanner;
use super::timeline::Point;
use super::zoned::{write_offset, zoned};
use crate::xml::ValueError;

/// A year, written `2024` (XSD Part 2, section 3.2.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GYear {
    year: i64,
    offset: Option<Offset>,
}

/// A month of a certain year, written `2024-05` (XSD Part 2, section 3.2.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GYearMonth {
    year: i64,
    month: u8,
    offset: Option<Offset>,
}

/// A month of any year, written `--05` (XSD Part 2, section 3.2.14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GMonth {
    month: u8,
    offset: Option<Offset>,
}

/// A day of a month of any year, written `--05-31` (XSD Part 2, section 3.2.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GMonthDay {
    month: u8,
    day: u8,
    offset: Option<Offset>,
}

/// A day of any month, written `---31` (XSD Part 2, section 3.2.13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GDay {
    day: u8,
    offset: Option<Offset>,
}

zoned!(GYear { year: 1972 });
zoned!(GYearMonth {
    year: 1972,
    month: 1
});
zoned!(GMonth { month: 1 }, month_of_either_edition);
zoned!(GMonthDay { month: 1, day: 1 });
zoned!(GDay { day: 1 });

impl GYear {
    /// A year without an offset; 0 and less are before the common era.
    pub fn new(year: i64) -> Self {
        Self { year, offset: None }
    }

    /// The year; 0 and less are before the common era.
    pub fn year(&self) -> i64 {
        self.year
    }

    fn scan(text: &mut Scanner<'_>) -> Option<Self> {
        Some(Self {
            year: text.year()?,
            offset: text.offset()?,
        })
    }

    pub(crate) fn point(&self) -> Point {
        let day = Day {
            year: self.year,
            ..Day::REFERENCE
        };
        Point::new(day, Clock::MIDNIGHT, self.offset)
    }
}

impl GYearMonth {
    /// A month without an offset; `None` where there is no such month.
    pub fn new(year: i64, month: u8) -> Option<Self> {
        Day::new(year, month, 1)?;
        Some(Self {
            year,
            month,
            offset: None,
        })
    }

    /// The year; 0 and less are before the common era.
    pub fn year(&self) -> i64 {
        self.year
    }

    /// The month, from 1.
    pub fn month(&self) -> u8 {
        self.month
    }

    fn scan(text: &mut Scanner<'_>) -> Option<Self> {
        let year = text.year()?;
        text.expect(b'-')?;
        Some(Self {
            year,
            month: text.month()?,
            offset: text.offset()?,
        })
    }

    pub(crate) fn point(&self) -> Point {
        let day = Day {
            year: self.year,
            month: self.month,
            day: 1,
        };
        Point::new(day, Clock::MIDNIGHT, self.offset)
    }
}

impl GMonth {
    /// A month without an offset; `None` where there is no such month.
    pub fn new(month: u8) -> Option<Self> {
        Day::new(Day::REFERENCE.year, month, 1)?;
        Some(Self {
            month,
            offset: None,
        })
    }

    /// The month, from 1.
    pub fn month(&self) -> u8 {
        self.month
    }

    fn scan(text: &mut Scanner<'_>) -> Option<Self> {
        text.expect(b'-')?;
        text.expect(b'-')?;
        Some(Self {
            month: text.month()?,
            offset: text.offset()?,
        })
    }

    pub(crate) fn point(&self) -> Point {
        let day = Day {
            month: self.month,
            day: 1,
            ..Day::REFERENCE
        };
        Point::new(day, Clock::MIDNIGHT, self.offset)
    }
}

impl GMonthDay {
    /// A day without an offset; `None` where no year has such a day. 29 February is one.
    pub fn new(month: u8, day: u8) -> Option<Self> {
        Day::new(Day::REFERENCE.year, month, day)?;
        Some(Self {
            month,
            day,
            offset: None,
        })
    }

    /// The month, from 1.
    pub fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(&self) -> u8 {
        self.day
    }

    fn scan(text: &mut Scanner<'_>) -> Option<Self> {
        text.expect(b'-')?;
        text.expect(b'-')?;
        let month = text.month()?;
        text.expect(b'-')?;
        let day = text.day_of_month()?;
        Some(Self::new(month, day)?.with_offset(text.offset()?))
    }

    pub(crate) fn point(&self) -> Point {
        let day = Day {
            month: self.month,
            day: self.day,
            ..Day::REFERENCE
        };
        Point::new(day, Clock::MIDNIGHT, self.offset)
    }
}

impl GDay {
    /// A day without an offset; `None` unless it is from 1 to 31.
    pub fn new(day: u8) -> Option<Self> {
        (1..=days_in_month(Day::REFERENCE.year, Day::REFERENCE.month))
            .contains(&day)
            .then_some(Self { day, offset: None })
    }

    /// The day of the month, from 1.
    pub fn day(&self) -> u8 {
        self.day
    }

    fn scan(text: &mut Scanner<'_>) -> Option<Self> {
        text.expect(b'-')?;
        text.expect(b'-')?;
        text.expect(b'-')?;
        Some(Self {
            day: text.day_of_month()?,
            offset: text.offset()?,
        })
    }

    pub(crate) fn point(&self) -> Point {
        let day = Day {
            day: self.day,
            ..Day::REFERENCE
        };
        Point::new(day, Clock::MIDNIGHT, self.offset)
    }
}

/// Reads `--05--` too, as the first edition of XML Schema wrote a month and toolkits of its time still do. Only Strict
/// tells them apart.
fn month_of_either_edition(text: &str) -> Result<GMonth, ValueError> {
    match text.split_at_checked("--05".len()) {
        Some((month, rest)) if rest.starts_with("--") => format!("{month}{}", &rest[2..]).parse(),
        _ => text.parse(),
    }
}

impl fmt::Display for GYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_year(f, self.year)?;
        write_offset(f, self.offset)
    }
}

impl fmt::Display for GYearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_year(f, self.year)?;
        write!(f, "-{:02}", self.month)?;
        write_offset(f, self.offset)
    }
}

impl fmt::Display for GMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--{:02}", self.month)?;
        write_offset(f, self.offset)
    }
}

impl fmt::Display for GMonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--{:02}-{:02}", self.month, self.day)?;
        write_offset(f, self.offset)
    }
}

impl fmt::Display for GDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "---{:02}", self.day)?;
        write_offset(f, self.offset)
    }
}
