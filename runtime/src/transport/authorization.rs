//! HTTP's own authentication: Basic (RFC 7617) and Digest (RFC 7616) around another transport.
//!
//! Both are for servers that the client is meant to log in to: credentials go with every request, whatever its
//! host. Basic sends the password itself, so it is for TLS alone.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine;
use bytes::Bytes;
use digest_auth::{AlgorithmType, AuthContext, HttpMethod, WwwAuthenticateHeader};
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};

use super::{Body, Payload, Transport, TransportError};
use crate::value::Secret;

/// Sends a user name and a password with every request.
///
/// ```
/// use sapo::transport::{BasicAuth, MemoryTransport};
///
/// let inner = MemoryTransport::new(|_| Ok(http::Response::new("<a/>".into())));
/// let transport = BasicAuth::new(inner, "anna", "correct horse".to_owned());
/// ```
#[derive(Clone)]
pub struct BasicAuth<T> {
    inner: T,
    header: HeaderValue,
}

impl<T> BasicAuth<T> {
    /// Logs in as `username`, which has no colon in it.
    pub fn new(inner: T, username: &str, password: impl Into<Secret<String>>) -> Self {
        let credentials = format!("{username}:{}", password.into().expose());
        let encoded = base64::engine::general_purpose::STANDARD.encode(credentials);
        let value = HeaderValue::from_str(&format!("Basic {encoded}"));
        // Base64 is always a header's value.
        let mut header = value.unwrap_or(HeaderValue::from_static("Basic"));
        header.set_sensitive(true);
        Self { inner, header }
    }
}

impl<T: Transport> BasicAuth<T> {
    async fn exchange<P: Payload>(
        &self,
        mut request: Request<P>,
    ) -> Result<Response<P>, TransportError> {
        let header = self.header.clone();
        request.headers_mut().insert(AUTHORIZATION, header);
        P::send(&self.inner, request).await
    }
}

impl<T: Transport> Transport for BasicAuth<T> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.exchange(request).await
    }

    async fn send_streamed(
        &self,
        request: Request<Body>,
    ) -> Result<Response<Body>, TransportError> {
        self.exchange(request).await
    }
}

/// Without the credentials.
impl<T: fmt::Debug> fmt::Debug for BasicAuth<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BasicAuth")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

/// Answers a server's challenge by a digest of the password: MD5, SHA-256 or SHA-512/256, the strongest that the
/// server offers.
///
/// The first request is sent without credentials and again with them; from then on the server's nonce is used,
/// counted up with each request, until the server calls it stale. Clones share it.
///
/// A body that can be sent only once, as one that is still to arrive itself, is not sent again: the first call is then
/// answered with 401.
#[derive(Clone)]
pub struct DigestAuth<T> {
    inner: T,
    username: String,
    password: Secret<String>,
    challenge: Arc<Mutex<Option<WwwAuthenticateHeader>>>,
}

impl<T> DigestAuth<T> {
    /// Logs in as `username`.
    pub fn new(inner: T, username: impl Into<String>, password: impl Into<Secret<String>>) -> Self {
        Self {
            inner,
            username: username.into(),
            password: password.into(),
            challenge: Arc::default(),
        }
    }

    /// Adds the answer to the challenge that is known; `false` where none is.
    fn authorize<P: Payload>(&self, request: &mut Request<P>) -> Result<bool, TransportError> {
        let mut challenge = lock(&self.challenge);
        let Some(challenge) = challenge.as_mut() else {
            return Ok(false);
        };
        let uri = match request.uri().path_and_query() {
            Some(uri) => uri.as_str().to_owned(),
            None => "/".to_owned(),
        };
        let method = request.method().as_str().to_owned();
        let body = request.body().in_memory();
        let context = |body| {
            AuthContext::new_with_method(
                &*self.username,
                &**self.password.expose(),
                &*uri,
                body,
                HttpMethod(method.clone().into()),
            )
        };
        // With the body in the digest only where the server takes nothing else.
        let answer = challenge
            .respond(&context(None))
            .or_else(|error| match &body {
                Some(body) => challenge.respond(&context(Some(&body[..]))),
                None => Err(error),
            })
            .map_err(|error| TransportError::Request(format!("the server's challenge: {error}")))?;
        let mut header = HeaderValue::from_str(&answer.to_header_string())
            .map_err(|_| TransportError::Request("a user name that fits no header".to_owned()))?;
        header.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, header);
        Ok(true)
    }
}

