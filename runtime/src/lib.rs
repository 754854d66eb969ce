//! Runtime of generated SOAP bindings.

pub mod gen1;
pub mod soap;
pub mod transport;
pub mod value;
pub mod xml;

pub use soap::{Client, Error, Fault, FaultCode, Response, Service};
pub use transport::{Transport, TransportError};
pub use value::{
    Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Integer,
    Nillable, Offset, QName, Secret, Time, Uuid,
};
