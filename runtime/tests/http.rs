//! The HTTP transport against servers of all manners, over real sockets.
#![cfg(feature = "client")]

mod authenticate;
mod script;

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use authenticate::*;
use bytes::Bytes;
use http::HeaderValue;
use http::header::{COOKIE, LOCATION, SET_COOKIE};
use sapo::transport::{Body, HttpTransport, HttpTransportBuilder, Timeout};
use sapo::{Client, Error, Transport, TransportError};
use script::{Script, response};
use tokio::runtime::Builder;

const HELD: &str = r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><HasSessionResponse xmlns="http://24sevenOffice.com/webservices"><HasSessionResult>true</HasSessionResult></HasSessionResponse></e:Body></e:Envelope>"#;

const XML: (&str, &str) = ("Content-Type", "text/xml; charset=utf-8");

fn held() -> Vec<u8> {
    response(200, &[XML], HELD.as_bytes())
}

fn builder() -> HttpTransportBuilder {
    HttpTransport::builder().no_proxy()
}

fn client(url: impl Into<String>, builder: HttpTransportBuilder) -> Client<HttpTransport> {
    Client::new(&AUTHENTICATE, builder.build().unwrap())
        .with_endpoint(url)
        .with_http_header(COOKIE, HeaderValue::from_static("ASP.NET_SessionId=s3cret"))
}

async fn ask(client: &Client<HttpTransport>) -> Result<bool, Error> {
    let response = client.call(&HAS_SESSION, Nothing {}).await?;
    Ok(response.has_session_result)
}

async fn fails(client: &Client<HttpTransport>) -> TransportError {
    let error = ask(client).await.unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains("s3cret"),
        "{error:?}"
    );
    match error {
        Error::Transport(error) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn headers_may_be_folded_and_careless() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml;\r\n\tcharset=utf-8\r\nX-Spaced : 1\r\nno header\r\n";
    let length = HELD.len();
    let answer = format!("{head}Content-Length: {length}\r\n\r\n{HELD}");
    let server = Script::answering([answer.into_bytes()]).await;
    assert!(ask(&client(server.url("/"), builder())).await.unwrap());
}

