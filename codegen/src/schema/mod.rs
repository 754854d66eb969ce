//! From schemas as written to resolved components.

pub mod components;
