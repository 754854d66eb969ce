//! Runtime of generated SOAP bindings.

mod attachment;
#[cfg(feature = "blocking")]
pub mod blocking;
mod error;
pub mod gen1;
mod mime;
pub mod server;
#[cfg(feature = "session")]
pub mod session;
pub mod soap;
pub mod transport;
pub mod value;
pub mod xml;

pub use attachment::Attachment;
pub use error::{Error, Result};
pub use mime::MimeError;
#[cfg(feature = "serde")]
pub use serde;
pub use soap::{Client, Fault, FaultCode, Response, Service};
pub use transport::{Transport, TransportError};
pub use value::{
    AnySimple, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    Integer, Nillable, Offset, QName, Secret, Time, Uuid,
};
