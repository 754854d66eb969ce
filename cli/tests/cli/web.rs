//! A web server that is just enough to be fetched from.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

/// What a path is answered with.
pub(crate) enum Answer {
    Page(String),
    Redirect(String),
}

/// Serves on a free port until the process ends; gives the port.
pub(crate) fn serve(answers: HashMap<&'static str, Answer>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request = lines.next().unwrap().unwrap();
            lines
                .take_while(|line| !line.as_ref().unwrap().is_empty())
                .for_each(drop);
            let path = request.split(' ').nth(1).unwrap();
            let (status, body) = match answers.get(path) {
                Some(Answer::Page(body)) => ("200 OK".to_owned(), body.as_str()),
                Some(Answer::Redirect(to)) => (format!("302 Found\r\nLocation: {to}"), ""),
                None => ("404 Not Found".to_owned(), ""),
            };
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )
            .unwrap();
        }
    });
    port
}
