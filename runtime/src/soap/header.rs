//! Header blocks: those that are sent, and those that came.

use std::fmt;
use std::sync::Arc;

use super::Version;
use super::operation::Element;
use crate::value::QName;
use crate::xml::{self, Any, Content, Limits, Reader, Writer};

/// A header block to be sent.
#[derive(Clone)]
pub struct Header {
    name: QName,
    content: Arc<dyn Fn(&mut Writer) + Send + Sync>,
    must_understand: bool,
    role: Option<String>,
}

impl Header {
    /// The header block `local` in `namespace`.
    pub fn new<T: Content + Send + Sync + 'static>(
        namespace: impl Into<String>,
        local: impl Into<String>,
        content: T,
    ) -> Self {
        Self {
            name: QName::new(namespace, local),
            content: Arc::new(move |w| w.content(&content)),
            must_understand: false,
            role: None,
        }
    }

    /// The same, to be understood or refused (SOAP 1.1, section 4.2.3; SOAP 1.2 part 1, section 5.2.3).
    #[must_use]
    pub fn must_understand(mut self) -> Self {
        self.must_understand = true;
        self
    }

    /// The same, for the nodes in `role` (in SOAP 1.1: the `actor`).
    #[must_use]
    pub fn for_role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }

    /// Its name.
    pub fn name(&self) -> &QName {
        &self.name
    }

    pub(crate) fn write(&self, version: Version, w: &mut Writer) {
        w.start(self.name.namespace().to_owned(), self.name.local());
        if self.must_understand {
            w.attribute_text(version.namespace(), "mustUnderstand", "1");
        }
        if let Some(role) = &self.role {
            w.attribute_text(version.namespace(), version.role_attribute(), role);
        }
        (self.content)(w);
        w.end();
    }
}

/// Shows the name alone: the content may be a credential.
impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Header({})", self.name)
    }
}

/// A header block that came with a message.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderBlock {
    content: Any,
    must_understand: bool,
    role: Option<String>,
}

impl HeaderBlock {
    /// Reads the header block at hand.
    pub(crate) fn read(version: Version, r: &mut Reader<'_>) -> Result<Self, xml::Error> {
        let attribute = |local| r.attribute_named(version.namespace(), local);
        let must_understand =
            attribute("mustUnderstand")?.is_some_and(|value| matches!(value.trim(), "1" | "true"));
        let role = attribute(version.role_attribute())?.map(|role| role.into_owned());
        Ok(Self {
            content: r.any()?,
            must_understand,
            role,
        })
    }

    /// Whether it is the header block `local` in `namespace`.
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        self.content.local_name() == local && self.content.namespace() == namespace
    }

    /// It as a tree.
    pub fn any(&self) -> &Any {
        &self.content
    }

    /// Whether the message may not be processed by a node that does not understand this block.
    pub fn must_understand(&self) -> bool {
        self.must_understand
    }

    /// The role (in SOAP 1.1: the `actor`) that it is for; none for the ultimate receiver.
    pub fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }

    /// Reads it as a `T`.
    ///
    /// # Errors
    /// It does not fit.
    pub fn read_as<T: Content>(&self) -> Result<T, xml::Error> {
        read_tree(&self.content)
    }

    /// The name of the first of `headers` that has to be understood by whoever reads the message, and is not
    /// among those `known`.
    pub(crate) fn first_unknown(headers: &[Self], known: &[Element]) -> Option<QName> {
        headers
            .iter()
            .filter(|block| block.must_understand)
            .filter(|block| block.role().is_none_or(Version::is_own_role))
            .find(|block| !known.iter().any(|name| block.is(name.0, name.1)))
            .map(|block| QName::new(block.content.namespace(), block.content.local_name()))
    }
}

/// Reads a tree as a `T`.
fn read_tree<T: Content>(tree: &Any) -> Result<T, xml::Error> {
    let text = tree.to_string();
    let mut r = Reader::new(&text, &Limits::default())?;
    r.root()?;
    r.content()
}
