//! WS-Addressing 1.0 (W3C Recommendation, 9 May 2006): what a message is for and which one it answers, as header
//! blocks.
//!
//! On the side of the client it is an interceptor, `Addressing` (feature `addressing`). A
//! [`Router`](crate::server::Router) needs nothing: it answers requests with these header blocks by their like.

#[cfg(feature = "addressing")]
mod client;

#[cfg(feature = "addressing")]
pub use client::{Addressing, Unrelated};

use super::{Header, HeaderBlock, HeaderOf, OperationDescription};
use crate::value::QName;
use crate::xml::{Content, Reader, Shape, Writer};

/// The namespace of its header blocks and fault codes.
pub const NAMESPACE: &str = "http://www.w3.org/2005/08/addressing";

/// The address of whoever waits on the connection for the answer.
pub const ANONYMOUS: &str = "http://www.w3.org/2005/08/addressing/anonymous";

/// The address to which nothing is sent.
pub const NONE: &str = "http://www.w3.org/2005/08/addressing/none";

/// The action of faults that declare none of their own (SOAP Binding, section 6).
pub const FAULT_ACTION: &str = "http://www.w3.org/2005/08/addressing/soap/fault";

/// What the message asks for.
pub const ACTION: HeaderOf<String> = HeaderOf::new(NAMESPACE, "Action");

/// Where the message goes.
pub const TO: HeaderOf<String> = HeaderOf::new(NAMESPACE, "To");

/// What tells the message from all others.
pub const MESSAGE_ID: HeaderOf<String> = HeaderOf::new(NAMESPACE, "MessageID");

/// The identifier of the message that this one answers.
pub const RELATES_TO: HeaderOf<String> = HeaderOf::new(NAMESPACE, "RelatesTo");

/// Where the answer is to go.
pub const REPLY_TO: HeaderOf<EndpointReference> = HeaderOf::new(NAMESPACE, "ReplyTo");

/// Where a fault is to go.
pub const FAULT_TO: HeaderOf<EndpointReference> = HeaderOf::new(NAMESPACE, "FaultTo");

/// An endpoint, as far as its address goes; reference parameters and metadata are passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointReference {
    /// Its address.
    pub address: String,
}

impl Content for EndpointReference {
    const SHAPE: Shape = Shape::sequence(NAMESPACE).model("Address");

    fn read(r: &mut Reader<'_>) -> Self {
        Self { address: r.one() }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.address);
    }
}

/// The code of what the specification has faults for (SOAP Binding, section 6.4), such as `ActionNotSupported`:
/// a subcode of the fault, in SOAP 1.1 the code.
pub fn fault_code(local: &str) -> QName {
    QName::new(NAMESPACE, local)
}

/// The header blocks of the answer to a request with these, none where it has no identifier.
pub(crate) fn reply(request: &[HeaderBlock], action: &str) -> Vec<Header> {
    let Ok(Some(id)) = MESSAGE_ID.find_in(request) else {
        return Vec::new();
    };
    vec![ACTION.block(action.to_owned()), RELATES_TO.block(id)]
}

/// The action of an operation's answer: the one its WSDL gives, or else one that tells which request it answers.
pub(crate) fn response_action(operation: &OperationDescription) -> String {
    match operation.response_action() {
        Some(action) => action.to_owned(),
        None => format!("{}Response", operation.request_action()),
    }
}