impl<T: Transport> DigestAuth<T> {
    async fn exchange<P: Payload>(
        &self,
        mut request: Request<P>,
    ) -> Result<Response<P>, TransportError> {
        let again = P::repeat(&request);
        let was_authorized = self.authorize(&mut request)?;
        let response = P::send(&self.inner, request).await?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return Ok(response);
        }
        let Some(challenge) = strongest(response.headers()) else {
            return Ok(response);
        };
        // A nonce that is not stale was refused for the credentials.
        if was_authorized && !challenge.stale {
            *lock(&self.challenge) = None;
            return Ok(response);
        }
        *lock(&self.challenge) = Some(challenge);
        let Some(mut again) = again else {
            return Ok(response);
        };
        self.authorize(&mut again)?;
        let response = P::send(&self.inner, again).await?;
        if response.status() == StatusCode::UNAUTHORIZED {
            *lock(&self.challenge) = None;
        }
        Ok(response)
    }
}

impl<T: Transport> Transport for DigestAuth<T> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.exchange(request).await
    }

    async fn send_streamed(
        &self,
        request: Request<Body>,
    ) -> Result<Response<Body>, TransportError> {
        self.exchange(request).await
    }
}

/// Without the credentials.
impl<T: fmt::Debug> fmt::Debug for DigestAuth<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DigestAuth")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

/// The Digest challenge with the strongest algorithm.
fn strongest(headers: &HeaderMap) -> Option<WwwAuthenticateHeader> {
    let values = headers.get_all(WWW_AUTHENTICATE).iter();
    let values = values.filter_map(|value| value.to_str().ok());
    values
        .flat_map(challenges)
        .filter(|challenge| {
            challenge
                .get(..7)
                .is_some_and(|s| s.eq_ignore_ascii_case("digest "))
        })
        .filter_map(|challenge| digest_auth::parse(challenge).ok())
        .max_by_key(|challenge| match challenge.algorithm.algo {
            AlgorithmType::MD5 => 0,
            AlgorithmType::SHA2_256 => 1,
            AlgorithmType::SHA2_512_256 => 2,
        })
}

/// The challenges in one header, which are separated by commas as their parameters are (RFC 9110, section 11.6.1).
fn challenges(value: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let (mut is_quoted, mut is_escaped, mut begin) = (false, false, 0);
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted => begin = at + 1,
            // A scheme is a word before the name of a parameter.
            b'=' if !is_quoted => {
                let name = value[begin..at].trim_start();
                if name.trim_end().contains(' ') && begin > 0 {
                    starts.push(at - name.len());
                }
                begin = at;
            }
            _ => {}
        }
    }
    let ends = starts.iter().skip(1).copied().chain([value.len()]);
    let parts = starts.iter().zip(ends);
    parts
        .map(|(&start, end)| value[start..end].trim().trim_end_matches(',').trim_end())
        .collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenges_in_one_header() {
        let value = r#"Digest realm="a, Basic b=", nonce="\",x=", qop="auth", Basic realm="c", Digest realm=d"#;
        assert_eq!(
            challenges(value),
            [
                r#"Digest realm="a, Basic b=", nonce="\",x=", qop="auth""#,
                r#"Basic realm="c""#,
                "Digest realm=d"
            ]
        );
        assert_eq!(challenges("Negotiate"), ["Negotiate"]);
    }
}
