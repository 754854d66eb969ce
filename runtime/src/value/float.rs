//! `xs:float` and `xs:double` (XSD Part 2, sections 3.2.4 and 3.2.5).

use crate::xml::builtin::BuiltIn;
use crate::xml::{Facets, Scope, Simple, ValueError, Writer};

macro_rules! float {
    ($type:ident, $built_in:ident) => {
        /// Written with the fewest digits that give the same number back.
        impl Simple for $type {
            const REFUSES_SPACE: bool = true;
            const FACETS: &'static Facets = &Facets::built_in(BuiltIn::$built_in);
            const XSD_TYPE: Option<&'static str> = Some(BuiltIn::$built_in.name());

            fn parse(text: &str, _: &Scope<'_>) -> Result<Self, ValueError> {
                // Rust takes what XML Schema does, and the infinities and NaN as other languages print them too:
                // Java and JavaScript in full, Python in small letters. Only Strict tells them apart.
                text.parse()
                    .map_err(|_| ValueError::new(BuiltIn::$built_in.prefixed_name(), text))
            }

            fn placeholder() -> Self {
                0.0
            }

            fn format(&self, w: &mut Writer) {
                if self.is_nan() {
                    w.plain("NaN");
                } else if self.is_infinite() {
                    w.plain(if *self > 0.0 { "INF" } else { "-INF" });
                } else if *self == 0.0 || (1e-5..1e15).contains(&self.abs()) {
                    w.plain(&self.to_string());
                } else {
                    w.plain(&format!("{self:E}"));
                }
            }
        }
    };
}

float!(f32, Float);
float!(f64, Double);
