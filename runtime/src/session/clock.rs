//! What time it is.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::BoxFuture;
use crate::value::DateTime;

/// Tells the time and waits. Tests have one of their own, so that they need not sleep.
pub trait Clock: Send + Sync + fmt::Debug {
    /// The time now.
    fn now(&self) -> SystemTime;

    /// Waits for a while.
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()>;
}

/// The machine's clock; waits on tokio's timer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// A time in UTC for people to read, in whole seconds: `2026-11-21T22:26:33Z`.
pub(super) fn utc(time: SystemTime) -> impl fmt::Display {
    let shown = DateTime::from(time);
    shown.with_attosecond(0).unwrap_or(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_in_utc() {
        let shown =
            |seconds| utc(SystemTime::UNIX_EPOCH + Duration::from_millis(seconds)).to_string();
        assert_eq!(shown(0), "1970-01-01T00:00:00Z");
        assert_eq!(shown(1_795_299_993_250), "2026-11-21T22:26:33Z");
    }
}
