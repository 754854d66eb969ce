//! The threads that connections and timers run on.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::time::Sleep;

/// Drives `exchange`, whose connections must not hold up the caller's timers.
///
/// hyper reads interim responses (RFC 9110, section 15.2) for as long as they keep arriving, all in
/// one poll of the connection's task. tokio ends that poll only after 128 reads, which can be more
/// than 50 MB. On a runtime with a single worker no timer fires in the meantime, so a server could
/// outlast any timeout. Connections that are made on such a runtime run on threads of their own.
pub(super) async fn drive<F: Future>(exchange: F) -> F::Output {
    let apart = match has_one_worker() {
        true => threads(),
        false => None,
    };
    let mut exchange = pin!(exchange);
    poll_fn(|context| {
        // A connection's task is spawned while the exchange is polled, on the runtime entered here.
        let _entered = apart.map(Runtime::enter);
        exchange.as_mut().poll(context)
    })
    .await
}

/// Returns a timer that no connection can hold up.
///
/// Among several workers, the one that is busy with a connection may be the one that the timers of
/// its runtime depend on, so the timer belongs to a thread that runs nothing else.
pub(super) fn timer(timeout: Duration) -> Sleep {
    let apart = match has_one_worker() {
        true => None,
        false => clock(),
    };
    let _entered = apart.map(Runtime::enter);
    tokio::time::sleep(timeout)
}

/// Whether the caller is on a runtime with a single worker.
fn has_one_worker() -> bool {
    Handle::try_current().is_ok_and(|runtime| runtime.metrics().num_workers() == 1)
}

/// Returns the runtime that all connections apart from their callers share.
fn threads() -> Option<&'static Runtime> {
    static THREADS: OnceLock<Option<Runtime>> = OnceLock::new();
    // One for a connection that is being flooded, one for the others.
    THREADS
        .get_or_init(|| start("sapo-connections", 2))
        .as_ref()
}

/// Returns the runtime that all timers apart from their callers share.
fn clock() -> Option<&'static Runtime> {
    static CLOCK: OnceLock<Option<Runtime>> = OnceLock::new();
    CLOCK.get_or_init(|| start("sapo-timers", 1)).as_ref()
}

/// Starts a runtime; `None` if no thread can be started.
fn start(name: &str, workers: usize) -> Option<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(workers)
        .thread_name(name)
        .enable_all()
        .build()
        .ok()
}
