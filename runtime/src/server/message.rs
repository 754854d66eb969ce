//! What arrives.

/// The whole message of a call.
#[derive(Debug)]
pub(super) enum Message {
    /// An envelope, known to be well-formed.
    Envelope(String),
    /// A document, known to be well-formed.
    Document(String),
    /// The names of parameters and their values.
    Pairs(Vec<(String, String)>),
}
