//! How many requests the server allows.

use std::collections::VecDeque;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::clock::utc;
use super::{Clock, SessionError};

/// Keeps to the number of requests that a server allows in an hour. Clones are one quota.
///
/// Servers count by address, so sessions of several users at one server do well to share a quota.
///
/// Where it is [paced](Quota::paced), no hour, whenever it begins, sees more than that many requests: the first too
/// many waits until the oldest is an hour old. It also waits where the server has announced that none is left. During a
/// quarantine requests are refused here, where they do not prolong it.
///
/// Dates may be misread and clocks may be wrong, so a quarantine blocks requests for a day at most, and an announcement of
/// more requests that is over an hour ahead does not count.
#[derive(Debug, Clone, Default)]
pub struct Quota {
    per_hour: Option<NonZeroU32>,
    longest_wait: Option<Duration>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// When requests of the last hour were sent, where they are paced.
    sent: VecDeque<SystemTime>,
    allowance: Option<Allowance>,
    quarantine: Option<(Quarantine, SystemTime)>,
}

const HOUR: Duration = Duration::from_secs(60 * 60);

/// How long a quarantine is assumed to last if the server doesn't tell its end.
const UNTOLD: Duration = Duration::from_secs(60);

/// After this the server is asked again. A later end was misread, or one of the clocks is wrong.
const LONGEST_QUARANTINE: Duration = Duration::from_secs(24 * 60 * 60);

impl Quota {
    /// A quota that only listens to the server.
    pub fn unpaced() -> Self {
        Self::default()
    }

    /// A quota of so many requests an hour.
    pub fn paced(per_hour: NonZeroU32) -> Self {
        Self {
            per_hour: Some(per_hour),
            ..Self::default()
        }
    }

    /// Fails with [`SessionError::Exhausted`] where a request would have to wait for longer than this. Without it
    /// a request waits for as long as it takes, which may be the better part of an hour.
    #[must_use]
    pub fn with_longest_wait(mut self, longest: Duration) -> Self {
        self.longest_wait = Some(longest);
        self
    }

    /// What the server said last about how many requests are left.
    pub fn allowance(&self) -> Option<Allowance> {
        self.state().allowance
    }

    /// The last quarantine that the server imposed. It may be over.
    pub fn quarantine(&self) -> Option<Quarantine> {
        self.state()
            .quarantine
            .clone()
            .map(|(quarantine, _)| quarantine)
    }

    /// Waits until one more request may be sent, and counts it.
    pub(super) async fn admit(&self, clock: &dyn Clock) -> Result<(), SessionError> {
        loop {
            let now = clock.now();
            let Some(until) = self.try_admit(now)? else {
                return Ok(());
            };
            let wait = until.duration_since(now).unwrap_or_default();
            if self.longest_wait.is_some_and(|longest| wait > longest) {
                return Err(SessionError::Exhausted { until });
            }
            tracing::info!(until = %utc(until), "waiting for the server's quota");
            clock.sleep(wait).await;
        }
    }

    /// Counts a request and gives none, or gives the time to wait for.
    fn try_admit(&self, now: SystemTime) -> Result<Option<SystemTime>, SessionError> {
        let mut state = self.state();
        if let Some((quarantine, end)) = &state.quarantine
            && is_ahead(*end, now, LONGEST_QUARANTINE)
        {
            return Err(SessionError::Quarantined(quarantine.clone()));
        }
        let Some(per_hour) = self.per_hour else {
            return Ok(None);
        };
        if let Some(Allowance {
            remaining: 0,
            resets_at: Some(reset),
        }) = state.allowance
            && is_ahead(reset, now, HOUR)
        {
            return Ok(Some(reset));
        }
        // What was sent later than now was sent before the clock was set back.
        let is_over = |&sent: &SystemTime| sent + HOUR <= now || sent > now;
        while state.sent.front().is_some_and(is_over) {
            state.sent.pop_front();
        }
        if state.sent.len() < per_hour.get() as usize {
            state.sent.push_back(now);
            return Ok(None);
        }
        Ok(state.sent.front().map(|&sent| sent + HOUR))
    }

    pub(super) fn announced(&self, allowance: Allowance) {
        self.state().allowance = Some(allowance);
    }

    /// Refuses requests until the quarantine ends.
    pub(super) fn quarantined(&self, quarantine: Quarantine, now: SystemTime) {
        let end = quarantine.ends_at.unwrap_or(now + UNTOLD);
        let end = end.min(now + LONGEST_QUARANTINE);
        self.state().quarantine = Some((quarantine, end));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns whether a time is still to come, no later than `longest` from now.
fn is_ahead(time: SystemTime, now: SystemTime, longest: Duration) -> bool {
    time.duration_since(now)
        .is_ok_and(|wait| !wait.is_zero() && wait <= longest)
}

/// How many requests are left, in the server's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// The requests that are left.
    pub remaining: u64,
    /// When there are more again.
    pub resets_at: Option<SystemTime>,
}

/// A time during which the server blocks requests, because there were too many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantine {
    /// By how many requests the limit was exceeded, if the server told that.
    pub exceeded_by: Option<u64>,
    /// When it ends, if the server told that in a way that is understood. Requests are sent again after a day at most.
    pub ends_at: Option<SystemTime>,
    /// What the server said.
    pub message: String,
}

impl fmt::Display for Quarantine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the server blocks requests")?;
        if let Some(end) = self.ends_at {
            write!(f, " until {}", utc(end))?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Quarantine {}
