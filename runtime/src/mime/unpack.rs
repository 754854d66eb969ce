//! From a multipart body to the message in it and what is beside that.

use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

use super::parser::{Event, Parser};
use super::transfer::Decoder;
use super::{MimeError, Parts, bare};
use crate::attachment::Attachment;
use crate::soap::version::{media_type, parameter_of};

/// The most parts that a message may have.
const MOST_PARTS: usize = 1000;

/// Whether the headers announce a multipart body.
pub(crate) fn is_multipart(headers: &HeaderMap) -> bool {
    content_type(headers).is_some_and(|content_type| {
        media_type(content_type).eq_ignore_ascii_case("multipart/related")
    })
}

/// The message in a multipart body that is in memory, with the headers that it would have by itself; what is
/// beside it. A body that is no multipart one is left as it is.
pub(crate) fn unpack(
    headers: &mut HeaderMap,
    body: Bytes,
) -> Result<(Bytes, Option<Parts>), MimeError> {
    if !is_multipart(headers) {
        return Ok((body, None));
    }
    let mut unpacker = Unpacker::new(headers, Place::Memory, u64::MAX)?;
    unpacker.feed(&body)?;
    let (message, parts) = unpacker.finish(headers, usize::MAX)?;
    Ok((message, Some(parts)))
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}

/// Where parts go.
#[derive(Debug)]
pub(crate) enum Place {
    /// Into memory.
    Memory,
    /// Into temporary files, those that are not small.
    #[cfg(feature = "attachments")]
    Files(Spool),
}

/// Where large parts go, and what is large.
#[cfg(feature = "attachments")]
#[derive(Debug, Clone)]
pub(crate) struct Spool {
    pub(crate) folder: std::path::PathBuf,
    /// In bytes.
    pub(crate) above: usize,
}

/// Takes a multipart body apart as it arrives.
#[derive(Debug)]
pub(crate) struct Unpacker {
    parser: Parser,
    parts: Collector,
    start: Option<String>,
}

impl Unpacker {
    pub(crate) fn new(headers: &HeaderMap, place: Place, limit: u64) -> Result<Self, MimeError> {
        let content_type = content_type(headers).unwrap_or_default();
        let boundary = parameter_of(content_type, "boundary").unwrap_or_default();
        if boundary.is_empty() {
            return Err(MimeError::NoBoundary);
        }
        let start = parameter_of(content_type, "start");
        Ok(Self {
            parser: Parser::new(&boundary),
            start: start.map(|start| bare(&start).to_owned()),
            parts: Collector {
                place,
                limit,
                left: limit,
                open: None,
                whole: Vec::new(),
            },
        })
    }

    pub(crate) fn feed(&mut self, data: &[u8]) -> Result<(), MimeError> {
        let parts = &mut self.parts;
        self.parser.feed(data, &mut |event| parts.take(event))
    }

    /// The message, which is the part that `start` names, or else the first; `headers` become its own.
    ///
    /// It is read into memory, so it may not be longer than `limit`.
    pub(crate) fn finish(
        self,
        headers: &mut HeaderMap,
        limit: usize,
    ) -> Result<(Bytes, Parts), MimeError> {
        self.parser.finish()?;
        let mut parts = self.parts.whole;
        let root = self
            .start
            .and_then(|start| parts.iter().position(|part| part.id() == Some(&start)));
        if parts.is_empty() {
            return Err(MimeError::NoBoundary);
        }
        let root = parts.remove(root.unwrap_or(0));
        let is_xop = announce(headers, root.content_type());
        if root.len() > limit as u64 {
            return Err(MimeError::TooLarge(limit as u64));
        }
        let message = root.bytes().map_err(file)?;
        Ok((
            message,
            Parts {
                attachments: parts.into(),
                is_xop,
            },
        ))
    }
}

/// Makes the headers those of the message by itself; whether it was one of XOP.
///
/// In XOP the message's own type is a parameter (XOP, section 5), and the action may be one of any of the three.
fn announce(headers: &mut HeaderMap, root: &str) -> bool {
    let outer = content_type(headers).unwrap_or_default().to_owned();
    let is_xop = media_type(root).eq_ignore_ascii_case("application/xop+xml");
    let inner = match is_xop {
        true => parameter_of(root, "type")
            .or_else(|| parameter_of(&outer, "start-info"))
            .unwrap_or_else(|| "text/xml".to_owned()),
        false => root.to_owned(),
    };
    let mut own = media_type(&inner).to_owned();
    for name in ["charset", "action"] {
        let places = [&inner[..], root, &outer];
        if let Some(value) = places
            .into_iter()
            .find_map(|place| parameter_of(place, name))
        {
            own.push_str(&format!("; {name}=\"{}\"", value.replace('"', "")));
        }
    }
    if let Ok(value) = HeaderValue::from_str(&own) {
        headers.insert(CONTENT_TYPE, value);
    }
    is_xop
}

