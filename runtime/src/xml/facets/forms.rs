//! Other lexical forms of a value than the one that is written, for patterns that ask for one.
//!
//! A value has one form when it is written: `true`, `5`, `0.01`. A pattern may restrict its type to others: `1`, `005`,
//! `1.0E-2`. The forms of a type are numbered, and the least first that satisfies the pattern is written.

use super::{Facets, Variety, items, pattern};
use crate::value::Duration;
use crate::xml::Scope;
use crate::xml::builtin::BuiltIn;

/// The most digits that zeros fill up before the point.
const WIDTH: usize = 20;
/// The most digits that zeros fill up after the point.
const FRACTION: usize = 18;
/// The forms of a number without an exponent: its width, its fraction, its sign.
const DECIMALS: usize = (WIDTH + 1) * (FRACTION + 1) * 2;
/// The forms of a number with an exponent: its fraction, the digits of the exponent, their sign, the letter,
/// and whether a digit is before the point.
const EXPONENTS: usize = (FRACTION + 1) * 3 * 2 * 2 * 2;
/// The forms of a time zone: as it is, and two for UTC.
const ZONES: usize = 3;
/// The forms of a duration: the largest unit of each half, the halves in which zeros are written, and the digits of a count.
const DURATIONS: usize = 2 * 4 * 4 * 2;

impl BuiltIn {
    /// Whether one value has several texts that the writer can choose from.
    pub(super) const fn has_forms(self) -> bool {
        use BuiltIn as B;
        !matches!(
            self,
            B::String
                | B::NormalizedString
                | B::Token
                | B::Language
                | B::NmToken
                | B::Name
                | B::NcName
                | B::Id
                | B::IdRef
                | B::Entity
                | B::AnyUri
                | B::QName
                | B::Notation
                | B::Base64Binary
        )
    }

    fn forms(self) -> usize {
        use BuiltIn as B;
        match self.primitive() {
            B::Boolean => 2,
            B::HexBinary => 1,
            B::Decimal if self == B::Decimal => DECIMALS,
            B::Decimal => (WIDTH + 1) * 2,
            B::Float | B::Double => DECIMALS + EXPONENTS,
            B::DateTime | B::Time => ZONES * (FRACTION + 1),
            B::Date | B::GYearMonth | B::GYear | B::GMonthDay | B::GDay | B::GMonth => ZONES,
            B::Duration => DURATIONS,
            _ => 0,
        }
    }

    /// A form of the value that `text` is of this type; `None` if there is none of this number.
    fn form(self, text: &str, number: usize) -> Option<String> {
        use BuiltIn as B;
        match self.primitive() {
            B::Boolean => Some(boolean(text, number)),
            B::HexBinary => Some(text.to_ascii_lowercase()),
            B::Decimal if self == B::Decimal => Some(decimal(text, number)),
            // Integers have no fraction.
            B::Decimal => Some(padded(text, width(number), 0, number > WIDTH)),
            B::Float | B::Double => float(text, number),
            B::DateTime | B::Time => {
                let (clock, zone) = zoned(text);
                let clock = with_fraction(clock, number / ZONES);
                Some(clock + &in_zone(zone, number % ZONES))
            }
            B::Duration => duration(text.parse().ok()?, number),
            _ => {
                let (date, zone) = zoned(text);
                Some(date.to_owned() + &in_zone(zone, number))
            }
        }
    }
}

impl Facets {
    /// Returns another form of the value of `text` if the patterns don't admit the text, but that form.
    #[cold]
    pub(crate) fn other_form(&self, text: &str) -> Option<String> {
        let accepts = |text: &str| self.accepts(text, &Scope::EMPTY);
        if accepts(text) {
            return None;
        }
        let forms = (0..self.forms()).filter_map(|number| self.form(text, number));
        let mut forms = forms
            .chain(self.item_by_item(text))
            .chain(self.listed_form(text));
        forms.find(|form| accepts(form))
    }

