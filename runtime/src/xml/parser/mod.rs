//! The tokens of a document: quick-xml's events with namespaces resolved, limits kept, and what
//! quick-xml leaves open (one root, matching tags, bound prefixes, no DTD) checked.

mod attributes;
mod plain;

pub(crate) use attributes::RawAttribute;

use std::borrow::Cow;

use quick_xml::events::{BytesPI, Event};

use super::characters::{Place, first_forbidden, is_white_space, reference, resolve};
use super::encoded::References;
use super::namespaces::{Binding, Scope, XML_NAMESPACE};
use super::{Error, ErrorKind, Limits, is_nc_name};

/// A start tag.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tag<'a> {
    /// The name as written, prefix included.
    pub(crate) qname: &'a str,
    /// The local part of the name.
    pub(crate) local: &'a str,
    /// What stands behind the name.
    raw_attributes: &'a str,
    /// The binding that gives the namespace.
    pub(crate) binding: usize,
    /// Byte offset of its `<`.
    pub(crate) offset: usize,
}

impl Tag<'_> {
    /// Whether anything stands behind the name.
    #[inline]
    pub(crate) fn has_attributes(&self) -> bool {
        !self.raw_attributes.is_empty()
    }
}

/// What comes next in a document.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    /// A start tag, which is [`Parser::tag`] until the next one.
    Start,
    /// The end of the innermost open element.
    End,
    /// Character data, references resolved and line ends normalized.
    Text(Cow<'a, str>),
}

/// An element that was started and not ended.
#[derive(Debug)]
struct Open<'a> {
    qname: &'a str,
    /// `events` has not seen its start tag.
    is_plain: bool,
    /// How many bindings were in scope outside it.
    outer_bindings: usize,
    /// The binding of the default namespace outside it.
    outer_default: usize,
}