/// Collects parts.
#[derive(Debug)]
struct Collector {
    place: Place,
    limit: u64,
    left: u64,
    open: Option<Open>,
    whole: Vec<Attachment>,
}

/// The part that is arriving.
#[derive(Debug)]
struct Open {
    content_type: String,
    id: Option<String>,
    decoder: Decoder,
    memory: Vec<u8>,
    #[cfg(feature = "attachments")]
    file: Option<(tempfile::NamedTempFile, u64)>,
}

impl Collector {
    fn take(&mut self, event: Event<'_>) -> Result<(), MimeError> {
        match event {
            Event::Part(header) => {
                if self.whole.len() == MOST_PARTS {
                    return Err(MimeError::TooMany(MOST_PARTS));
                }
                self.open = Some(Open::new(header)?);
                Ok(())
            }
            Event::Data(data) => {
                let length = data.len() as u64;
                self.left = self
                    .left
                    .checked_sub(length)
                    .ok_or(MimeError::TooLarge(self.limit))?;
                match &mut self.open {
                    Some(open) => {
                        open.decoder.feed(data, &mut open.memory)?;
                        open.settle(&self.place)
                    }
                    None => Ok(()),
                }
            }
            Event::End => {
                if let Some(open) = self.open.take() {
                    self.whole.push(open.close(&self.place)?);
                }
                Ok(())
            }
        }
    }
}

impl Open {
    fn new(header: &[u8]) -> Result<Self, MimeError> {
        let header = String::from_utf8_lossy(header);
        // A line that begins with white space goes on from the one before.
        let unfolded = header
            .replace("\r\n", "\n")
            .replace("\n ", " ")
            .replace("\n\t", " ");
        let field = |name: &str| {
            let mut lines = unfolded.lines().filter_map(|line| line.split_once(':'));
            let found = lines.find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.trim())
        };
        Ok(Self {
            content_type: field("Content-Type").unwrap_or("text/plain").to_owned(),
            id: field("Content-ID").map(|id| bare(id).to_owned()),
            decoder: Decoder::new(field("Content-Transfer-Encoding").unwrap_or_default())?,
            memory: Vec::new(),
            #[cfg(feature = "attachments")]
            file: None,
        })
    }

    #[cfg(not(feature = "attachments"))]
    fn settle(&mut self, _: &Place) -> Result<(), MimeError> {
        Ok(())
    }

    /// Moves what is in memory into the file, where there is one or has to be one.
    #[cfg(feature = "attachments")]
    fn settle(&mut self, place: &Place) -> Result<(), MimeError> {
        use std::io::Write;
        let Place::Files(spool) = place else {
            return Ok(());
        };
        if self.file.is_none() && self.memory.len() > spool.above {
            let file = tempfile::NamedTempFile::new_in(&spool.folder).map_err(file)?;
            self.file = Some((file, 0));
        }
        if let Some((part, length)) = &mut self.file {
            part.write_all(&self.memory).map_err(file)?;
            *length += self.memory.len() as u64;
            self.memory.clear();
        }
        Ok(())
    }

    fn close(mut self, place: &Place) -> Result<Attachment, MimeError> {
        let decoder = std::mem::replace(&mut self.decoder, Decoder::Identity);
        decoder.finish(&mut self.memory)?;
        self.settle(place)?;
        let attachment = self.content()?;
        Ok(match self.id {
            Some(id) => attachment.with_id(id),
            None => attachment,
        }
        .with_content_type(self.content_type))
    }

    fn content(&mut self) -> Result<Attachment, MimeError> {
        #[cfg(feature = "attachments")]
        if let Some((file, length)) = self.file.take() {
            return Ok(Attachment::temporary(file.into_temp_path(), length));
        }
        Ok(std::mem::take(&mut self.memory).into())
    }
}

fn file(error: std::io::Error) -> MimeError {
    MimeError::File(error.to_string())
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            attachments: Arc::new([]),
            is_xop: false,
        }
    }
}
