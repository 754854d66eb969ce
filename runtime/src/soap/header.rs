//! Header blocks: those that are sent, and those that came.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Version;
use super::envelope::start_encoded;
use crate::value::QName;
use crate::xml::{self, Any, Content, Name, Reader, Shape, Writer};

/// The name of a header block, and the type of what it holds: how generated code names those of its WSDL.
///
/// One constant serves both directions and both sides:
///
/// ```
/// use sapo::soap::{HeaderOf, Response};
///
/// const QUOTA: HeaderOf<i32> = HeaderOf::new("urn:example", "Quota");
///
/// fn left(response: &Response<()>) -> Result<Option<i32>, sapo::Error> {
///     response.header_of(&QUOTA)
/// }
///
/// let sent = QUOTA.block(10).must_understand();
/// assert_eq!(sent.name().local(), "Quota");
/// ```
pub struct HeaderOf<T> {
    name: Name,
    is_encoded: bool,
    /// The type that it names in SOAP encoding, where that is not `T`'s usual one.
    type_name: Option<Name>,
    content: PhantomData<fn() -> T>,
}

impl<T: Content> HeaderOf<T> {
    /// The header block `local` in `namespace`.
    pub const fn new(namespace: &'static str, local: &'static str) -> Self {
        Self {
            name: (namespace, local),
            is_encoded: false,
            type_name: None,
            content: PhantomData,
        }
    }

    /// The same in SOAP encoding (WSDL 1.1, section 3.7).
    #[must_use]
    pub const fn encoded(mut self) -> Self {
        self.is_encoded = true;
        self
    }

    /// The same in SOAP encoding, naming the type `local` in `namespace` as its own.
    #[must_use]
    pub const fn encoded_as(mut self, namespace: &'static str, local: &'static str) -> Self {
        self.type_name = Some((namespace, local));
        self.encoded()
    }

    /// The block with this content, to be sent.
    pub fn block(&self, content: T) -> Header
    where
        T: Send + Sync + 'static,
    {
        let (namespace, local) = self.name;
        let type_name = self.type_name;
        match self.is_encoded {
            false => Header::new(namespace, local, content),
            true => Header {
                is_encoded: true,
                ..Header::written(namespace, local, move |w| {
                    w.name_type(type_name, Shape::of::<T>());
                    w.content(&content);
                })
            },
        }
    }

    /// Reads the first of `blocks` that has this name; `None` where none has, and where it is nil, as JAX-WS writes the
    /// null ones of a request.
    ///
    /// # Errors
    /// It does not fit.
    pub fn find_in(&self, blocks: &[HeaderBlock]) -> Result<Option<T>, xml::Error> {
        let found = blocks
            .iter()
            .find(|block| block.is(self.name.0, self.name.1))
            .filter(|block| T::IS_NILLABLE || Shape::of::<T>().is_tree() || !block.any().is_nil());
        found
            .map(|block| block.content.read_content(self.is_encoded))
            .transpose()
    }
}

impl<T> fmt::Debug for HeaderOf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HeaderOf({})", QName::new(self.name.0, self.name.1))
    }
}

/// A header block to be sent.
#[derive(Clone)]
pub struct Header {
    name: QName,
    content: Arc<dyn Fn(&mut Writer) + Send + Sync>,
    is_encoded: bool,
    must_understand: bool,
    relay: bool,
    role: Option<String>,
}

impl Header {
    /// The header block `local` in `namespace`.
    pub fn new<T: Content + Send + Sync + 'static>(
        namespace: impl Into<String>,
        local: impl Into<String>,
        content: T,
    ) -> Self {
        Self::written(namespace, local, move |w| w.content(&content))
    }

    /// The header block whose content `write` writes.
    pub(crate) fn written(
        namespace: impl Into<String>,
        local: impl Into<String>,
        write: impl Fn(&mut Writer) + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: QName::new(namespace, local),
            content: Arc::new(write),
            is_encoded: false,
            must_understand: false,
            relay: false,
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

    /// The same, to be passed on by a node that it is for and that does not process it. SOAP 1.2 alone says so
    /// (part 1, section 5.2.4); 1.1 has no such attribute.
    #[must_use]
    pub fn relay(mut self) -> Self {
        self.relay = true;
        self
    }

    /// Its name.
    pub fn name(&self) -> &QName {
        &self.name
    }

    pub(crate) fn write(&self, version: Version, w: &mut Writer) {
        let (namespace, local) = (self.name.namespace().to_owned(), self.name.local());
        match self.is_encoded {
            true => start_encoded(w, version, "h", namespace, local),
            false => w.start(namespace, local),
        }
        if self.must_understand {
            w.attribute_text(version.namespace(), "mustUnderstand", "1");
        }
        if self.relay && version == Version::Soap12 {
            w.attribute_text(version.namespace(), "relay", "true");
        }
        if let Some(role) = &self.role {
            w.attribute_text(version.namespace(), version.role_attribute(), role);
        }
        (self.content)(w);
        w.literal();
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
#[derive(Clone, PartialEq)]
pub struct HeaderBlock {
    content: Any,
    must_understand: bool,
    relay: bool,
    role: Option<String>,
}

impl HeaderBlock {
    /// Reads the header block at hand.
    pub(crate) fn read(version: Version, r: &mut Reader<'_>) -> Result<Self, xml::Error> {
        let attribute = |local| r.attribute_named(version.namespace(), local);
        let is_set = |local| -> Result<bool, xml::Error> {
            Ok(attribute(local)?.is_some_and(|value| matches!(value.trim(), "1" | "true")))
        };
        let (must_understand, relay) = (is_set("mustUnderstand")?, is_set("relay")?);
        let role = attribute(version.role_attribute())?.map(|role| role.into_owned());
        Ok(Self {
            content: r.read()?,
            must_understand,
            relay,
            role,
        })
    }

    /// Whether it is the header block `local` in `namespace`.
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        self.content.name() == local && self.content.namespace() == namespace
    }

    /// It as a tree.
    pub fn any(&self) -> &Any {
        &self.content
    }

    /// Whether the message may not be processed by a node that does not understand this block.
    pub fn must_understand(&self) -> bool {
        self.must_understand
    }

    /// Whether a node that it is for passes it on without processing it; SOAP 1.2 only.
    pub fn relay(&self) -> bool {
        self.relay
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
        self.content.read_content(false)
    }

    /// The name of the first of `headers` that has to be understood by whoever reads the message, and is not
    /// among those `known`, or otherwise `understood`.
    pub(crate) fn first_unknown(
        headers: &[Self],
        known: &[Name],
        understood: &dyn Fn(&str, &str) -> bool,
    ) -> Option<QName> {
        headers
            .iter()
            .filter(|block| block.must_understand)
            .filter(|block| block.role().is_none_or(Version::is_own_role))
            .filter(|block| !known.iter().any(|name| block.is(name.0, name.1)))
            .find(|block| !understood(block.content.namespace(), block.content.name()))
            .map(|block| QName::new(block.content.namespace(), block.content.name()))
    }
}

/// Shows the name alone: the content may be a credential.
impl fmt::Debug for HeaderBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = QName::new(self.content.namespace(), self.content.name());
        write!(f, "HeaderBlock({name})")
    }
}
