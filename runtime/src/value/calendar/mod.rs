//! The date and time types of XML Schema (Part 2, sections 3.2.6 to 3.2.14), exact.
//!
//! A value is what was written: its calendar fields and its offset from UTC, if one is given. So
//! `12:00:00Z`, `13:00:00+01:00` and `12:00:00` are three values, equality tells them apart, and each is
//! written back as it was read. `compare` orders them along the time line as the specification does.
//!
//! What does not matter is not kept: zeros at the end of a fraction, `+00:00` for `Z`, and `24:00:00`,
//! which is the first moment of the next day.

#[cfg(feature = "chrono")]
mod chrono;
mod clock;
mod date;
mod date_time;
mod day;
mod duration;
mod gregorian;
#[cfg(feature = "jiff")]
mod jiff;
mod offset;
mod scan;
mod time;
mod timeline;
mod zoned;

pub use date::Date;
pub use date_time::DateTime;
pub use duration::Duration;
pub use gregorian::{GDay, GMonth, GMonthDay, GYear, GYearMonth};
pub use offset::Offset;
pub use time::Time;

use std::fmt;

/// A date, time or duration that a type of another library cannot hold exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConversionError(&'static str);

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ConversionError {}
