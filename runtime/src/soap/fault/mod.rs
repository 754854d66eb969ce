//! Faults: what a server answers in place of a result.

use std::fmt;

use crate::soap::{HeaderBlock, HeaderOf};
use crate::value::QName;
use crate::xml::{self, Any, Content, ErrorKind, Limits, Reader};

mod detail;
mod read;
mod write;

pub use detail::Detail;

/// A fault, of SOAP 1.1 (section 4.4) or 1.2 (part 1, section 5.4).
///
/// A server makes one by [`sender`](Self::sender) or [`receiver`](Self::receiver), and it is written as the
/// caller's version wants it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault(Box<Parts>);

#[derive(Debug, Clone, PartialEq)]
struct Parts {
    code: FaultCode,
    subcodes: Vec<QName>,
    reasons: Vec<Reason>,
    role: Option<String>,
    node: Option<String>,
    detail: Option<Any>,
    headers: Vec<HeaderBlock>,
}

/// What kind of fault it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultCode {
    /// The envelope is of a version that the server does not speak.
    VersionMismatch,
    /// A header that has to be understood is not.
    MustUnderstand,
    /// The encoding of the data is not supported; SOAP 1.2 only.
    DataEncodingUnknown,
    /// The message is at fault: `Sender`, in SOAP 1.1 `Client`.
    Sender,
    /// The server is: `Receiver`, in SOAP 1.1 `Server`.
    Receiver,
    /// A code of the server's own, which SOAP 1.1 allows. Where its prefix is not bound, it is all of the
    /// text, in no namespace.
    Other(QName),
}

/// The reason of a fault in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// `xml:lang`; SOAP 1.1 seldom says.
    pub lang: Option<String>,
    /// The text, for people.
    pub text: String,
}

impl Fault {
    /// A fault with this code and reason.
    pub fn new(code: FaultCode, reason: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            code,
            subcodes: Vec::new(),
            reasons: vec![Reason {
                lang: None,
                text: reason.into(),
            }],
            role: None,
            node: None,
            detail: None,
            headers: Vec::new(),
        }))
    }

    /// A fault of the message that came.
    pub fn sender(reason: impl Into<String>) -> Self {
        Self::new(FaultCode::Sender, reason)
    }

    /// A fault of the server.
    pub fn receiver(reason: impl Into<String>) -> Self {
        Self::new(FaultCode::Receiver, reason)
    }

    /// Adds a code that says more, within those that are there.
    #[must_use]
    pub fn with_subcode(mut self, code: QName) -> Self {
        self.0.subcodes.push(code);
        self
    }

    /// Adds the reason in another language.
    #[must_use]
    pub fn with_reason(mut self, lang: impl Into<String>, text: impl Into<String>) -> Self {
        self.0.reasons.push(Reason {
            lang: Some(lang.into()),
            text: text.into(),
        });
        self
    }

    /// Sets the role (in SOAP 1.1: the `faultactor`) in which the node acted.
    #[must_use]
    pub fn with_role(mut self, role: impl Into<String>) -> Self {
        self.0.role = Some(role.into());
        self
    }

    /// Sets the detail: an element of any name, whose attributes and children are sent.
    #[must_use]
    pub fn with_detail(mut self, detail: Any) -> Self {
        self.0.detail = Some(detail);
        self
    }

    /// What kind of fault it is.
    pub fn code(&self) -> &FaultCode {
        &self.0.code
    }

    /// The codes that say more, outermost first.
    ///
    /// A dotted code of SOAP 1.1 (`Client.Authentication`) is here whole.
    pub fn subcodes(&self) -> &[QName] {
        &self.0.subcodes
    }

    /// The reason: in English where there are several languages and it is one of them, else the first.
    pub fn reason(&self) -> &str {
        let is_english = |reason: &&Reason| {
            let lang = reason.lang.as_deref();
            lang.is_some_and(|lang| lang == "en" || lang.starts_with("en-"))
        };
        let reasons = &self.0.reasons;
        reasons
            .iter()
            .find(is_english)
            .or(reasons.first())
            .map_or("", |reason| &reason.text)
    }

    /// The reason in all its languages.
    pub fn reasons(&self) -> &[Reason] {
        &self.0.reasons
    }

    /// The role (in SOAP 1.1: the `faultactor`) in which the node acted.
    pub fn role(&self) -> Option<&str> {
        self.0.role.as_deref()
    }

    /// The node that found the fault; SOAP 1.2 only.
    pub fn node(&self) -> Option<&str> {
        self.0.node.as_deref()
    }

    /// The header blocks that came with the fault. What is wrong with a header of the request is in one of them,
    /// never in the detail (SOAP 1.1, section 4.4).
    pub fn headers(&self) -> &[HeaderBlock] {
        &self.0.headers
    }

    /// What the header block that the WSDL declares so holds (`soap:headerfault`: WSDL 1.1, section 3.7); `None`
    /// where it did not come.
    ///
    /// # Errors
    /// It does not fit.
    pub fn header_of<T: Content>(&self, header: &HeaderOf<T>) -> Result<Option<T>, xml::Error> {
        header.find_in(&self.0.headers)
    }

    pub(crate) fn with_headers(mut self, headers: Vec<HeaderBlock>) -> Self {
        self.0.headers = headers;
        self
    }

    /// The detail element, as it came.
    pub fn detail(&self) -> Option<&Any> {
        self.0.detail.as_ref()
    }

    /// Reads the entry `local` in `namespace` of the detail as a `T`; `None` where there is no such entry.
    ///
    /// # Errors
    /// The entry does not fit.
    pub fn detail_entry<T: Content>(
        &self,
        namespace: &str,
        local: &str,
    ) -> Result<Option<T>, xml::Error> {
        let Some(detail) = self.detail() else {
            return Ok(None);
        };
        let text = detail.to_string();
        let mut entry = None;
        let mut r = Reader::new(&text, &Limits::default())?;
        r.root()?;
        r.children(&mut |r| {
            if entry.is_none() && r.is(namespace, local) {
                entry = Some(r.read()?);
                Ok(())
            } else {
                r.skip()
            }
        })?;
        Ok(entry)
    }
}

/// The name as SOAP 1.2 has it.
impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::VersionMismatch => f.write_str("VersionMismatch"),
            Self::MustUnderstand => f.write_str("MustUnderstand"),
            Self::DataEncodingUnknown => f.write_str("DataEncodingUnknown"),
            Self::Sender => f.write_str("Sender"),
            Self::Receiver => f.write_str("Receiver"),
            Self::Other(code) => code.fmt(f),
        }
    }
}

/// Says the code, the reason, and the names of the elements in the detail. What these hold may be secret.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SOAP fault {}", self.code())?;
        for subcode in self.subcodes() {
            write!(f, "/{}", subcode.local())?;
        }
        write!(f, ": {}", self.reason().trim())?;
        self.fmt_detail(f)
    }
}

impl std::error::Error for Fault {}

fn missing(what: &str) -> xml::Error {
    xml::Error::new(ErrorKind::Missing(what.to_owned()))
}
