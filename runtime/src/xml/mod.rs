//! Reading and writing XML.
//!
//! Names are matched by namespace URI and local name, never by prefix. A document is read as a whole from
//! memory; [`Limits`] bound what it may hold.

pub mod builtin;
mod characters;
mod codec;
mod content;
mod document;
pub(crate) mod encoded;
mod encoding;
mod error;
mod facets;
mod index;
mod keys;
mod limits;
mod namespaces;
mod parser;
mod reader;
mod shape;
mod simple;
pub mod tree;
mod writer;

pub(crate) use characters::is_nc_name;
pub use codec::{Array, Base64, Boxed, Hex, Item, List, Nil, TextCodec};
pub use content::{Codec, Content, Own};
pub use document::{Document, Read, Write, from_slice, from_str, to_string};
pub use encoded::{Encoding, Grid, Map, SoapArray};
pub use encoding::decode;
pub use error::{Error, ErrorKind, ValueError};
pub use facets::Facets;
pub use keys::{Identity, NameTest, XPath};
pub use limits::Limits;
pub use namespaces::{Scope, XML_NAMESPACE, XMLNS_NAMESPACE, XSD_NAMESPACE, XSI_NAMESPACE};
pub use reader::{Checked, Declarations, Reader};
pub use shape::{Attribute, Field, Name, Shape, UNBOUNDED, Wildcard};
pub use simple::{Simple, WhiteSpace};
pub use tree::{Any, Node};
pub(crate) use writer::DECLARATION;
pub use writer::Writer;
