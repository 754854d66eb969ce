//! Sessions, with a protocol and a server of the test's own.

mod backoff;
mod cancellation;
mod distrust;
mod fake;
mod file_store;
mod hand_over;
mod log;
mod quota;
mod renewal;
mod secrecy;
mod single_flight;
