//! The bound on the time that an exchange takes.

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use tokio::task::coop::poll_proceed;
use tokio::time::Sleep;

use super::{Body, Source, connections};

/// The moment by which an exchange must be over.
pub(super) struct Deadline(Pin<Box<Sleep>>);

impl Deadline {
    /// The moment that lies `timeout` ahead.
    pub(super) fn after(timeout: Duration) -> Self {
        Self(Box::pin(connections::timer(timeout)))
    }

    /// Waits for `future`; `None` if it isn't ready in time.
    pub(super) async fn wait_for<F: Future>(&mut self, future: F) -> Option<F::Output> {
        let mut future = pin!(future);
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => self.0.as_mut().poll(context).map(|()| None),
        })
        .await
    }

    /// Returns `body`, which fails with [`io::ErrorKind::TimedOut`] after the deadline.
    pub(super) fn bound(self, body: Body) -> Body {
        Body::arriving(Bounded {
            body,
            deadline: Some(self),
        })
    }
}

struct Bounded {
    body: Body,
    /// `None` once it has passed.
    deadline: Option<Deadline>,
}

impl Source for Bounded {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let Some(Deadline(sleep)) = &mut self.deadline else {
            return Poll::Ready(None);
        };
        // A body may have another piece ready each time, but its reader must give way to other tasks.
        ready!(poll_proceed(context)).made_progress();
        if sleep.as_mut().poll(context).is_ready() {
            self.deadline = None;
            return Poll::Ready(Some(Err(io::ErrorKind::TimedOut.into())));
        }
        self.body.poll_piece(context)
    }
}
