//! Exchanges without their secrets: recorded from a server into a file, replayed in tests without one, shown as they happen.
//!
//! What is a secret: elements and attributes that the configuration of the generator marks as
//! secret, those that are called as secrets are (`Password`, `token`, …), those that [`Recorder::hide`] names; cookies
//! and credentials in headers, session ids in URLs; and each of their values wherever else it turns up. What a
//! message has fresh each time (identifiers, nonces, times of WS-Addressing and WS-Security) is left out the same way.
//!
//! The file has one line of JSON for each exchange, in the order in which the requests were sent.

mod mask;
mod observed;
mod replay;

pub use observed::{Observed, Seen};
pub use replay::{Mismatch, Replay};

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use serde::{Deserialize, Serialize};

use super::{Transport, TransportError};
use mask::Mask;

/// The names that the generator was told are secret, as an extension of requests.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SecretNames(pub(crate) &'static [&'static str]);

/// Keeps what goes through another transport, bodies and all in memory, to be [saved](Self::save) and
/// [replayed](Replay).
///
/// ```no_run
/// use sapo::transport::{HttpTransport, Recorder, Replay};
///
/// # async fn record() -> Result<(), Box<dyn std::error::Error>> {
/// let recorder = Recorder::new(HttpTransport::new()?).hide("CustomerNumber");
/// // … `OrdersClient::new(&recorder)`, calls …
/// recorder.save("tests/orders.jsonl")?;
///
/// let replay = Replay::open("tests/orders.jsonl")?;
/// // … `OrdersClient::new(&replay)`, the same calls …
/// # Ok(()) }
/// ```
pub struct Recorder<T> {
    inner: T,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    mask: Mask,
    /// `None` while a request is not answered.
    exchanges: Vec<Option<Exchange>>,
}

/// The first line of a file.
#[derive(Serialize, Deserialize)]
struct Head {
    /// The names that are hidden besides those that always are.
    hidden: Vec<String>,
}

/// A request and what it was answered with.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Exchange {
    request: Sent,
    response: Answer,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Sent {
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
    #[serde(flatten)]
    body: Content,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    #[serde(flatten)]
    body: Content,
}

/// A body without its secrets.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Content {
    /// Text; XML is written anew.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    body: String,
    /// Octets in Base64, where it is no text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    octets: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Beside>,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Beside {
    id: Option<String>,
    content_type: String,
    octets: String,
}

impl<T> Recorder<T> {
    /// Records what goes through `inner`.
    pub fn new(inner: T) -> Self {
        Self {
            inner,
            state: Mutex::default(),
        }
    }

    /// Hides the content of elements and attributes of this name, whatever their namespace and case.
    #[must_use]
    pub fn hide(self, name: &str) -> Self {
        lock(&self.state).mask.hide(name);
        self
    }

    /// Writes what was answered so far; an older file at `path` is replaced. What failed is left out.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        std::fs::write(path, self.text()?)
    }

    fn text(&self) -> io::Result<String> {
        let state = lock(&self.state);
        let head = Head {
            hidden: state.mask.hidden().map(str::to_owned).collect(),
        };
        let mut text = serde_json::to_string(&head)? + "\n";
        for exchange in state.exchanges.iter().flatten() {
            // A value may turn up in the open before it is known to be secret.
            let mut exchange = exchange.clone();
            state.mask.scrub(&mut exchange);
            text.push_str(&serde_json::to_string(&exchange)?);
            text.push('\n');
        }
        Ok(text)
    }
}

impl<T: Transport> Transport for Recorder<T> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let (at, sent) = {
            let mut state = lock(&self.state);
            let sent = state.mask.request(&request);
            state.exchanges.push(None);
            (state.exchanges.len() - 1, sent)
        };
        let response = self.inner.send(request).await?;
        let mut state = lock(&self.state);
        let answer = state.mask.response(&response);
        state.exchanges[at] = Some(Exchange {
            request: sent,
            response: answer,
        });
        Ok(response)
    }
}

/// Without what was recorded, which has its secrets still in places.
impl<T: fmt::Debug> fmt::Debug for Recorder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("inner", &self.inner)
            .field("exchanges", &lock(&self.state).exchanges.len())
            .finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
