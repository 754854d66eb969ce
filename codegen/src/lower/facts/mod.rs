//! Questions about the schema and the configuration.

pub(in crate::lower) mod held;
pub(in crate::lower) mod pins;
