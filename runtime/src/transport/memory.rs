//! Answers from memory.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::{Transport, TransportError};

type Answer =
    dyn Fn(&http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> + Send + Sync;

/// A transport for tests: a function answers each request, and the requests are kept.
///
/// ```
/// use sapo::transport::MemoryTransport;
///
/// let memory = MemoryTransport::new(|_| Ok(http::Response::new("<a/>".into())));
/// // … `Client::new(&memory, …)`, calls …
/// assert!(memory.requests().is_empty());
/// ```
pub struct MemoryTransport {
    answer: Box<Answer>,
    requests: Mutex<Vec<http::Request<Bytes>>>,
}

impl MemoryTransport {
    /// A transport that answers with what `answer` makes of the request.
    pub fn new(
        answer: impl Fn(&http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self {
            answer: Box::new(answer),
            requests: Mutex::default(),
        }
    }

    /// A transport that gives these responses, one a request, and refuses to send when there are no more.
    pub fn replay(responses: impl IntoIterator<Item = http::Response<Bytes>>) -> Self {
        let responses: Mutex<VecDeque<_>> = Mutex::new(responses.into_iter().collect());
        Self::new(move |_| {
            lock(&responses)
                .pop_front()
                .ok_or_else(|| TransportError::Refused("no response is left to replay".into()))
        })
    }

    /// What was sent so far, in order. The bodies are whole, secrets included.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        lock(&self.requests).clone()
    }
}

impl Transport for MemoryTransport {
    async fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let answer = (self.answer)(&request);
        lock(&self.requests).push(request);
        answer
    }
}

/// Without the requests, whose bodies may hold passwords.
impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTransport")
            .field("requests", &lock(&self.requests).len())
            .finish_non_exhaustive()
    }
}

/// What is guarded stays whole when a test panics, so a poisoned lock is a lock like any other.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
