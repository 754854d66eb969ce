//! Octets beside a message: in memory, or in a file that is never read whole.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;

use crate::xml::{Content, Reader, Shape, Writer};

/// Octets that travel beside a message (MTOM, SOAP with Attachments), or as Base64 within one that has nothing
/// beside it.
///
/// One from a file is read when it is sent, piece by piece; one that came and was large is in a temporary file,
/// which goes away with the last clone. Clones share what they hold.
///
/// ```
/// use sapo::Attachment;
///
/// let small = Attachment::new("plain text").with_content_type("text/plain");
/// assert_eq!((small.len(), small.content_type()), (10, "text/plain"));
/// let large = Attachment::file("/does/not/exist");
/// assert!(large.is_err());
/// ```
#[derive(Clone)]
pub struct Attachment {
    content: Octets,
    content_type: Cow<'static, str>,
    id: Option<String>,
}

#[derive(Clone)]
enum Octets {
    Memory(Bytes),
    File {
        path: Arc<Path>,
        length: u64,
        /// What removes a temporary file when it is dropped.
        _guard: Option<Arc<dyn Any + Send + Sync>>,
    },
}

const OCTETS: &str = "application/octet-stream";

impl Attachment {
    /// An attachment in memory.
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self::of(Octets::Memory(content.into()))
    }

    /// The file at `path`, as long as it is now; it is opened when it is sent.
    ///
    /// # Errors
    /// There is no such file, or it may not be looked at.
    pub fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let metadata = std::fs::metadata(&path)?;
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
        }
        Ok(Self::of(Octets::File {
            path: path.into(),
            length: metadata.len(),
            _guard: None,
        }))
    }

    #[cfg(feature = "attachments")]
    pub(crate) fn temporary(path: tempfile::TempPath, length: u64) -> Self {
        Self::of(Octets::File {
            path: path.to_path_buf().into(),
            length,
            _guard: Some(Arc::new(path)),
        })
    }

    fn of(content: Octets) -> Self {
        Self {
            content,
            content_type: Cow::Borrowed(OCTETS),
            id: None,
        }
    }

    /// The same with another media type than `application/octet-stream`.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Cow::Owned(content_type.into());
        self
    }

    /// The same with an identifier, by which the message can refer to it as `cid:` and the identifier; without
    /// one it is given one when it is sent.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Its media type.
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// Its identifier, without the brackets around it.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Its length in octets.
    pub fn len(&self) -> u64 {
        match &self.content {
            Octets::Memory(bytes) => bytes.len() as u64,
            Octets::File { length, .. } => *length,
        }
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of it in memory.
    ///
    /// # Errors
    /// Its file cannot be read.
    pub fn bytes(&self) -> io::Result<Bytes> {
        match &self.content {
            Octets::Memory(bytes) => Ok(bytes.clone()),
            Octets::File { path, .. } => std::fs::read(path).map(Bytes::from),
        }
    }

    /// Reads it from its start.
    ///
    /// # Errors
    /// Its file cannot be opened.
    pub fn reader(&self) -> io::Result<Box<dyn Read + Send + Sync>> {
        Ok(match &self.content {
            Octets::Memory(bytes) => Box::new(io::Cursor::new(bytes.clone())),
            Octets::File { path, .. } => Box::new(File::open(path)?),
        })
    }

    /// Copies it into a new file, piece by piece; an older one at `path` is replaced.
    ///
    /// # Errors
    /// It cannot be read, or the file not be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        match &self.content {
            Octets::Memory(bytes) => std::fs::write(path, bytes),
            Octets::File { path: from, .. } => std::fs::copy(from, path).map(drop),
        }
    }

    /// The octets, where they are in memory.
    pub(crate) fn in_memory(&self) -> Option<&Bytes> {
        match &self.content {
            Octets::Memory(bytes) => Some(bytes),
            Octets::File { .. } => None,
        }
    }
}

/// No octets.
impl Default for Attachment {
    fn default() -> Self {
        Self::new(Bytes::new())
    }
}

impl From<Vec<u8>> for Attachment {
    fn from(content: Vec<u8>) -> Self {
        Self::new(content)
    }
}

/// Equal where they hold the same octets in memory or are the same file; how they are called on the wire does not
/// count.
impl PartialEq for Attachment {
    fn eq(&self, other: &Self) -> bool {
        match (&self.content, &other.content) {
            (Octets::Memory(a), Octets::Memory(b)) => a == b,
            (Octets::File { path: a, .. }, Octets::File { path: b, .. }) => a == b,
            _ => false,
        }
    }
}

impl Eq for Attachment {}

/// Without its octets.
impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Attachment({} bytes of {})",
            self.len(),
            self.content_type
        )
    }
}

impl Content for Attachment {
    const SHAPE: Shape = Shape::SIMPLE;

    fn read(r: &mut Reader<'_>) -> Self {
        r.attachment()
    }

    fn write(&self, w: &mut Writer) {
        w.attachment(self);
    }
}

/// Base64 in a text, read whole.
#[cfg(feature = "serde")]
impl serde::Serialize for Attachment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use base64::Engine;
        let bytes = self.bytes().map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&base64::engine::general_purpose::STANDARD.encode(bytes))
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Attachment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use base64::Engine;
        let text = String::deserialize(deserializer)?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(text);
        bytes.map(Self::from).map_err(serde::de::Error::custom)
    }
}
