//! Reading in SOAP encoding: elements that stand for others, names without namespaces, arrays.

use std::sync::Arc;

use super::{At, Reader, unexpected};
use crate::xml::encoded::references::{is_link, problem, referred};
use crate::xml::encoded::{
    Coordinates, References, SOAP11_ENCODING, SOAP12_ENCODING, SOAP12_RPC, claimed_sizes,
};
use crate::xml::parser::{Parser, Token};
use crate::xml::shape::Shape;
use crate::xml::{Error, ErrorKind};

/// The state of reading in SOAP encoding.
#[derive(Debug, Default)]
pub(super) struct Encoded<'a> {
    /// The elements that have ids, once one was referred to.
    references: Option<Arc<References<'a>>>,
    /// The offsets of the elements that are being read because others refer to them.
    following: Vec<usize>,
    /// The bytes that were read because they were referred to.
    followed: usize,
    /// The depth of the element whose first field is the result of a call, under whatever name.
    result_at: Option<usize>,
}

/// The parser at the reference that was followed.
#[derive(Debug)]
pub(super) struct Outside<'a> {
    parser: Parser<'a>,
    /// The number of references that led to the element at hand, each to the next.
    hops: usize,
    /// The offset of that element.
    start: usize,
}

impl<'a> Reader<'a> {
    /// Reads what follows in SOAP encoding: elements may refer to others, and names count without
    /// their namespaces.
    ///
    /// Strict has a say over values alone, because the schema does not give the form of what is
    /// encoded.
    pub(crate) fn encoded(&mut self) {
        self.strict = false;
        self.encoded.get_or_insert_default();
    }

    /// Says that the element at hand holds the result of a call: its first field, which need not be
    /// called as the WSDL has it (SOAP 1.1, section 7.1).
    pub(crate) fn expect_result(&mut self) {
        let depth = self.parser.depth();
        if let Some(encoded) = &mut self.encoded {
            encoded.result_at = Some(depth);
        }
    }