#[tokio::test]
async fn a_call_is_sent_plain_and_whole() {
    let server = Script::answering([held()]).await;
    assert!(
        ask(&client(server.url("/a.asmx"), builder()))
            .await
            .unwrap()
    );
    let request = server.requests().remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let head = head.to_ascii_lowercase();
    assert!(head.starts_with("post /a.asmx http/1.1\r\n"), "{head}");
    for line in [
        "content-type: text/xml; charset=utf-8".to_owned(),
        "soapaction: \"http://24sevenoffice.com/webservices/hassession\"".to_owned(),
        "cookie: asp.net_sessionid=s3cret".to_owned(),
        "accept-encoding: gzip".to_owned(),
        format!("content-length: {}", body.len()),
        format!("user-agent: sapo/{}", env!("CARGO_PKG_VERSION")),
    ] {
        assert!(head.contains(&format!("\r\n{line}")), "{line} in {head}");
    }
    assert!(!head.contains("content-encoding") && !head.contains("transfer-encoding"));
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_call() {
    let server = Script::answering([held(), held(), held()]).await;
    let client = client(server.url("/"), builder());
    for _ in 0..3 {
        assert!(ask(&client).await.unwrap());
        // The connection is free a moment after the response was read.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 1));
}

#[tokio::test]
async fn no_server() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    match fails(&client(url, builder())).await {
        error @ TransportError::Connect { .. } => assert!(
            error
                .to_string()
                .starts_with("could not connect to 127.0.0.1: "),
            "{error}"
        ),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_the_tls_handshake() {
    let server = Script::answering([held()]).await;
    let url = server.url("/").replace("http://", "https://");
    let brief = builder().connect_timeout(Duration::from_millis(300));
    let error = fails(&client(url, brief)).await;
    assert!(matches!(error, TransportError::Connect { .. }), "{error:?}");
}

/// How long a server goes on that nobody stops.
const FLOOD: Duration = Duration::from_millis(1500);

/// A server that sends `head`, and then `bytes` again and again until the client hangs up.
fn flooding(head: &'static [u8], bytes: &[u8]) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let bytes = bytes.repeat(1 + (64 << 10) / bytes.len());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]).unwrap();
        let begin = Instant::now();
        let mut sent = stream.write_all(head);
        while sent.is_ok() && begin.elapsed() < FLOOD {
            sent = stream.write_all(&bytes);
        }
    });
    url
}

#[test]
fn a_server_that_never_stops_sending() {
    let interim = b"HTTP/1.1 100 Continue\r\n\r\n";
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let packed = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
    let floods: [(&[u8], &[u8]); 3] = [
        (b"", interim),
        (chunked, b"1\r\n \r\n"),
        // Members of no content each.
        (packed, &gzip(b"")),
    ];
    let timeout = Duration::from_millis(100);
    for (mut runtime, has_one_thread) in [
        (Builder::new_current_thread(), true),
        (Builder::new_multi_thread(), false),
    ] {
        let runtime = runtime.enable_all().build().unwrap();
        for (head, bytes) in floods {
            let client = client(flooding(head, bytes), builder().timeout(timeout));
            let begin = Instant::now();
            let error = runtime.block_on(async {
                let error = fails(&client).await;
                if has_one_thread {
                    // The connection that is left behind doesn't hold up the only thread.
                    tokio::time::sleep(timeout).await;
                }
                error
            });
            let took = begin.elapsed();
            assert!(matches!(error, TransportError::Timeout { .. }), "{error:?}");
            assert!(took < FLOOD, "{took:?}");
        }
        // A connection that is being flooded ends with its poll, which nobody need wait for here.
        runtime.shutdown_background();
    }
}

#[tokio::test]
async fn redirects_do_not_start_the_time_again() {
    let again = response(307, &[(LOCATION.as_str(), "/")], b"");
    let server = Script::answering_after(Duration::from_millis(200), vec![again; 9]).await;
    let brief = builder().timeout(Duration::from_millis(500));
    let error = fails(&client(server.url("/"), brief)).await;
    assert!(matches!(error, TransportError::Timeout { .. }), "{error:?}");
}

#[tokio::test]
async fn the_timeout_of_a_client_replaces_that_of_the_transport() {
    let late = Duration::from_millis(400);
    for (of_transport, of_client, arrives) in [(200, 10_000, true), (10_000, 200, false)] {
        let server = Script::answering_after(late, vec![held()]).await;
        let transport = builder().timeout(Duration::from_millis(of_transport));
        let client = client(server.url("/"), transport);
        let client = client.with_timeout(Duration::from_millis(of_client));
        match ask(&client).await {
            Ok(held) => assert!(held && arrives),
            Err(error) => {
                let said = error.to_string();
                assert_eq!(said, "no response from 127.0.0.1 within 200ms");
                assert!(!arrives);
            }
        }
    }
    // Of a transport by itself too.
    let server = Script::answering_after(late, vec![held()]).await;
    let mut request = http::Request::post(server.url("/"))
        .body(Bytes::new())
        .unwrap();
    request
        .extensions_mut()
        .insert(Timeout(Duration::from_millis(200)));
    let error = builder().build().unwrap().send(request).await.unwrap_err();
    assert!(matches!(error, TransportError::Timeout { .. }), "{error:?}");
}

#[tokio::test]
async fn a_slow_server() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<e:Enve".to_vec();
    // Nothing at all, and a body that stops coming.
    for bytes in [Vec::new(), head] {
        let server = Script::stalling_after(bytes).await;
        let begin = Instant::now();
        let error = fails(&client(
            server.url("/"),
            builder().timeout(Duration::from_millis(300)),
        ))
        .await;
        assert!(matches!(error, TransportError::Timeout { .. }), "{error:?}");
        assert_eq!(error.to_string(), "no response from 127.0.0.1 within 300ms");
        assert!(begin.elapsed() < Duration::from_secs(10));
    }
}

