//! Sessions that come to act as another identity.

use std::sync::Arc;

use sapo::session::{MemoryStore, SessionError};

use crate::fake::{Fake, Server, call, key};

#[tokio::test]
async fn a_session_of_its_own_changes_hands() {
    let server = Server::new();
    let anna = server.session("anna");
    call(&anna).await.unwrap();
    let bo = anna.hand_over(Fake::new("bo"), key("bo")).await.unwrap();
    assert_eq!(call(&bo).await.unwrap(), "bo");
    assert_eq!(server.count("login"), 1);
    // Who held the old one is not surprised to be somebody else.
    assert_eq!(call(&anna).await.unwrap(), "anna");
    assert_eq!(call(&bo).await.unwrap(), "bo");
    assert_eq!(server.count("login"), 2);
}

#[tokio::test]
async fn a_session_that_others_may_use_does_not() {
    let server = Server::new();
    let environment = server
        .environment()
        .with_store(Arc::new(MemoryStore::default()));
    let anna = server.session_in("anna", environment.clone());
    let same = server.session_in("anna", environment);
    call(&anna).await.unwrap();
    call(&same).await.unwrap();
    let bo = anna.hand_over(Fake::new("bo"), key("bo")).await.unwrap();
    assert_eq!(call(&bo).await.unwrap(), "bo");
    assert_eq!(call(&same).await.unwrap(), "anna");
    assert_eq!(call(&anna).await.unwrap(), "anna");
}

#[tokio::test]
async fn a_refused_change_leaves_the_session_as_it_was() {
    let server = Server::new();
    let anna = server.session("anna");
    call(&anna).await.unwrap();
    let error = anna
        .hand_over(Fake::new("blocked"), key("blocked"))
        .await
        .unwrap_err();
    assert!(matches!(error, SessionError::Unfit(_)), "{error}");
    assert_eq!(call(&anna).await.unwrap(), "anna");
    assert_eq!(server.count("login"), 1);
}

#[tokio::test]
async fn a_dead_session_does_not_hinder_the_change() {
    let server = Server::new();
    let anna = server.session("anna");
    call(&anna).await.unwrap();
    server.kill();
    let bo = anna.hand_over(Fake::new("bo"), key("bo")).await.unwrap();
    assert_eq!(call(&bo).await.unwrap(), "bo");
    assert_eq!(server.count("login"), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_call_is_made_as_somebody_else() {
    let server = Server::new();
    let anna = server.session("anna");
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..300 {
        let anna = anna.clone();
        tasks.spawn(async move { assert_eq!(call(&anna).await.unwrap(), "anna") });
    }
    for name in ["bo", "cy", "di"] {
        let other = anna.hand_over(Fake::new(name), key(name)).await.unwrap();
        tasks.spawn(async move { assert_eq!(call(&other).await.unwrap(), name) });
        tokio::task::yield_now().await;
    }
    tasks.join_all().await;
}
