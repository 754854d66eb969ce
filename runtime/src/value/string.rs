//! `xs:string` and what is derived from it, and `xs:anyURI`.

use std::borrow::Cow;

use crate::xml::{Facets, Scope, Simple, ValueError, WhiteSpace, Writer};

/// White space is kept; a derived type that treats it otherwise does so before the text comes here.
impl Simple for String {
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Preserve;
    const FACETS: &'static Facets = &Facets::STRING;
    const XSD_TYPE: Option<&'static str> = Some("string");

    fn parse(text: &str, _: &Scope<'_>) -> Result<Self, ValueError> {
        Ok(text.to_owned())
    }

    fn take(text: Cow<'_, str>, _: &Scope<'_>) -> Result<Self, ValueError> {
        Ok(text.into_owned())
    }

    fn placeholder() -> Self {
        Self::new()
    }

    fn format(&self, w: &mut Writer) {
        w.text(self);
    }
}