/// Reads tokens from a document.
#[derive(Debug)]
pub(crate) struct Parser<'a> {
    input: &'a str,
    /// Byte offset in `input` at which `events` begins.
    base: usize,
    events: quick_xml::Reader<&'a [u8]>,
    /// The start tag read last. It stays where it is because moving it about costs more than reading it.
    tag: Tag<'a>,
    open: Vec<Open<'a>>,
    /// Those in scope, innermost last; the first is that of the empty prefix to no namespace. Those of the
    /// element that ended last stay until the next tag, because its value is parsed only then.
    bindings: Vec<Binding<'a>>,
    /// How many of them belong to open elements.
    in_scope: usize,
    /// The binding of the empty prefix.
    default: usize,
    limits: Limits,
    /// The last start tag was an empty element, so its end comes next without an event.
    end_pending: bool,
    /// What comes next is outside of any piece of markup or text, as far as `events` is concerned.
    is_between: bool,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(input: &'a str, limits: &Limits) -> Result<Self, Error> {
        if input.len() > limits.size {
            return Err(limit("document size", limits.size));
        }
        if let Some((offset, character)) = first_forbidden(input) {
            let message = format!("the character U+{:04X} is not allowed", character as u32);
            return Err(malformed(message, offset));
        }
        // Only here is U+FEFF a byte order mark; anywhere else it is a character.
        let base = input.len() - input.strip_prefix('\u{FEFF}').unwrap_or(input).len();
        Ok(Self {
            input,
            base,
            events: events_at(input, base),
            tag: Tag::default(),
            open: Vec::with_capacity(16),
            bindings: vec![Binding::new("", ""), Binding::new("xml", XML_NAMESPACE)],
            in_scope: 2,
            default: 0,
            limits: *limits,
            end_pending: false,
            is_between: false,
        })
    }

    /// The whole document.
    pub(crate) fn input(&self) -> &'a str {
        self.input
    }

    /// Byte offset of what comes next.
    pub(crate) fn offset(&self) -> usize {
        self.offset_of(self.events.buffer_position())
    }

    /// Returns the byte offset that a position of `events` stands for.
    #[inline]
    fn offset_of(&self, position: u64) -> usize {
        (self.base + position as usize).saturating_sub(OPENER.len())
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The namespace declarations in scope; behind an end tag, still those of its element.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::new(&self.bindings[1..])
    }

    /// The namespace declarations of the innermost open element.
    pub(crate) fn declarations(&self) -> impl Iterator<Item = (&str, &str)> {
        self.own_bindings()
            .iter()
            .map(|binding| (binding.prefix, &*binding.namespace))
    }

    /// The namespace declarations of the innermost open element.
    pub(crate) fn own_bindings(&self) -> &[Binding<'a>] {
        let outer = self.open.last().map_or(0, |open| open.outer_bindings);
        &self.bindings[outer..self.in_scope]
    }

    /// The start tag read last.
    #[inline]
    pub(crate) fn tag(&self) -> &Tag<'a> {
        &self.tag
    }

    /// The namespace of a tag, empty for none.
    #[inline]
    pub(crate) fn namespace(&self, tag: &Tag<'a>) -> &str {
        &self.bindings[tag.binding].namespace
    }

    /// The binding of the default namespace, if that is `namespace`; else one that no tag has.
    ///
    /// It stays in scope as long as the innermost open element is open.
    pub(crate) fn default_binding(&self, namespace: &str) -> usize {
        if self.bindings[self.default].namespace == namespace {
            self.default
        } else {
            usize::MAX
        }
    }

    /// Reads the root's start tag; what stands before it is passed over.
    pub(crate) fn root(&mut self) -> Result<(), Error> {
        match self.next()? {
            Token::Start => Ok(()),
            Token::Text(_) | Token::End => {
                Err(self.malformed("there is text outside of the root element"))
            }
        }
    }

    /// Checks that nothing but white space, comments and processing instructions follows the root.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        loop {
            match self
                .events
                .read_event()
                .map_err(|error| self.unreadable(error))?
            {
                Event::Eof => return Ok(()),
                Event::Comment(_) => {}
                Event::PI(instruction) => self.check_instruction(&instruction)?,
                Event::Text(text) if is_white_space(&text) => {}
                _ => return Err(self.malformed("there is something after the root element")),
            }
        }
    }

    /// The next token. Comments, processing instructions and, outside the root, white space are passed over.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Token<'a>, Error> {
        if self.end_pending {
            self.end_pending = false;
            self.close();
            return Ok(Token::End);
        }
        if let Some(token) = self.plain()? {
            return Ok(token);
        }
        loop {
            let event = self.events.read_event();
            self.is_between = !matches!(event, Ok(Event::Text(_)));
            match event {
                Ok(Event::Start(start)) => {
                    let (len, name) = (start.len(), start.name().0.len());
                    self.read_tag(len, name, false)?;
                    return Ok(Token::Start);
                }
                Ok(Event::Empty(start)) => {
                    let (len, name) = (start.len(), start.name().0.len());
                    self.read_tag(len, name, true)?;
                    return Ok(Token::Start);
                }
                Ok(Event::End(end)) => {
                    return match self.open.last() {
                        Some(open) if open.qname == end.name().0 => {
                            self.close();
                            Ok(Token::End)
                        }
                        Some(open) => {
                            let message =
                                format!("<{}> is closed by </{}>", open.qname, end.name().0);
                            Err(self.malformed(message))
                        }
                        None => Err(self.malformed("an end tag has no start tag")),
                    };
                }
                Ok(Event::Text(text)) => {
                    let text = normalized(text.into_inner());
                    if self.open.is_empty() {
                        if is_white_space(&text) {
                            continue;
                        }
                        return Err(self.malformed("there is text outside of the root element"));
                    }
                    self.check_text(text.len())?;
                    return Ok(Token::Text(text));
                }
                Ok(Event::CData(data)) if !self.open.is_empty() => {
                    let text = normalized(data.into_inner());
                    self.check_text(text.len())?;
                    return Ok(Token::Text(text));
                }
                Ok(Event::GeneralRef(name)) if !self.open.is_empty() => {
                    let name = name.into_inner();
                    let text = reference(&name, || match self.events.read_event() {
                        Ok(Event::GeneralRef(next)) => Some(next.into_inner()),
                        _ => None,
                    });
                    let text = text.map_err(|message| self.malformed(message))?;
                    return Ok(Token::Text(text));
                }
                Ok(Event::Comment(_)) => {}
                Ok(Event::PI(instruction)) => self.check_instruction(&instruction)?,
                Ok(Event::Decl(_)) if self.open.is_empty() => {}
                Ok(Event::DocType(_)) => {
                    return Err(Error::new(ErrorKind::Doctype).at(self.offset()));
                }
                Ok(Event::Eof) => {
                    let message = match self.open.last() {
                        Some(open) => format!("the document ends within <{}>", open.qname),
                        None => "the document has no root element".to_owned(),
                    };
                    return Err(self.malformed(message));
                }
                Ok(Event::CData(_) | Event::GeneralRef(_) | Event::Decl(_)) => {
                    return Err(self.malformed("there is text outside of the root element"));
                }
                Err(error) => return Err(self.unreadable(error)),
            }
        }
    }

    /// The text of the element just started, through its end tag. A child element is given to `child`,
    /// which consumes it.
    pub(crate) fn text(
        &mut self,
        mut child: impl FnMut(&mut Self) -> Result<(), Error>,
    ) -> Result<Cow<'a, str>, Error> {
        if let Some((raw, is_literal)) = self.plain_text() {
            self.check_text(raw.len())?;
            if is_literal {
                return Ok(Cow::Borrowed(raw));
            }
            return resolve(raw, Place::Content).map_err(|message| self.malformed(message));
        }
        let mut text = match self.next()? {
            Token::End => return Ok(Cow::Borrowed("")),
            Token::Text(text) => text,
            Token::Start => {
                child(self)?;
                Cow::Borrowed("")
            }
        };
        loop {
            match self.next()? {
                Token::End => return Ok(text),
                Token::Text(more) => {
                    self.check_text(text.len() + more.len())?;
                    if text.is_empty() {
                        text = more;
                    } else {
                        text.to_mut().push_str(&more);
                    }
                }
                Token::Start => child(self)?,
            }
        }
    }

    /// Passes over the rest of the element just started, through its end tag.
    pub(crate) fn skip(&mut self) -> Result<(), Error> {
        let outside = self.depth() - 1;
        while self.depth() > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Passes over each child of the element just started, after showing its start tag to `visit` as [`tag`](Self::tag), and over
    /// the end tag, behind which the returned offset lies. The element stays open, so that a
    /// [`seek`](Self::seek) can go back to a child.
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
        self.end_pending = false;
        self.is_between = false;
        self.base = offset;
        self.events = events_at(self.input, offset);
    }

    /// Every element of the document that has an id.
    pub(crate) fn references(&self) -> Result<References<'a>, Error> {
        References::of(self.input, &self.limits)
    }

    /// A parser that begins at `offset`, where an element starts that was read before, with these declarations around
    /// it. That element counts as nested in those open here.
    pub(crate) fn branch(&self, offset: usize, declared: Vec<Binding<'a>>) -> Self {
        let mut bindings = vec![Binding::new("", ""), Binding::new("xml", XML_NAMESPACE)];
        bindings.extend(declared);
        let default = bindings.iter().rposition(|of| of.prefix.is_empty());
        let limits = Limits {
            depth: self.limits.depth.saturating_sub(self.depth()),
            ..self.limits
        };
        Self {
            input: self.input,
            base: offset,
            events: events_at(self.input, offset),
            tag: Tag::default(),
            open: Vec::new(),
            in_scope: bindings.len(),
            default: default.unwrap_or(0),
            bindings,
            limits,
            end_pending: false,
            is_between: false,
        }
    }

    #[cold]
    fn unreadable(&self, error: quick_xml::Error) -> Error {
        malformed(error, self.offset_of(self.events.error_position()))
    }

    /// Opens the element whose tag content, `len` bytes with a name of `name` bytes, `events` has just read.
    fn read_tag(&mut self, len: usize, name: usize, is_empty: bool) -> Result<(), Error> {
        let end = self.offset() - 1 - usize::from(is_empty);
        let (qname, rest) = self.input[end - len..end].split_at(name);
        if !is_qualified_name(qname) {
            return Err(malformed(format!("<{qname}> is not a name"), end - len - 1));
        }
        self.end_pending = is_empty;
        self.open_tag(qname, rest.trim_ascii_end(), end - len - 1)?;
        if let Some(open) = self.open.last_mut() {
            open.is_plain = false;
        }
        Ok(())
    }

    /// Opens an element, whose start tag begins at `offset` and whose name is one.
    #[inline]
    fn open_tag(
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
    fn open_element(&mut self, qname: &'a str) {
        self.bindings.truncate(self.in_scope);
        self.open.push(Open {
            qname,
            is_plain: true,
            outer_bindings: self.in_scope,
            outer_default: self.default,
        });
    }

    #[inline]
    fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.bindings.truncate(self.in_scope);
            self.in_scope = open.outer_bindings;
            self.default = open.outer_default;
        }
    }

    fn check_text(&self, len: usize) -> Result<(), Error> {
        if len > self.limits.text {
            return Err(limit("length of a text", self.limits.text).at(self.offset()));
        }
        Ok(())
    }

    fn check_instruction(&self, instruction: &BytesPI<'_>) -> Result<(), Error> {
        if !is_nc_name(instruction.target()) {
            return Err(self.malformed("a processing instruction has no name"));
        }
        Ok(())
    }

    fn malformed(&self, message: impl ToString) -> Error {
        malformed(message, self.offset())
    }
}

