//! The header blocks of requests, and the check of what an answer relates to.

use super::{
    ACTION, ANONYMOUS, EndpointReference, MESSAGE_ID, NAMESPACE, RELATES_TO, REPLY_TO, TO,
};
use crate::error::Error;
use crate::soap::{Header, Incoming, Interceptor, Outgoing};
use crate::value::Uuid;

/// Addresses every request: `Action`, `To`, `MessageID` and `ReplyTo`; an answer that relates to another message
/// is refused.
///
/// The action is the one of the WSDL: `wsam:Action` or its older forms, else `soapAction`, else the default of
/// the specification (Metadata, section 4.4).
///
/// ```
/// use sapo::soap::addressing::Addressing;
/// use sapo::{Service, Transport};
///
/// fn addressed<S: Service<Transport: Clone>>(api: S) -> S {
///     api.configured(|client| client.with_interceptor(Addressing::new()))
/// }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Addressing {
    to: Option<String>,
    reply_to: Option<String>,
    must_understand: bool,
}

impl Addressing {
    /// Requests go to the client's endpoint, and are answered on the connection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names another address than the endpoint as the one that requests go to: the server may know itself by it.
    #[must_use]
    pub fn with_to(mut self, address: impl Into<String>) -> Self {
        self.to = Some(address.into());
        self
    }

    /// Asks for answers at another address than the connection. The call itself is then answered with an HTTP
    /// status alone, so that only one-way operations are of use.
    #[must_use]
    pub fn with_reply_to(mut self, address: impl Into<String>) -> Self {
        self.reply_to = Some(address.into());
        self
    }

    /// Marks `Action` and `To` as to be understood, so that a server without WS-Addressing refuses the request.
    #[must_use]
    pub fn must_understand(mut self) -> Self {
        self.must_understand = true;
        self
    }

    fn marked(&self, header: Header) -> Header {
        if self.must_understand {
            header.must_understand()
        } else {
            header
        }
    }
}

/// The identifier of a request, noted down for its answer.
#[derive(Debug, Clone)]
struct Sent(String);

impl Interceptor for Addressing {
    fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
        let action = request.operation().request_action().to_owned();
        if action.is_empty() {
            return Err(Error::Refused(
                format!(
                    "the WSDL gives {} no action to address it by: add `wsam:Action` to its input",
                    request.operation().name()
                )
                .into(),
            ));
        }
        let to = self.to.as_deref().unwrap_or(request.endpoint()).to_owned();
        let id = Uuid::new_v4().urn().to_string();
        request.add_header(self.marked(ACTION.block(action)));
        request.add_header(self.marked(TO.block(to)));
        request.add_header(MESSAGE_ID.block(id.clone()));
        let address = self.reply_to.as_deref().unwrap_or(ANONYMOUS).to_owned();
        request.add_header(REPLY_TO.block(EndpointReference { address }));
        request.extensions_mut().insert(Sent(id));
        Ok(())
    }

    fn response(&self, response: &Incoming<'_>) -> Result<(), Error> {
        let Some(Sent(id)) = response.extensions().get() else {
            return Ok(());
        };
        match response.header_of(&RELATES_TO)? {
            Some(related) if related.trim() != id => Err(Error::Refused(Box::new(Unrelated {
                sent: id.clone(),
                related: related.trim().to_owned(),
            }))),
            _ => Ok(()),
        }
    }

    fn understands(&self, namespace: &str, _: &str) -> bool {
        namespace == NAMESPACE
    }
}

/// An answer that relates to another message than the request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answer relates to the message {related}, and not to {sent}")]
pub struct Unrelated {
    /// The identifier of the request.
    pub sent: String,
    /// The identifier that the answer names.
    pub related: String,
}
