//! The parts of a schema that can be left out of it, by their places in the document.

use std::ops::Range;

/// A part of a schema, and its bytes in the document.
#[derive(Debug)]
pub struct Place {
    /// From its start tag up to the next element behind it. No document is larger than this can tell.
    pub extent: Range<u32>,
    /// The part.
    pub part: Part,
}

/// A part of a schema that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    Schema,
    /// A particle.
    Particle {
        /// Whether content can't do without it: it must occur, and isn't one of several choices.
        required: bool,
    },
    /// An attribute of a type or an attribute group.
    Use {
        /// Whether it must be there.
        required: bool,
    },
    /// In [`Schema::attributes`](super::Schema::attributes).
    Attribute(u32),
    /// In [`Schema::attribute_groups`](super::Schema::attribute_groups).
    AttributeGroup(u32),
    /// In [`Schema::groups`](super::Schema::groups).
    Group(u32),
    /// In [`Schema::elements`](super::Schema::elements).
    Element(u32),
    /// In [`Schema::types`](super::Schema::types).
    Type(u32),
}
