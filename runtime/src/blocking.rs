//! Calls that wait: for programs that are not asynchronous.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// An asynchronous client (or a session, or anything else) whose calls are waited for.
///
/// A thread of its own drives the connections; the call itself runs on the thread that waits for it, so what it
/// takes and gives need be neither `Send` nor `'static`. It may be used anywhere, be it within another runtime, whose
/// thread then waits as well. Clones share the thread, which ends with the last of them.
///
/// ```
/// use sapo::blocking::Blocking;
///
/// struct Client;
/// impl Client {
///     async fn add(&self, a: i32, b: &i32) -> i32 {
///         a + b
///     }
/// }
///
/// let api = Blocking::new(Client)?;
/// let b = 2;
/// assert_eq!(api.call(|client| client.add(1, &b)), 3);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct Blocking<C> {
    client: C,
    driver: Arc<Driver>,
}

/// The thread that drives connections and timers. It ends once this is dropped.
struct Driver {
    handle: Handle,
    _stop: oneshot::Sender<()>,
}

impl<C> Blocking<C> {
    /// Wraps `client`.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn new(client: C) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel::<()>();
        thread::Builder::new()
            .name("sapo-blocking".to_owned())
            .spawn(move || {
                // Sent never, dropped once.
                let _ = runtime.block_on(stopped);
            })?;
        Ok(Self {
            client,
            driver: Arc::new(Driver {
                handle,
                _stop: stop,
            }),
        })
    }

    /// Makes a call and waits for it: `api.call(|api| api.get_order(7))`.
    pub fn call<'c, F: IntoFuture>(&'c self, call: impl FnOnce(&'c C) -> F) -> F::Output {
        let _within = self.driver.handle.enter();
        wait(call(&self.client).into_future())
    }

    /// The client within.
    pub fn client(&self) -> &C {
        &self.client
    }
}

impl<C: fmt::Debug> fmt::Debug for Blocking<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.client).finish()
    }
}

/// Wakes a thread that waits.
struct Parked(Thread);

impl Wake for Parked {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn wait<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Parked(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
