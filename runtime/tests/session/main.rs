//! Sessions, with a protocol and a server of the test's own.

mod backoff;
mod fake;
mod file_store;
mod hand_over;
mod quota;
mod renewal;
mod secrecy;
mod single_flight;
