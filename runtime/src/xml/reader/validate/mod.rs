//! Validation: the checks that strict reading adds.
//!
//! Each file uses only those above it. `check` and `open` read elements by codecs, which call the
//! reader for the elements within: that recursion goes through [`Codec`](crate::xml::Codec) alone.
//!
//! | file | subject |
//! | --- | --- |
//! | `declarations` | the global elements, attributes and types of a schema |
//! | `named` | `xsi:type` and `xsi:nil`, and whether the named type may stand there |
//! | `text` | values: facets, fixed values, `xs:ID` and `xs:IDREF` |
//! | `attributes` | the attributes of an element, those that a wildcard admits included |
//! | `start` | an element at its start tag, with its identity constraints |
//! | `tree` | identity constraints within elements that are read as trees |
//! | `check` | content by its shape, without keeping values |
//! | `open` | elements that wildcards and `xs:anyType` leave open |

mod attributes;
mod check;
mod declarations;
mod named;
mod open;
mod start;
mod text;
mod tree;

pub(crate) use check::Check;
pub use check::Checked;
pub use declarations::Declarations;
pub(super) use text::Holder;
