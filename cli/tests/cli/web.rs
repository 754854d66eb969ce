//! A web server that is just enough to be fetched from.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// What a path is answered with.
#[derive(Clone)]
pub(crate) enum Answer {
    Page(String),
    Redirect(String),
    /// A body with a content encoding.
    Encoded(&'static str, Vec<u8>),
    /// A page that ends before the length that its header gives.
    Cut(String),
}

/// What is served on a free port until the process ends.
pub(crate) struct Site {
    port: u16,
    answers: Arc<Mutex<HashMap<String, Answer>>>,
}

impl Site {
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// Publishes a page, in place of what was there.
    pub(crate) fn publish(&self, path: &str, page: impl Into<String>) {
        self.answer(path, Answer::Page(page.into()));
    }

    pub(crate) fn answer(&self, path: &str, answer: Answer) {
        let mut answers = self.answers.lock().unwrap();
        answers.insert(format!("/{path}"), answer);
    }

    pub(crate) fn withdraw(&self, path: &str) {
        let removed = self.answers.lock().unwrap().remove(&format!("/{path}"));
        assert!(removed.is_some());
    }
}

pub(crate) fn serve() -> Site {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let site = Site {
        port: listener.local_addr().unwrap().port(),
        answers: Arc::default(),
    };
    let answers = site.answers.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request = lines.next().unwrap().unwrap();
            lines
                .take_while(|line| !line.as_ref().unwrap().is_empty())
                .for_each(drop);
            let path = request.split(' ').nth(1).unwrap();
            let answer = answers.lock().unwrap().get(path).cloned();
            let mut missing = 0;
            let (status, body) = match answer {
                Some(Answer::Page(body)) => ("200 OK".to_owned(), body.into_bytes()),
                Some(Answer::Redirect(to)) => (format!("302 Found\r\nLocation: {to}"), Vec::new()),
                Some(Answer::Encoded(encoding, body)) => {
                    (format!("200 OK\r\nContent-Encoding: {encoding}"), body)
                }
                Some(Answer::Cut(body)) => {
                    missing = 1;
                    ("200 OK".to_owned(), body.into_bytes())
                }
                None => ("404 Not Found".to_owned(), Vec::new()),
            };
            let length = body.len() + missing;
            // Who has heard enough may have gone.
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            let _ = stream.write_all(&body);
        }
    });
    site
}
