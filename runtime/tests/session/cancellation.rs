//! Calls that are dropped before they are done.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use sapo::Client;
use sapo::session::{MemoryStore, Record, SessionStore};
use sapo::soap::{Http, Operation, Port, ServiceDescription};

use crate::fake::{Fake, HOST, Server, Session, call, key};

static CALL: Operation<(), ()> = Operation::new("Call").with_http(Http::post("/call"));
static SERVICE: ServiceDescription =
    ServiceDescription::new("Service", &[Port::http(HOST)], &[CALL.description()]);

/// The most polls that any of the calls takes.
const MOST: usize = 100;

/// Polls a future so many times; whether it is done then.
async fn poll<F: Future>(mut future: Pin<&mut F>, times: usize) -> bool {
    poll_fn(|context| {
        let is_done = (0..times).any(|_| future.as_mut().poll(context).is_ready());
        Poll::Ready(is_done)
    })
    .await
}

/// Waits for a call of whoever comes after one that was dropped.
async fn succeeds(session: &Session) {
    let call = tokio::time::timeout(Duration::from_secs(10), call(session));
    let identity = call.await.expect("nobody holds the session up");
    assert_eq!(identity.unwrap(), "anna");
}

/// Drops a call of a new session after each number of polls.
///
/// `prepare` makes the session. One that is dropped may cost a login more than the `logins` of one
/// that is not.
async fn drop_everywhere(logins: usize, prepare: impl AsyncFn(&Arc<Server>) -> Session) {
    let mut polls = 0;
    loop {
        let server = Server::new();
        let session = prepare(&server).await;
        let client = Client::new(&SERVICE, session.clone());
        let mut dropped = Box::pin(client.call(&CALL, ()).into_future());
        let is_done = poll(dropped.as_mut(), polls).await;
        // Another call waits for the same session already.
        let mut waiting = pin!(succeeds(&session));
        let is_served = poll(waiting.as_mut(), 1).await;
        drop(dropped);
        if !is_served {
            waiting.await;
        }
        succeeds(&session).await;
        let most = if is_done { logins } else { logins + 1 };
        let made = server.count("login");
        assert!(made <= most, "{made} logins after {polls} polls");
        if is_done {
            break;
        }
        polls += 1;
        assert!(polls < MOST, "the call is never done");
    }
    // Each exchange gives way to others four times.
    assert!(polls > 4, "{polls}");
}

#[tokio::test]
async fn a_call_that_opens_the_session_may_be_dropped_anywhere() {
    drop_everywhere(1, async |server| server.session("anna")).await;
}

#[tokio::test]
async fn a_call_that_adopts_or_replaces_a_stored_session_may_be_dropped_anywhere() {
    for is_alive in [true, false] {
        let logins = if is_alive { 1 } else { 2 };
        drop_everywhere(logins, async |server| {
            let store = Arc::new(MemoryStore::default());
            let environment = server.environment().with_store(store.clone());
            if is_alive {
                let other = server.session_in("anna", environment.clone());
                other.open().await.unwrap();
            } else {
                let stale = Record::of_session("stale".into());
                store.save(&key("anna"), &stale).await.unwrap();
            }
            server.session_in("anna", environment)
        })
        .await;
    }
}

#[tokio::test]
async fn a_call_that_renews_the_session_may_be_dropped_anywhere() {
    drop_everywhere(2, async |server| {
        let session = server.session("anna");
        session.open().await.unwrap();
        server.kill();
        session
    })
    .await;
}

#[tokio::test]
async fn a_session_that_changes_hands_may_be_dropped_on_the_way() {
    for polls in 0..MOST {
        let server = Server::new();
        let session = server.session("anna");
        session.open().await.unwrap();
        let mut heir = Box::pin(session.hand_over(Fake::new("björn"), key("björn")));
        let is_done = poll(heir.as_mut(), polls).await;
        drop(heir);
        succeeds(&session).await;
        if is_done {
            assert!(polls > 4, "{polls}");
            return;
        }
    }
    panic!("the session never changes hands");
}
