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
