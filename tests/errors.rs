//! Errors of sessions and their sources: printing the whole chain says everything, and nothing twice.

use std::error::Error as _;
use std::io;
use std::sync::Arc;
use std::time::SystemTime;

use sapo::TransportError;
use sapo::session::{Cause, SessionError, StoreError};
use sapo_authenticate::Error;

#[test]
fn no_error_repeats_its_source() {
    let reason = || Box::new(io::Error::other("the reason"));
    let connect = || TransportError::Connect {
        host: "example.org".to_owned(),
        source: reason(),
    };
    let errors = [
        Error::BackingOff(SessionError::BackingOff {
            refusals: 3,
            retry_at: SystemTime::UNIX_EPOCH,
            cause: Cause::new(reason()),
        }),
        Error::Store(Arc::new(StoreError::Unusable {
            action: "lock the session".to_owned(),
            source: reason(),
        })),
        Error::Call(Arc::new(connect().into())),
        Error::Session(SessionError::Call(Arc::new(connect().into()))),
        Error::Session(SessionError::Unfit(Cause::new(reason()))),
        Error::from(connect()),
    ];
    for error in errors {
        let mut said = error.to_string();
        let mut next = error.source();
        while let Some(source) = next {
            said += &format!("\n{source}");
            next = source.source();
        }
        assert_eq!(said.matches("the reason").count(), 1, "{said}");
    }
}
