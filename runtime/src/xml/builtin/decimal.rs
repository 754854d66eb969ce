//! Decimal numbers of any size, as their digits.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number, its zeros before and behind it left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal<'t> {
    negative: bool,
    integer: &'t str,
    fraction: &'t str,
}

impl<'t> Decimal<'t> {
    /// Reads `xs:decimal` (XSD Part 2, section 3.2.3).
    pub fn parse(text: &'t str) -> Option<Self> {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if integer.len() + fraction.len() == 0 || !are_digits(integer) || !are_digits(fraction) {
            return None;
        }
        let integer = integer.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        Some(Self {
            negative: text.starts_with('-') && integer.len() + fraction.len() > 0,
            integer,
            fraction,
        })
    }

    /// How many digits it takes to write it without an exponent, but for a zero before the point (section 4.3.11).
    pub fn total_digits(&self) -> usize {
        self.integer.len() + self.fraction.len()
    }

    /// How many of them are behind the point.
    pub fn fraction_digits(&self) -> usize {
        self.fraction.len()
    }

    fn size(&self) -> (usize, &str, &str) {
        (self.integer.len(), self.integer, self.fraction)
    }
}

/// One text for each number.
impl fmt::Display for Decimal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        write!(f, "{sign}{}.{}", self.integer, self.fraction)
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.size().cmp(&other.size()),
            (true, true) => other.size().cmp(&self.size()),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn numbers_compare_by_value() {
        let number = |text| Decimal::parse(text).unwrap();
        assert!(number("-10") < number("-9.5"));
        assert!(number("0.09") < number("0.1"));
        assert!(number("99999999999999999999999999") < number("100000000000000000000000000"));
        assert_eq!(number("-0"), number("+00.00"));
        assert_eq!(number("1."), number("1"));
        assert_eq!(number("010.50").total_digits(), 3);
        assert_eq!(number("0.05").total_digits(), 2);
        for none in ["", ".", "+", "1e1", "1.2.3", "--1"] {
            assert_eq!(Decimal::parse(none), None, "{none}");
        }
    }
}
