//! How a client sends and takes what is beside messages.

use bytes::Bytes;
use http::HeaderMap;

use crate::MimeError;
use crate::mime::{Packing, Parts, Place, Unpacker, is_multipart};
use crate::transport::Body;

/// From how many octets on they are sent beside the message, unless somebody says otherwise.
pub(crate) const THRESHOLD: usize = 1 << 10;

/// How a client sends octets beside its messages, and where it puts those that come.
///
/// A client without this reads messages with attachments too, all in memory. One with it has bodies pass through
/// its transport ([`send_streamed`](crate::Transport::send_streamed)): files are sent as they are read, and with
/// the feature `attachments` parts that are not small go into temporary files as they arrive.
#[derive(Debug, Clone)]
pub struct Attachments {
    pub(super) packing: Packing,
    pub(crate) threshold: usize,
    limit: u64,
    #[cfg(feature = "attachments")]
    spool: crate::mime::Spool,
}

impl Attachments {
    /// Sends every message as MTOM has it: attachments in its fields, and octets of an element from 1 KiB on,
    /// beside it.
    pub fn mtom() -> Self {
        Self::new(Packing::Xop)
    }

    /// Sends messages as they are, and what a call is given besides by SOAP with Attachments.
    pub fn related() -> Self {
        Self::new(Packing::Related)
    }

    fn new(packing: Packing) -> Self {
        Self {
            packing,
            threshold: THRESHOLD,
            limit: 4 << 30,
            #[cfg(feature = "attachments")]
            spool: crate::mime::Spool {
                folder: std::env::temp_dir(),
                above: 64 << 10,
            },
        }
    }

    /// From how many octets of an element on they are sent beside the message, in MTOM; 1 KiB by default.
    #[must_use]
    pub fn with_threshold(mut self, octets: usize) -> Self {
        self.threshold = octets;
        self
    }

    /// The most that the parts of a response may be together, in bytes; 4 GiB by default.
    #[must_use]
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// The folder for parts that are larger than `above` bytes; the system's for temporary files, and 64 KiB, by
    /// default.
    #[cfg(feature = "attachments")]
    #[must_use]
    pub fn with_folder(mut self, folder: impl Into<std::path::PathBuf>, above: usize) -> Self {
        self.spool = crate::mime::Spool {
            folder: folder.into(),
            above,
        };
        self
    }

    fn place(&self) -> Place {
        #[cfg(feature = "attachments")]
        return Place::Files(self.spool.clone());
        #[cfg(not(feature = "attachments"))]
        Place::Memory
    }

    /// [`receive`] of a body whose message may not be longer than `limit`.
    pub(crate) async fn receive(
        &self,
        headers: &mut HeaderMap,
        body: Body,
        limit: usize,
    ) -> Result<(Bytes, Option<Parts>), Unreceived> {
        receive(headers, body, limit, self.place(), self.limit).await
    }
}

/// Reads a body as it arrives, nothing of it into files.
pub(crate) async fn receive_in_memory(
    headers: &mut HeaderMap,
    body: Body,
    limit: usize,
) -> Result<(Bytes, Option<Parts>), Unreceived> {
    receive(headers, body, limit, Place::Memory, limit as u64).await
}

/// Reads a body as it arrives: the message into memory, what is beside it, no more than `most` bytes, to its place.
///
/// `headers` become those of the message by itself, which may not be longer than `limit`.
async fn receive(
    headers: &mut HeaderMap,
    mut body: Body,
    limit: usize,
    place: Place,
    most: u64,
) -> Result<(Bytes, Option<Parts>), Unreceived> {
    if !is_multipart(headers) {
        let message = body.gather(limit.saturating_add(1)).await?;
        return match message.len() > limit {
            true => Err(Unreceived::TooLarge),
            false => Ok((message, None)),
        };
    }
    let mut unpacker = Unpacker::new(headers, place, most)?;
    while let Some(piece) = body.piece().await? {
        unpacker.feed(&piece)?;
    }
    let (message, parts) = unpacker.finish(headers, limit)?;
    Ok((message, Some(parts)))
}

/// Why a body was not received.
#[derive(Debug)]
pub(crate) enum Unreceived {
    /// It broke off.
    Broken(std::io::Error),
    /// It is longer than allowed.
    TooLarge,
    /// It cannot be taken apart.
    Mime(MimeError),
}

impl From<std::io::Error> for Unreceived {
    fn from(error: std::io::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<MimeError> for Unreceived {
    fn from(error: MimeError) -> Self {
        Self::Mime(error)
    }
}

/// The message of a response by itself, and what came beside it.
pub(super) fn unpacked(
    response: http::Response<Bytes>,
) -> Result<(http::Response<Bytes>, Parts), MimeError> {
    let (mut head, body) = response.into_parts();
    // What was received as it arrived is apart already.
    if let Some(parts) = head.extensions.remove::<Parts>() {
        return Ok((http::Response::from_parts(head, body), parts));
    }
    let (body, parts) = crate::mime::unpack(&mut head.headers, body)?;
    let parts = parts.unwrap_or_default();
    Ok((http::Response::from_parts(head, body), parts))
}
