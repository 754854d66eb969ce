//! Whose session it is.

use std::fmt;

use sha2::{Digest, Sha256};

/// Whose session it is: one endpoint, application, user and identity.
///
/// A session is never used under another key than that it was opened or switched for. Neither `Debug` nor
/// [`digest`](Key::digest) tells the user's name.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    endpoint: String,
    application: String,
    user: String,
    identity: Option<String>,
}

impl Key {
    /// The key of what `user` does at `endpoint` through `application`, as the user's default identity.
    pub fn new(
        endpoint: impl Into<String>,
        application: impl Into<String>,
        user: impl Into<String>,
    ) -> Self {
        Self {
            endpoint: endpoint.into(),
            application: application.into(),
            user: user.into(),
            identity: None,
        }
    }

    /// The same for one identity of the user.
    #[must_use]
    pub fn with_identity(mut self, identity: impl Into<String>) -> Self {
        self.identity = Some(identity.into());
        self
    }

    /// The endpoint that logs in, a URL.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// What stands for this key outside the process: the SHA-256 of its parts, 64 hexadecimal digits.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for part in [&self.endpoint, &self.application, &self.user] {
            // With their lengths, so that no two keys run together to the same bytes.
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        if let Some(identity) = &self.identity {
            hash.update(identity);
        } else {
            hash.update([0]);
        }
        hash.finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key")
            .field("endpoint", &self.endpoint)
            .field("digest", &self.digest())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_counts_and_none_is_told() {
        let keys = [
            Key::new("e", "a", "anna@example.com"),
            Key::new("e", "a", "anna@example.com").with_identity(""),
            Key::new("e", "a", "anna@example.com").with_identity("1"),
            Key::new("e", "aa", "nna@example.com"),
            Key::new("ea", "", "anna@example.com"),
        ];
        let digests: std::collections::BTreeSet<_> = keys.iter().map(Key::digest).collect();
        assert_eq!(digests.len(), keys.len());
        assert!(!format!("{keys:?}").contains("anna"));
    }
}
