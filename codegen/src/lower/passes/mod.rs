//! Changes to a finished model.

pub(in crate::lower) mod boxing;
pub(in crate::lower) mod defaults;
pub(in crate::lower) mod parts;
pub(in crate::lower) mod secrets;
pub(in crate::lower) mod subset;
