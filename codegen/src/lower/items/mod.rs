//! The items that types become.

pub(in crate::lower) mod choices;
pub(in crate::lower) mod derived;
pub(in crate::lower) mod encoded;
pub(in crate::lower) mod enumerations;
pub(in crate::lower) mod facets;
pub(in crate::lower) mod fields;
pub(in crate::lower) mod groups;
pub(in crate::lower) mod identities;
pub(in crate::lower) mod literals;
pub(in crate::lower) mod mixed;
pub(in crate::lower) mod roots;
pub(in crate::lower) mod structs;
pub(in crate::lower) mod values;
pub(in crate::lower) mod vectors;
