//! One login for all.

use std::sync::Arc;
use std::time::Duration;

use sapo::session::{MemoryStore, Record, SessionError, SessionStore};
use tokio::task::JoinSet;

use crate::fake::{Server, Session, call, key};

/// Makes so many calls at once; all must succeed.
async fn burst(session: &Session, calls: usize) {
    let mut tasks = JoinSet::new();
    for _ in 0..calls {
        let session = session.clone();
        tasks.spawn(async move { call(&session).await.unwrap() });
    }
    while let Some(identity) = tasks.join_next().await {
        assert_eq!(identity.unwrap(), "anna");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_tasks_log_in_once() {
    let server = Server::new();
    burst(&server.session("anna"), 1000).await;
    assert_eq!(server.count("login"), 1);
    assert_eq!(server.count("alive"), 0);
    assert_eq!(server.count("call"), 1000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_session_killed_in_a_burst_costs_one_login_and_no_call() {
    let server = Server::new();
    let session = server.session("anna");
    server.state.lock().unwrap().kill_after = Some(400);
    burst(&session, 1000).await;
    assert_eq!(server.count("login"), 2);
    assert!(server.count("alive") <= 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stored_session_is_asked_about_once() {
    let server = Server::new();
    let store = Arc::new(MemoryStore::default());
    let environment = server.environment().with_store(store);
    let first = server.session_in("anna", environment.clone());
    first.open().await.unwrap();
    burst(&server.session_in("anna", environment), 1000).await;
    assert_eq!(server.count("login"), 1);
    assert_eq!(server.count("alive"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn objects_that_share_a_store_log_in_once() {
    let server = Server::new();
    let store = Arc::new(MemoryStore::default());
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let environment = server.environment().with_store(store.clone());
        let session = server.session_in("anna", environment);
        tasks.spawn(async move { call(&session).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.len(), 50);
    assert_eq!(server.count("login"), 1);
}

#[tokio::test]
async fn a_dead_stored_session_is_replaced() {
    let server = Server::new();
    let store = Arc::new(MemoryStore::default());
    store
        .save(&key("anna"), &Record::of_session("stale".into()))
        .await
        .unwrap();
    let environment = server.environment().with_store(store.clone());
    let session = server.session_in("anna", environment);
    assert!(!session.is_alive().await.unwrap());
    call(&session).await.unwrap();
    assert!(session.is_alive().await.unwrap());
    let stored = store.load(&key("anna")).await.unwrap().id;
    assert_eq!(stored, session.id());
    assert_eq!(stored.unwrap().expose(), "session-1");

    session.forget().await.unwrap();
    assert_eq!(store.load(&key("anna")).await.unwrap().id, None);
    assert_eq!(session.id(), None);
}

#[tokio::test]
async fn a_task_dropped_while_it_logs_in_is_replaced_by_another() {
    let server = Server::new();
    let session = server.session("anna");
    // However far the first task gets, the second one gets through, with one more login at most.
    for polls in 0..40 {
        session.forget().await.unwrap();
        let before = server.count("login");
        let mut dropped = by_hand::Polled::new(session.clone());
        dropped.poll(polls);
        let second = tokio::spawn({
            let session = session.clone();
            async move { call(&session).await }
        });
        tokio::task::yield_now().await;
        drop(dropped);
        let answer = tokio::time::timeout(Duration::from_secs(5), second).await;
        assert_eq!(answer.unwrap().unwrap().unwrap(), "anna");
        assert!(server.count("login") - before <= 2);
    }
}

#[tokio::test]
async fn a_login_is_not_lost_to_the_task_that_made_it() {
    let server = Server::new();
    let session = server.session("anna");
    let mut dropped = by_hand::Polled::new(session.clone());
    while server.count("who") == 0 {
        dropped.poll(1);
    }
    drop(dropped);
    call(&session).await.unwrap();
    assert_eq!(server.count("login"), 1);
    assert_eq!(server.count("who"), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn all_who_wait_share_a_failure() {
    let server = Server::new();
    server.state.lock().unwrap().down = true;
    let session = server.session("anna");
    let mut tasks = JoinSet::new();
    for _ in 0..100 {
        let session = session.clone();
        tasks.spawn(async move { session.open().await.unwrap_err() });
    }
    for error in tasks.join_all().await {
        assert!(matches!(error, SessionError::Call(_)), "{error}");
    }
    server.state.lock().unwrap().down = false;
    // Nothing was refused, so nothing needs to wait.
    call(&session).await.unwrap();
}

/// Polls an opening session by hand, so that it can be dropped anywhere.
mod by_hand {
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    use sapo::session::SessionError;

    use crate::fake::Session;

    pub(crate) struct Polled(Pin<Box<dyn Future<Output = Result<(), SessionError>> + Send>>);

    impl Polled {
        pub(crate) fn new(session: Session) -> Self {
            Self(Box::pin(async move { session.open().await }))
        }

        pub(crate) fn poll(&mut self, times: usize) {
            for _ in 0..times {
                let mut context = Context::from_waker(Waker::noop());
                if let Poll::Ready(done) = self.0.as_mut().poll(&mut context) {
                    done.unwrap();
                    self.0 = Box::pin(std::future::pending());
                }
            }
        }
    }
}
