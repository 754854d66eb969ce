//! Texts that are looked at once they are written: the schema fixes their value, or has patterns that ask for another
//! lexical form than the usual one (XSD Part 2, section 4.3.4).

use super::Writer;
use super::fixed::Fixed;
use crate::xml::Facets;
use crate::xml::content::Codec;
use crate::xml::shape::{Attribute, Field, Value};

impl Writer {
    /// Writes the content of an element whose text is looked at.
    #[cold]
    pub(super) fn reviewed_content<T, C: Codec<T>>(
        &mut self,
        field: &'static Field,
        value: &T,
        codec: C,
    ) {
        let facets = narrowest(field.facets, codec.facets());
        let is_simple = codec.shape().is_simple();
        match field.value {
            Some(Value::Fixed(text)) => {
                let fixed = Fixed {
                    text,
                    facets: field.facets,
                    attribute: None,
                };
                self.fixed_content(fixed, value, codec);
            }
            _ => self.element_content(value, codec),
        }
        if is_simple {
            self.rewrite_content(facets);
        }
    }

    /// Looks at the value of an attribute, which was written from `start` on; `own` are the facets of its type.
    #[cold]
    pub(super) fn review_attribute(
        &mut self,
        attribute: &Attribute,
        own: &'static Facets,
        start: usize,
    ) {
        self.rewrite(narrowest(attribute.facets, own), start);
        if let Some(Value::Fixed(text)) = attribute.value {
            let fixed = Fixed {
                text,
                facets: attribute.facets,
                attribute: Some(attribute.local),
            };
            self.check_fixed(fixed, own, start);
        }
    }

    /// Looks at the text of an element that has attributes as well; `own` are the facets of its type.
    #[inline]
    pub(super) fn review_value(&mut self, own: &'static Facets) {
        let facets = self.shape.facets;
        if facets.restricts_forms() || own.restricts_forms() {
            self.rewrite_content(narrowest(facets, own));
        }
        self.check_if_fixed(own);
    }

    /// Gives the text that was written into the element opened last a form that the patterns admit.
    #[cold]
    fn rewrite_content(&mut self, facets: &Facets) {
        // The text of a nil element would be missing, and `>` in a text is escaped.
        if !self.tag_is_open {
            let start = self.out.rfind('>').map_or(0, |at| at + 1);
            self.rewrite(facets, start);
        }
    }

    fn rewrite(&mut self, facets: &Facets, start: usize) {
        let text = &self.out[start..];
        // Only strings hold what is escaped, and they have one form.
        if !facets.restricts_forms() || text.is_empty() || text.contains('&') {
            return;
        }
        if let Some(form) = facets.other_form(text) {
            self.out.truncate(start);
            self.out.push_str(&form);
        }
    }
}

/// The facets of a field include those of its type.
fn narrowest(field: &'static Facets, own: &'static Facets) -> &'static Facets {
    match field.is_any() {
        true => own,
        false => field,
    }
}
