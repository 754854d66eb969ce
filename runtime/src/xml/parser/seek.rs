//! Moves to other places than the next token.

use super::{Parser, Token};
use crate::xml::Error;

impl Parser<'_> {
    /// Passes over the rest of the element just started, through its end tag.
    pub(crate) fn skip(&mut self) -> Result<(), Error> {
        self.open_leaf();
        let outside = self.depth() - 1;
        while self.depth() > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Passes over each child of the element just started, after showing its start tag to `visit`
    /// as [`tag`](Self::tag), and over the end tag, behind which the returned offset lies. The
    /// element stays open, so that a [`seek`](Self::seek) can go back to a child.
    pub(crate) fn survey(&mut self, mut visit: impl FnMut(&Self)) -> Result<usize, Error> {
        let bindings = match self.open.last() {
            Some(open) => self.bindings[open.outer_bindings..self.in_scope].to_vec(),
            None => Vec::new(),
        };
        let default = self.default;
        let qname = self.open.last().map_or("", |open| open.qname);
        loop {
            match self.next()? {
                Token::Text(_) => {}
                Token::Start => {
                    visit(self);
                    self.skip()?;
                }
                Token::End => break,
            }
        }
        self.open_element(qname);
        self.bindings.extend(bindings);
        self.in_scope = self.bindings.len();
        self.default = default;
        Ok(self.offset())
    }

    /// Goes to `offset`, where a child (or the end tag) of an element at `depth` begins.
    ///
    /// What lies between has to have been read before: it is not checked again.
    pub(crate) fn seek(&mut self, offset: usize, depth: usize) {
        while self.depth() > depth {
            self.close();
        }
        self.go_to(offset);
    }
}
