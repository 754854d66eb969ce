//! Takes a multipart body apart as it arrives (RFC 2046, section 5.1).

use memchr::memmem;

use super::MimeError;

/// The longest that the header of a part may be, in bytes.
const LONGEST_HEADER: usize = 16 << 10;

/// What a body consists of.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Event<'b> {
    /// A part begins, with these lines as its header.
    Part(&'b [u8]),
    /// Some of its content, as encoded.
    Data(&'b [u8]),
    /// It ends.
    End,
}

/// What is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// What stands before the first boundary.
    Preamble,
    Header,
    Content,
    /// What stands behind the last one.
    Epilogue,
}

/// Reads a body in pieces of any size. Lines may end in CRLF or in LF alone.
#[derive(Debug)]
pub(super) struct Parser {
    /// A line's end and what begins a boundary.
    delimiter: Vec<u8>,
    /// What was not understood yet. It begins with a line's end of ours, so that the first line is one like any.
    buffer: Vec<u8>,
    state: State,
    /// The content at hand begins behind the line's end that closes the header.
    is_fresh: bool,
}

/// A boundary in the buffer.
struct Boundary {
    /// Where the content before it ends.
    start: usize,
    /// Where its line ends.
    end: usize,
    is_last: bool,
}

impl Parser {
    pub(super) fn new(boundary: &str) -> Self {
        Self {
            delimiter: format!("\n--{boundary}").into_bytes(),
            buffer: vec![b'\n'],
            state: State::Preamble,
            is_fresh: false,
        }
    }

