//! A server that answers with given bytes, whatever it is asked.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub(crate) struct Script {
    port: u16,
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<String>,
    answers: VecDeque<Vec<u8>>,
}

impl Script {
    /// Answers each request with the next of `answers`; hangs up after an empty one, after one that says less
    /// than it announces, and after the last.
    pub(crate) async fn answering(answers: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self::start(answers.into_iter().collect(), false).await
    }

    /// Answers as [`answering`](Self::answering) does, each time after a pause.
    pub(crate) async fn answering_after(pause: Duration, answers: Vec<Vec<u8>>) -> Self {
        Self::start_with(answers.into(), false, pause).await
    }

    /// Sends `bytes` on the first request, and then nothing, without hanging up.
    pub(crate) async fn stalling_after(bytes: Vec<u8>) -> Self {
        Self::start(VecDeque::from([bytes]), true).await
    }

    async fn start(answers: VecDeque<Vec<u8>>, stalls: bool) -> Self {
        Self::start_with(answers, stalls, Duration::ZERO).await
    }

    async fn start_with(answers: VecDeque<Vec<u8>>, stalls: bool, pause: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Seen {
            answers,
            ..Seen::default()
        }));
        let shared = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                shared.lock().unwrap().connections += 1;
                tokio::spawn(converse(stream, Arc::clone(&shared), stalls, pause));
            }
        });
        Self { port, seen, task }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The requests so far, heads and bodies.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.lock().unwrap().requests.clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn converse(mut stream: TcpStream, seen: Arc<Mutex<Seen>>, stalls: bool, pause: Duration) {
    while let Some(request) = read_request(&mut stream).await {
        let answer = {
            let mut seen = seen.lock().unwrap();
            seen.requests.push(request);
            seen.answers.pop_front()
        };
        let Some(answer) = answer else { return };
        tokio::time::sleep(pause).await;
        if stream.write_all(&answer).await.is_err() {
            return;
        }
        if stalls {
            std::future::pending::<()>().await;
        }
        if !is_whole(&answer) {
            return;
        }
    }
}

/// A head and as many octets as its `Content-Length` says; `None` where the client hung up.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        if text.contains("\r\n\r\n") && is_whole(&bytes) {
            return Some(text.into_owned());
        }
    }
}

fn is_whole(message: &[u8]) -> bool {
    let text = String::from_utf8_lossy(message);
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, length)| length.parse().unwrap());
    message.len() >= head.len() + 4 + length
}

/// A response with its length.
pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut response = format!("HTTP/1.1 {status} Status\r\n");
    for (name, value) in headers {
        response.push_str(&format!("{name}: {value}\r\n"));
    }
    response.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    let mut response = response.into_bytes();
    response.extend_from_slice(body);
    response
}
