//! Runtime of generated SOAP bindings.

pub mod gen1;
pub mod transport;
pub mod value;
pub mod xml;

pub use value::{
    Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Integer,
    Nillable, Offset, QName, Secret, Time, Uuid,
};