    /// Returns the listed value of a union that a member has for the same as the text.
    fn listed_form(&self, text: &str) -> Option<String> {
        let (Variety::Union(members), Some(values)) = (self.variety, self.values) else {
            return None;
        };
        let is_same = |value: &&&str| {
            let mut members = members.iter();
            members.any(|member| member.same(text, value, &Scope::EMPTY))
        };
        values.iter().find(is_same).map(|value| (*value).to_owned())
    }

    /// Gives each item of a list the form that its part of the pattern admits, if there is a part for each.
    fn item_by_item(&self, text: &str) -> Option<String> {
        let Variety::List(item) = self.variety else {
            return None;
        };
        let parts: Vec<&'static str> = self.patterns.last()?.split(' ').collect();
        if parts.len() != items(text).count() {
            return None;
        }
        let items = items(text).zip(parts).map(|(text, part)| {
            let admits =
                |form: &String| pattern::is_match(part, form) && item.accepts(form, &Scope::EMPTY);
            let forms = (0..item.forms()).filter_map(|number| item.form(text, number));
            std::iter::once(text.to_owned()).chain(forms).find(admits)
        });
        let items: Option<Vec<String>> = items.collect();
        Some(items?.join(" "))
    }

    fn forms(&self) -> usize {
        match self.variety {
            Variety::Any => 0,
            Variety::Atomic(built_in) => built_in.forms(),
            Variety::List(item) => item.forms(),
            Variety::Union(members) => members.iter().map(|member| member.forms()).sum(),
        }
    }

    fn form(&self, text: &str, number: usize) -> Option<String> {
        match self.variety {
            Variety::Any => None,
            Variety::Atomic(built_in) => built_in.form(text, number),
            // All items in the same form.
            Variety::List(item) => {
                let forms: Option<Vec<_>> =
                    items(text).map(|text| item.form(text, number)).collect();
                Some(forms?.join(" "))
            }
            Variety::Union(members) => {
                let mut number = number;
                for member in members {
                    let forms = member.forms();
                    if number < forms {
                        return member.form(text, number);
                    }
                    number -= forms;
                }
                None
            }
        }
    }
}

fn boolean(text: &str, number: usize) -> String {
    let is_true = matches!(text, "true" | "1");
    let forms = match is_true {
        true => ["1", "true"],
        false => ["0", "false"],
    };
    forms[number].to_owned()
}

fn decimal(text: &str, number: usize) -> String {
    let (rest, width) = (number / (WIDTH + 1), width(number));
    let (sign, fraction) = (rest / (FRACTION + 1), rest % (FRACTION + 1));
    padded(text, width, fraction, sign > 0)
}

/// The digits before the point, in the order in which they are tried; none, as in `.5`, comes last.
fn width(number: usize) -> usize {
    (number + 1) % (WIDTH + 1)
}

/// A number with at least so many digits before and after the point.
fn padded(text: &str, width: usize, fraction: usize, with_plus: bool) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None if with_plus => ("+", text),
        None => ("", text),
    };
    let (whole, after) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = match whole {
        "0" if !after.is_empty() || fraction > 0 => "",
        whole => whole,
    };
    let point = match after.len().max(fraction) {
        0 => "",
        _ => ".",
    };
    format!("{sign}{whole:0>width$}{point}{after:0<fraction$}")
}

fn float(text: &str, number: usize) -> Option<String> {
    let value: f64 = text.parse().ok().filter(|value: &f64| value.is_finite())?;
    if number >= EXPONENTS {
        return Some(decimal(&value.to_string(), number - EXPONENTS));
    }
    // The digits are those of the text, as both types have fewer than tell their values apart.
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e')?;
    let (rest, fraction) = (number / (FRACTION + 1), number % (FRACTION + 1));
    let (rest, digits) = (rest / 3, rest % 3 + 1);
    let (mantissa, exponent) = match rest / 4 {
        0 => (padded(mantissa, 1, fraction, false), exponent.to_owned()),
        _ => {
            let exponent: i32 = exponent.parse().ok()?;
            let (sign, mantissa) = match mantissa.strip_prefix('-') {
                Some(mantissa) => ("-", mantissa),
                None => ("", mantissa),
            };
            let after = mantissa.replace('.', "");
            let mantissa = format!("{sign}.{after:0<fraction$}");
            (mantissa, (exponent + 1).to_string())
        }
    };
    let exponent = padded(&exponent, digits, 0, rest % 2 > 0);
    let letter = if rest % 4 < 2 { 'E' } else { 'e' };
    Some(format!("{mantissa}{letter}{exponent}"))
}

