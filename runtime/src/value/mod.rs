//! The values of XML Schema's simple types.
//!
//! Those that Rust has are Rust's: `String`, `bool`, `i8` to `i64`, `u8` to `u64`, `f32` and `f64`. The rest is
//! exact: a text that a type cannot hold as it stands is an error, and is never rounded or cut.

mod any_simple;
mod boolean;
pub mod calendar;
mod decimal;
mod float;
mod integer;
mod lexical;
mod nillable;
mod qname;
pub(crate) mod secret;
mod secret_names;
mod string;
mod uuid;

pub use ::uuid::Uuid;
pub use any_simple::AnySimple;
pub use calendar::{
    Date, DateTime, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Offset, Time,
};
pub use integer::Integer;
pub use nillable::Nillable;
pub use qname::QName;
pub use rust_decimal::Decimal;
pub use secret::Secret;
pub use secret_names::is_secret_name;
