//! Calls: counted, announced, delayed and refused.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use http::{HeaderName, HeaderValue};
use sapo::Fault;
use sapo::server::Context;

use super::time::utc;

#[derive(Debug)]
pub(super) struct Traffic {
    calls: BTreeMap<&'static str, usize>,
    requests_an_hour: u32,
    hour_ends: SystemTime,
    /// How many calls are refused, and until when it is said that they are.
    refuse: Option<(usize, String)>,
    pub(super) delay: Duration,
}

impl Traffic {
    pub(super) fn new(requests_an_hour: u32) -> Self {
        Self {
            calls: BTreeMap::new(),
            requests_an_hour,
            hour_ends: SystemTime::now() + Duration::from_secs(60 * 60),
            refuse: None,
            delay: Duration::ZERO,
        }
    }

    pub(super) fn calls(&self, operation: &str) -> usize {
        self.calls.get(operation).copied().unwrap_or_default()
    }

    pub(super) fn refuse(&mut self, calls: usize, until: String) {
        self.refuse = Some((calls, until));
    }

    /// Takes in a call.
    pub(super) fn pass(
        &mut self,
        operation: &'static str,
        context: &mut Context,
    ) -> Result<(), Fault> {
        *self.calls.entry(operation).or_default() += 1;
        let total: usize = self.calls.values().sum();
        let remaining = (self.requests_an_hour as usize).saturating_sub(total);
        let mut announce = |name, text: String| {
            if let Ok(value) = HeaderValue::try_from(text) {
                context.add_http_header(HeaderName::from_static(name), value);
            }
        };
        announce("apilimitremaining", remaining.to_string());
        announce("apilimitreset", utc(self.hour_ends));
        match &mut self.refuse {
            Some((calls, until)) if *calls > 0 => {
                *calls -= 1;
                Err(Fault::receiver(format!(
                    "Limit exceeded by 1. Request is blocked. Quarantine ends at {until}"
                )))
            }
            _ => Ok(()),
        }
    }
}
