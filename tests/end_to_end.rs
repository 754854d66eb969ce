//! The scenarios, at the embedded server.

mod suite;

suite::tests_at!(crate::suite::Site::embedded);
