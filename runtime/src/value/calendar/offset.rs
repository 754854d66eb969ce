//! Offsets from UTC.

use std::fmt;

/// How far a local time is from UTC: whole minutes, at most fourteen hours to either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Offset {
    minutes: i16,
}

impl Offset {
    /// No distance, written `Z`.
    pub const UTC: Self = Self { minutes: 0 };

    /// An offset in minutes, positive to the east; `None` beyond fourteen hours.
    pub const fn from_minutes(minutes: i16) -> Option<Self> {
        if minutes < -14 * 60 || minutes > 14 * 60 {
            return None;
        }
        Some(Self { minutes })
    }

    /// The offset in minutes, positive to the east.
    pub const fn minutes(self) -> i16 {
        self.minutes
    }

    /// The offset in seconds, positive to the east.
    pub const fn seconds(self) -> i32 {
        self.minutes as i32 * 60
    }

    /// An offset in seconds, if it is whole minutes and not too large.
    #[cfg(any(feature = "jiff", feature = "chrono"))]
    pub(super) fn from_seconds(seconds: i32) -> Option<Self> {
        if seconds % 60 != 0 {
            return None;
        }
        Self::from_minutes(i16::try_from(seconds / 60).ok()?)
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minutes == 0 {
            return f.write_str("Z");
        }
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}
