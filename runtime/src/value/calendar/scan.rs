//! The fragments that lexical forms of dates and times are made of (XSD 1.1 Part 2, appendix G.2).

use super::clock::Clock;
use super::day::Day;
use super::offset::Offset;

/// Reads fragments one after the other; each is `None` where the text has something else.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanner<'a> {
    rest: &'a [u8],
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            rest: text.as_bytes(),
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Passes over `byte` if it comes next, and says whether it did.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        match self.rest.split_first() {
            Some((&first, rest)) if first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        self.take(byte).then_some(())
    }

    /// As many digits as there are, at least one.
    pub(super) fn digits(&mut self) -> Option<&'a [u8]> {
        let count = self
            .rest
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        (count > 0).then_some(digits)
    }

    /// A number with any number of digits.
    pub(super) fn number(&mut self) -> Option<u64> {
        self.digits()?.iter().try_fold(0_u64, |number, digit| {
            number.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
        })
    }

    /// Two digits and no more.
    fn two_digits(&mut self) -> Option<u8> {
        match self.digits()? {
            [tens, units] => Some((tens - b'0') * 10 + (units - b'0')),
            _ => None,
        }
    }

    /// `yearFrag`: four digits, or more without a leading zero.
    pub(super) fn year(&mut self) -> Option<i64> {
        let is_negative = self.take(b'-');
        let mut ahead = *self;
        let digits = ahead.digits()?;
        if digits.len() < 4 || (digits.len() > 4 && digits[0] == b'0') {
            return None;
        }
        let year = i64::try_from(self.number()?).ok()?;
        Some(if is_negative { -year } else { year })
    }

    pub(super) fn month(&mut self) -> Option<u8> {
        self.two_digits().filter(|month| (1..=12).contains(month))
    }

    pub(super) fn day_of_month(&mut self) -> Option<u8> {
        self.two_digits().filter(|day| (1..=31).contains(day))
    }

    /// `yearFrag '-' monthFrag '-' dayFrag`, where the month has that day.
    pub(super) fn day(&mut self) -> Option<Day> {
        let year = self.year()?;
        self.expect(b'-')?;
        let month = self.month()?;
        self.expect(b'-')?;
        Day::new(year, month, self.day_of_month()?)
    }

    /// `hourFrag ':' minuteFrag ':' secondFrag`, or the end of the day, `24:00:00`, which is `None` inside.
    pub(super) fn clock(&mut self) -> Option<Option<Clock>> {
        let hour = self.two_digits()?;
        self.expect(b':')?;
        let minute = self.two_digits()?;
        self.expect(b':')?;
        let second = self.two_digits()?;
        let attosecond = self.fraction()?;
        if (hour, minute, second, attosecond) == (24, 0, 0, 0) {
            return Some(None);
        }
        Clock::new(hour, minute, second, attosecond).map(Some)
    }

    /// The fraction of a second in attoseconds, zero if there is none. One that is finer has no value.
    pub(super) fn fraction(&mut self) -> Option<u64> {
        const DIGITS: usize = 18;
        if !self.take(b'.') {
            return Some(0);
        }
        let digits = self.digits()?;
        let (kept, beyond) = digits.split_at(digits.len().min(DIGITS));
        if beyond.iter().any(|&digit| digit != b'0') {
            return None;
        }
        let value = kept
            .iter()
            .fold(0_u64, |value, digit| value * 10 + u64::from(digit - b'0'));
        Some(value * 10_u64.pow((DIGITS - kept.len()) as u32))
    }

    /// The end of the text, with or without `timezoneFrag` before it.
    pub(super) fn offset(&mut self) -> Option<Option<Offset>> {
        if self.is_at_end() {
            return Some(None);
        }
        let offset = if self.take(b'Z') {
            Offset::UTC
        } else {
            let is_west = self.take(b'-');
            if !is_west {
                self.expect(b'+')?;
            }
            let hours = i16::from(self.two_digits()?);
            self.expect(b':')?;
            let minutes = self.two_digits().filter(|&minutes| minutes < 60)?;
            let east = hours * 60 + i16::from(minutes);
            Offset::from_minutes(if is_west { -east } else { east })?
        };
        self.is_at_end().then_some(Some(offset))
    }
}
