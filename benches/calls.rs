//! A small call, HasSession, again and again over one connection to the embedded server.
//!
//! Client and server share the machine, and the server's part of a call is in every figure but the first.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use divan::Bencher;
use divan::counter::ItemsCount;
use sapo::transport::HttpTransport;
use sapo_authenticate::authenticate::AuthenticateClient;
use sapo_authenticate::embedded::Embedded;
use tokio::runtime::Runtime;

fn main() {
    divan::main();
}

const BODY: &str = concat!(
    r#"<?xml version="1.0" encoding="utf-8"?>"#,
    r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>"#,
    r#"<HasSession xmlns="http://24sevenOffice.com/webservices"/>"#,
    "</soap:Body></soap:Envelope>",
);

/// Sends `request` and waits for an answer, which comes in one piece.
fn exchange(stream: &mut TcpStream, request: &[u8], answer: &mut [u8]) {
    stream.write_all(request).unwrap();
    assert!(stream.read(answer).unwrap() > 0);
}

fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// The floor: as many octets to a thread that sends them back.
#[divan::bench(sample_count = 2000, sample_size = 5)]
fn socket_alone(bencher: Bencher<'_, '_>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_nodelay(true).unwrap();
        let mut octets = [0; 4096];
        while let Ok(count @ 1..) = stream.read(&mut octets) {
            stream.write_all(&octets[..count]).unwrap();
        }
    });
    let (mut stream, mut answer) = (connect(&address), [0; 4096]);
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench_local(|| exchange(&mut stream, BODY.as_bytes(), &mut answer));
}

/// The same request as octets, to the server: what HTTP and the server cost without a client.
#[divan::bench(sample_count = 2000, sample_size = 5)]
fn octets_to_the_server(bencher: Bencher<'_, '_>) {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(Embedded::start()).unwrap();
    let url = server.authenticate_url();
    let (address, path) = url["http://".len()..].split_once('/').unwrap();
    let request = format!(
        "POST /{path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: text/xml; charset=utf-8\r\n\
         SOAPAction: \"http://24sevenOffice.com/webservices/HasSession\"\r\nContent-Length: {}\r\n\r\n{BODY}",
        BODY.len(),
    );
    let (mut stream, mut answer) = (connect(address), [0; 4096]);
    exchange(&mut stream, request.as_bytes(), &mut answer);
    assert!(answer.starts_with(b"HTTP/1.1 200"));
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench_local(|| exchange(&mut stream, request.as_bytes(), &mut answer));
}

/// The generated client.
#[divan::bench(sample_count = 2000, sample_size = 5)]
fn sapo(bencher: Bencher<'_, '_>) {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(Embedded::start()).unwrap();
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    let api = AuthenticateClient::new(transport).with_endpoint(server.authenticate_url());
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench_local(|| runtime.block_on(api.has_session().into_future()).unwrap());
}
