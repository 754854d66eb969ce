//! A time of day, without an offset.

use std::fmt;

use super::ConversionError;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) attosecond: u64,
}

/// Attoseconds in a second.
pub(super) const SECOND: u64 = 1_000_000_000_000_000_000;
/// Attoseconds in a nanosecond.
pub(super) const NANOSECOND: u64 = 1_000_000_000;

impl Clock {
    pub(super) const MIDNIGHT: Self = Self {
        hour: 0,
        minute: 0,
        second: 0,
        attosecond: 0,
    };

    /// `None` where a field is out of range; leap seconds are, in XML Schema.
    pub(super) fn new(hour: u8, minute: u8, second: u8, attosecond: u64) -> Option<Self> {
        let is_valid = hour < 24 && minute < 60 && second < 60 && attosecond < SECOND;
        is_valid.then_some(Self {
            hour,
            minute,
            second,
            attosecond,
        })
    }

    /// Whole seconds since midnight.
    pub(super) fn seconds(self) -> i128 {
        i128::from(self.hour) * 3600 + i128::from(self.minute) * 60 + i128::from(self.second)
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        write_fraction(f, self.attosecond)
    }
}

/// Writes the fraction of a second, point included, without zeros at its end; nothing for none.
pub(super) fn write_fraction(f: &mut fmt::Formatter<'_>, attosecond: u64) -> fmt::Result {
    if attosecond == 0 {
        return Ok(());
    }
    let (mut fraction, mut width) = (attosecond, 18);
    while fraction.is_multiple_of(10) {
        fraction /= 10;
        width -= 1;
    }
    write!(f, ".{fraction:0width$}")
}

/// Attoseconds as nanoseconds, if these can tell them.
pub(super) fn nanosecond_exactly(attosecond: u64) -> Result<u32, ConversionError> {
    if !attosecond.is_multiple_of(NANOSECOND) {
        return Err(ConversionError(
            "the fraction of a second is finer than nanoseconds",
        ));
    }
    Ok((attosecond / NANOSECOND) as u32)
}
