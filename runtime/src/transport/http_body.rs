//! [`Body`] as HTTP libraries have bodies.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::{Body, Source};

/// Octets as they arrive.
pub(crate) struct Arriving<B, F> {
    body: B,
    failure: F,
}

/// A body that arrives; `failure` makes what is said of a connection that fails.
pub(crate) fn arriving<B, F>(body: B, failure: F) -> Body
where
    B: http_body::Body<Data = Bytes> + Send + Sync + Unpin + 'static,
    F: Fn(B::Error) -> io::Error + Send + Sync + Unpin + 'static,
{
    Body::arriving(Arriving { body, failure })
}

impl<B, F> Source for Arriving<B, F>
where
    B: http_body::Body<Data = Bytes> + Send + Sync + Unpin,
    F: Fn(B::Error) -> io::Error + Send + Sync,
{
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            return match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(None) => Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err((self.failure)(error)))),
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(piece) => Poll::Ready(Some(Ok(piece))),
                    // Trailers say nothing here.
                    Err(_) => continue,
                },
            };
        }
    }
}

/// Octets as they are sent.
pub(crate) struct Sent {
    body: Body,
    length: Option<u64>,
}

impl From<Body> for Sent {
    fn from(body: Body) -> Self {
        let length = body.len();
        Self { body, length }
    }
}

impl http_body::Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.body.poll_piece(context).map_ok(Frame::data)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.length
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
