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
        self.check_depth(offset)?;
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

    /// Opens an element without declarations of its own, the parts of whose name are known.
    #[inline]
    pub(super) fn start(&mut self, tag: Tag<'a>) -> Result<(), Error> {
        self.check_depth(tag.offset)?;
        self.open_element(tag.qname);
        self.tag = tag;
        Ok(())
    }

    /// Makes an element the leaf at hand, whose end tag has been passed.
    #[inline]
    pub(super) fn start_leaf(&mut self, tag: Tag<'a>, text: &'a str) -> Result<(), Error> {
        self.check_depth(tag.offset)?;
        self.check_text(text.len())?;
        self.bindings.truncate(self.in_scope);
        self.tag = tag;
        self.leaf = Some(text);
        Ok(())
    }

    /// Forgets the leaf at hand, if nobody has read its text.
    #[inline]
    pub(crate) fn forget_leaf(&mut self) {
        self.leaf = None;
    }

    /// Opens the leaf at hand, if there is one, as any other element.
    #[inline]
    pub(crate) fn open_leaf(&mut self) {
        if self.leaf.take().is_some() {
            let Tag { qname, offset, .. } = self.tag;
            self.open_element(qname);
            self.go_to(offset + qname.len() + "<>".len());
        }
    }

    #[inline]
    fn check_depth(&self, offset: usize) -> Result<(), Error> {
        match self.open.len() == self.limits.depth {
            true => Err(limit("element depth", self.limits.depth).at(offset)),
            false => Ok(()),
        }
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
