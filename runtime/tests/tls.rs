//! TLS: who is trusted, and who the client says it is.
#![cfg(feature = "client")]

mod authenticate;

use std::sync::Arc;

use authenticate::*;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use sapo::transport::{HttpTransport, HttpTransportBuilder};
use sapo::{Client, Error, TransportError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const AUTHORITY: &[u8] = include_bytes!("tls/ca.pem");
const SERVER: &[u8] = include_bytes!("tls/server.pem");
const CLIENT: &[u8] = include_bytes!("tls/client.pem");

/// A server that lets clients of the authority in, and answers with an empty 500; its URL.
async fn serve() -> String {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(AUTHORITY).unwrap())
        .unwrap();
    let clients =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .build()
            .unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(clients)
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(SERVER).unwrap()],
            PrivateKeyDer::from_pem_slice(SERVER).unwrap(),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let answer = b"HTTP/1.1 500 Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(answer).await;
            let _ = stream.shutdown().await;
        }
    });
    format!("https://localhost:{port}/a.asmx")
}

async fn ask(url: &str, builder: HttpTransportBuilder) -> Error {
    Client::new(&AUTHENTICATE, builder.no_proxy().build().unwrap())
        .with_endpoint(url)
        .call(&HAS_SESSION, &Nothing {})
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_server_of_an_unknown_authority_is_not_spoken_to() {
    let error = ask(&serve().await, HttpTransport::builder()).await;
    assert!(
        matches!(error, Error::Transport(TransportError::Connect { .. })),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "could not connect to localhost: invalid peer certificate: UnknownIssuer"
    );
}

#[tokio::test]
async fn another_authority_can_be_trusted_and_a_certificate_shown() {
    let trusting = || {
        HttpTransport::builder()
            .root_certificates(AUTHORITY)
            .unwrap()
    };
    let known = trusting().client_certificate(CLIENT).unwrap();
    assert!(!format!("{known:?}").contains("key"));
    let error = ask(&serve().await, known).await;
    assert!(
        matches!(error, Error::Status { status: 500, .. }),
        "{error:?}"
    );

    // Without the certificate, the server hangs up.
    let error = ask(&serve().await, trusting()).await;
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}
