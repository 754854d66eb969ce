//! Refused logins.

use std::sync::Arc;
use std::time::Duration;

use sapo::session::{
    Authenticated, Backoff, Clock, FileStore, MemoryStore, Record, Refusals, SessionError,
    SessionStore,
};

use crate::fake::{Fake, PASSWORD, Server, call, key};

#[tokio::test]
async fn a_wrong_password_is_not_hammered() {
    let server = Server::new();
    let mut protocol = Fake::new("anna");
    protocol.password = "battery staple".into();
    let session = Authenticated::new(protocol, key("anna"), server.environment());

    let error = call(&session).await.unwrap_err();
    assert!(matches!(
        SessionError::of(&error),
        Some(SessionError::Refused(_))
    ));
    for _ in 0..10 {
        let error = session.open().await.unwrap_err();
        let SessionError::BackingOff { refusals, .. } = &error else {
            panic!("{error}");
        };
        assert_eq!(*refusals, 1);
        assert!(error.to_string().ends_with(": wrong password"), "{error}");
    }
    assert_eq!(server.count("login"), 1);

    // Five seconds, then ten.
    server.clock.advance(Duration::from_secs(5));
    assert!(matches!(
        session.open().await,
        Err(SessionError::Refused(_))
    ));
    server.clock.advance(Duration::from_secs(9));
    assert!(matches!(
        session.open().await,
        Err(SessionError::BackingOff { refusals: 2, .. })
    ));
    server.clock.advance(Duration::from_secs(1));
    assert!(session.open().await.is_err());
    assert_eq!(server.count("login"), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_burst_with_a_wrong_password_tries_once() {
    let server = Server::new();
    let mut protocol = Fake::new("anna");
    protocol.password = format!("{PASSWORD}!").into();
    let session = Authenticated::new(protocol, key("anna"), server.environment());
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..200 {
        let session = session.clone();
        tasks.spawn(async move { call(&session).await });
    }
    assert!(tasks.join_all().await.iter().all(Result::is_err));
    assert_eq!(server.count("login"), 1);
    assert_eq!(server.count("call"), 0);
}

/// As a program does that is started again and again.
#[tokio::test]
async fn all_who_share_a_store_wait_after_a_refusal() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::new();
    let session = |password: &str| {
        let mut protocol = Fake::new("anna");
        protocol.password = password.into();
        let store = Arc::new(FileStore::new(directory.path()));
        let environment = server.environment().with_store(store);
        Authenticated::new(protocol, key("anna"), environment)
    };
    let refused = session("battery staple").open().await.unwrap_err();
    assert!(matches!(refused, SessionError::Refused(_)), "{refused}");
    for _ in 0..3 {
        let error = session("battery staple").open().await.unwrap_err();
        assert!(matches!(
            error,
            SessionError::BackingOff { refusals: 1, .. }
        ));
    }
    server.clock.advance(Duration::from_secs(5));
    session("battery staple").open().await.unwrap_err();
    let error = session(PASSWORD).open().await.unwrap_err();
    assert!(matches!(
        error,
        SessionError::BackingOff { refusals: 2, .. }
    ));
    assert_eq!(server.count("login"), 2);

    // Who has mended the password need not wait for the end of it.
    let mended = session(PASSWORD);
    mended.forget().await.unwrap();
    session(PASSWORD).open().await.unwrap();
    server.clock.advance(Duration::from_secs(10));
    call(&session(PASSWORD)).await.unwrap();
    assert_eq!(server.count("login"), 3);
}

/// Ten years, about.
const YEARS: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

#[tokio::test]
async fn a_refusal_by_a_clock_that_was_ahead_is_forgotten() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::new();
    let session = |password: &str| {
        let mut protocol = Fake::new("anna");
        protocol.password = password.into();
        let store = Arc::new(FileStore::new(directory.path()));
        let environment = server.environment().with_store(store);
        Authenticated::new(protocol, key("anna"), environment)
    };
    server.clock.advance(YEARS);
    let wrong = session("battery staple");
    let error = wrong.open().await.unwrap_err();
    assert!(matches!(error, SessionError::Refused(_)), "{error}");
    server.clock.set_back(YEARS);

    // In the same process, and in another.
    let error = wrong.open().await.unwrap_err();
    assert!(matches!(error, SessionError::Refused(_)), "{error}");
    server.clock.advance(Duration::from_secs(60));
    server.clock.advance(YEARS);
    wrong.open().await.unwrap_err();
    server.clock.set_back(YEARS);
    assert_eq!(call(&session(PASSWORD)).await.unwrap(), "anna");
}

/// Machines that share a store have clocks that differ a little.
#[tokio::test]
async fn no_wait_is_longer_than_the_longest() {
    let server = Server::new();
    let longest = Backoff::default().longest;
    let now = server.clock.now();
    for (ahead, expected) in [
        (longest, Some(now + longest)),
        (longest + Duration::from_secs(10), Some(now + longest)),
        (longest + Duration::from_secs(3600), None),
    ] {
        let store = Arc::new(MemoryStore::default());
        let refusals = Refusals {
            count: 9,
            retry_at: Some(now + ahead),
        };
        let record = Record::of_refusals(refusals);
        store.save(&key("anna"), &record).await.unwrap();
        let session = server.session_in("anna", server.environment().with_store(store));
        let wait = match session.open().await {
            Err(SessionError::BackingOff { retry_at, .. }) => Some(retry_at),
            outcome => outcome.map(|()| None).unwrap(),
        };
        assert_eq!(wait, expected, "{ahead:?}");
    }
}
