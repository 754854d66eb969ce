//! Documents from the network.

use std::io::Read;
use std::time::Duration;

use sapo_codegen::loader::{Fetch, Location, Page, redirect};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error};

use crate::progress::Progress;

/// A document that takes longer than this is not coming.
const TIMEOUT: Duration = Duration::from_secs(60);
const REDIRECTS: usize = 5;

/// Gets documents by HTTP, through the proxy that the environment names, trusting whom the system trusts.
pub(crate) struct Fetcher {
    agent: Agent,
    progress: Progress,
}

impl Fetcher {
    pub(crate) fn new(progress: Progress) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(TIMEOUT))
            .user_agent(concat!("sapo/", env!("CARGO_PKG_VERSION")))
            // Redirects are followed here, where it is known which may be.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build();
        Self {
            agent: config.into(),
            progress,
        }
    }
}

impl Fetch for Fetcher {
    fn fetch(&self, url: &str, limit: usize) -> Result<Page, String> {
        let mut url = url.to_owned();
        for _ in 0..=REDIRECTS {
            // A location displays without the password it may have.
            let shown = Location::from(url.as_str());
            self.progress.say(format!("fetching {shown}"));
            let mut response = self.agent.get(&url).call().map_err(|error| why(&error))?;
            if !response.status().is_redirection() {
                // Decoding removes the header.
                if let Some(encoding) = response.headers().get("content-encoding")
                    && encoding != "identity"
                {
                    return Err(format!("it comes with the unknown encoding {encoding:?}"));
                }
                let bytes = read(response.body_mut(), limit)?;
                return Ok(Page { url, bytes });
            }
            let location = response
                .headers()
                .get("location")
                .and_then(|value| value.to_str().ok())
                .ok_or("it is redirected to nowhere")?;
            url = redirect(&url, location)
                .ok_or_else(|| format!("it is redirected to `{location}`, which is elsewhere"))?;
        }
        Err("it is redirected too often".to_owned())
    }
}

/// Reads at most `limit` bytes, as they are once they are decompressed.
fn read(body: &mut Body, limit: usize) -> Result<Vec<u8>, String> {
    // One more than allowed tells that it is too much.
    let most = (limit as u64).saturating_add(1);
    // What is received is limited as well, because it may decompress to nothing.
    let reader = body.with_config().limit(most).reader();
    let mut bytes = Vec::new();
    match reader
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(Error::from)
    {
        Ok(_) if bytes.len() <= limit => Ok(bytes),
        Ok(_) | Err(Error::BodyExceedsLimit(_)) => Err(why(&Error::BodyExceedsLimit(limit as u64))),
        Err(error) => Err(why(&error)),
    }
}

fn why(error: &Error) -> String {
    match error {
        Error::StatusCode(code) => format!("the server answers with status {code}"),
        Error::Timeout(_) => format!("no answer within {} seconds", TIMEOUT.as_secs()),
        Error::HostNotFound => "there is no such host".to_owned(),
        Error::ConnectionFailed => "the host cannot be reached".to_owned(),
        Error::BodyExceedsLimit(limit) => format!("it is larger than {limit} bytes"),
        other => other.to_string(),
    }
}