#[tokio::test]
async fn a_server_that_hangs_up() {
    let mut cut = held();
    cut.truncate(cut.len() - 20);
    for bytes in [Vec::new(), cut] {
        let server = Script::answering([bytes]).await;
        let error = fails(&client(server.url("/"), builder())).await;
        assert!(
            matches!(error, TransportError::Exchange { .. }),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn pages_and_empty_answers() {
    for (answer, message) in [
        (
            response(503, &[("Content-Type", "text/html")], b"<html>Down</html>"),
            "HTTP status 503 without a message: Down",
        ),
        (response(500, &[], b""), "HTTP status 500 without a message"),
        (response(400, &[], b""), "HTTP status 400 without a message"),
    ] {
        let server = Script::answering([answer]).await;
        let error = ask(&client(server.url("/"), builder())).await.unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

#[tokio::test]
async fn a_redirect_takes_no_cookie_elsewhere() {
    let elsewhere = Script::answering([held(), held()]).await;
    for status in [301, 302, 303, 307, 308] {
        let target = elsewhere.url("/(S(s3cret))/b.asmx?id=s3cret");
        let moved = response(status, &[(LOCATION.as_str(), &target)], b"");
        let server = Script::answering([moved]).await;
        let error = fails(&client(server.url("/a.asmx"), builder())).await;
        let origin = elsewhere.url("");
        assert_eq!(
            error.to_string(),
            format!(
                "127.0.0.1 redirects to {origin} (HTTP status {status}), which is not followed"
            )
        );
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn a_redirect_within_the_origin_repeats_the_request() {
    for status in [307, 308] {
        let moved = response(status, &[(LOCATION.as_str(), "b.asmx?x=1")], b"moved");
        let server = Script::answering([moved, held()]).await;
        assert!(
            ask(&client(server.url("/v1/a.asmx"), builder()))
                .await
                .unwrap()
        );
        let requests = server.requests();
        assert!(requests[0].starts_with("POST /v1/a.asmx "), "{requests:?}");
        assert!(
            requests[1].starts_with("POST /v1/b.asmx?x=1 "),
            "{requests:?}"
        );
        let body = |at: usize| requests[at].split_once("\r\n\r\n").unwrap().1.to_owned();
        assert_eq!(body(0), body(1));
        assert!(requests[1].contains("ASP.NET_SessionId=s3cret"));
    }
    // The others ask for a GET, which is not a call.
    for status in [301, 302, 303] {
        let moved = response(status, &[(LOCATION.as_str(), "/login")], b"");
        let server = Script::answering([moved]).await;
        let error = fails(&client(server.url("/"), builder())).await;
        assert!(
            matches!(error, TransportError::Redirect { .. }),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_redirect_repeats_a_body_in_pieces() {
    let moved = response(308, &[(LOCATION.as_str(), "/b")], b"");
    let server = Script::answering([moved, held()]).await;
    let mut body = Body::from(Bytes::from("<a>"));
    body.push_attachment(sapo::Attachment::new("</a>"));
    let request = http::Request::post(server.url("/a")).body(body).unwrap();
    let transport = builder().build().unwrap();
    let response = transport.send_streamed(request).await.unwrap();
    assert_eq!(response.status(), 200);
    let requests = server.requests();
    assert!(requests[1].starts_with("POST /b "), "{requests:?}");
    assert!(requests[1].ends_with("\r\n\r\n<a></a>"), "{requests:?}");
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    let moved = || response(307, &[(LOCATION.as_str(), "/")], b"");
    let server = Script::answering(std::iter::repeat_with(moved).take(50)).await;
    let error = fails(&client(server.url("/"), builder())).await;
    assert_eq!(
        error.to_string(),
        "the exchange with 127.0.0.1 failed: redirected in a circle"
    );
    assert!(server.requests().len() < 10);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const GZIP: (&str, &str) = ("Content-Encoding", "gzip");

#[tokio::test]
async fn compressed_responses() {
    let server = Script::answering([response(200, &[XML, GZIP], &gzip(HELD.as_bytes()))]).await;
    assert!(ask(&client(server.url("/"), builder())).await.unwrap());

    let server = Script::answering([response(200, &[XML, GZIP], b"not gzip at all")]).await;
    let error = fails(&client(server.url("/"), builder())).await;
    assert!(
        matches!(error, TransportError::Exchange { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn compressed_responses_in_parts() {
    let (first, second) = HELD.as_bytes().split_at(100);
    let members = [gzip(first), gzip(b""), gzip(second)].concat();
    let server = Script::answering([
        response(200, &[XML, GZIP], &members),
        response(200, &[XML, ("content-encoding", "X-GZIP")], &members),
        response(200, &[XML, GZIP], &members[..members.len() - 4]),
        response(200, &[XML, GZIP], b""),
        response(200, &[XML, GZIP], &members),
    ])
    .await;
    let client = client(server.url("/"), builder());
    assert!(ask(&client).await.unwrap());
    assert!(ask(&client).await.unwrap());
    let cut = fails(&client).await;
    assert!(matches!(cut, TransportError::Exchange { .. }), "{cut:?}");

    let transport = builder().build().unwrap();
    let request = || http::Request::post(server.url("/")).body(Body::default());
    let empty = transport.send_streamed(request().unwrap()).await.unwrap();
    assert_eq!(empty.into_body().bytes().await.unwrap(), "");
    let response = transport.send_streamed(request().unwrap()).await.unwrap();
    // They are about the bytes on the wire.
    for name in [http::header::CONTENT_ENCODING, http::header::CONTENT_LENGTH] {
        assert!(!response.headers().contains_key(name));
    }
    assert_eq!(response.into_body().bytes().await.unwrap(), HELD);
}

#[tokio::test]
async fn other_clients_in_the_program_are_left_alone() {
    let server = Script::answering([held(), response(200, &[], b"plain")]).await;
    assert!(ask(&client(server.url("/"), builder())).await.unwrap());
    // With the features that this package's own use of reqwest gives it.
    let _new = reqwest::Client::new();
    let other = reqwest::Client::builder().no_proxy().build().unwrap();
    let response = other.get(server.url("/")).send().await.unwrap();
    assert_eq!(response.text().await.unwrap(), "plain");
    let request = server.requests().remove(1).to_ascii_lowercase();
    assert!(!request.contains("accept-encoding"), "{request}");
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}

#[tokio::test]
async fn the_size_of_a_response_is_bounded() {
    let limited = |bytes| builder().response_limit(bytes);
    // 64 MiB, compressed to a thousandth of that.
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..64 {
        encoder.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let server = Script::answering([response(200, &[XML, GZIP], &bomb)]).await;
    let begin = Instant::now();
    match fails(&client(server.url("/"), limited(1 << 20))).await {
        TransportError::TooLarge { limit } => assert_eq!(limit, 1 << 20),
        other => panic!("{other:?}"),
    }
    assert!(begin.elapsed() < Duration::from_secs(10));

    // Announced, and not announced.
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{HELD}\r\n0\r\n\r\n",
        HELD.len()
    );
    for answer in [held(), chunked.into_bytes()] {
        let server = Script::answering([answer.clone(), answer]).await;
        let error = fails(&client(server.url("/"), limited(HELD.len() - 1))).await;
        assert_eq!(
            error.to_string(),
            format!("the response is larger than {} bytes", HELD.len() - 1)
        );
        assert!(
            ask(&client(server.url("/"), limited(HELD.len())))
                .await
                .unwrap()
        );
    }
}

#[tokio::test]
async fn cookies_that_come_are_not_shown() {
    let cookie = (SET_COOKIE.as_str(), "ASP.NET_SessionId=s3cret; path=/");
    let server = Script::answering([response(200, &[XML, cookie], HELD.as_bytes())]).await;
    let response = client(server.url("/"), builder())
        .call(&HAS_SESSION, Nothing {})
        .message()
        .await
        .unwrap();
    let cookie = response.http_headers().get(SET_COOKIE).unwrap();
    assert_eq!(cookie, "ASP.NET_SessionId=s3cret; path=/");
    assert!(!format!("{response:?}").contains("s3cret"));
}

#[tokio::test]
async fn requests_go_through_the_proxy_that_is_set() {
    let proxy = Script::answering([held()]).await;
    let url = proxy.url("").replace("http://", "http://user:pa55@");
    let builder = HttpTransport::builder().proxy(url);
    assert!(!format!("{builder:?}").contains("pa55"));
    let client = client("http://sapo.invalid/a.asmx", builder);
    assert!(ask(&client).await.unwrap());
    let request = proxy.requests().remove(0);
    assert!(
        request.starts_with("POST http://sapo.invalid/a.asmx HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(
        request
            .to_ascii_lowercase()
            .contains("\r\nproxy-authorization: basic ")
    );
    assert!(!format!("{client:?}").contains("pa55"));
}

#[test]
fn what_cannot_be_set_up() {
    let no_certificate = HttpTransport::builder().root_certificates(b"nothing");
    assert_eq!(
        no_certificate.unwrap_err().to_string(),
        "the transport cannot be set up: the PEM text holds no certificate"
    );
    let error = HttpTransport::builder()
        .proxy("http://user:pa55@:nowhere")
        .build()
        .unwrap_err();
    assert!(matches!(error, TransportError::Setup(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("pa55"));
}
