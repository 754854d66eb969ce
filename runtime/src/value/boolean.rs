//! `xs:boolean` (XSD Part 2, section 3.2.2).

use crate::xml::builtin::BuiltIn;
use crate::xml::{Facets, Scope, Simple, ValueError, Writer};

impl Simple for bool {
    const REFUSES_SPACE: bool = true;
    const XSD_TYPE: Option<&'static str> = Some(BuiltIn::Boolean.name());
    const FACETS: &'static Facets = &Facets::built_in(BuiltIn::Boolean);

    fn parse(text: &str, _: &Scope<'_>) -> Result<Self, ValueError> {
        match text {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(ValueError::new("xs:boolean", text)),
        }
    }

    fn placeholder() -> Self {
        false
    }

    fn format(&self, w: &mut Writer) {
        w.plain(if *self { "true" } else { "false" });
    }
}
