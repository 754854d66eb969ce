//! Sessions that end, and calls that are refused.

use std::io;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{COOKIE, SET_COOKIE};
use http::{Request, StatusCode};
use sapo::transport::{Body, Source};
use sapo::{Attachment, Transport};

use crate::fake::{HOST, Server, call};

#[tokio::test]
async fn a_dead_session_is_renewed_and_the_call_repeated() {
    let server = Server::new();
    let session = server.session("anna");
    call(&session).await.unwrap();
    server.kill();
    assert_eq!(call(&session).await.unwrap(), "anna");
    assert_eq!(server.count("login"), 2);
    assert_eq!(server.count("call"), 3);
}

#[tokio::test]
async fn the_identity_is_restored_after_a_renewal() {
    let server = Server::new();
    // A login for this one starts as the default identity.
    let session = server.session("moved");
    assert_eq!(call(&session).await.unwrap(), "moved");
    server.kill();
    assert_eq!(call(&session).await.unwrap(), "moved");
    assert_eq!(server.count("act-as"), 2);
}

#[tokio::test]
async fn a_refusal_by_a_live_session_is_repeated_without_a_login() {
    let server = Server::new();
    let session = server.session("anna");
    call(&session).await.unwrap();
    server.state.lock().unwrap().refuse_calls = 1;
    call(&session).await.unwrap();
    assert_eq!(server.count("login"), 1);
    assert_eq!(server.count("alive"), 1);
}

#[tokio::test]
async fn a_second_refusal_is_the_callers() {
    let server = Server::new();
    let session = server.session("anna");
    server.state.lock().unwrap().refuse_calls = 2;
    let error = call(&session).await.unwrap_err();
    assert!(matches!(error, sapo::Error::Status { status: 401, .. }));
    assert_eq!(server.count("login"), 1);
    assert_eq!(server.count("call"), 2);
    // The session is none the worse for it.
    call(&session).await.unwrap();
    assert_eq!(server.count("login"), 1);
}

#[tokio::test]
async fn a_session_is_asked_about_only_after_a_long_rest() {
    let server = Server::new();
    let session = server.session("anna");
    for _ in 0..3 {
        call(&session).await.unwrap();
        server.clock.advance(Duration::from_secs(9 * 60));
    }
    assert_eq!(server.count("alive"), 0);
    server.clock.advance(Duration::from_secs(2 * 60));
    call(&session).await.unwrap();
    assert_eq!(server.count("alive"), 1);
    server.clock.advance(Duration::from_secs(11 * 60));
    server.kill();
    call(&session).await.unwrap();
    assert_eq!((server.count("alive"), server.count("login")), (2, 2));
    // Five calls, none of which was refused.
    assert_eq!(server.count("call"), 5);
}

#[tokio::test]
async fn cookies_of_others_pass_and_the_sessions_own_is_ignored() {
    let server = Server::new();
    let session = server.session("anna");
    let request = Request::post(format!("{HOST}/call"))
        .header(COOKIE, "balancer=7; token=mine")
        .body(Bytes::new())
        .unwrap();
    let response = session.send(request).await.unwrap();
    assert_eq!(server.last_cookie().unwrap(), "balancer=7; token=session-1");
    let set: Vec<_> = response.headers().get_all(SET_COOKIE).iter().collect();
    assert_eq!(set, ["balancer=7"]);
    assert_eq!(session.id().unwrap().expose(), "session-1");
}

#[tokio::test]
async fn a_protocol_may_take_a_new_id_from_a_response() {
    let server = Server::new();
    let session = server.session("anna");
    session.protocol().reissues.store(true, Ordering::Relaxed);
    call(&session).await.unwrap();
    assert_eq!(session.id().unwrap().expose(), "reissued");
}

/// A body of one piece, which is there only once.
struct Once(Option<Bytes>);

impl Source for Once {
    fn poll_piece(&mut self, _: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

fn streamed(body: Body) -> Request<Body> {
    Request::post(format!("{HOST}/call")).body(body).unwrap()
}

#[tokio::test]
async fn a_call_in_pieces_is_repeated_where_its_body_is_still_to_be_had() {
    let server = Server::new();
    let session = server.session("anna");
    call(&session).await.unwrap();
    server.kill();
    let mut body = Body::from(Bytes::from("<a>"));
    body.push_attachment(Attachment::new("</a>"));
    let response = session.send_streamed(streamed(body)).await.unwrap();
    assert_eq!(response.headers().get_all(SET_COOKIE).iter().count(), 1);
    assert_eq!(response.into_body().bytes().await.unwrap(), "anna");
    let last = server.state.lock().unwrap().requests.pop().unwrap();
    assert_eq!(last.body(), "<a></a>");
    assert_eq!((server.count("login"), server.count("call")), (2, 3));
}

#[tokio::test]
async fn a_body_that_arrives_is_not_sent_twice_but_the_next_call_has_another_session() {
    let server = Server::new();
    let session = server.session("anna");
    call(&session).await.unwrap();
    server.kill();
    let body = || Body::arriving(Once(Some(Bytes::from("<a/>"))));
    let response = session.send_streamed(streamed(body())).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(response.into_body().bytes().await.unwrap(), "who are you?");
    let response = session.send_streamed(streamed(body())).await.unwrap();
    assert_eq!(response.into_body().bytes().await.unwrap(), "anna");
    assert_eq!((server.count("login"), server.count("call")), (2, 3));
}
