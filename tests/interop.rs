//! Against a real ASP.NET server: `cargo xtask interop` starts one and runs these tests.

mod suite;

use std::io::{Read, Write};
use std::net::TcpStream;

suite::tests_at!(crate::suite::Site::asmx);

#[test]
fn the_server_publishes_its_contract() {
    let Some(address) = suite::address("ASMX") else {
        return;
    };
    let authority = address.strip_prefix("http://").expect("an address of HTTP");
    let mut stream = TcpStream::connect(authority).expect("the server listens");
    write!(
        stream,
        "GET /authenticate.asmx?wsdl HTTP/1.0\r\nHost: {authority}\r\n\r\n"
    )
    .expect("the server takes a request");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .expect("the server answers");
    assert!(answer.starts_with("HTTP/1."), "{answer}");
    assert!(answer.contains("AuthenticateSoap12"), "{answer}");
}
