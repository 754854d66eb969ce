//! Who gets to see what.

use http::Request;
use sapo::session::SessionError;
use sapo::{Transport, TransportError};

use crate::fake::{PASSWORD, Server, call};
use crate::log::Log;

#[tokio::test]
async fn nothing_is_sent_to_hosts_that_are_not_trusted() {
    let server = Server::new();
    let session = server.session("anna");
    for url in [
        "https://evil.example.com/call",
        "https://api.example.com.evil.test/call",
        "http://api.example.com/call",
    ] {
        let request = Request::post(url).body(bytes::Bytes::new()).unwrap();
        let error = session.send(request).await.unwrap_err();
        let TransportError::Refused(error) = error else {
            panic!("{error}");
        };
        assert!(matches!(
            error.downcast_ref().unwrap(),
            SessionError::Untrusted { .. } | SessionError::Insecure { .. }
        ));
    }
    assert_eq!(server.count("login"), 0);
    assert_eq!(server.count("call"), 0);
    // The other trusted host gets the same session.
    call(&session).await.unwrap();
    let request = Request::post("https://services.example.com/call")
        .body(bytes::Bytes::new())
        .unwrap();
    session.send(request).await.unwrap();
    assert_eq!(server.last_cookie().unwrap(), "token=session-1");
}

#[tokio::test]
async fn secrets_are_in_no_log_and_no_debug_text() {
    let log = Log::of_all_tests();
    let server = Server::new();
    let session = server.session("anna");
    call(&session).await.unwrap();
    server.kill();
    call(&session).await.unwrap();
    let shown = format!(
        "{session:?} {:?} {:?} {}",
        session.key(),
        session.protocol(),
        log.text()
    );
    assert!(shown.contains("logging in"), "{shown}");
    for secret in [PASSWORD, "session-1", "session-2", "anna@example.com"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    let state = server.state.lock().unwrap();
    let shown = format!("{:?}", state.requests.last().unwrap().headers());
    assert!(!shown.contains("session-2"), "{shown}");
}
