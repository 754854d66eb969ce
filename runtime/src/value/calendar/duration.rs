//! `xs:duration`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::ConversionError;
use super::clock::{NANOSECOND, SECOND, nanosecond_exactly, write_fraction};
use super::day::day_number;
use super::scan::Scanner;
use crate::value::lexical::lexical;
use crate::xml::ValueError;

/// A length of time: months, and seconds, which are kept apart because months differ in length
/// (XSD Part 2, section 3.2.6).
///
/// Years are twelve months, and days, hours and minutes are seconds, so `P1D` equals `PT24H` and is how both are
/// written. Fractions of a second are kept to 18 digits; text with more is refused, not rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    /// Never set where all else is zero.
    is_negative: bool,
    months: u64,
    seconds: u64,
    attosecond: u64,
}

impl Duration {
    /// No time at all, written `PT0S`.
    pub const ZERO: Self = Self {
        is_negative: false,
        months: 0,
        seconds: 0,
        attosecond: 0,
    };

    /// So many months and seconds, forward.
    pub const fn new(months: u64, seconds: u64) -> Self {
        Self {
            is_negative: false,
            months,
            seconds,
            attosecond: 0,
        }
    }

    /// The same with another fraction of a second; `None` unless it is less than 10¹⁸ attoseconds.
    pub fn with_attosecond(self, attosecond: u64) -> Option<Self> {
        (attosecond < SECOND).then(|| Self { attosecond, ..self }.normal())
    }

    /// The same length backward if it is forward, and forward if it is backward.
    #[must_use]
    pub fn negated(self) -> Self {
        Self {
            is_negative: !self.is_negative,
            ..self
        }
        .normal()
    }

    /// Whether it goes backward in time.
    pub fn is_negative(&self) -> bool {
        self.is_negative
    }

    /// The months, without the sign.
    pub fn months(&self) -> u64 {
        self.months
    }

    /// The whole seconds, without the sign and what is in the months.
    pub fn seconds(&self) -> u64 {
        self.seconds
    }

    /// The fraction of a second in whole nanoseconds; what is finer is left out.
    pub fn nanosecond(&self) -> u32 {
        (self.attosecond / NANOSECOND) as u32
    }

    /// The fraction of a second in attoseconds (10⁻¹⁸ s), exact.
    pub fn attosecond(&self) -> u64 {
        self.attosecond
    }

    /// Which of two is shorter (XSD Part 2, section 3.2.6.2); `None` where that depends on the months,
    /// as for `P1M` and `P30D`.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        // Between them, the moments that the specification names meet every length that months can have.
        const STARTS: [(i128, u8); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];
        let mut orders = STARTS.map(|start| self.after(start).cmp(&other.after(start)));
        orders.sort_unstable();
        (orders[0] == orders[3]).then_some(orders[0])
    }

    /// The moment that lies this far from the start of a month, in seconds and attoseconds since 1970.
    fn after(&self, (year, month): (i128, u8)) -> (i128, i128) {
        let sign = if self.is_negative { -1 } else { 1 };
        let months = year * 12 + i128::from(month) - 1 + sign * i128::from(self.months);
        let day = day_number(months.div_euclid(12), (months.rem_euclid(12) + 1) as u8, 1);
        let seconds = day * 86_400 + sign * i128::from(self.seconds);
        (seconds, sign * i128::from(self.attosecond))
    }

    fn normal(self) -> Self {
        let is_zero = (self.months, self.seconds, self.attosecond) == (0, 0, 0);
        Self {
            is_negative: self.is_negative && !is_zero,
            ..self
        }
    }

    fn scan(text: &mut Scanner<'_>) -> Option<Self> {
        let is_negative = text.take(b'-');
        text.expect(b'P')?;
        let mut duration = Self::ZERO;
        let has_days = duration.scan_years_to_days(text)?;
        let has_time = text.take(b'T');
        if has_time && !duration.scan_hours_to_seconds(text)? {
            return None;
        }
        if !(has_days || has_time) || !text.is_at_end() {
            return None;
        }
        duration.is_negative = is_negative;
        Some(duration.normal())
    }

    /// Adds what stands before the `T`, and says whether there was any.
    fn scan_years_to_days(&mut self, text: &mut Scanner<'_>) -> Option<bool> {
        let years = scan_count(text, b'Y');
        let months = scan_count(text, b'M');
        let days = scan_count(text, b'D');
        self.months = total(&[(years, 12), (months, 1)])?;
        self.seconds = total(&[(days, DAY)])?;
        Some(years.is_some() || months.is_some() || days.is_some())
    }

    /// Adds what stands behind the `T`, and says whether there was any.
    fn scan_hours_to_seconds(&mut self, text: &mut Scanner<'_>) -> Option<bool> {
        let hours = scan_count(text, b'H');
        let minutes = scan_count(text, b'M');
        let mut seconds = None;
        if !text.is_at_end() {
            seconds = Some(text.number()?);
            self.attosecond = text.fraction()?;
            text.expect(b'S')?;
        }
        let days = Some(self.seconds);
        self.seconds = total(&[(days, 1), (hours, HOUR), (minutes, MINUTE), (seconds, 1)])?;
        Some(hours.is_some() || minutes.is_some() || seconds.is_some())
    }
}

