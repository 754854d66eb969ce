//! Bodies that need not be in memory.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;

use crate::attachment::Attachment;

/// How much of a file is read at a time, and of a body that somebody wants to look at.
const PIECE: usize = 64 << 10;

/// A body in pieces: octets in memory, files, and what is still to arrive.
///
/// Files are opened when it is their turn. A piece of one is read where the body is polled; that takes less time
/// than handing so small a read to another thread.
#[derive(Default)]
pub struct Body {
    segments: VecDeque<Segment>,
}

enum Segment {
    Memory(Bytes),
    Attachment(Attachment),
    Open(Box<dyn Read + Send + Sync>),
    Arriving(Box<dyn Source>),
}

/// Where pieces of a body come from.
pub trait Source: Send + Sync {
    /// The next piece; `None` at the end.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>>;
}

impl Body {
    /// A body whose pieces arrive from `source`.
    pub fn arriving(source: impl Source + 'static) -> Self {
        Self {
            segments: VecDeque::from([Segment::Arriving(Box::new(source))]),
        }
    }

    /// Adds octets at its end.
    pub fn push(&mut self, bytes: Bytes) {
        self.segments.push_back(Segment::Memory(bytes));
    }

    /// Adds the octets of an attachment at its end.
    pub fn push_attachment(&mut self, attachment: Attachment) {
        self.segments.push_back(match attachment.in_memory() {
            Some(bytes) => Segment::Memory(bytes.clone()),
            None => Segment::Attachment(attachment),
        });
    }

    /// Its length in octets, where that is known already.
    pub fn len(&self) -> Option<u64> {
        self.segments
            .iter()
            .map(|segment| match segment {
                Segment::Memory(bytes) => Some(bytes.len() as u64),
                Segment::Attachment(attachment) => Some(attachment.len()),
                Segment::Open(_) | Segment::Arriving(_) => None,
            })
            .sum()
    }

    /// Whether it is known to be empty.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// The next piece; `None` at the end.
    pub fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            match self.segments.front_mut() {
                None => return Poll::Ready(None),
                Some(Segment::Memory(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    self.segments.pop_front();
                    if !bytes.is_empty() {
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                }
                Some(Segment::Attachment(attachment)) => match attachment.reader() {
                    Ok(reader) => self.segments[0] = Segment::Open(reader),
                    Err(error) => return self.fail(error),
                },
                Some(Segment::Open(reader)) => {
                    let mut piece = Vec::with_capacity(PIECE);
                    match reader.by_ref().take(PIECE as u64).read_to_end(&mut piece) {
                        Ok(0) => drop(self.segments.pop_front()),
                        Ok(_) => return Poll::Ready(Some(Ok(piece.into()))),
                        Err(error) => return self.fail(error),
                    }
                }
                Some(Segment::Arriving(source)) => match source.poll_piece(context) {
                    Poll::Ready(None) => drop(self.segments.pop_front()),
                    Poll::Ready(Some(Err(error))) => return self.fail(error),
                    other => return other,
                },
            }
        }
    }

    /// The same once more, where nothing of it was read yet or is still to arrive.
    pub fn again(&self) -> Option<Self> {
        let segments = self.segments.iter().map(|segment| match segment {
            Segment::Memory(bytes) => Some(Segment::Memory(bytes.clone())),
            Segment::Attachment(attachment) => Some(Segment::Attachment(attachment.clone())),
            Segment::Open(_) | Segment::Arriving(_) => None,
        });
        segments
            .collect::<Option<_>>()
            .map(|segments| Self { segments })
    }

    /// All of it, where it is in memory.
    pub fn in_memory(&self) -> Option<Bytes> {
        match (self.segments.len(), self.segments.front()) {
            (0, _) => Some(Bytes::new()),
            (1, Some(Segment::Memory(bytes))) => Some(bytes.clone()),
            _ => None,
        }
    }

    /// What it begins with, which stays in it: all of it, unless it is in pieces and longer than 64 KiB.
    ///
    /// # Errors
    /// As [`piece`](Self::piece).
    pub async fn beginning(&mut self) -> io::Result<Bytes> {
        let beginning = self.gather(PIECE).await?;
        self.segments.push_front(Segment::Memory(beginning.clone()));
        Ok(beginning)
    }

    fn fail(&mut self, error: io::Error) -> Poll<Option<io::Result<Bytes>>> {
        self.segments.clear();
        Poll::Ready(Some(Err(error)))
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// A file cannot be read, or the connection failed.
    pub async fn piece(&mut self) -> io::Result<Option<Bytes>> {
        std::future::poll_fn(|context| self.poll_piece(context))
            .await
            .transpose()
    }

    /// All of it in memory, where nothing of it is still to arrive.
    pub(crate) fn read(mut self) -> io::Result<Bytes> {
        let mut context = Context::from_waker(Waker::noop());
        match pin!(self.gather(usize::MAX)).poll(&mut context) {
            Poll::Ready(whole) => whole,
            Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
        }
    }

    /// All of it in memory.
    ///
    /// # Errors
    /// As [`piece`](Self::piece).
    pub async fn bytes(mut self) -> io::Result<Bytes> {
        self.gather(usize::MAX).await
    }

    /// The next pieces together: as many as make `enough` octets, or all there are.
    pub(crate) async fn gather(&mut self, enough: usize) -> io::Result<Bytes> {
        let first = self.piece().await?.unwrap_or_default();
        if first.len() >= enough {
            return Ok(first);
        }
        let Some(second) = self.piece().await? else {
            return Ok(first);
        };
        let mut whole = [first, second].concat();
        while whole.len() < enough
            && let Some(piece) = self.piece().await?
        {
            whole.extend_from_slice(&piece);
        }
        Ok(whole.into())
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self {
            segments: VecDeque::from([Segment::Memory(bytes)]),
        }
    }
}

/// Its length alone.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("len", &self.len()).finish()
    }
}
