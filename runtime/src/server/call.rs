//! One call, while it is served.

use std::sync::Arc;

use http::request;

use super::Context;
use super::http_binding::element;
use super::message::Message;
use crate::attachment::Attachment;
use crate::mime::Parts;
use crate::soap::operation::BodyContent;
use crate::soap::{Fault, HeaderBlock, OperationDescription, Version, envelope, http_binding};
use crate::xml::{self, Content, ErrorKind, Limits, Reader, Shape, Writer};

/// A call that a client has made, as a [`Service`](super::Service) gets it: the operation is known,
/// the body not read yet.
#[derive(Debug)]
pub struct ServerCall {
    operation: &'static OperationDescription,
    version: Version,
    message: Message,
    limits: Limits,
    context: Context,
    /// From how many octets on they go beside a response, where the request was one of MTOM.
    pub(super) threshold: usize,
    pub(super) outcome: Outcome,
}

/// What a call is answered with.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Nothing was said yet.
    None,
    /// This message, and what goes beside it.
    Message(String, Vec<Attachment>),
    /// No message at all.
    Accepted,
}

impl ServerCall {
    pub(super) fn new(
        operation: &'static OperationDescription,
        version: Version,
        message: Message,
        limits: Limits,
        request: request::Parts,
        headers: Vec<HeaderBlock>,
        beside: Parts,
    ) -> Self {
        Self {
            operation,
            version,
            message,
            limits,
            context: Context::new(request, headers, beside),
            threshold: usize::MAX,
            outcome: Outcome::None,
        }
    }

    /// The name of the operation.
    pub fn operation(&self) -> &'static str {
        self.operation.name()
    }

    /// What stands around the call.
    pub fn context(&mut self) -> &mut Context {
        &mut self.context
    }

    /// Reads the request.
    ///
    /// # Errors
    /// A fault of the sender, where the request does not fit.
    pub fn request<T: Content>(&self) -> Result<T, Fault> {
        match &self.message {
            Message::Envelope(text) => self.in_envelope(text),
            Message::Document(text) => {
                let reader = || Reader::new(text, &self.limits);
                http_binding::document(self.operation.request(), reader)
                    .map_err(|error| unreadable(&error))
            }
            Message::Pairs(pairs) => parameters(pairs, &self.limits),
        }
    }

    fn in_envelope<T: Content>(&self, message: &str) -> Result<T, Fault> {
        let mut request = None;
        let mut read = |r: &mut Reader<'_>, _| {
            if self.operation.is_encoded() {
                if envelope::is_independent(r, request.is_none())? {
                    return r.skip();
                }
                r.encoded();
            }
            if request.is_some() {
                return Err(envelope::unexpected("one element in the Body", r.name().1));
            }
            r.beside(Arc::clone(&self.context.beside.attachments));
            request = Some(r.read()?);
            Ok(())
        };
        let read = match self.operation.request() {
            // What holds nothing is read of the Body as well, which has no element for it.
            BodyContent::Parts(_) | BodyContent::Nothing => {
                envelope::read_body(message, &self.limits, false, &mut read)
            }
            BodyContent::Element(_) => envelope::read(message, &self.limits, false, &mut read),
        };
        match (read, request) {
            (Ok(_), Some(request)) => Ok(request),
            (Ok(_), None) => Err(unreadable(&xml::Error::new(ErrorKind::Missing(
                "the request in the Body".to_owned(),
            )))),
            (Err(error), _) => Err(unreadable(&error.into())),
        }
    }

    /// Answers with `response`.
    ///
    /// # Errors
    /// A fault of the receiver, where the response cannot be written.
    pub fn respond<T: Content>(&mut self, response: &T) -> Result<(), Fault> {
        let names_result = self.operation.is_encoded() && self.version == Version::Soap12;
        self.answer(&mut |w| {
            if names_result {
                envelope::write_result_name(w, Shape::of::<T>());
            }
            w.content(response);
        })
    }

    /// Answers without a result: with nothing where the operation is one-way, else with an empty response.
    ///
    /// # Errors
    /// None so far.
    pub fn acknowledge(&mut self) -> Result<(), Fault> {
        if self.operation.is_one_way() {
            self.outcome = Outcome::Accepted;
            return Ok(());
        }
        self.answer(&mut |_| {})
    }

    /// The fault of an operation that the server does not have.
    pub fn unknown(&self) -> Fault {
        Fault::receiver(format!("{} is not implemented", self.operation()))
    }

    fn answer(&mut self, content: &mut dyn FnMut(&mut Writer)) -> Result<(), Fault> {
        if self.operation.http().is_some() {
            return self.answer_plainly(content);
        }
        let mut headers = self.context.response_headers.iter();
        let mut beside = std::mem::take(&mut self.context.response_attachments);
        let is_xop = self.context.beside.is_xop;
        let threshold = self.threshold;
        let message = envelope::write(self.version, &mut headers, &mut |w| {
            if is_xop {
                w.put_beside(threshold, std::mem::take(&mut beside));
            }
            let body = self.operation.response();
            envelope::write_body(w, self.version, self.operation, body, content);
            if is_xop {
                beside = w.take_beside();
            }
        });
        let message = message.map_err(|error| unwritable(&error))?;
        self.outcome = Outcome::Message(message, beside);
        Ok(())
    }

    fn answer_plainly(&mut self, content: &mut dyn FnMut(&mut Writer)) -> Result<(), Fault> {
        let mut w = Writer::new();
        if !matches!(self.operation.response(), BodyContent::Nothing) {
            w.declaration();
            content(&mut w);
        }
        let message = w.finish().map_err(|error| unwritable(&error))?;
        self.outcome = Outcome::Message(message, Vec::new());
        Ok(())
    }
}

/// Reads parameters as the fields of a `T`.
fn parameters<T: Content>(pairs: &[(String, String)], limits: &Limits) -> Result<T, Fault> {
    let text = element(pairs, Shape::of::<T>())?;
    let read = || {
        let mut r = Reader::new(&text, limits)?;
        r.root()?;
        r.read()
    };
    read().map_err(|error| unreadable(&error))
}

fn unwritable(error: &xml::Error) -> Fault {
    Fault::receiver(format!("unwritable response: {error}"))
}

fn unreadable(error: &xml::Error) -> Fault {
    Fault::sender(format!("unreadable request: {error}"))
}
