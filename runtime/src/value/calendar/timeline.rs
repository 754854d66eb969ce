//! Where values lie on the time line, and so how they are ordered (Part 2, section 3.2.7.4).

use std::cmp::Ordering;
use std::fmt;

use super::clock::Clock;
use super::day::Day;
use super::offset::Offset;

/// A moment, or a local time of which the moment is not known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    /// Since 1970-01-01T00:00:00, in UTC if `is_zoned`, else local.
    seconds: i128,
    attosecond: u64,
    is_zoned: bool,
}

/// One text for each point.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zone = if self.is_zoned { "Z" } else { "" };
        write!(f, "{}.{:018}{zone}", self.seconds, self.attosecond)
    }
}

impl Point {
    pub(super) fn new(day: Day, clock: Clock, offset: Option<Offset>) -> Self {
        let local = day.number() * 86_400 + clock.seconds();
        Self {
            seconds: local - offset.map_or(0, |offset| offset.seconds().into()),
            attosecond: clock.attosecond,
            is_zoned: offset.is_some(),
        }
    }

    /// `None` where one has no offset and the order depends on which it would be.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        const FARTHEST: i128 = 14 * 3600;
        let order = |a: Self, b: Self| (a.seconds, a.attosecond).cmp(&(b.seconds, b.attosecond));
        if self.is_zoned == other.is_zoned {
            return Some(order(self, other));
        }
        let shifted = |by| Self {
            seconds: other.seconds + by,
            ..other
        };
        match (
            order(self, shifted(-FARTHEST)),
            order(self, shifted(FARTHEST)),
        ) {
            (Ordering::Less, _) => Some(Ordering::Less),
            (_, Ordering::Greater) => Some(Ordering::Greater),
            _ => None,
        }
    }
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
