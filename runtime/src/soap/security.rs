//! WS-Security 1.1: a user name with its password, and how long a message is good for (OASIS SOAP Message
//! Security and UsernameToken Profile, 2006).
//!
//! Signatures and encryption of messages are not here: TLS does both.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};

use super::{Header, Interceptor, Outgoing};
use crate::error::Error;
use crate::value::{DateTime, Secret, Uuid};
use crate::xml::Writer;

/// The namespace of `Security` and its tokens.
pub const NAMESPACE: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

const UTILITY: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
const TEXT: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
const DIGEST: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
const BASE64: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

/// Adds the header block `Security` to every request, with a time and a nonce of its own each.
///
/// ```
/// use std::time::Duration;
/// use sapo::soap::security::Security;
/// use sapo::{Service, Transport};
///
/// fn secured<S: Service<Transport: Clone>>(api: S, password: String) -> S {
///     let security = Security::new()
///         .with_password_digest("anna", password)
///         .with_timestamp(Duration::from_secs(300));
///     api.configured(|client| client.with_interceptor(security))
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Security {
    token: Option<Token>,
    lifetime: Option<Duration>,
    must_understand: bool,
    role: Option<String>,
}

#[derive(Debug, Clone)]
struct Token {
    username: String,
    password: Secret<String>,
    form: Form,
}

/// How a password goes over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    TextWithNonce,
    Digest,
}

impl Default for Security {
    fn default() -> Self {
        Self::new()
    }
}

impl Security {
    /// A block that says nothing yet, and has to be understood.
    pub fn new() -> Self {
        Self {
            token: None,
            lifetime: None,
            must_understand: true,
            role: None,
        }
    }

    /// Adds a user name with the password itself, which is to be sent over TLS alone.
    #[must_use]
    pub fn with_password_text(
        self,
        username: impl Into<String>,
        password: impl Into<Secret<String>>,
    ) -> Self {
        self.with_token(username.into(), password.into(), Form::Text)
    }

    /// [`with_password_text`](Self::with_password_text) with a nonce and the time beside it, which some servers
    /// refuse to do without.
    #[must_use]
    pub fn with_password_text_and_nonce(
        self,
        username: impl Into<String>,
        password: impl Into<Secret<String>>,
    ) -> Self {
        self.with_token(username.into(), password.into(), Form::TextWithNonce)
    }

    /// Adds a user name with a digest of the password, a nonce and the time.
    ///
    /// Whoever reads the message can still guess a weak password from it, so TLS is for this one too.
    #[must_use]
    pub fn with_password_digest(
        self,
        username: impl Into<String>,
        password: impl Into<Secret<String>>,
    ) -> Self {
        self.with_token(username.into(), password.into(), Form::Digest)
    }

    fn with_token(mut self, username: String, password: Secret<String>, form: Form) -> Self {
        self.token = Some(Token {
            username,
            password,
            form,
        });
        self
    }

    /// Adds the time of the message, and the one after which it is to be refused.
    #[must_use]
    pub fn with_timestamp(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// Says whether a server that does not know the block has to refuse the request, which it has by default.
    #[must_use]
    pub fn with_must_understand(mut self, must_understand: bool) -> Self {
        self.must_understand = must_understand;
        self
    }

    /// The block for the nodes in `role` (in SOAP 1.1: the `actor`).
    #[must_use]
    pub fn for_role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }

    /// The block as it is at `now`.
    fn block(&self, now: SystemTime, nonce: [u8; 16]) -> Header {
        let created = stamp(now);
        let expires = self.lifetime.and_then(|lifetime| {
            let expires = now.checked_add(lifetime)?;
            Some(stamp(expires))
        });
        let token = self.token.clone();
        let mut header = Header::written(NAMESPACE, "Security", move |w| {
            if let Some(expires) = &expires {
                w.start_prefixed("wsu", UTILITY, "Timestamp");
                element(w, "wsu", UTILITY, "Created", &created);
                element(w, "wsu", UTILITY, "Expires", expires);
                w.end();
            }
            if let Some(token) = &token {
                token.write(&nonce, &created, w);
            }
        });
        if self.must_understand {
            header = header.must_understand();
        }
        match &self.role {
            Some(role) => header.for_role(role),
            None => header,
        }
    }
}

