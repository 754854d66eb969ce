//! SOAP encoding: values as graphs of elements that may refer to one another (SOAP 1.1, section 5; SOAP 1.2 Part 2,
//! section 3).

mod array;
mod coordinates;
mod grid;
mod map;
pub(crate) mod references;

pub use array::{DenseSoapArray, SoapArray};
pub(crate) use coordinates::{Coordinates, claimed_sizes};
pub use grid::Grid;
pub use map::Map;
pub(crate) use references::References;

/// The namespace of the attributes and types of SOAP 1.1's encoding.
pub(crate) const SOAP11_ENCODING: &str = "http://schemas.xmlsoap.org/soap/encoding/";
/// The namespace of the attributes and types of SOAP 1.2's encoding.
pub(crate) const SOAP12_ENCODING: &str = "http://www.w3.org/2003/05/soap-encoding";
/// The namespace of the element that names the result of a call (SOAP 1.2 Part 2, section 4.2.1).
pub(crate) const SOAP12_RPC: &str = "http://www.w3.org/2003/05/soap-rpc";

/// A version of SOAP encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// That of SOAP 1.1.
    Soap11,
    /// That of SOAP 1.2.
    Soap12,
}

impl Encoding {
    /// Its namespace, which is also the URI that `encodingStyle` names it by.
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::Soap11 => SOAP11_ENCODING,
            Self::Soap12 => SOAP12_ENCODING,
        }
    }

    /// The prefix under which its attributes are written.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Soap11 => "soapenc",
            Self::Soap12 => "enc",
        }
    }
}
