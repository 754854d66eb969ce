//! Which hosts may see a session.

use std::collections::BTreeSet;
use std::net::IpAddr;

use http::Uri;

use super::SessionError;

/// The hosts that a session trusts with its cookie and its credentials.
///
/// Trust is in a host as a whole, whatever the port. It holds over TLS alone, but for the machine itself
/// (`localhost`, 127.0.0.0/8, ::1), which plain HTTP may reach too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedHosts(BTreeSet<String>);

impl TrustedHosts {
    /// Trusts one more host.
    pub fn insert(&mut self, host: impl AsRef<str>) {
        self.0.insert(normal(host.as_ref()));
    }

    /// Whether what is sent to this URL may carry the session.
    ///
    /// # Errors
    /// [`SessionError::Untrusted`] if the host is not trusted, [`SessionError::Insecure`] if it is but would be
    /// reached without TLS.
    pub fn check(&self, url: &Uri) -> Result<(), SessionError> {
        let host = normal(url.host().unwrap_or_default());
        if !self.0.contains(&host) {
            return Err(SessionError::Untrusted { host });
        }
        if url.scheme_str() != Some("https") && !is_loopback(&host) {
            return Err(SessionError::Insecure { host });
        }
        Ok(())
    }
}

impl<H: AsRef<str>> FromIterator<H> for TrustedHosts {
    fn from_iter<I: IntoIterator<Item = H>>(hosts: I) -> Self {
        let mut trusted = Self::default();
        for host in hosts {
            trusted.insert(host);
        }
        trusted
    }
}

/// Lower case, without the brackets of an IPv6 address or the dot of a name's root.
fn normal(host: &str) -> String {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .trim_end_matches('.')
        .to_ascii_lowercase()
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &'static str) -> Result<(), SessionError> {
        [
            "api.example.com",
            "localhost",
            "127.0.0.1",
            "::1",
            "10.0.0.1",
        ]
        .into_iter()
        .collect::<TrustedHosts>()
        .check(&Uri::from_static(url))
    }

    #[test]
    fn only_listed_hosts_over_tls() {
        for trusted in [
            "https://api.example.com/a",
            "https://API.EXAMPLE.COM:8443/a",
            "https://api.example.com./a",
            "http://localhost:8080/",
            "http://127.0.0.1:1/",
            "http://[::1]:80/",
        ] {
            assert!(check(trusted).is_ok(), "{trusted}");
        }
        for untrusted in [
            "https://example.com/",
            "https://api.example.com.evil.test/",
            "https://evil.test/api.example.com",
            "https://api.example.com@evil.test/",
            "http://127.0.0.2/",
        ] {
            let error = check(untrusted).unwrap_err();
            assert!(
                matches!(error, SessionError::Untrusted { .. }),
                "{untrusted}"
            );
        }
        for insecure in ["http://api.example.com/", "http://10.0.0.1/"] {
            let error = check(insecure).unwrap_err();
            assert!(matches!(error, SessionError::Insecure { .. }), "{insecure}");
        }
    }
}
