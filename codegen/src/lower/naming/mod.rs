//! The names of everything that is generated.

pub(in crate::lower) mod budget;
pub(in crate::lower) mod groups;
pub(in crate::lower) mod modules;
pub(in crate::lower) mod order;
pub(in crate::lower) mod rules;
pub(in crate::lower) mod services;
pub(in crate::lower) mod slots;
