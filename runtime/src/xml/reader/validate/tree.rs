//! Identity constraints within elements that are read as trees.
//!
//! Only the types that such elements name themselves are known here; the value of any other is its
//! text.

use std::borrow::Cow;

use crate::xml::Error;
use crate::xml::builtin::{BuiltIn, Key, Value};
use crate::xml::parser::Token;
use crate::xml::reader::Reader;

/// An open element of a tree: its text and the type that `xsi:type` names; `None` if it has
/// elements within.
type Open = Option<(String, Option<BuiltIn>)>;

impl Reader<'_> {
    /// Shows the element at hand, which is to be read as a tree, and all within to the identity
    /// constraints in force.
    pub(in crate::xml::reader) fn check_tree(&mut self) -> Result<(), Error> {
        let has_keys = self.field.is_some_and(|field| !field.identities.is_empty());
        if !self.keys.is_active() && !has_keys {
            return Ok(());
        }
        let (start, depth) = (self.parser.tag().offset, self.parser.depth());
        let mut open = Vec::new();
        self.enter_tree(&mut open)?;
        while self.parser.depth() >= depth {
            match self.parser.next()? {
                Token::Start => self.enter_tree(&mut open)?,
                Token::Text(more) => {
                    if let Some(Some((text, _))) = open.last_mut() {
                        text.push_str(&more);
                    }
                }
                Token::End => self.leave_tree(open.pop().flatten()),
            }
        }
        self.keys.end(depth)?;
        self.parser.seek(start, depth - 1);
        self.parser.next().map(drop)
    }

    fn enter_tree(&mut self, open: &mut Vec<Open>) -> Result<(), Error> {
        let field = self.field.filter(|_| open.is_empty());
        self.enter_keys(&[], field, true)?;
        if let Some(outer) = open.last_mut() {
            *outer = None;
        }
        open.push(Some((String::new(), self.named_built_in()?)));
        for attribute in self.parser.attributes(self.parser.tag()) {
            let attribute = attribute?;
            let name = (&*attribute.namespace, attribute.local);
            self.keys.value(Some(name), &Key::text(attribute.value));
        }
        Ok(())
    }

    fn leave_tree(&mut self, element: Open) {
        let Some((text, ty)) = element else {
            return;
        };
        let key = ty.and_then(|ty| {
            let text = ty.white_space().treat(Cow::Borrowed(&text));
            let value = Value::parse(&text, ty, Some(&self.parser.scope()))?;
            Some(value.key(ty))
        });
        let key = key.unwrap_or_else(|| Key::text(text));
        self.keys.value(None, &key);
    }
}