/// A date or a time, and the time zone behind it.
fn zoned(text: &str) -> (&str, &str) {
    if let Some(rest) = text.strip_suffix('Z') {
        return (rest, "Z");
    }
    // An offset has six characters; what precedes the hyphen of a date is no colon.
    let start = text.len().saturating_sub(6);
    match text.get(start..) {
        Some(offset)
            if offset.starts_with(['+', '-']) && offset.as_bytes().get(3) == Some(&b':') =>
        {
            (&text[..start], offset)
        }
        _ => (text, ""),
    }
}

fn in_zone(zone: &str, number: usize) -> String {
    let is_utc = matches!(zone, "Z" | "+00:00" | "-00:00");
    match number {
        1 if is_utc => "+00:00",
        2 if is_utc => "-00:00",
        _ => zone,
    }
    .to_owned()
}

/// A time with at least so many digits behind the second.
fn with_fraction(clock: &str, digits: usize) -> String {
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    match fraction.len().max(digits) {
        0 => clock.to_owned(),
        _ => format!("{clock}.{fraction:0<digits$}"),
    }
}

fn duration(value: Duration, number: usize) -> Option<String> {
    let (number, with_years) = (number / 2, number.is_multiple_of(2));
    let (number, largest) = (number / 4, number % 4);
    let (digits, zeros) = (number / 4 + 1, number % 4);
    let months = value.months();
    let (years, months) = match with_years {
        true => (months / 12, months % 12),
        false => (0, months),
    };
    let mut left = value.seconds();
    let mut counts = [86_400, 3600, 60].map(|_| 0);
    for (at, unit) in [86_400, 3600, 60].into_iter().enumerate().skip(largest) {
        counts[at] = left / unit;
        left %= unit;
    }
    let [days, hours, minutes] = counts;
    let seconds = match value.attosecond() {
        0 => left.to_string(),
        fraction => format!("{left}.{}", format!("{fraction:018}").trim_end_matches('0')),
    };
    let units = |units: &[(String, char)], with_zeros: bool| -> String {
        let written = units.iter().filter(|(count, _)| with_zeros || count != "0");
        written
            .map(|(count, unit)| {
                let digits = digits + count.find('.').map_or(0, |point| count.len() - point);
                format!("{count:0>digits$}{unit}")
            })
            .collect()
    };
    let date =
        [(years, 'Y'), (months, 'M'), (days, 'D')].map(|(count, unit)| (count.to_string(), unit));
    let time = [
        (hours.to_string(), 'H'),
        (minutes.to_string(), 'M'),
        (seconds, 'S'),
    ];
    let (date, time) = (units(&date, zeros & 1 > 0), units(&time, zeros & 2 > 0));
    let sign = if value.is_negative() { "-" } else { "" };
    let mark = if time.is_empty() { "" } else { "T" };
    (!date.is_empty() || !time.is_empty()).then(|| format!("{sign}P{date}{mark}{time}"))
}

#[cfg(test)]
mod tests {
    use crate::xml::Facets;