impl Interceptor for Security {
    fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
        let nonce = Uuid::new_v4().into_bytes();
        request.add_header(self.block(SystemTime::now(), nonce));
        Ok(())
    }

    /// WCF answers with a `Security` of its own, that holds a time and has to be understood.
    fn understands(&self, namespace: &str, local: &str) -> bool {
        namespace == NAMESPACE && local == "Security"
    }
}

impl Token {
    fn write(&self, nonce: &[u8], created: &str, w: &mut Writer) {
        w.start(NAMESPACE, "UsernameToken");
        element(w, "wsse", NAMESPACE, "Username", &self.username);
        w.start(NAMESPACE, "Password");
        match self.form {
            Form::Text | Form::TextWithNonce => {
                w.attribute_text("", "Type", TEXT);
                w.text(self.password.expose());
            }
            Form::Digest => {
                w.attribute_text("", "Type", DIGEST);
                w.text(&digest(nonce, created, self.password.expose()));
            }
        }
        w.end();
        if self.form != Form::Text {
            w.start(NAMESPACE, "Nonce");
            w.attribute_text("", "EncodingType", BASE64);
            w.text(&STANDARD.encode(nonce));
            w.end();
            element(w, "wsu", UTILITY, "Created", created);
        }
        w.end();
    }
}

/// The digest of a password: Base64 of SHA-1 over nonce, time and password (UsernameToken Profile, section 3.1).
fn digest(nonce: &[u8], created: &str, password: &str) -> String {
    let mut hash = Sha1::new();
    hash.update(nonce);
    hash.update(created);
    hash.update(password);
    STANDARD.encode(hash.finalize())
}

/// A time in UTC to the millisecond: servers there are that read no more digits.
fn stamp(time: SystemTime) -> String {
    const MILLISECOND: u64 = 1_000_000_000_000_000;
    let time = DateTime::from(time);
    let whole = time.attosecond() / MILLISECOND * MILLISECOND;
    time.with_attosecond(whole).unwrap_or(time).to_string()
}

fn element(w: &mut Writer, prefix: &'static str, namespace: &'static str, local: &str, text: &str) {
    w.start_prefixed(prefix, namespace, local);
    w.text(text);
    w.end();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soap::{Version, envelope};

    /// `printf` of the three parts into `openssl dgst -sha1 -binary | base64`.
    #[test]
    fn the_digest_of_a_password() {
        let nonce = *b"0123456789abcdef";
        assert_eq!(
            digest(&nonce, "2026-01-02T03:04:05.678Z", "correct hørse"),
            "LjZp7jCdFXwYg6hZsUm3XR+LsEc="
        );
    }

    #[test]
    fn the_block_at_a_time() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_767_323_045_678_999_999);
        let security = Security::new()
            .with_password_digest("anna", "correct hørse".to_owned())
            .with_timestamp(Duration::from_secs(300));
        let block = security.block(now, *b"0123456789abcdef");
        let text = envelope::write(Version::Soap11, &mut [&block].into_iter(), &mut |_| {});
        let text = text.unwrap_or_default();
        for part in [
            "<Security xmlns=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\" soap:mustUnderstand=\"1\">",
            "<wsu:Created>2026-01-02T03:04:05.678Z</wsu:Created><wsu:Expires>2026-01-02T03:09:05.678Z</wsu:Expires>",
            "#PasswordDigest\">LjZp7jCdFXwYg6hZsUm3XR+LsEc=</Password>",
            "#Base64Binary\">MDEyMzQ1Njc4OWFiY2RlZg==</Nonce>",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(!text.contains("correct"), "{text}");
        assert!(!format!("{security:?} {block:?}").contains("correct"));
    }
}
