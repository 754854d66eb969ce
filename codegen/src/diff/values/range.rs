//! Ranges of integers, as exact numbers and as patterns.

/// A range of integers, both ends in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) least: Option<i128>,
    pub(super) greatest: Option<i128>,
}

impl Range {
    /// Returns whether each number of the other is in it.
    pub(super) fn holds(self, other: Self) -> bool {
        let is_least = match (self.least, other.least) {
            (None, _) => true,
            (Some(own), Some(other)) => own <= other,
            (Some(_), None) => false,
        };
        let is_greatest = match (self.greatest, other.greatest) {
            (None, _) => true,
            (Some(own), Some(other)) => own >= other,
            (Some(_), None) => false,
        };
        is_least && is_greatest
    }

    /// Narrows it to numbers that aren't less.
    pub(super) fn from(&mut self, least: i128) {
        self.least = Some(self.least.map_or(least, |own| own.max(least)));
    }

    /// Narrows it to numbers that aren't greater.
    pub(super) fn up_to(&mut self, greatest: i128) {
        self.greatest = Some(self.greatest.map_or(greatest, |own| own.min(greatest)));
    }

    /// Narrows it to numbers of so many digits.
    pub(super) fn of_digits(&mut self, digits: u32) {
        if let Some(end) = 10i128.checked_pow(digits) {
            self.from(1 - end);
            self.up_to(end - 1);
        }
    }

    /// Returns the numbers if there are few.
    pub(super) fn numbers(self) -> Option<std::ops::RangeInclusive<i128>> {
        const FEW: i128 = 2000;
        let (least, greatest) = (self.least?, self.greatest?);
        (greatest.checked_sub(least)? < FEW).then_some(least..=greatest)
    }

    /// Returns the pattern that all lexical forms of its numbers match, and no others.
    pub(super) fn pattern(self) -> String {
        self.pattern_with(["-0*", r"[+\-]?0+", r"\+?0*"])
    }

    /// Returns the pattern that the shortest forms of its numbers match, and no others.
    pub(super) fn shortest(self) -> String {
        self.pattern_with(["-", "0", ""])
    }

    /// Returns the pattern of numbers below zero with a prefix, of zero, and of numbers above it
    /// with another prefix.
    fn pattern_with(self, [minus, zero, plus]: [&str; 3]) -> String {
        let mut branches = Vec::new();
        if self.least.is_none_or(|least| least < 0) {
            // Of a negative number the end that is farther from zero is the least.
            let from = self.greatest.map_or(1, |greatest| (-greatest).max(1));
            let forms = of_digits(from, self.least.map(|least| -least));
            branches.extend(forms.map(|forms| format!("{minus}({forms})")));
        }
        if self.holds(Self {
            least: Some(0),
            greatest: Some(0),
        }) {
            branches.push(zero.to_owned());
        }
        if self.greatest.is_none_or(|greatest| greatest > 0) {
            let from = self.least.map_or(1, |least| least.max(1));
            let forms = of_digits(from, self.greatest);
            branches.extend(forms.map(|forms| format!("{plus}({forms})")));
        }
        match branches[..] {
            // No text at all.
            [] => "[0-[0]]".to_owned(),
            _ => branches.join("|"),
        }
    }
}

/// Returns the digits of the positive numbers between two; `None` if there are none.
fn of_digits(least: i128, greatest: Option<i128>) -> Option<String> {
    let least = least.to_string();
    let mut branches = Vec::new();
    match greatest {
        None => {
            branches.push(at_least(&least));
            branches.push(format!("[1-9][0-9]{{{},}}", least.len()));
        }
        Some(greatest) => {
            let greatest = greatest.to_string();
            let size = |digits: &str| (digits.len(), digits.to_owned());
            if size(&least) > size(&greatest) {
                return None;
            }
            if least.len() == greatest.len() {
                branches.push(between(&least, &greatest));
            } else {
                branches.push(at_least(&least));
                for length in least.len() + 1..greatest.len() {
                    branches.push(format!("[1-9][0-9]{{{}}}", length - 1));
                }
                let first = format!("1{}", "0".repeat(greatest.len() - 1));
                branches.push(between(&first, &greatest));
            }
        }
    }
    Some(branches.join("|"))
}

/// Returns the pattern of digits that aren't less, as many as these.
fn at_least(digits: &str) -> String {
    between(digits, &"9".repeat(digits.len()))
}

/// Returns the pattern of digits between two of the same number.
fn between(least: &str, greatest: &str) -> String {
    let (Some(from), Some(to)) = (least.chars().next(), greatest.chars().next()) else {
        return String::new();
    };
    let (lower, upper) = (&least[1..], &greatest[1..]);
    let rest = lower.len();
    let (zeros, nines) = ("0".repeat(rest), "9".repeat(rest));
    if from == to {
        return format!("{from}({})", between(lower, upper));
    }
    let mut branches = Vec::new();
    // Ends that all further digits may follow are part of the middle.
    let mut middle = (from as u8, to as u8);
    if lower != zeros {
        branches.push(format!("{from}({})", between(lower, &nines)));
        middle.0 += 1;
    }
    if upper != nines {
        branches.push(format!("{to}({})", between(&zeros, upper)));
        middle.1 -= 1;
    }
    if middle.0 <= middle.1 {
        let (from, to) = (char::from(middle.0), char::from(middle.1));
        branches.push(format!("[{from}-{to}][0-9]{{{rest}}}"));
    }
    branches.join("|")
}

#[cfg(test)]
mod tests {
    use super::Range;
    use crate::diff::values::language::Languages;

    #[test]
    fn patterns_match_the_numbers_of_a_range_alone() {
        let languages = Languages::default();
        let ends = [
            -1234, -100, -99, -11, -10, -1, 0, 1, 9, 10, 42, 99, 100, 512, 1000,
        ];
        let ends = || ends.into_iter().map(Some).chain([None]);
        for (least, greatest) in ends().flat_map(|one| ends().map(move |other| (one, other))) {
            let range = Range { least, greatest };
            let pattern = range.pattern();
            for number in (-1300..=1300).step_by(7).chain(ends().flatten()) {
                let one = Range {
                    least: Some(number),
                    greatest: Some(number),
                };
                for text in [format!("{number:+}"), format!("{number:07}")] {
                    let is_match = languages.is_match(&pattern, &text);
                    assert_eq!(is_match, range.holds(one), "{text} in {range:?}: {pattern}");
                }
            }
        }
    }
}
