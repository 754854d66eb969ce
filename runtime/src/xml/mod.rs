//! Reading and writing XML.
//!
//! Names are matched by namespace URI and local name, never by prefix. A document is read as a
//! whole from memory; [`Limits`] bound its size. [`Any`] is an element that a schema leaves open.

// | file | subject |
// | --- | --- |
// | `document` | whole documents, from text to a value and back |
// | `content`, `codec`, `simple` | traits of types and of codecs; codecs of other forms |
// | `shape` | the names, occurrence and defaults of a type's fields |
// | `reader` | typed reading, with validation in `reader/validate` |
// | `writer` | typed writing |
// | `encoded` | the ids, arrays and maps of SOAP encoding |
// | `tree` | elements as trees |
// | `index` | the children of an element by name, if they came out of order |
// | `keys` | identity constraints |
// | `facets` | simple types as a schema restricts them |
// | `builtin` | the values of the built-in types |
// | `parser` | the tokens of a document |
// | `namespaces`, `characters`, `encoding`, `limits`, `error` | the ground |
//
// One knot among these is natural: `Content`, `Codec` and `Simple` name `Reader` and
// `Writer`, which call them for the elements within an element, and `Shape` names the codecs
// that check what isn't kept. serde's `Deserialize` and `Deserializer` name each other the same
// way; it is the recursion of documents themselves. The knot is tied by these traits alone: the
// reader and the writer know no type that they read and write but `Any`. `parser`, `keys`,
// `facets` and `index` don't know the reader.

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
mod reading;
mod shape;
mod simple;
pub mod tree;
mod writer;

pub(crate) use characters::is_nc_name;
pub use codec::{Array, Base64, Boxed, Hex, Item, List, Nil, NonNil, TextCodec};
pub use content::{Codec, Content, Own};
pub use document::{Document, Read, Write, from_slice, from_str, to_string};
pub use encoded::{DenseSoapArray, Encoding, Grid, Map, SoapArray};
pub use encoding::decode;
pub use error::{Error, ErrorKind, ValueError};
pub use facets::Facets;
#[doc(hidden)]
pub use facets::Pattern;
pub use keys::{Identity, NameTest, XPath};
pub use limits::Limits;
pub use namespaces::{Scope, XML_NAMESPACE, XMLNS_NAMESPACE, XSD_NAMESPACE, XSI_NAMESPACE};
pub use reader::{Checked, Declarations, Reader};
pub use reading::Reading;
pub use shape::{Attribute, Field, Name, Shape, UNBOUNDED, Wildcard};
pub use simple::{Simple, WhiteSpace};
pub use tree::{Any, ElementValue, Node};
pub(crate) use writer::DECLARATION;
pub use writer::{Writer, debug};