/// Markup that every quick-xml reader reads first.
///
/// A reader drops U+FEFF from the start of its input without counting its three bytes. A reader that
/// begins within a document must not, so it starts with this comment instead.
const OPENER: &str = "<!---->";

/// Returns a reader of the events from `offset` on.
fn events_at(input: &str, offset: usize) -> quick_xml::Reader<&[u8]> {
    let mut events = quick_xml::Reader::from_str(OPENER);
    // The names of end tags are compared here, so that reading can begin within a document.
    let config = events.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.check_comments = true;
    let opener = events.read_event();
    debug_assert!(matches!(opener, Ok(Event::Comment(_))));
    *events.get_mut() = &input.as_bytes()[offset..];
    events
}

/// Whether a text is a name, or two with a colon between them (Namespaces in XML, production 7).
fn is_qualified_name(text: &str) -> bool {
    match text.split_once(':') {
        Some((prefix, local)) => is_nc_name(prefix) && is_nc_name(local),
        None => is_nc_name(text),
    }
}

/// Line ends as XML wants them (XML 1.0, section 2.11).
fn normalized(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn limit(what: &'static str, limit: usize) -> Error {
    Error::new(ErrorKind::Limit { what, limit })
}

#[cold]
fn malformed(message: impl ToString, offset: usize) -> Error {
    Error::new(ErrorKind::Malformed(message.to_string())).at(offset)
}

#[cold]
fn unbound(prefix: &str, offset: usize) -> Error {
    malformed(
        format!("the prefix {prefix:?} is not bound to a namespace"),
        offset,
    )
}