    #[track_caller]
    fn written(facets: Facets, text: &str, expected: Option<&str>) {
        assert_eq!(facets.other_form(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_form_that_the_pattern_admits_is_found() {
        written(Facets::BOOLEAN.patterns(&["0|1"]), "true", Some("1"));
        written(Facets::INT.patterns(&[r"\d{4}"]), "12", Some("0012"));
        written(Facets::INT.patterns(&[r"[+\-]\d+"]), "12", Some("+12"));
        written(Facets::INT.patterns(&[r"-\d{3}"]), "-7", Some("-007"));
        written(
            Facets::DECIMAL.patterns(&[r"\d+\.\d{2}"]),
            "5",
            Some("5.00"),
        );
        written(Facets::DECIMAL.patterns(&[r"\.\d+"]), "0.5", Some(".5"));
        written(
            Facets::DECIMAL.patterns(&[r"\d{3}\.\d{3}"]),
            "1.5",
            Some("001.500"),
        );
        written(Facets::FLOAT.patterns(&["...E.."]), "0.01", Some("1.0E-2"));
        written(
            Facets::DOUBLE.patterns(&[r"\d\.\d+e\+\d\d"]),
            "12",
            Some("1.2e+01"),
        );
        written(
            Facets::FLOAT.patterns(&[r"-?\.\d{3}E-\d"]),
            "-0.00021",
            Some("-.210E-3"),
        );
        written(
            Facets::DOUBLE.patterns(&[r"\d+\.\d\d"]),
            "1.5E3",
            Some("1500.00"),
        );
        written(
            Facets::TIME.patterns(&[r".{8}\.\d{3}"]),
            "12:54:00",
            Some("12:54:00.000"),
        );
        written(
            Facets::DATE_TIME.patterns(&[r".*\.\d\d[+\-]\d\d:\d\d"]),
            "2024-05-31T12:00:00.5Z",
            Some("2024-05-31T12:00:00.50+00:00"),
        );
        written(
            Facets::DATE.patterns(&["[^Z]*"]),
            "2024-05-31Z",
            Some("2024-05-31+00:00"),
        );
        written(
            Facets::HEX_BINARY.patterns(&["[0-9a-f]*"]),
            "0AFF",
            Some("0aff"),
        );
        written(
            Facets::DURATION.patterns(&[r"PT\d+M"]),
            "PT1H30M",
            Some("PT90M"),
        );
        written(Facets::DURATION.patterns(&[r"P\d+M"]), "P1Y", Some("P12M"));
        written(
            Facets::DURATION.patterns(&[r"P\d+Y\d+M\d+DT\d+H\d+M\d+S"]),
            "P1D",
            Some("P0Y0M1DT0H0M0S"),
        );
    }

    #[test]
    fn lists_and_unions_have_the_forms_of_their_items_and_members() {
        const FLAG: Facets = Facets::BOOLEAN.patterns(&["0|1"]);
        written(Facets::list(&FLAG), "true false", Some("1 0"));
        let pairs = Facets::list(&Facets::INT).patterns(&[r"\d\d \d\d"]);
        written(pairs, "1 23", Some("01 23"));
        let flags = Facets::list(&Facets::BOOLEAN).patterns(&["1 false 1"]);
        written(flags, "true false true", Some("1 false 1"));
        let spans = Facets::list(&Facets::DURATION).patterns(&[r"P\d\dM PT\d\dH\d\dM"]);
        written(spans, "P3M PT4H5M", Some("P03M PT04H05M"));
        let either = Facets::union(&[&Facets::INT, &Facets::BOOLEAN]).patterns(&[r"0|1|\d\d"]);
        written(either, "7", Some("07"));
        written(either, "true", Some("1"));
    }

    #[test]
    fn a_listed_value_of_a_union_keeps_its_form() {
        let either = Facets::union(&[&Facets::ANY_URI, &Facets::FLOAT]).values(&["3.3E-5"]);
        written(either, "0.000033", Some("3.3E-5"));
        let precise = Facets::union(&[&Facets::ANY_URI, &Facets::FLOAT]).values(&["3.3041671E-5"]);
        written(precise, "0.00003304167", Some("3.3041671E-5"));
    }

    #[test]
    fn a_text_stays_where_it_fits_or_nothing_does() {
        written(Facets::INT.patterns(&[r"\d+"]), "12", None);
        written(Facets::INT.patterns(&[r"\d"]), "12", None);
        written(Facets::FLOAT.patterns(&["[A-Z]"]), "NaN", None);
        written(Facets::DATE.patterns(&[".*Z"]), "2024-05-31", None);
    }
}
