//! How long to wait after a refused login.

use std::time::{Duration, SystemTime};

/// Waits that double with every refused login in a row.
///
/// A wrong password does not become right by being sent again, and services lock out those who try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The wait after the first refused login.
    pub first: Duration,
    /// The longest wait. A wait that ends later than this from now was set by a clock that is wrong, or by
    /// another program, and does not count. All who share a store should therefore have the same.
    pub longest: Duration,
}

/// From five seconds to a quarter of an hour.
impl Default for Backoff {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(5),
            longest: Duration::from_secs(15 * 60),
        }
    }
}

impl Backoff {
    fn after(&self, refusals: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(refusals.saturating_sub(1));
        self.first.saturating_mul(doubled).min(self.longest)
    }
}

/// How far the clocks of machines that share a store may be apart.
const SKEW: Duration = Duration::from_secs(60);

/// The refused logins since the last good one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Refusals {
    /// How many.
    pub count: u32,
    /// When the next login may be tried, if there were any.
    pub retry_at: Option<SystemTime>,
}

impl Refusals {
    pub(super) fn add(&mut self, now: SystemTime, backoff: &Backoff) {
        self.count = self.count.saturating_add(1);
        self.retry_at = now.checked_add(backoff.after(self.count));
    }

    /// Returns when the next login may be tried, if not now.
    pub(super) fn wait_until(&self, now: SystemTime, backoff: &Backoff) -> Option<SystemTime> {
        let retry_at = self.retry_at.filter(|&retry_at| now < retry_at)?;
        let latest = now.checked_add(backoff.longest).unwrap_or(retry_at);
        self.is_plausible(now, backoff)
            .then(|| retry_at.min(latest))
    }

    /// Returns whether the back-off can have set the wait, by a clock that may be [ahead](SKEW) of this one.
    pub(super) fn is_plausible(&self, now: SystemTime, backoff: &Backoff) -> bool {
        let latest = now.checked_add(backoff.longest.saturating_add(SKEW));
        self.retry_at.is_none() || latest.is_none() || self.retry_at <= latest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let backoff = Backoff {
            first: Duration::from_secs(1),
            longest: Duration::from_secs(10),
        };
        let waits: Vec<_> = (1..=5).map(|n| backoff.after(n).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 10]);
        assert_eq!(backoff.after(u32::MAX), Duration::from_secs(10));
    }
}
