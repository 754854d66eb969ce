//! `guid` of `http://microsoft.com/wsdl/types/`.

use uuid::Uuid;

use crate::xml::{Scope, Simple, ValueError, Writer};

/// Read in either case, also in braces or without hyphens as .NET does; written in lower case with hyphens.
impl Simple for Uuid {
    const REFUSES_SPACE: bool = true;
    fn parse(text: &str, _: &Scope<'_>) -> Result<Self, ValueError> {
        const LONGEST: usize = "{00000000-0000-0000-0000-000000000000}".len();
        // What is longer is a URN to `try_parse`, and nothing to .NET.
        match Self::try_parse(text) {
            Ok(uuid) if text.len() <= LONGEST => Ok(uuid),
            _ => Err(ValueError::new("guid", text)),
        }
    }

    fn placeholder() -> Self {
        Self::nil()
    }

    fn format(&self, w: &mut Writer) {
        w.plain(self.hyphenated().encode_lower(&mut Self::encode_buffer()));
    }
}
