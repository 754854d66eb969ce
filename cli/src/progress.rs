//! A line on the terminal that says what takes so long.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// What is over sooner needs no explanation.
const PATIENCE: Duration = Duration::from_millis(400);
const FRAME: Duration = Duration::from_millis(100);

/// Shows what is being done, on a terminal and only once it takes long. Clones show the same line.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    label: Arc<Mutex<String>>,
}

/// The line is shown as long as this lives.
#[derive(Debug)]
pub(crate) struct Shown {
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    pub(crate) fn new(label: &str) -> Self {
        Self {
            label: Arc::new(Mutex::new(label.to_owned())),
        }
    }

    /// Sets what is being done now.
    pub(crate) fn say(&self, label: String) {
        if let Ok(mut shown) = self.label.lock() {
            *shown = label;
        }
    }

    /// Shows the line from now on.
    pub(crate) fn show(&self) -> Shown {
        if !std::io::stderr().is_terminal() {
            return Shown { thread: None };
        }
        let (stop, stopped) = channel();
        let label = self.label.clone();
        let thread = std::thread::spawn(move || {
            let mut wait = PATIENCE;
            for frame in ['|', '/', '-', '\\'].into_iter().cycle() {
                if !matches!(stopped.recv_timeout(wait), Err(RecvTimeoutError::Timeout)) {
                    break;
                }
                wait = FRAME;
                let text = label.lock().map(|text| text.clone()).unwrap_or_default();
                draw(&format!("{frame} {text}"));
            }
            if wait == FRAME {
                draw("");
            }
        });
        Shown {
            thread: Some((stop, thread)),
        }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.thread.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}

/// Replaces the line.
fn draw(text: &str) {
    // Longer than the terminal is wide, the line could not be taken back.
    let text: String = text.chars().filter(|c| !c.is_control()).take(70).collect();
    let _ = write!(std::io::stderr(), "\r\u{1b}[2K{text}");
    let _ = std::io::stderr().flush();
}
