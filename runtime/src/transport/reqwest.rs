//! HTTP by reqwest.

use std::fmt;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http::header::CONTENT_LENGTH;
use rustls::pki_types::CertificateDer;

use super::deadline::Deadline;
use super::http_body::{Sent, arriving};
use super::redirect::{Redirect, redirect};
use super::tls::{self, Identity};
use super::{Body, Payload, Timeout, Transport, TransportError, conceal, connections, gzip};

/// How often one request may be sent on within its origin.
const REDIRECTS: usize = 5;

/// Sends over HTTP/1.1, plain or with TLS, and keeps connections alive between calls.
///
/// Certificates are verified against the platform's roots. Responses may come compressed with gzip;
/// requests are never compressed, because SOAP servers refuse that. A redirect is followed only where it
/// repeats the request (307, 308) within the same origin, so cookies and credentials never reach another
/// host; every other redirect is a [`TransportError::Redirect`].
///
/// A server that serves one connection after the other keeps calls waiting while it waits for the next on a connection
/// that is kept alive; it wants a `Connection: close` in every request
/// ([`Client::with_http_header`](crate::Client::with_http_header)).
///
/// Clones share their connections. On a tokio runtime with a single worker thread, where a connection
/// could keep timers from firing, connections run on two threads of their own, which all transports
/// of the process share. On other runtimes, one thread serves the timeouts of all transports.
#[derive(Clone)]
pub struct HttpTransport {
    client: ::reqwest::Client,
    timeout: Duration,
    response_limit: usize,
}

impl HttpTransport {
    /// A transport with the defaults of [`HttpTransportBuilder`].
    ///
    /// # Errors
    /// [`TransportError::Setup`] where TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        Self::builder().build()
    }

    /// Configures a transport.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::default()
    }

    /// Sends a request and returns the response, whose body is still to arrive within the timeout.
    async fn exchange<P>(
        &self,
        mut request: http::Request<P>,
        after: Duration,
    ) -> Result<http::Response<Body>, TransportError>
    where
        P: Payload + Into<::reqwest::Body>,
    {
        let host = host(request.uri());
        conceal(request.headers_mut());
        gzip::accept(request.headers_mut());
        let mut deadline = Deadline::after(after);
        let exchange = connections::drive(self.follow(request));
        let response = match deadline.wait_for(exchange).await {
            Some(response) => http::Response::<::reqwest::Body>::from(response?),
            None => return Err(TransportError::Timeout { host, after }),
        };
        let response =
            response.map(|body| arriving(body, |error| io::Error::other(error.without_url())));
        Ok(gzip::decoded(response).map(|body| deadline.bound(body)))
    }

    /// Sends a request, and again for each redirect within its origin that asks for that.
    async fn follow<P>(
        &self,
        mut request: http::Request<P>,
    ) -> Result<::reqwest::Response, TransportError>
    where
        P: Payload + Into<::reqwest::Body>,
    {
        for _ in 0..=REDIRECTS {
            let again = P::repeat(&request);
            let uri = request.uri().clone();
            let mut response = self.execute(request).await?;
            conceal(response.headers_mut());
            let target = match (redirect(&uri, response.status(), response.headers()), again) {
                (Redirect::None, _) => return Ok(response),
                (Redirect::Same(uri), Some(mut again)) => {
                    *again.uri_mut() = uri;
                    request = again;
                    continue;
                }
                (Redirect::Same(uri), None) => host(&uri),
                (Redirect::Elsewhere(target), _) => target,
            };
            return Err(TransportError::Redirect {
                host: host(&uri),
                status: response.status().as_u16(),
                target,
            });
        }
        Err(TransportError::Exchange {
            host: host(request.uri()),
            source: "redirected in a circle".into(),
        })
    }

    async fn execute(
        &self,
        request: http::Request<impl Into<::reqwest::Body>>,
    ) -> Result<::reqwest::Response, TransportError> {
        let host = host(request.uri());
        let request = ::reqwest::Request::try_from(request)
            .map_err(|error| TransportError::Request(super::innermost(&error).to_string()))?;
        self.client
            .execute(request)
            .await
            .map_err(|error| failure(error, host))
    }

    /// Returns the timeout of a request.
    fn timeout_of<P>(&self, request: &http::Request<P>) -> Duration {
        match request.extensions().get::<Timeout>() {
            Some(Timeout(timeout)) => *timeout,
            None => self.timeout,
        }
    }

    /// Reads the body, and no more of it than is allowed, however well it was compressed.
    async fn body(
        &self,
        response: &mut http::Response<Body>,
        host: String,
        after: Duration,
    ) -> Result<Bytes, TransportError> {
        let limit = self.response_limit;
        let announced = response.headers().get(CONTENT_LENGTH);
        let announced = announced.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if announced.is_some_and(|length| length > limit as u64) {
            return Err(TransportError::TooLarge { limit });
        }
        let mut body = Vec::new();
        loop {
            match response.body_mut().piece().await {
                Ok(Some(piece)) if piece.len() > limit - body.len() => {
                    return Err(TransportError::TooLarge { limit });
                }
                Ok(Some(piece)) => body.extend_from_slice(&piece),
                Ok(None) => return Ok(body.into()),
                Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                    return Err(TransportError::Timeout { host, after });
                }
                Err(error) => {
                    return Err(TransportError::Exchange {
                        host,
                        source: error.into(),
                    });
                }
            }
        }
    }
}

