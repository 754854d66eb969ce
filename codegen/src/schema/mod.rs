//! From schemas as written to resolved components.

mod attributes;
pub mod builtin;
mod check;
mod complex;
pub mod components;
mod expansion;
mod identity;
mod incomplete;
mod names;
mod namesakes;
mod order;
mod particles;
mod resolve;
mod simple;
mod sources;
mod substitution;
mod suggestions;
mod wildcards;

pub use self::incomplete::Given;
pub use self::resolve::resolve;
