//! The futures of this crate can be awaited on any thread: this file compiles only if they are
//! `Send`.
#![allow(dead_code, reason = "the compiler alone has to read it")]

use sapo::Transport;
use sapo::soap::Call;
use sapo::transport::{Body, Payload};

fn assert_send<F: IntoFuture<IntoFuture: Send>>(_: F) {}

/// Neither the response nor the value has to be `Send`.
fn calls<T: Transport, R, V>(call: Call<'_, T, R, V>) {
    assert_send(call);
}

fn bodies(mut body: Body) {
    assert_send(body.beginning());
    assert_send(body.piece());
    assert_send(body.bytes());
}

fn transports<T: Transport, P: Payload>(
    transport: &T,
    request: http::Request<P>,
    whole: http::Request<bytes::Bytes>,
    streamed: http::Request<Body>,
) {
    assert_send(P::send(transport, request));
    assert_send(transport.send(whole));
    assert_send(transport.send_streamed(streamed));
}

fn routers(
    router: &sapo::server::Router,
    whole: http::Request<bytes::Bytes>,
    streamed: http::Request<Body>,
) {
    assert_send(router.respond(whole));
    assert_send(router.respond_streamed(streamed));
}

#[cfg(feature = "session")]
fn sessions<P: sapo::session::Protocol, T: Transport + Clone>(
    session: &sapo::session::Authenticated<P, T>,
    protocol: P,
    key: sapo::session::Key,
) {
    assert_send(session.open());
    assert_send(session.open_id());
    assert_send(session.is_alive());
    assert_send(session.known_id());
    assert_send(session.forget());
    assert_send(session.hand_over(protocol, key));
}

#[cfg(feature = "server")]
fn hosts(running: sapo::server::Running) {
    assert_send(sapo::server::Host::bind("127.0.0.1:0"));
    assert_send(running.stop());
}
