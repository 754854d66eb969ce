//! Clients, server traits, and their messages.

pub(in crate::lower) mod clients;
pub(in crate::lower) mod faults;
pub(in crate::lower) mod headers;
pub(in crate::lower) mod http;
pub(in crate::lower) mod messages;
pub(in crate::lower) mod methods;
pub(in crate::lower) mod selected;