    /// If the element at hand is a reference, goes to the element that it stands for.
    #[cold]
    pub(super) fn follow(&mut self) -> Result<Option<Box<Outside<'a>>>, Error> {
        let mut outside: Option<Box<Outside<'a>>> = None;
        while self.at == At::Element
            && let Some(id) = referred(&self.parser, self.parser.tag())?
        {
            let (start, parser) = self.go_to(&id)?;
            let left = std::mem::replace(&mut self.parser, parser);
            self.parser.next()?;
            match &mut outside {
                None => {
                    outside = Some(Box::new(Outside {
                        parser: left,
                        hops: 1,
                        start,
                    }));
                }
                Some(outside) => (outside.hops, outside.start) = (outside.hops + 1, start),
            }
        }
        Ok(outside)
    }

    /// Reads the element at hand, or the one that it stands for, by `read`.
    pub(in crate::xml) fn followed(
        &mut self,
        read: &mut dyn FnMut(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let outside = match self.encoded {
            Some(_) => self.follow()?,
            None => None,
        };
        read(self)?;
        match outside {
            Some(outside) => self.come_back(*outside, true),
            None => Ok(()),
        }
    }

    /// Returns the offset of the element with an id, and a parser that begins there.
    fn go_to(&mut self, id: &str) -> Result<(usize, Parser<'a>), Error> {
        let offset = self.parser.tag().offset;
        let references = match self.encoded.as_ref().and_then(|e| e.references.clone()) {
            Some(references) => references,
            None => Arc::new(References::of(self.parser.input(), self.parser.limits())?),
        };
        let target = references.find(id, offset)?;
        let (start, bindings) = (target.offset, target.bindings());
        // What a scope costs to set up counts as well.
        self.count_followed(bindings.len())?;
        if let Some(encoded) = &mut self.encoded {
            if encoded.following.contains(&start) {
                return Err(problem(id, "it leads back to itself").at(offset));
            }
            encoded.following.push(start);
            encoded.references = Some(references);
        }
        Ok((start, self.parser.branch(start, bindings)))
    }

    /// Goes back to the reference that was followed, and past it.
    #[cold]
    pub(super) fn come_back(&mut self, outside: Outside<'a>, succeeded: bool) -> Result<(), Error> {
        let read = self.parser.offset() - outside.start;
        self.parser = outside.parser;
        if let Some(encoded) = &mut self.encoded {
            let left = encoded.following.len() - outside.hops;
            encoded.following.truncate(left);
        }
        if !succeeded {
            return Ok(());
        }
        self.count_followed(read)?;
        self.at = At::Inside;
        self.parser.skip()
    }

    /// Counts what was read because it was referred to: elements that refer to elements that refer
    /// to others can make very much of a small document.
    fn count_followed(&mut self, bytes: usize) -> Result<(), Error> {
        const TIMES: usize = 64;
        const LEAST: usize = 64 << 10;
        let most = TIMES.saturating_mul(self.parser.input().len().max(LEAST));
        match &mut self.encoded {
            Some(encoded) if encoded.followed + bytes > most => Err(Error::new(ErrorKind::Limit {
                what: "number of times that elements are read because others refer to them",
                limit: TIMES,
            })
            .at(self.parser.offset())),
            Some(encoded) => {
                encoded.followed += bytes;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Whether `xsi:type` names no type of a schema, but only says how a value is made.
    pub(super) fn is_generic_type(&self, namespace: &str) -> bool {
        self.encoded.is_some() && matches!(namespace, SOAP11_ENCODING | SOAP12_ENCODING)
    }

    /// Whether an attribute of the element at hand is not part of its value.
    pub(super) fn is_link(&self, namespace: &str, local: &str) -> bool {
        self.encoded.is_some() && is_link(namespace, local)
    }

    /// Visits the items of the array at hand, each with its place; a place takes `room` bytes of
    /// memory. The sizes that the array claims are given back; those of one that leaves them open
    /// are not known.
    pub(in crate::xml) fn array_items(
        &mut self,
        shape: &'static Shape,
        room: usize,
        visit: &mut dyn FnMut(&mut Self, usize) -> Result<(), Error>,
    ) -> Result<Option<Coordinates>, Error> {
        let claimed = {
            let array_type = self.attribute_named(SOAP11_ENCODING, "arrayType")?;
            let array_size = self.attribute_named(SOAP12_ENCODING, "arraySize")?;
            claimed_sizes(array_type.as_deref(), array_size.as_deref())
                .map_err(|error| self.invalid(error))?
        };
        let mut next = self
            .place_of("offset", claimed.as_ref())?
            .unwrap_or_default();
        let (mut number, mut length) = (0usize, 0usize);
        self.at = At::Inside;
        loop {
            match self.parser.next()? {
                Token::End => break,
                Token::Text(_) => {}
                Token::Start => {
                    let local = self.parser.tag().local;
                    number += 1;
                    self.at = At::Element;
                    let place = self
                        .item_place(next, length, claimed.as_ref(), room)
                        .and_then(|place| {
                            self.field = shape.fields.first().map(|item| item.field);
                            visit(self, place).map(|()| place)
                        })
                        .map_err(|error| error.within(format!("{local}[{number}]")))?;
                    next = place + 1;
                    length = length.max(next);
                }
            }
        }
        self.at = At::Inside;
        Ok(claimed)
    }

    /// The place of the item at hand in its array, which has `length` items before it.
    fn item_place(
        &mut self,
        next: usize,
        length: usize,
        claimed: Option<&Coordinates>,
        room: usize,
    ) -> Result<usize, Error> {
        let place = self.place_of("position", claimed)?.unwrap_or(next);
        if let Some(sizes) = claimed
            && sizes.count().is_some_and(|count| place >= count)
        {
            let expected = format!("{} items, as the array claims to have", sizes.join('×'));
            return Err(unexpected(
                &expected,
                self.parser.tag().local,
                self.parser.tag().offset,
            ));
        }
        self.leave_out(place.saturating_sub(length), room)?;
        Ok(place)
    }

    /// Returns the place in the array at hand that an attribute gives.
    fn place_of(
        &self,
        attribute: &str,
        claimed: Option<&Coordinates>,
    ) -> Result<Option<usize>, Error> {
        let Some(text) = self.attribute_named(SOAP11_ENCODING, attribute)? else {
            return Ok(None);
        };
        let position = Coordinates::parse(&text).map_err(|error| self.invalid(error))?;
        let place = match (claimed, &position.0[..]) {
            (Some(sizes), _) => sizes.before(&position),
            (None, [only]) => Some(*only),
            (None, _) => None,
        };
        match place {
            Some(place) => Ok(Some(place)),
            None => Err(unexpected(
                "a place within the array",
                self.parser.tag().local,
                self.parser.tag().offset,
            )),
        }
    }

    /// The sizes of an array of several dimensions in which `found` places are known.
    pub(in crate::xml) fn grid_sizes(
        &mut self,
        claimed: Option<Coordinates>,
        found: usize,
        room: usize,
    ) -> Result<Vec<usize>, Error> {
        let Some(sizes) = claimed else {
            return Err(
                Error::new(ErrorKind::Missing("the sizes of the array".to_owned()))
                    .at(self.offset()),
            );
        };
        let count = sizes.count().unwrap_or(usize::MAX);
        self.leave_out(count.saturating_sub(found), room)?;
        Ok(sizes.0)
    }

    /// Counts the memory for places of arrays that the document only mentions, each of `room`
    /// bytes.
    ///
    /// A position of a few digits can claim any number of places, so what they cost is bounded by
    /// what the document itself costs.
    fn leave_out(&mut self, places: usize, room: usize) -> Result<(), Error> {
        // Items that come last to first claim all their places at once, and are shorter as text
        // than in memory.
        const TIMES: usize = 4;
        // Enough for the sparse arrays of small documents.
        const LEAST: usize = 256 << 10;
        let limit = TIMES.saturating_mul(self.parser.input().len().max(LEAST));
        self.left_out = self.left_out.saturating_add(places.saturating_mul(room));
        if self.left_out > limit {
            let what = "number of bytes of memory for items that arrays leave out, which their sender should write as nil \
                        elements instead,";
            return Err(Error::new(ErrorKind::Limit { what, limit }).at(self.offset()));
        }
        Ok(())
    }
}

impl Encoded<'_> {
    /// The name by which a shape knows a child of an element at `depth`; `is_first` where no field
    /// was read yet.
    pub(super) fn known_as<'n>(
        &self,
        (namespace, local): (&'n str, &'n str),
        shape: &'static Shape,
        depth: usize,
        is_first: bool,
    ) -> (&'n str, &'n str) {
        if namespace == SOAP12_RPC || shape.contains(namespace, local) {
            return (namespace, local);
        }
        if let Some(namespace) = shape.namespace_by_local(local) {
            return (namespace, local);
        }
        let holds_result = self.result_at == Some(depth) && self.following.is_empty();
        match shape.fields.first() {
            Some(field) if is_first && holds_result => (shape.namespace_of(field), field.local),
            _ => (namespace, local),
        }
    }
}
