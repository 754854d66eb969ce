//! Refused logins.

use std::sync::Arc;
use std::time::Duration;

use sapo::session::{Authenticated, FileStore, SessionError};

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
