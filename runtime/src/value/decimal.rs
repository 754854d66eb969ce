//! `xs:decimal` (XSD Part 2, section 3.2.3).

use rust_decimal::Decimal;

use crate::xml::builtin::BuiltIn;
use crate::xml::{Facets, Scope, Simple, ValueError, Writer};

/// A decimal is kept with the digits it was written with, so `1.50` stays `1.50`; equality is that of the numbers.
impl Simple for Decimal {
    const XSD_TYPE: Option<&'static str> = Some(BuiltIn::Decimal.name());
    const FACETS: &'static Facets = &Facets::built_in(BuiltIn::Decimal);

    fn parse(text: &str, _: &Scope<'_>) -> Result<Self, ValueError> {
        read(text).ok_or_else(|| ValueError::new("xs:decimal", text))
    }

    fn format(&self, w: &mut Writer) {
        w.plain(&self.to_string());
    }
}

/// `None` also for what is valid and has more digits than fit: it is never rounded.
fn read(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    Decimal::from_str_exact(text).ok().or_else(|| {
        // More digits than fit may still be a number that does, where those at the end are zeros.
        let end = text.len() - fraction.len() + fraction.trim_end_matches('0').len();
        Decimal::from_str_exact(&text[..end]).ok()
    })
}
