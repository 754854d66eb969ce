//! Sizes and positions of arrays as text.

use std::fmt::Write;

use crate::xml::ValueError;

/// The most dimensions that an array may have, as many as in Java. Placing an item takes a look at each of them.
const DIMENSIONS: usize = 255;

/// A position in an array or its sizes, outermost first: `[2,3]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Coordinates(pub(crate) Vec<usize>);

impl Coordinates {
    /// Reads `[2,3]`, as `SOAP-ENC:position` and `SOAP-ENC:offset` write it.
    pub(crate) fn parse(text: &str) -> Result<Self, ValueError> {
        let invalid = || ValueError::new("position in an array", text);
        let inner = text.trim().strip_prefix('[');
        let inner = inner.and_then(|inner| inner.strip_suffix(']'));
        let parts = inner.ok_or_else(invalid)?.split(',').map(str::trim);
        Self::of(parts).ok_or_else(invalid)
    }

    fn of<'t>(parts: impl Iterator<Item = &'t str>) -> Option<Self> {
        let parts = parts.take(DIMENSIONS + 1).map(|part| part.parse().ok());
        let parts: Vec<usize> = parts.collect::<Option<_>>()?;
        (parts.len() <= DIMENSIONS).then_some(Self(parts))
    }

    /// What stands in an array of these sizes before `position`, counted row by row; `None` where it is outside.
    pub(crate) fn before(&self, position: &Self) -> Option<usize> {
        let mut flat = 0usize;
        if position.0.len() != self.0.len() {
            // A position within an array of several dimensions may be counted flat as well.
            let [only] = position.0[..] else { return None };
            return (only < self.count()?).then_some(only);
        }
        for (at, size) in position.0.iter().zip(&self.0) {
            if at >= size {
                return None;
            }
            flat = flat.checked_mul(*size)?.checked_add(*at)?;
        }
        Some(flat)
    }

    /// How many items an array of these sizes has; `None` where that is more than can be counted.
    pub(crate) fn count(&self) -> Option<usize> {
        (self.0.iter()).try_fold(1usize, |count, size| count.checked_mul(*size))
    }

    /// The sizes without brackets, `separator` between them.
    pub(crate) fn join(&self, separator: char) -> String {
        let mut text = String::new();
        for (at, size) in self.0.iter().enumerate() {
            if at > 0 {
                text.push(separator);
            }
            // Writing to a string does not fail.
            let _ = write!(text, "{size}");
        }
        text
    }
}

/// The sizes that an array claims to have: those of `arrayType` (`xsd:int[2,3]`, SOAP 1.1, section 5.4.2) or of
/// `arraySize` (`2 3`, SOAP 1.2 Part 2, section 3.1.6); `None` where it leaves one open.
pub(crate) fn claimed_sizes(
    array_type: Option<&str>,
    array_size: Option<&str>,
) -> Result<Option<Coordinates>, ValueError> {
    if let Some(text) = array_type {
        let invalid = || ValueError::new("SOAP-ENC:arrayType", text);
        let open = text.rfind('[').ok_or_else(invalid)?;
        let sizes = &text[open..];
        let is_open = sizes.chars().all(|c| matches!(c, '[' | ']' | ',' | ' '));
        return match is_open && sizes.ends_with(']') {
            true => Ok(None),
            false => Coordinates::parse(sizes).map(Some).map_err(|_| invalid()),
        };
    }
    let Some(text) = array_size else {
        return Ok(None);
    };
    let sizes = text.split_ascii_whitespace();
    if sizes.clone().any(|size| size == "*") {
        return Ok(None);
    }
    match Coordinates::of(sizes) {
        Some(sizes) => Ok(Some(sizes)),
        None => Err(ValueError::new("enc:arraySize", text)),
    }
}
