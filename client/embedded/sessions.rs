//! The sessions that are alive.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use sapo::Uuid;
use sapo::server::Context;

use crate::protocol::COOKIE;

/// The sessions by the value of the cookie.
///
/// As in ASP.NET the cookie is older than the session: every call that comes without one is given one, also when it fails,
/// and a login makes a session of the id that the call came with.
#[derive(Debug)]
pub(super) struct Sessions {
    alive: HashMap<String, Open>,
    idle: Duration,
}

/// Somebody who is logged in.
#[derive(Debug, Clone)]
pub(super) struct Open {
    /// Which account of the world it is.
    pub(super) account: usize,
    /// Whom he acts as; none where the user has no identities.
    pub(super) identity: Option<Uuid>,
    used_at: Instant,
}

impl Sessions {
    pub(super) fn new(idle: Duration) -> Self {
        Self {
            alive: HashMap::new(),
            idle,
        }
    }

    /// The id of a call: the cookie's, or a new one that the answer sets.
    pub(super) fn id_of(context: &mut Context) -> String {
        match context.cookie(COOKIE) {
            Some(id) if is_id(id) => id.to_owned(),
            _ => {
                let id = new_id();
                set_cookie(context, &id);
                id
            }
        }
    }

    /// The session of this id. Asking for it is use of it.
    pub(super) fn get(&mut self, id: &str) -> Option<Open> {
        let open = self.alive.get_mut(id)?;
        if open.used_at.elapsed() > self.idle {
            self.alive.remove(id);
            return None;
        }
        open.used_at = Instant::now();
        Some(open.clone())
    }

    /// Makes the call's id a session.
    pub(super) fn open(
        &mut self,
        id: &str,
        account: usize,
        identity: Option<Uuid>,
        context: &mut Context,
    ) {
        let open = Open {
            account,
            identity,
            used_at: Instant::now(),
        };
        self.alive.insert(id.to_owned(), open);
        set_cookie(context, id);
    }

    pub(super) fn switch(&mut self, id: &str, identity: Uuid) {
        if let Some(open) = self.alive.get_mut(id) {
            open.identity = Some(identity);
        }
    }

    pub(super) fn end_all(&mut self) {
        self.alive.clear();
    }

    pub(super) fn end_after(&mut self, idle: Duration) {
        self.idle = idle;
    }
}

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz012345";
const LENGTH: usize = 24;

fn is_id(text: &str) -> bool {
    text.len() == LENGTH && text.bytes().all(|byte| ALPHABET.contains(&byte))
}

/// The standard library's seed is random enough for a server that nobody else reaches.
pub(super) fn new_id() -> String {
    (0..LENGTH)
        .map(|_| {
            let random = RandomState::new().hash_one(0);
            char::from(ALPHABET[(random % 32) as usize])
        })
        .collect()
}

fn set_cookie(context: &mut Context, id: &str) {
    context.set_cookie(&format!("{COOKIE}={id}; path=/; HttpOnly"));
}
