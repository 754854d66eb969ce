//! `xs:decimal` (XSD Part 2, section 3.2.3).

use rust_decimal::Decimal;

use crate::xml::builtin::BuiltIn;
use crate::xml::{Facets, Scope, Simple, ValueError, Writer};

/// A decimal is kept with the digits it was written with, so `1.50` stays `1.50`; equality is that of the numbers.
impl Simple for Decimal {
    const REFUSES_SPACE: bool = true;
    const XSD_TYPE: Option<&'static str> = Some(BuiltIn::Decimal.name());
    const FACETS: &'static Facets = &Facets::built_in(BuiltIn::Decimal);

    fn parse(text: &str, _: &Scope<'_>) -> Result<Self, ValueError> {
        read(text).ok_or_else(|| ValueError::new("xs:decimal", text))
    }

    fn placeholder() -> Self {
        Self::ZERO
    }

    fn format(&self, w: &mut Writer) {
        w.plain(&self.to_string());
    }
}

/// The most digits that a decimal holds before its point, and behind it.
const DIGITS: (usize, usize) = (29, 28);

/// `None` also for what is valid and has more digits than fit: it is never rounded.
fn read(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    // More digits than fit may still be a number that does, where those at the ends are zeros.
    let least = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    if least.0.len() > DIGITS.0 || least.1.len() > DIGITS.1 {
        return None;
    }
    // Each digit may cost rust_decimal a stack frame, so it is given no others.
    if whole.len() <= DIGITS.0
        && fraction.len() <= DIGITS.1
        && let Ok(value) = Decimal::from_str_exact(text)
    {
        return Some(value);
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    Decimal::from_str_exact(&format!("{sign}0{}.{}", least.0, least.1)).ok()
}
