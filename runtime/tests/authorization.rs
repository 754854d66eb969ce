//! HTTP's own authentication, against a server that checks digests by itself.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{Request, Response, StatusCode};
use sapo::Transport;
use sapo::transport::{BasicAuth, Body, DigestAuth, MemoryTransport};
use sha2::{Digest, Sha256};

const CHALLENGE: &str = r#"Basic realm="old", Digest realm="a, b", qop="auth, auth-int", algorithm=SHA-256, opaque="o", nonce="N""#;

fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// The parameters of a Digest answer.
fn answered(request: &Request<Bytes>) -> Option<HashMap<String, String>> {
    let header = request.headers().get(AUTHORIZATION)?;
    assert!(header.is_sensitive());
    let rest = header.to_str().unwrap().strip_prefix("Digest ").unwrap();
    let pairs = rest.split(", ").filter_map(|pair| pair.split_once('='));
    let owned = |text: &str| text.trim_matches('"').to_owned();
    Some(
        pairs
            .map(|(key, value)| (owned(key), owned(value)))
            .collect(),
    )
}

/// Whether the answer is that of `anna` with this password (RFC 7616, section 3.4.1).
fn is_right(answer: &HashMap<String, String>, password: &str) -> bool {
    let ha1 = sha256(&format!("anna:a, b:{password}"));
    let ha2 = sha256(&format!("POST:{}", answer["uri"]));
    let [nonce, nc, cnonce] = ["nonce", "nc", "cnonce"].map(|key| &answer[key]);
    answer["response"] == sha256(&format!("{ha1}:{nonce}:{nc}:{cnonce}:auth:{ha2}"))
}

fn challenge(text: &str, nonce: &str) -> Response<Bytes> {
    Response::builder()
        .status(StatusCode::UNAUTHORIZED)
        .header(
            WWW_AUTHENTICATE,
            r#"Digest realm="weak", qop="auth", nonce="M""#,
        )
        .header(
            WWW_AUTHENTICATE,
            text.replace("\"N\"", &format!("\"{nonce}\"")),
        )
        .body(Bytes::new())
        .unwrap()
}

/// A server that calls its nonce stale after two requests.
fn server() -> MemoryTransport {
    let served = AtomicUsize::new(0);
    MemoryTransport::new(move |request| {
        let nonce = format!("n{}", served.load(Ordering::Relaxed) / 2);
        Ok(match answered(request) {
            None => challenge(CHALLENGE, &nonce),
            Some(answer) if !is_right(&answer, "correct horse") => challenge(CHALLENGE, &nonce),
            Some(answer) if answer["nonce"] != nonce => {
                challenge(&format!("{CHALLENGE}, stale=true"), &nonce)
            }
            Some(_) => {
                served.fetch_add(1, Ordering::Relaxed);
                Response::new("<a/>".into())
            }
        })
    })
}

fn request() -> Request<Bytes> {
    Request::post("http://localhost/a?b=c")
        .body("<q/>".into())
        .unwrap()
}

#[tokio::test]
async fn a_challenge_is_answered_and_its_nonce_kept_until_it_is_stale() {
    let server = server();
    let transport = DigestAuth::new(&server, "anna", "correct horse".to_owned());
    for _ in 0..3 {
        let response = transport.send(request()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
    }
    let sent: Vec<_> = server
        .requests()
        .iter()
        .map(|request| answered(request).map(|a| (a["nonce"].clone(), a["nc"].clone())))
        .collect();
    let answer = |nonce: &str, count: &str| Some((nonce.to_owned(), count.to_owned()));
    assert_eq!(
        sent,
        [
            None,
            answer("n0", "00000001"),
            answer("n0", "00000002"),
            // Stale by now, and asked for again.
            answer("n0", "00000003"),
            answer("n1", "00000001"),
        ]
    );
    assert_eq!(answered(&server.requests()[1]).unwrap()["uri"], "/a?b=c");
    assert!(!format!("{transport:?} {:?}", server.requests()).contains("response="));
}

#[tokio::test]
async fn a_body_in_pieces_is_sent_again_with_the_answer() {
    let server = server();
    let transport = DigestAuth::new(&server, "anna", "correct horse".to_owned());
    let request = request().map(|bytes| {
        let mut body = Body::from(bytes);
        body.push_attachment(sapo::Attachment::new("octets"));
        body
    });
    let response = transport.send_streamed(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let requests = server.requests();
    let bodies: Vec<_> = requests.iter().map(|request| &request.body()[..]).collect();
    assert_eq!(bodies, [b"<q/>octets", b"<q/>octets"]);
}

#[tokio::test]
async fn a_wrong_password_is_not_tried_again() {
    let server = server();
    let transport = DigestAuth::new(&server, "anna", "wrong".to_owned());
    let response = transport.send(request()).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn another_scheme_is_left_to_the_caller() {
    let server = MemoryTransport::new(|_| {
        Ok(Response::builder()
            .status(StatusCode::UNAUTHORIZED)
            .header(WWW_AUTHENTICATE, "Negotiate")
            .body(Bytes::new())
            .unwrap())
    });
    let transport = DigestAuth::new(&server, "anna", "correct horse".to_owned());
    let response = transport.send(request()).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn basic_credentials_go_with_every_request_and_into_no_log() {
    let server = MemoryTransport::new(|_| Ok(Response::new(Bytes::new())));
    let transport = BasicAuth::new(&server, "anna", "correct hørse".to_owned());
    transport.send(request()).await.unwrap();
    let sent = &server.requests()[0];
    assert_eq!(
        sent.headers()[AUTHORIZATION],
        "Basic YW5uYTpjb3JyZWN0IGjDuHJzZQ=="
    );
    assert!(!format!("{sent:?} {transport:?}").contains("YW5u"));
}
