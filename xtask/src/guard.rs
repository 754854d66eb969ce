//! Calls that may panic or never end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(120);
const STACK: usize = 256 << 20;

/// Calls a function on a thread of its own. `Err` says how it ended where it did not return; a thread that
/// does not end in time is left behind.
pub(crate) fn guarded<T: Send + 'static>(
    call: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    let (sender, receiver) = mpsc::channel();
    let call = move || {
        let outcome = catch_unwind(AssertUnwindSafe(call)).map_err(|payload| {
            let text = payload.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
            format!("panic: {}", text.unwrap_or_default())
        });
        // Whoever waited may have given up.
        drop(sender.send(outcome));
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(call);
    thread.map_err(|error| error.to_string())?;
    match receiver.recv_timeout(LIMIT) {
        Ok(outcome) => outcome,
        Err(_) => Err(format!("no end after {} s", LIMIT.as_secs())),
    }
}

/// Does some work for each item, on as many threads as there are processors; results in the order of the items.
pub(crate) fn in_parallel<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let (next, work) = (&next, &work);
    let mut results: Vec<(usize, T)> = thread::scope(|scope| {
        let one = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(item) = items.get(at) else {
                    return done;
                };
                done.push((at, work(item)));
            }
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("workers do not panic"))
            .collect()
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}
