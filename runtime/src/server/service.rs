//! What generated servers implement.

use std::future::Future;
use std::pin::Pin;

use super::ServerCall;
use crate::soap::{Fault, ServiceDescription};

/// A service that can be served.
pub trait Service: Send + Sync + 'static {
    /// The service that it is.
    const DESCRIPTION: &'static ServiceDescription;

    /// Serves one call: reads the request, does what [`ServerCall::operation`] says, and responds.
    fn serve(&self, call: &mut ServerCall) -> impl Future<Output = Result<(), Fault>> + Send;
}

/// The future of a call that is being served, of any operation.
pub type Serving<'c> = Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'c>>;

/// The future of a response, as the methods of generated server traits return it.
///
/// An implementation of such a method is an `async fn` that returns `Result<R, Fault>`: every future of that output
/// which can be sent between threads is a `ResponseFuture<R>`.
pub trait ResponseFuture<R>: Future<Output = Result<R, Fault>> + Send {}

impl<R, F: Future<Output = Result<R, Fault>> + Send> ResponseFuture<R> for F {}

/// A [`Service`] of any type.
pub(super) trait AnyService: Send + Sync {
    fn description(&self) -> &'static ServiceDescription;

    fn serve<'a>(&'a self, call: &'a mut ServerCall) -> Serving<'a>;
}

impl<S: Service> AnyService for S {
    fn description(&self) -> &'static ServiceDescription {
        S::DESCRIPTION
    }

    fn serve<'a>(&'a self, call: &'a mut ServerCall) -> Serving<'a> {
        Box::pin(Service::serve(self, call))
    }
}
