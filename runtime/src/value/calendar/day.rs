//! A day of the proleptic Gregorian calendar, without an offset.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Day {
    pub(super) year: i64,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Day {
    /// Stands in where a type has no such field: of a leap year, in a month of 31 days.
    pub(super) const REFERENCE: Self = Self {
        year: 1972,
        month: 12,
        day: 31,
    };

    /// `None` where the month has no such day.
    pub(super) fn new(year: i64, month: u8, day: u8) -> Option<Self> {
        let is_valid = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        is_valid.then_some(Self { year, month, day })
    }

    /// The day after; `None` beyond the last year.
    pub(super) fn next(self) -> Option<Self> {
        let Self { year, month, day } = self;
        if day < days_in_month(year, month) {
            Self::new(year, month, day + 1)
        } else if month < 12 {
            Self::new(year, month + 1, 1)
        } else {
            Self::new(year.checked_add(1)?, 1, 1)
        }
    }

    /// The day that is so many days after 1970-01-01.
    pub(super) fn of_number(number: i64) -> Self {
        // In years that begin in March, and eras of 400 years.
        let shifted = number + 719_468;
        let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let from_march = (5 * day + 2) / 153;
        let month = (from_march + 2) % 12 + 1;
        Self {
            year: era * 400 + year + i64::from(month <= 2),
            month: month as u8,
            day: (day - (153 * from_march + 2) / 5 + 1) as u8,
        }
    }

    /// Days since 1970-01-01.
    pub(super) fn number(self) -> i128 {
        day_number(self.year.into(), self.month, self.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_year(f, self.year)?;
        write!(f, "-{:02}-{:02}", self.month, self.day)
    }
}

/// Writes a year with at least four digits, its sign not among them.
pub(super) fn write_year(f: &mut fmt::Formatter<'_>, year: i64) -> fmt::Result {
    let sign = if year < 0 { "-" } else { "" };
    write!(f, "{sign}{:04}", year.unsigned_abs())
}

pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar.
pub(super) fn day_number(year: i128, month: u8, day: u8) -> i128 {
    // Years begin in March here, so that the leap day is the last of its year.
    let month = i128::from(month);
    let year = if month > 2 { year } else { year - 1 };
    let months_since_march = (month + 9) % 12;
    let day_of_year = (153 * months_since_march + 2) / 5 + i128::from(day) - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + day_of_year - 719_468
}
