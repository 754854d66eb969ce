//! The futures of sessions can be awaited on any thread: this file compiles only if they are
//! `Send`.
#![allow(dead_code, reason = "the compiler alone has to read it")]

use sapo_authenticate::authenticate::AuthenticateClient;
use sapo_authenticate::{AuthSession, Session};

fn assert_send<F: IntoFuture<IntoFuture: Send>>(_: F) {}

fn sessions(session: &Session, of_auth: &AuthSession) {
    assert_send(session.log_in());
    assert_send(session.has_session());
    assert_send(session.log_out());
    assert_send(session.identities());
    assert_send(session.identity());
    assert_send(session.find("Nordlys Bakeri AS"));
    assert_send(session.switch("Nordlys Bakeri AS"));
    assert_send(session.identities_with_credential());
    assert_send(session.identities_with_credential_by_service(1));
    assert_send(session.service::<AuthenticateClient<_>>().has_session());
    assert_send(of_auth.log_in());
    assert_send(of_auth.identity());
    assert_send(of_auth.destroy());
}
