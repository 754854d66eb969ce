//! The next token, from quick-xml unless it is plain.

use std::borrow::Cow;

use quick_xml::events::{BytesPI, Event};

use super::{Parser, Token, is_qualified_name, malformed};
use crate::xml::characters::{Place, is_white_space, reference, resolve};
use crate::xml::{Error, ErrorKind, is_nc_name};

impl<'a> Parser<'a> {
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

    /// The next token. Comments, processing instructions and, outside the root, white space are
    /// passed over.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Token<'a>, Error> {
        self.open_leaf();
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

    /// The text of the element just started, through its end tag. A child element is given to
    /// `child`, which consumes it.
    pub(crate) fn text(
        &mut self,
        mut child: impl FnMut(&mut Self) -> Result<(), Error>,
    ) -> Result<Cow<'a, str>, Error> {
        if let Some(text) = self.leaf.take() {
            return Ok(Cow::Borrowed(text));
        }
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

    fn check_instruction(&self, instruction: &BytesPI<'_>) -> Result<(), Error> {
        if !is_nc_name(instruction.target()) {
            return Err(self.malformed("a processing instruction has no name"));
        }
        Ok(())
    }

    #[cold]
    fn unreadable(&self, error: quick_xml::Error) -> Error {
        malformed(error, self.offset_of(self.events.error_position()))
    }

    /// Opens the element whose tag content, `len` bytes with a name of `name` bytes, `events` has
    /// just read.
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
}

/// Line ends as XML wants them (XML 1.0, section 2.11).
fn normalized(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}
