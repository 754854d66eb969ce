//! A running server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// For the server to start and for its first answer, which compiles; generous, since CI machines are slow.
const STARTING: Duration = Duration::from_secs(60);
const STOPPING: Duration = Duration::from_secs(5);

/// A server that is stopped when this is dropped.
#[derive(Debug)]
pub(crate) struct Site {
    process: Child,
    address: String,
}

impl Site {
    /// A server that was started, and whose first line tells where it listens.
    pub(crate) fn of(
        process: Child,
        lines: impl Read + Send + 'static,
        address: impl FnOnce(&str) -> Option<String>,
    ) -> Result<Self> {
        // From here on dropping stops the process, whatever fails.
        let mut site = Self {
            process,
            address: String::new(),
        };
        let line = first_line(lines)?;
        site.address = address(&line)
            .with_context(|| format!("{:?} does not say where the server listens", line.trim()))?;
        Ok(site)
    }

    /// Where it is, without a slash at the end.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The body of the answer to a GET, if that is a success.
    pub(crate) fn get(&self, path: &str) -> Result<String> {
        let authority = self.address.strip_prefix("http://");
        let authority = authority.context("the server's address is not one of HTTP")?;
        let mut stream = TcpStream::connect(authority)?;
        stream.set_read_timeout(Some(STARTING))?;
        // In HTTP/1.0 the body ends where the connection does.
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {authority}\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let Some((head, body)) = answer.split_once("\r\n\r\n") else {
            bail!("{path} answers no HTTP");
        };
        let status = head.lines().next().unwrap_or_default();
        ensure!(status.contains(" 200 "), "{path} answers {status}");
        Ok(body.to_owned())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // A server that has a standard input ends with it.
        if let Some(input) = self.process.stdin.take() {
            drop(input);
            let deadline = Instant::now() + STOPPING;
            while Instant::now() < deadline {
                if !matches!(self.process.try_wait(), Ok(None)) {
                    return;
                }
                thread::sleep(Duration::from_millis(20));
            }
        }
        // Both fail only if it has ended after all.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the server prints when it listens. What it prints later is read and left, so that it never waits for a reader.
fn first_line(lines: impl Read + Send + 'static) -> Result<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut lines = BufReader::new(lines);
        let mut line = String::new();
        let read = lines.read_line(&mut line);
        // Nobody listens any more if it took too long.
        let _ = sender.send(read.map(|_| line));
        let _ = std::io::copy(&mut lines, &mut std::io::sink());
    });
    let line = receiver.recv_timeout(STARTING);
    let line = line.context("the server has not said where it listens")??;
    ensure!(!line.is_empty(), "the server ended before it listened");
    Ok(line)
}
