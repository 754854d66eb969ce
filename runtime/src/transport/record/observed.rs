//! Exchanges shown as they happen.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use http::{Request, Response};

use super::Content;
use super::mask::Mask;
use crate::transport::{Body, Payload, Transport, TransportError};

/// Shows what goes through another transport, without its secrets: in a log, say.
///
/// What counts as a secret is what a [`Recorder`](super::Recorder) leaves out. A body in pieces is shown as far as it is
/// in memory: that of a request whole or not at all, that of a response if it is no longer than 64 KiB.
///
/// ```
/// use sapo::transport::{MemoryTransport, Observed};
///
/// let transport = MemoryTransport::new(|_| Ok(http::Response::new("<a/>".into())));
/// let observed = Observed::new(transport, |seen| eprintln!("{seen}\n")).hide("CustomerNumber");
/// // … `OrdersClient::new(&observed)`, calls …
/// ```
pub struct Observed<T, F> {
    inner: T,
    show: F,
    hidden: Vec<String>,
    exchanges: AtomicU64,
}

/// A request or a response, as an [`Observed`] transport shows it. `Display` gives all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    exchange: u64,
    is_request: bool,
    line: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Seen {
    /// Which exchange it is of, counted from one: calls at the same time are told apart by it.
    pub fn exchange(&self) -> u64 {
        self.exchange
    }

    /// Whether it is a request.
    pub fn is_request(&self) -> bool {
        self.is_request
    }

    /// A request's method and URL, or a response's status.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The headers that say something about the message, by their names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The message, and in brackets what is beside it or not shown.
    pub fn body(&self) -> &str {
        &self.body
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)?;
        for (name, value) in self.headers() {
            write!(f, "\n{name}: {value}")?;
        }
        match &*self.body {
            "" => Ok(()),
            body => write!(f, "\n\n{body}"),
        }
    }
}

impl<T, F: Fn(&Seen) + Send + Sync> Observed<T, F> {
    /// Has `show` called with each request and each response. It runs within the call, so it should be quick.
    pub fn new(inner: T, show: F) -> Self {
        Self {
            inner,
            show,
            hidden: Vec::new(),
            exchanges: AtomicU64::new(0),
        }
    }

    /// Hides the content of elements and attributes of this name, whatever their namespace and case.
    #[must_use]
    pub fn hide(mut self, name: &str) -> Self {
        self.hidden.push(name.to_owned());
        self
    }
}

impl<T: Transport, F: Fn(&Seen) + Send + Sync> Observed<T, F> {
    async fn exchange<P: Payload>(
        &self,
        request: Request<P>,
    ) -> Result<Response<P>, TransportError> {
        let exchange = self.exchanges.fetch_add(1, Ordering::Relaxed) + 1;
        // Of this exchange alone: the secrets of all would be kept for good.
        let mut mask = Mask::default();
        self.hidden.iter().for_each(|name| mask.hide(name));

        let (head, body) = request.into_parts();
        let whole = body.in_memory();
        let seen = Request::from_parts(head, whole.clone().unwrap_or_default());
        let sent = mask.request(&seen);
        (self.show)(&Seen {
            exchange,
            is_request: true,
            line: format!("{} {}", sent.method, sent.url),
            headers: sent.headers.into_iter().collect(),
            body: text(&sent.body, whole.is_some()),
        });
        let host = seen.uri().host().unwrap_or_default().to_owned();
        let request = Request::from_parts(seen.into_parts().0, body);

        let response = P::send(&self.inner, request).await?;
        let (head, mut body) = response.into_parts();
        let beginning = body.beginning().await;
        beginning.map_err(|error| TransportError::Exchange {
            host,
            source: error.into(),
        })?;
        let whole = body.in_memory();
        let seen = Response::from_parts(head, whole.clone().unwrap_or_default());
        let mut answer = mask.response(&seen);
        mask.scrub_answer(&mut answer);
        (self.show)(&Seen {
            exchange,
            is_request: false,
            line: seen.status().to_string(),
            headers: answer.headers,
            body: text(&answer.body, whole.is_some()),
        });
        Ok(Response::from_parts(seen.into_parts().0, body))
    }
}

/// A body to be read by people.
fn text(content: &Content, is_whole: bool) -> String {
    let mut text = match (is_whole, &*content.octets) {
        (false, _) => "[in pieces]".to_owned(),
        (true, "") => content.body.clone(),
        (true, base64) => format!("[{} octets]", octets(base64)),
    };
    for beside in &content.attachments {
        let id = beside.id.as_deref().unwrap_or("an attachment");
        let length = octets(&beside.octets);
        text += &format!("\n[{id}: {length} octets of {}]", beside.content_type);
    }
    text
}

/// How many octets a text in Base64 stands for.
fn octets(base64: &str) -> usize {
    base64.trim_end_matches('=').len() * 3 / 4
}

impl<T: Transport, F: Fn(&Seen) + Send + Sync> Transport for Observed<T, F> {
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

impl<T: fmt::Debug, F> fmt::Debug for Observed<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observed")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}