impl Transport for HttpTransport {
    async fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let (host, after) = (host(request.uri()), self.timeout_of(&request));
        let mut response = self.exchange(request, after).await?;
        let body = self.body(&mut response, host, after).await?;
        Ok(response.map(|_| body))
    }

    /// No redirect is followed where the body can be sent only once, as one that is still to arrive itself. Nothing
    /// limits how large the response is but its reader; [`timeout`](HttpTransportBuilder::timeout) is for the whole
    /// exchange here too.
    async fn send_streamed(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let after = self.timeout_of(&request);
        self.exchange(request, after).await
    }
}

impl From<Body> for ::reqwest::Body {
    fn from(body: Body) -> Self {
        Self::wrap(Sent::from(body))
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("response_limit", &self.response_limit)
            .finish_non_exhaustive()
    }
}

/// Configures an [`HttpTransport`].
#[must_use]
pub struct HttpTransportBuilder {
    connect_timeout: Duration,
    timeout: Duration,
    response_limit: usize,
    user_agent: String,
    proxy: Proxy,
    roots: Vec<CertificateDer<'static>>,
    identity: Option<Identity>,
}

/// Which proxy requests go through.
enum Proxy {
    /// The one that the system or the environment (`HTTPS_PROXY` and its kin) names.
    System,
    Url(String),
    Never,
}

impl Default for HttpTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(100),
            response_limit: 256 << 20,
            user_agent: concat!("sapo/", env!("CARGO_PKG_VERSION")).to_owned(),
            proxy: Proxy::System,
            roots: Vec::new(),
            identity: None,
        }
    }
}

impl HttpTransportBuilder {
    /// How long making a connection may take, TLS included; 10 seconds by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long an exchange may take in all, from connecting to the last byte of the response,
    /// redirects and interim responses included; 100 seconds by default. The [`Timeout`] of a
    /// client or a call overrides it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The largest response body that is read, in bytes after decompression; 256 MiB by default.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.response_limit = bytes;
        self
    }

    /// The `User-Agent` header; `sapo/` and the version by default.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Sends all requests through the proxy at `url`, which may carry a user name and a password. By
    /// default the system's settings and the environment decide.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Proxy::Url(url.into());
        self
    }

    /// Uses no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::Never;
        self
    }

    /// Trusts the certificates in `pem` besides the platform's.
    ///
    /// # Errors
    /// [`TransportError::Setup`] where `pem` holds no certificate.
    pub fn root_certificates(mut self, pem: &[u8]) -> Result<Self, TransportError> {
        self.roots.extend(tls::certificates(pem)?);
        Ok(self)
    }

    /// Shows servers that ask for it the client certificate in `pem`, with its chain and private key.
    ///
    /// # Errors
    /// [`TransportError::Setup`] where `pem` does not hold both.
    pub fn client_certificate(mut self, pem: &[u8]) -> Result<Self, TransportError> {
        self.identity = Some(tls::identity(pem)?);
        Ok(self)
    }

    /// Makes the transport.
    ///
    /// # Errors
    /// [`TransportError::Setup`] where a certificate, the proxy's URL or the user agent is unusable.
    pub fn build(self) -> Result<HttpTransport, TransportError> {
        let client = ::reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(self.roots, self.identity)?)
            .redirect(::reqwest::redirect::Policy::none())
            .referer(false)
            // What another package in the program switches on is not for SOAP servers.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            // As old Java servers fold long content types (RFC 9112, section 5.2), and as small devices err.
            .http1_allow_obsolete_multiline_headers_in_responses(true)
            .http1_allow_spaces_after_header_name_in_responses(true)
            .http1_ignore_invalid_headers_in_responses(true)
            .connect_timeout(self.connect_timeout)
            .user_agent(self.user_agent);
        let client = match self.proxy {
            Proxy::System => client,
            Proxy::Never => client.no_proxy(),
            Proxy::Url(url) => client.proxy(::reqwest::Proxy::all(url).map_err(setup)?),
        };
        Ok(HttpTransport {
            client: client.build().map_err(setup)?,
            timeout: self.timeout,
            response_limit: self.response_limit,
        })
    }
}

/// Without the proxy, whose URL may hold a password, and the key.
impl fmt::Debug for HttpTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("timeout", &self.timeout)
            .field("response_limit", &self.response_limit)
            .field("user_agent", &self.user_agent)
            .finish_non_exhaustive()
    }
}

fn host(uri: &Uri) -> String {
    uri.host().unwrap_or_default().to_owned()
}

fn failure(error: ::reqwest::Error, host: String) -> TransportError {
    // The URL may hold a session id.
    let error = error.without_url();
    if error.is_builder() {
        TransportError::Request(super::innermost(&error).to_string())
    } else if error.is_connect() {
        TransportError::Connect {
            host,
            source: error.into(),
        }
    } else {
        TransportError::Exchange {
            host,
            source: error.into(),
        }
    }
}

fn setup(error: ::reqwest::Error) -> TransportError {
    TransportError::Setup(super::innermost(&error.without_url()).to_string())
}
