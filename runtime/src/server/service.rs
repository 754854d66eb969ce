//! What generated servers implement.

use std::future::Future;
use std::pin::Pin;

use super::Call;
use crate::soap::{Fault, ServiceDescription};

/// A service that can be served.
pub trait Service: Send + Sync + 'static {
    /// The service that it is.
    const DESCRIPTION: &'static ServiceDescription;

    /// Serves one call: reads the request, does what [`Call::operation`] says, and responds.
    fn serve(&self, call: &mut Call) -> impl Future<Output = Result<(), Fault>> + Send;
}

/// A [`Service`] of any type.
pub(super) trait AnyService: Send + Sync {
    fn description(&self) -> &'static ServiceDescription;

    fn serve<'a>(
        &'a self,
        call: &'a mut Call,
    ) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'a>>;
}

impl<S: Service> AnyService for S {
    fn description(&self) -> &'static ServiceDescription {
        S::DESCRIPTION
    }

    fn serve<'a>(
        &'a self,
        call: &'a mut Call,
    ) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'a>> {
        Box::pin(Service::serve(self, call))
    }
}
