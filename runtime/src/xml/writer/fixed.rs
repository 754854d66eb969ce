//! Values that the schema fixes (XSD Part 1, sections 3.2.1 and 3.3.1): another one isn't written.

use super::Writer;
use crate::xml::content::Codec;
use crate::xml::namespaces::{Binding, Scope};
use crate::xml::shape::Value;
use crate::xml::{ErrorKind, Facets};

/// The one value that an element or attribute may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fixed {
    pub(super) text: &'static str,
    /// The facets of the field, which include those of its type; any if the type alone tells.
    pub(super) facets: &'static Facets,
    /// The name of the attribute, if it is one.
    pub(super) attribute: Option<&'static str>,
}

/// The fixed value of the element that is being written.
#[derive(Debug)]
pub(super) struct Pending {
    fixed: Fixed,
    /// The end of the start tag's name in the output.
    name: usize,
}

impl Writer {
    /// Writes the content of an element whose value the schema fixes.
    #[cold]
    pub(super) fn fixed_content<T, C: Codec<T>>(&mut self, fixed: Fixed, value: &T, codec: C) {
        let name = self.out.len();
        let own = codec.facets();
        let is_simple = codec.shape().is_simple();
        self.fixed = Some(Pending { fixed, name });
        self.element_content(value, codec);
        if is_simple {
            self.check_if_fixed(own);
        }
        // A nil element has no value.
        if let Some(pending) = self.fixed.take() {
            self.refuse_fixed(pending.fixed);
        }
    }

    /// Expects the fixed value of the one element that is of the shape at hand, if it has one. The
    /// start tag is open.
    #[cold]
    pub(super) fn expect_fixed(&mut self) {
        if let Some(Value::Fixed(text)) = self.shape.value
            && self.fixed.is_none()
        {
            let fixed = Fixed {
                text,
                facets: self.shape.facets,
                attribute: None,
            };
            let name = self.out.len();
            self.fixed = Some(Pending { fixed, name });
        }
    }

    /// Compares the value that was written last with the fixed one, if there is one.
    #[inline]
    pub(super) fn check_if_fixed(&mut self, own: &Facets) {
        if self.tag_is_open {
            return;
        }
        if let Some(Pending { fixed, name }) = self.fixed.take() {
            // The values of attributes hold no `>` that isn't escaped.
            let tag = self.out[name..].find('>').map_or(0, |at| at + 1);
            self.check_fixed(fixed, own, name + tag);
        }
    }

    /// Compares mixed content with the fixed text, if there is one.
    #[inline]
    pub(super) fn check_if_text(&mut self, is_text: impl FnOnce(&str) -> bool) {
        if let Some(Pending { fixed, .. }) = self.fixed.take()
            && !is_text(fixed.text)
        {
            self.refuse_fixed(fixed);
        }
    }

    /// Compares a value with the fixed one. The value is what was written from `start` on, and
    /// `own` are the facets of its type.
    #[cold]
    pub(super) fn check_fixed(&mut self, fixed: Fixed, own: &Facets, start: usize) {
        // Both texts are escaped alike, so the comparison needs no text without escapes.
        let end = self.out.len();
        self.escape(fixed.text, self.in_attribute);
        let (written, expected) = (&self.out[start..end], &self.out[end..]);
        let facets = match fixed.facets.is_any() {
            true => own,
            false => fixed.facets,
        };
        let default = Binding::new("", &self.default);
        let bindings = self.bindings.iter();
        let bindings = bindings.map(|binding| Binding::new(&binding.prefix, &binding.namespace));
        let bindings: Vec<Binding<'_>> = std::iter::once(default).chain(bindings).collect();
        let scope = Scope::new(&bindings);
        // A fixed name can't be compared if its prefix is bound in the schema alone.
        let is_same = written == expected
            || !facets.accepts(expected, &scope)
            || facets.same(written, expected, &scope);
        self.out.truncate(end);
        if !is_same {
            self.refuse_fixed(fixed);
        }
    }

    /// Keeps the error that a value isn't the fixed one.
    #[cold]
    pub(super) fn refuse_fixed(&mut self, fixed: Fixed) {
        self.fail(ErrorKind::Fixed {
            attribute: fixed.attribute,
            value: fixed.text,
        });
    }
}
