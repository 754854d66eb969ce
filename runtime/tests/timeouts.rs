//! Timeouts of calls, over transports that know none.
#![cfg(feature = "client")]

mod authenticate;

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake};
use std::time::Duration;

use authenticate::*;
use bytes::Bytes;
use http::{Request, Response};
use sapo::soap::{Attachments, Interceptor, Outgoing};
use sapo::transport::Timeout;
use sapo::{Client, Error, Transport, TransportError};

/// An interceptor may set the timeout of a call, and sees the one that was set.
#[derive(Default)]
struct Watch(Mutex<Vec<Option<Timeout>>>);

impl Interceptor for Watch {
    fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
        let brief = Timeout(Duration::from_millis(50));
        let before = request.extensions_mut().insert(brief);
        self.0.lock().unwrap().push(before);
        Ok(())
    }
}

/// A transport that knows no timeout, and never answers.
#[derive(Clone)]
struct Silent;

impl Transport for Silent {
    async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        std::future::pending().await
    }
}

#[tokio::test]
async fn a_timeout_applies_to_any_transport() {
    let brief = Duration::from_millis(50);
    let said = |outcome: Result<HasSessionResponse, Error>| {
        let error = outcome.unwrap_err();
        let is_timeout = matches!(
            &error,
            Error::Transport(TransportError::Timeout { after, .. }) if *after == brief
        );
        assert!(is_timeout, "{error:?}");
        error.to_string()
    };
    let client = Client::new(&AUTHENTICATE, Silent).with_endpoint("http://localhost/");
    let expected = "no response from localhost within 50ms";
    let call = || client.call(&HAS_SESSION, Nothing {});
    assert_eq!(said(call().timeout(brief).await), expected);
    let of_client = client.clone().with_timeout(brief);
    assert_eq!(
        said(of_client.call(&HAS_SESSION, Nothing {}).await),
        expected
    );
    // Streamed, too.
    let streamed = of_client.with_attachments(Attachments::mtom());
    assert_eq!(
        said(streamed.call(&HAS_SESSION, Nothing {}).await),
        expected
    );

    let watch = Arc::new(Watch::default());
    let watched = client.clone().with_interceptor(watch.clone());
    let long = Duration::from_secs(60);
    let call = watched.call(&HAS_SESSION, Nothing {}).timeout(long);
    assert_eq!(said(call.await), expected);
    assert_eq!(*watch.0.lock().unwrap(), [Some(Timeout(long))]);
}

/// Without a runtime, a thread keeps the time.
#[test]
fn a_timeout_needs_no_runtime() {
    struct Unpark(std::thread::Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let client = Client::new(&AUTHENTICATE, Silent).with_timeout(Duration::from_millis(50));
    let mut call = pin!(client.call(&HAS_SESSION, Nothing {}).into_future());
    let waker = Arc::new(Unpark(std::thread::current())).into();
    let outcome = loop {
        match call.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(outcome) => break outcome,
            Poll::Pending => std::thread::park_timeout(Duration::from_secs(10)),
        }
    };
    let error = outcome.unwrap_err().to_string();
    assert!(error.ends_with("within 50ms"), "{error}");
}
