//! What SOAP 1.1 and 1.2 do differently on the wire.

use std::borrow::Cow;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::xml::Encoding;

const SOAP_ACTION: HeaderName = HeaderName::from_static("soapaction");

/// A version of SOAP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Version {
    /// SOAP 1.1 (W3C Note, 8 May 2000).
    Soap11,
    /// SOAP 1.2 (W3C Recommendation, 27 April 2007).
    Soap12,
}

impl Version {
    const ALL: [Self; 2] = [Self::Soap11, Self::Soap12];

    /// The namespace of its envelope.
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::Soap11 => "http://schemas.xmlsoap.org/soap/envelope/",
            Self::Soap12 => "http://www.w3.org/2003/05/soap-envelope",
        }
    }

    /// The media type of its messages.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Soap11 => "text/xml",
            Self::Soap12 => "application/soap+xml",
        }
    }

    /// The version whose envelope has this namespace.
    pub fn of_namespace(namespace: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|version| version.namespace() == namespace)
    }

    /// The version whose messages have this `Content-Type`, whatever its parameters.
    pub fn of_content_type(content_type: &str) -> Option<Self> {
        let media_type = media_type(content_type);
        Self::ALL
            .into_iter()
            .find(|version| version.media_type().eq_ignore_ascii_case(media_type))
    }

    /// Its encoding.
    pub(crate) const fn encoding(self) -> Encoding {
        match self {
            Self::Soap11 => Encoding::Soap11,
            Self::Soap12 => Encoding::Soap12,
        }
    }

    /// The prefix under which envelopes are written.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Soap11 => "soap",
            Self::Soap12 => "soap12",
        }
    }

    /// The role that says who a header is for.
    pub(crate) const fn role_attribute(self) -> &'static str {
        match self {
            Self::Soap11 => "actor",
            Self::Soap12 => "role",
        }
    }

    /// Whether a header for this role is for whoever reads the message.
    pub(crate) fn is_own_role(role: &str) -> bool {
        matches!(
            role,
            "" | "http://schemas.xmlsoap.org/soap/actor/next"
                | "http://www.w3.org/2003/05/soap-envelope/role/next"
                | "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"
        )
    }

    /// The `Content-Type` of a message without an action.
    pub(crate) const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Soap11 => "text/xml; charset=utf-8",
            Self::Soap12 => "application/soap+xml; charset=utf-8",
        })
    }

    /// Sets the headers that announce a request: the content type, and the action as this version carries it.
    ///
    /// 1.1 always sends `SOAPAction` (section 6.1.1). 1.2 has an optional `action` parameter (part 2, section
    /// 6.5.3), sent where `action` is `Some`.
    ///
    /// # Errors
    /// The action holds what an HTTP header cannot carry.
    pub(crate) fn announce(
        self,
        action: Option<&str>,
        headers: &mut HeaderMap,
    ) -> Result<(), http::header::InvalidHeaderValue> {
        headers.insert(CONTENT_TYPE, self.content_type());
        match (self, action) {
            (Self::Soap11, action) => {
                let quoted = format!("\"{}\"", action.unwrap_or_default());
                headers.insert(SOAP_ACTION, HeaderValue::from_bytes(quoted.as_bytes())?);
            }
            (Self::Soap12, Some(action)) => {
                let media_type = self.media_type();
                let value = format!("{media_type}; charset=utf-8; action=\"{action}\"");
                headers.insert(CONTENT_TYPE, HeaderValue::from_bytes(value.as_bytes())?);
            }
            (Self::Soap12, None) => {}
        }
        Ok(())
    }

    /// The action that a request announces, without quotes; `None` where it announces none.
    pub(crate) fn announced_action(self, headers: &HeaderMap) -> Option<Cow<'_, str>> {
        match self {
            Self::Soap11 => {
                let value = String::from_utf8_lossy(headers.get(SOAP_ACTION)?.as_bytes());
                let action = value.trim().trim_matches('"');
                (!action.is_empty()).then(|| Cow::Owned(action.to_owned()))
            }
            Self::Soap12 => parameter(headers, "action").filter(|action| !action.is_empty()),
        }
    }
}

/// The media type in the value of a `Content-Type`, without its parameters.
pub(crate) fn media_type(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// A parameter of the `Content-Type` header.
pub(crate) fn parameter<'h>(headers: &'h HeaderMap, name: &str) -> Option<Cow<'h, str>> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    parameter_of(content_type, name).map(Cow::Owned)
}

/// A parameter of a content type, quoted or not.
pub(crate) fn parameter_of(content_type: &str, name: &str) -> Option<String> {
    // Quoted values may hold semicolons, so the parameters are walked and not split.
    let mut rest = content_type.split_once(';')?.1;
    loop {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None => {
                let (value, next) = after.split_at(after.find(';').unwrap_or(after.len()));
                (value.to_owned(), next)
            }
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value.trim().to_owned());
        }
        rest = next.trim_start().strip_prefix(';')?;
    }
}

/// A quoted text up to its closing quote, and what is behind that.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, &text[at + 1..])),
            '\\' => value.push(characters.next()?.1),
            _ => value.push(character),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(content_type: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))])
    }

    #[test]
    fn parameters_of_a_content_type() {
        let headers =
            of("application/soap+xml; action=\"urn:a;b=c\"; Charset=utf-8 ;start-info=text/xml");
        assert_eq!(parameter(&headers, "action").as_deref(), Some("urn:a;b=c"));
        assert_eq!(parameter(&headers, "charset").as_deref(), Some("utf-8"));
        assert_eq!(
            parameter(&headers, "start-info").as_deref(),
            Some("text/xml")
        );
        assert_eq!(parameter(&headers, "boundary"), None);
        assert_eq!(parameter(&of("text/xml"), "charset"), None);
        assert_eq!(parameter(&of("text/xml; charset"), "charset"), None);
    }

    #[test]
    fn versions_by_content_type() {
        assert_eq!(
            Version::of_content_type("Text/XML ; charset=utf-8"),
            Some(Version::Soap11)
        );
        assert_eq!(
            Version::of_content_type("application/soap+xml"),
            Some(Version::Soap12)
        );
        assert_eq!(Version::of_content_type("application/json"), None);
    }
}