/// Seconds.
const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A whole number of the unit with this letter, if that comes next.
fn scan_count(text: &mut Scanner<'_>, unit: u8) -> Option<u64> {
    let mut ahead = *text;
    let count = ahead.number()?;
    ahead.expect(unit)?;
    *text = ahead;
    Some(count)
}

/// The sum of counts times the size of their units; `None` where it is too large.
fn total(parts: &[(Option<u64>, u64)]) -> Option<u64> {
    parts.iter().try_fold(0_u64, |sum, &(count, unit)| {
        sum.checked_add(count.unwrap_or(0).checked_mul(unit)?)
    })
}

impl FromStr for Duration {
    type Err = ValueError;

    /// Reads the lexical form, without white space around it.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::scan(&mut Scanner::new(text)).ok_or_else(|| ValueError::new("xs:duration", text))
    }
}

impl fmt::Display for Duration {
    /// Writes the canonical form of XSD 1.1: the largest units first, and those that are zero left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_negative { "-P" } else { "P" })?;
        write_count(f, self.months / 12, 'Y')?;
        write_count(f, self.months % 12, 'M')?;
        write_count(f, self.seconds / DAY, 'D')?;
        let time = self.seconds % DAY;
        if *self == Self::ZERO {
            return f.write_str("T0S");
        }
        if (time, self.attosecond) == (0, 0) {
            return Ok(());
        }
        f.write_str("T")?;
        write_count(f, time / HOUR, 'H')?;
        write_count(f, time % HOUR / MINUTE, 'M')?;
        if (time % MINUTE, self.attosecond) != (0, 0) {
            write!(f, "{}", time % MINUTE)?;
            write_fraction(f, self.attosecond)?;
            f.write_str("S")?;
        }
        Ok(())
    }
}

fn write_count(f: &mut fmt::Formatter<'_>, count: u64, unit: char) -> fmt::Result {
    if count == 0 {
        return Ok(());
    }
    write!(f, "{count}{unit}")
}

lexical!(Duration, Duration::ZERO);

impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        Self {
            attosecond: u64::from(duration.subsec_nanos()) * NANOSECOND,
            ..Self::new(0, duration.as_secs())
        }
    }
}

/// Fails for a duration that goes backward, has months, or is finer than nanoseconds.
impl TryFrom<Duration> for std::time::Duration {
    type Error = ConversionError;

    fn try_from(duration: Duration) -> Result<Self, ConversionError> {
        if duration.is_negative {
            return Err(ConversionError("the duration is negative"));
        }
        Ok(Self::new(
            duration.seconds_alone()?,
            duration.whole_nanosecond()?,
        ))
    }
}

impl Duration {
    /// The seconds of a duration without months.
    pub(super) fn seconds_alone(&self) -> Result<u64, ConversionError> {
        match self.months {
            0 => Ok(self.seconds),
            _ => Err(ConversionError("the duration has months")),
        }
    }

    /// The fraction of a second, if nanoseconds can tell it.
    pub(super) fn whole_nanosecond(&self) -> Result<u32, ConversionError> {
        nanosecond_exactly(self.attosecond)
    }
}
