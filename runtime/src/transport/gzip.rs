//! Responses that are compressed with gzip (RFC 9110, section 8.4.1.3).
//!
//! Decoding is done here rather than by reqwest: its feature `gzip` would make every other client in
//! the program ask for compressed responses.

use std::io::{self, BufRead, Read};
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use flate2::bufread::MultiGzDecoder;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue, Response};

use super::{Body, Source};

/// The most that is decoded at a time, in bytes.
const PIECE: usize = 64 << 10;

/// The most that one poll decodes without having anything to show for it, in bytes.
///
/// Each of the members that a body consists of sets the decoder up anew, even if it holds nothing.
const STEP: usize = 4 << 10;

/// Asks for a compressed response, unless the request says already what it accepts.
pub(super) fn accept(headers: &mut HeaderMap) {
    headers
        .entry(ACCEPT_ENCODING)
        .or_insert(HeaderValue::from_static("gzip"));
}

/// Returns the response as it was before compression.
pub(super) fn decoded(mut response: Response<Body>) -> Response<Body> {
    let is_gzip = response
        .headers()
        .get(CONTENT_ENCODING)
        .is_some_and(|coding| {
            [&b"gzip"[..], b"x-gzip"]
                .iter()
                .any(|name| coding.as_bytes().eq_ignore_ascii_case(name))
        });
    if !is_gzip {
        return response;
    }
    response.headers_mut().remove(CONTENT_ENCODING);
    response.headers_mut().remove(CONTENT_LENGTH);
    response.map(|body| {
        Body::arriving(Decoding {
            compressed: body,
            arrived: Bytes::new(),
            decoder: MultiGzDecoder::new(Input::default()),
            started: false,
        })
    })
}

/// A body that is decoded as it arrives.
struct Decoding {
    compressed: Body,
    /// What arrived last, as far as the decoder hasn't been given it.
    arrived: Bytes,
    decoder: MultiGzDecoder<Input>,
    /// Anything has arrived. A body of no bytes at all is sent with the header too, and is empty.
    started: bool,
}

/// The compressed bytes that the decoder was given and hasn't read.
#[derive(Default)]
struct Input {
    bytes: Bytes,
    ended: bool,
}

impl Source for Decoding {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let mut piece = vec![0; PIECE];
        let mut stepped = false;
        loop {
            match self.decoder.read(&mut piece) {
                Ok(0) => return Poll::Ready(None),
                Ok(len) => {
                    piece.truncate(len);
                    return Poll::Ready(Some(Ok(piece.into())));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
            if stepped {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            if self.arrived.is_empty() {
                match ready!(self.compressed.poll_piece(context)) {
                    Some(Ok(bytes)) => self.arrived = bytes,
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None if !self.started => return Poll::Ready(None),
                    None => self.decoder.get_mut().ended = true,
                }
            }
            self.started |= !self.arrived.is_empty();
            let step = self.arrived.len().min(STEP);
            stepped = step > 0;
            self.decoder.get_mut().bytes = self.arrived.split_to(step);
        }
    }
}

impl BufRead for Input {
    /// Fails with [`io::ErrorKind::WouldBlock`] if more must arrive first, after which the decoder
    /// goes on from the same place.
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.bytes.is_empty() && !self.ended {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        Ok(&self.bytes)
    }

    fn consume(&mut self, amount: usize) {
        self.bytes.advance(amount);
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.fill_buf()?.read(buffer)?;
        self.consume(len);
        Ok(len)
    }
}
