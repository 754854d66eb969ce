//! The open elements, with the namespaces in scope.

use super::{Open, Parser, Tag, limit, unbound};
use crate::xml::Error;

impl<'a> Parser<'a> {
    /// Opens an element, whose start tag begins at `offset` and whose name is one.
    #[inline]
    pub(super) fn open_tag(
        &mut self,
        qname: &'a str,
        raw_attributes: &'a str,
        offset: usize,
    ) -> Result<(), Error> {
        if self.open.len() == self.limits.depth {
            return Err(limit("element depth", self.limits.depth).at(offset));
        }
        self.open_element(qname);
        if !raw_attributes.is_empty() {
            self.declare(raw_attributes, offset)?;
            self.in_scope = self.bindings.len();
        }
        let (local, binding) = match qname.bytes().position(|byte| byte == b':') {
            None => (qname, self.default),
            Some(colon) => {
                let binding = self.binding_of(&qname[..colon], offset)?;
                (&qname[colon + 1..], binding)
            }
        };
        self.tag = Tag {
            qname,
            local,
            raw_attributes,
            binding,
            offset,
        };
        Ok(())
    }

    /// The binding of a prefix that is not empty.
    fn binding_of(&self, prefix: &str, offset: usize) -> Result<usize, Error> {
        self.bindings
            .iter()
            .rposition(|binding| binding.prefix == prefix)
            .filter(|_| !prefix.is_empty())
            .ok_or_else(|| unbound(prefix, offset))
    }

    #[inline]
    pub(super) fn open_element(&mut self, qname: &'a str) {
        self.bindings.truncate(self.in_scope);
        self.open.push(Open {
            qname,
            is_plain: true,
            outer_bindings: self.in_scope,
            outer_default: self.default,
        });
    }

    #[inline]
    pub(super) fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.bindings.truncate(self.in_scope);
            self.in_scope = open.outer_bindings;
            self.default = open.outer_default;
        }
    }
}