    /// Reads on, and says what was found.
    pub(super) fn feed(
        &mut self,
        data: &[u8],
        found: &mut dyn FnMut(Event<'_>) -> Result<(), MimeError>,
    ) -> Result<(), MimeError> {
        if self.state == State::Epilogue {
            return Ok(());
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.extend_from_slice(data);
        let mut at = 0;
        loop {
            let rest = &buffer[at..];
            let used = match self.state {
                State::Preamble | State::Content => self.content(rest, found)?,
                State::Header => self.header(rest, found)?,
                State::Epilogue => None,
            };
            match used {
                Some(used) => at += used,
                None => break,
            }
        }
        // In content, all but what may begin a boundary is done with.
        if matches!(self.state, State::Preamble | State::Content) {
            let kept = self.undecided(&buffer[at..]);
            if self.state == State::Content {
                self.data(&buffer[at..at + kept], found)?;
            }
            at += kept;
        }
        buffer.drain(..at);
        self.buffer = buffer;
        Ok(())
    }

    /// Checks that the body has come to its end.
    pub(super) fn finish(&self) -> Result<(), MimeError> {
        match self.state {
            State::Epilogue => Ok(()),
            State::Preamble => Err(MimeError::NoBoundary),
            State::Header | State::Content => Err(MimeError::Unclosed),
        }
    }

    /// Reads through the next boundary; `None` where it is not there yet.
    fn content(
        &mut self,
        rest: &[u8],
        found: &mut dyn FnMut(Event<'_>) -> Result<(), MimeError>,
    ) -> Result<Option<usize>, MimeError> {
        let Some(boundary) = self.boundary(rest) else {
            return Ok(None);
        };
        if self.state == State::Content {
            self.data(&rest[..boundary.start], found)?;
            found(Event::End)?;
            self.is_fresh = false;
        }
        self.state = if boundary.is_last {
            State::Epilogue
        } else {
            State::Header
        };
        Ok(Some(boundary.end))
    }

    fn data(
        &mut self,
        mut data: &[u8],
        found: &mut dyn FnMut(Event<'_>) -> Result<(), MimeError>,
    ) -> Result<(), MimeError> {
        if self.is_fresh && !data.is_empty() {
            self.is_fresh = false;
            data = &data[1..];
        }
        match data {
            [] => Ok(()),
            data => found(Event::Data(data)),
        }
    }

    /// The first boundary whose line is whole.
    fn boundary(&self, rest: &[u8]) -> Option<Boundary> {
        for at in memmem::find_iter(rest, &self.delimiter) {
            let behind = at + self.delimiter.len();
            // What belongs to the boundary's line begins with the end of the line before.
            let start = at - usize::from(at > 0 && rest[at - 1] == b'\r');
            if rest[behind..].starts_with(b"--") {
                return Some(Boundary {
                    start,
                    end: behind + 2,
                    is_last: true,
                });
            }
            let end = behind + memchr::memchr(b'\n', &rest[behind..])?;
            // A line that goes on is content that looks like a boundary.
            if rest[behind..end].iter().all(u8::is_ascii_whitespace) {
                return Some(Boundary {
                    start,
                    end,
                    is_last: false,
                });
            }
        }
        None
    }

    /// How much of the content no boundary can begin in any more.
    fn undecided(&self, rest: &[u8]) -> usize {
        // A boundary whose line is not whole yet.
        if let Some(at) = memmem::rfind(rest, &self.delimiter) {
            let behind = at + self.delimiter.len();
            if rest.len() - behind < LONGEST_HEADER
                && memchr::memchr(b'\n', &rest[behind..]).is_none()
                && rest[behind..]
                    .iter()
                    .all(|b| b.is_ascii_whitespace() || *b == b'-')
            {
                return at.saturating_sub(1);
            }
        }
        rest.len().saturating_sub(self.delimiter.len() + 1)
    }

    /// Reads the lines of a header; `None` where they are not all there yet.
    fn header(
        &mut self,
        rest: &[u8],
        found: &mut dyn FnMut(Event<'_>) -> Result<(), MimeError>,
    ) -> Result<Option<usize>, MimeError> {
        // The boundary's line end is still there, so that a header without lines ends like any other.
        let crlf = memmem::find(rest, b"\n\r\n").map(|at| (at, at + 3));
        let lf = memmem::find(rest, b"\n\n").map(|at| (at, at + 2));
        let Some((end, content)) = crlf.into_iter().chain(lf).min() else {
            return match rest.len() > LONGEST_HEADER {
                true => Err(MimeError::LongHeader),
                false => Ok(None),
            };
        };
        found(Event::Part(&rest[..end]))?;
        self.state = State::Content;
        self.is_fresh = true;
        // The empty line's end may be the one before the boundary of a part without content.
        Ok(Some(content - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a body that comes in pieces of `size`.
    fn parts(body: &str, size: usize) -> Result<Vec<(String, String)>, MimeError> {
        let mut parser = Parser::new("b");
        let mut parts: Vec<(String, String)> = Vec::new();
        let mut open = false;
        for piece in body.as_bytes().chunks(size) {
            parser.feed(piece, &mut |event| {
                let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
                match event {
                    Event::Part(header) => {
                        open = true;
                        parts.push((text(header).trim().to_owned(), String::new()));
                    }
                    Event::Data(data) => {
                        assert!(open);
                        if let Some(part) = parts.last_mut() {
                            part.1.push_str(&text(data));
                        }
                    }
                    Event::End => open = false,
                }
                Ok(())
            })?;
        }
        parser.finish()?;
        Ok(parts)
    }

    #[test]
    fn bodies_come_in_pieces_of_any_size() {
        let bodies = [
            (
                "--b\r\nA: 1\r\n\r\none\r\n--b\r\n\r\ntwo\r\n\r\n--b--\r\n",
                "two\r\n",
            ),
            (
                "pre\r\n--b  \r\nA: 1\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--epilogue\r\n--b\r\n",
                "two",
            ),
            ("--b\nA: 1\n\none\n--b\n\ntwo\n--by\n--b--", "two\n--by"),
        ];
        for (body, second) in bodies {
            for size in 1..body.len() + 1 {
                let expected = [("A: 1", "one"), ("", second)];
                let found = parts(body, size);
                let found: Vec<(&str, &str)> = match &found {
                    Ok(found) => found.iter().map(|(a, b)| (&**a, &**b)).collect(),
                    Err(error) => panic!("{body:?} by {size}: {error}"),
                };
                assert_eq!(found, expected, "{body:?} by {size}");
            }
        }
        assert_eq!(
            parts("--b\r\n\r\n\r\n--b--", 3),
            Ok(vec![(String::new(), String::new())])
        );
    }

    #[test]
    fn bodies_that_do_not_end() {
        for size in [1, 100] {
            assert_eq!(parts("--b\r\n\r\none", size), Err(MimeError::Unclosed));
            assert_eq!(
                parts("--b\r\n\r\none\r\n--b\r\n", size),
                Err(MimeError::Unclosed)
            );
            assert_eq!(parts("nothing", size), Err(MimeError::NoBoundary));
        }
        let long = format!("--b\r\n{}", "A: 1\r\n".repeat(4000));
        assert_eq!(parts(&long, 1000), Err(MimeError::LongHeader));
    }
}
