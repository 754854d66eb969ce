//! The layout of messages in bodies.

use super::Facts;
use super::encoding::is_built_in;
use crate::schema::components::{
    self as schema, BuiltIn, Content, ElementId, Term, TypeId, TypeKind, Variety,
};
use crate::service::{self, PartContent, Style};

/// The layout of a message in a body (WSDL 1.1, section 3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Form {
    /// A wrapper, named after the operation, of accessors, named after the parts.
    Rpc,
    /// Nothing.
    Empty,
    /// An element.
    Element(ElementId),
    /// The content of a type that leaves it open: the body is of that.
    Type(TypeId),
    /// The parts side by side.
    Parts,
}

impl<'s> Facts<'s> {
    /// Returns the layout of a message in a body.
    pub(in crate::lower) fn form(&self, style: Style, message: &service::Message) -> Form {
        match (style, &message.body[..]) {
            (Style::Rpc, _) => Form::Rpc,
            (Style::Document, []) => Form::Empty,
            (Style::Document, [part]) => match part.content {
                PartContent::Element(id) => Form::Element(id),
                PartContent::Type(id) if self.is_open(id) => Form::Type(id),
                PartContent::Type(_) => Form::Parts,
            },
            (Style::Document, _) => Form::Parts,
        }
    }

    /// Whether a type says nothing of its content but that it is elements.
    pub(super) fn is_open(&self, id: TypeId) -> bool {
        fn is_wildcard(particle: &schema::Particle) -> bool {
            match &particle.term {
                Term::Any(_) => true,
                Term::Group(_, particles) => {
                    !particles.is_empty() && particles.iter().all(is_wildcard)
                }
                Term::Element(_) | Term::Reference(_) => false,
            }
        }
        let content = self.complex(id).map(|complex| &complex.content);
        matches!(content, Some(Content::Elements(particle)) if is_wildcard(particle))
    }

    /// Whether a type's Rust type does not tell how its values are written: octets and lists.
    pub(in crate::lower) fn needs_codec(&self, id: TypeId) -> bool {
        if self.is_foreign(id) {
            return false;
        }
        let ty = self.schema.ty(id);
        let simple = match &ty.kind {
            TypeKind::Simple(simple) => simple,
            TypeKind::Complex(complex) => {
                let is_built_in = ty.name.as_ref().is_some_and(is_built_in);
                return match complex.content {
                    Content::Simple(of) => is_built_in && self.needs_codec(of),
                    _ => false,
                };
            }
        };
        let is_octets =
            |of: BuiltIn| matches!(of.primitive(), BuiltIn::HexBinary | BuiltIn::Base64Binary);
        match &simple.variety {
            Variety::List(_) => true,
            Variety::Atomic(built_in) => is_octets(*built_in),
            Variety::Union(members) => match members.first() {
                Some(&member) => !self.is_enum(id) && self.needs_codec(member),
                None => false,
            },
            Variety::Any => false,
        }
    }
}

/// Returns an operation's header blocks, including those of header faults, and whether requests
/// carry them.
pub(in crate::lower) fn header_blocks(
    operation: &service::Operation,
) -> impl Iterator<Item = (&service::Block, bool)> {
    let requests = operation.input.iter().flat_map(|input| &input.headers);
    let responses = operation.output.iter().flat_map(|output| &output.headers);
    let faults = requests.clone().chain(responses.clone());
    let faults = faults.flat_map(|header| &header.faults);
    requests
        .map(|header| (&header.block, true))
        .chain(responses.map(|header| (&header.block, false)))
        .chain(faults.map(|block| (block, false)))
}

/// Returns the elements that the details of an operation's faults hold, each once.
pub(in crate::lower) fn fault_elements(operation: &service::Operation) -> Vec<ElementId> {
    let mut elements = Vec::new();
    for fault in &operation.faults {
        match fault.part.content {
            PartContent::Element(id) if !elements.contains(&id) => elements.push(id),
            PartContent::Element(_) | PartContent::Type(_) => {}
        }
    }
    elements
}
