//! What calls tell the log, and what they keep from it.
#![cfg(feature = "client")]

mod authenticate;
mod script;

use std::io::Write;
use std::sync::{Arc, Mutex};

use authenticate::*;
use http::HeaderValue;
use http::header::COOKIE;
use sapo::Client;
use sapo::transport::HttpTransport;
use script::{Script, response};
use tracing_subscriber::fmt::format::FmtSpan;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_call_is_a_span_without_secrets() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let body = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>\
        <LoginResponse xmlns='http://24sevenOffice.com/webservices'>\
        <LoginResult>s3cret</LoginResult></LoginResponse></e:Body></e:Envelope>";
    let cookie = ("Set-Cookie", "ASP.NET_SessionId=s3cret; path=/");
    let server = Script::answering([response(200, &[cookie], body.as_bytes())]).await;
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    let client = Client::new(&AUTHENTICATE, transport)
        .with_endpoint(server.url("/(S(s3cret))/a.asmx?id=s3cret"))
        .with_http_header(COOKIE, HeaderValue::from_static("ASP.NET_SessionId=s3cret"));
    let login = Login {
        username: Some("someone".to_owned()),
        password: Some("s3cret".into()),
    };
    client.call(&LOGIN, &login).await.unwrap();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let span =
        "soap_call{service=\"Authenticate\" operation=\"Login\" host=\"127.0.0.1\" milliseconds=";
    assert!(log.contains(span), "{log}");
    assert!(
        log.contains(&format!("status=200 bytes={}", body.len())),
        "{log}"
    );
    assert!(!log.contains("s3cret"), "{log}");
}
