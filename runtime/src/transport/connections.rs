//! The threads that connections run on.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

/// Drives `exchange`, whose connections must not hold up the caller's timers.
///
/// hyper reads interim responses (RFC 9110, section 15.2) for as long as they keep arriving, all in
/// one poll of the connection's task. tokio ends that poll only after 128 reads, which can be more
/// than 50 MB. On a runtime with a single worker no timer fires in the meantime, so a server could
/// outlast any timeout. Connections that are made on such a runtime run on threads of their own.
pub(super) async fn drive<F: Future>(exchange: F) -> F::Output {
    let apart = match Handle::current().metrics().num_workers() {
        1 => threads(),
        _ => None,
    };
    let mut exchange = pin!(exchange);
    poll_fn(|context| {
        // A connection's task is spawned while the exchange is polled, on the runtime entered here.
        let _entered = apart.map(Runtime::enter);
        exchange.as_mut().poll(context)
    })
    .await
}

/// Returns the runtime that all such connections of the process share; `None` if no thread can be
/// started.
fn threads() -> Option<&'static Runtime> {
    static THREADS: OnceLock<Option<Runtime>> = OnceLock::new();
    let start = || {
        Builder::new_multi_thread()
            // One for a connection that is being flooded, one for the others.
            .worker_threads(2)
            .thread_name("sapo-connections")
            .enable_all()
            .build()
            .ok()
    };
    THREADS.get_or_init(start).as_ref()
}
