//! Bindings that were generated once and are reviewed like any other code.

#[rustfmt::skip] // as it was generated
pub mod greeter;
