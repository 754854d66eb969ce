//! Who gets to see passwords and session ids: nobody but the services.

use std::io;
use std::sync::{Arc, Mutex};

use sapo_authenticate::embedded::sibling::SiblingClient;
use sapo_authenticate::embedded::{ANNA, APPLICATION, Embedded, User};
use sapo_authenticate::{Error, Session, SessionBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

fn builder(server: &Embedded, user: User) -> SessionBuilder {
    Session::builder(APPLICATION, user.username, user.password).endpoint(server.authenticate_url())
}

/// A server that keeps what it is sent, and answers each connection with the same text.
async fn listener(answer: String) -> (u16, Arc<Mutex<String>>) {
    let socket = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = socket.local_addr().unwrap().port();
    let seen = Arc::new(Mutex::new(String::new()));
    let sent = Arc::clone(&seen);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = socket.accept().await.unwrap();
            let mut bytes = vec![0; 64 * 1024];
            let length = stream.read(&mut bytes).await.unwrap();
            sent.lock()
                .unwrap()
                .push_str(&String::from_utf8_lossy(&bytes[..length]));
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    (port, seen)
}

#[tokio::test]
async fn a_redirect_takes_the_cookie_nowhere() {
    let server = Embedded::start().await.unwrap();
    let session = builder(&server, ANNA).build().unwrap();
    session.log_in().await.unwrap();
    for status in [301, 302, 303, 307, 308] {
        let (elsewhere, stolen) =
            listener("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".into()).await;
        let (redirecting, seen) = listener(format!(
            "HTTP/1.1 {status} Moved\r\nlocation: http://localhost:{elsewhere}/\r\ncontent-length: 0\r\n\r\n"
        ))
        .await;
        let sibling: SiblingClient<_> =
            session.service_at(format!("http://127.0.0.1:{redirecting}/sibling.asmx"));
        let error = sibling.who_am_i().await.unwrap_err();
        assert!(matches!(error, sapo::Error::Transport(_)), "{error}");
        let id = session.id().unwrap();
        assert!(seen.lock().unwrap().contains(id.expose()));
        assert_eq!(*stolen.lock().unwrap(), "", "{status}");
    }
}

#[tokio::test]
async fn hosts_that_are_not_trusted_get_nothing() {
    let server = Embedded::start().await.unwrap();
    let session = builder(&server, ANNA).build().unwrap();
    let (port, seen) = listener(String::new()).await;
    // The session trusts 127.0.0.1, which it logs in at, and knows no other name of it.
    let sibling: SiblingClient<_> = session.service_at(format!("http://localhost:{port}/"));
    let error = Error::from(sibling.who_am_i().await.unwrap_err());
    assert!(matches!(error, Error::Untrusted { .. }), "{error}");
    let sibling: SiblingClient<_> = session.service_at("http://api.24sevenoffice.com/");
    let error = Error::from(sibling.who_am_i().await.unwrap_err());
    assert!(matches!(error, Error::Insecure { .. }), "{error}");
    assert_eq!(*seen.lock().unwrap(), "");
    assert_eq!(server.calls("Login"), 0);
}

#[tokio::test]
async fn nothing_that_is_printed_tells_a_secret() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer({
            let log = log.clone();
            move || log.clone()
        })
        .finish();
    // For all threads: with one for this thread alone, what others log first would be off for good.
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let server = Embedded::start().await.unwrap();
    let builder = builder(&server, ANNA);
    let built = format!("{builder:?}");
    let session = builder.build().unwrap();
    session.log_in().await.unwrap();
    let id = session.id().unwrap();
    server.end_sessions();
    let sibling: SiblingClient<_> = session.service_at(server.sibling_url());
    sibling.who_am_i().await.unwrap();
    let renewed = session.id().unwrap();

    let refused = Session::builder(APPLICATION, ANNA.username, "battery staple")
        .endpoint(server.authenticate_url())
        .build()
        .unwrap();
    let error = refused.log_in().await.unwrap_err();
    let later = refused.log_in().await.unwrap_err();

    let shown = format!(
        "{built} {session:?} {sibling:?} {error} {error:?} {later} {later:?} {:?} {}",
        session.transport(),
        String::from_utf8_lossy(&log.0.lock().unwrap()),
    );
    assert!(shown.contains("soap_call"), "{shown}");
    for secret in [
        ANNA.password,
        "battery staple",
        ANNA.username,
        id.expose(),
        renewed.expose(),
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
