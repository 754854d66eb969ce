//! Serves the traits that are generated for services, for tests, examples and mocks.
//!
//! With `--server` the generator writes a trait with a method for each operation, and a type that makes a
//! [`Service`] of whatever implements it:
//!
#![cfg_attr(all(feature = "client", feature = "server"), doc = "```")]
#![cfg_attr(not(all(feature = "client", feature = "server")), doc = "```ignore")]
//! # use sapo::gen1::{Content, Error, Operation, Port, Reader, ServiceDescription, Shape, Version, Writer};
//! # #[derive(Debug, Clone, PartialEq, Default)]
//! # pub struct Greet { pub name: String }
//! # impl Content for Greet {
//! #     const SHAPE: Shape = Shape::sequence("urn:greeter").model("name");
//! #     fn read(r: &mut Reader<'_>) -> Self { Self { name: r.one() } }
//! #     fn write(&self, w: &mut Writer) { w.one(&self.name); }
//! # }
//! # #[derive(Debug, Clone, PartialEq, Default)]
//! # pub struct GreetResponse { pub greeting: String }
//! # impl Content for GreetResponse {
//! #     const SHAPE: Shape = Shape::sequence("urn:greeter").model("greeting");
//! #     fn read(r: &mut Reader<'_>) -> Self { Self { greeting: r.one() } }
//! #     fn write(&self, w: &mut Writer) { w.one(&self.greeting); }
//! # }
//! static GREET: Operation<Greet, GreetResponse> = Operation::new("Greet")
//!     .with_action("urn:greeter/Greet")
//!     .with_request("urn:greeter", "Greet")
//!     .with_response("urn:greeter", "GreetResponse");
//!
//! static GREETER: ServiceDescription = ServiceDescription::new(
//!     "Greeter",
//!     &[Port::new(Version::Soap11, "http://localhost/greeter")],
//!     &[GREET.description()],
//! );
//!
//! /// The service `Greeter`, to be implemented.
//! pub trait Greeter: Send + Sync {
//!     /// Greets someone.
//!     fn greet(
//!         &self,
//!         request: Greet,
//!         context: &mut ::sapo::server::Context,
//!     ) -> impl ::sapo::server::ResponseFuture<GreetResponse>;
//! }
//!
//! /// Serves a [`Greeter`].
//! #[derive(Debug, Clone)]
//! pub struct GreeterServer<S>(pub S);
//!
//! impl<S: Greeter + 'static> ::sapo::server::Service for GreeterServer<S> {
//!     const DESCRIPTION: &'static ServiceDescription = &GREETER;
//!
//!     async fn serve(&self, call: &mut ::sapo::server::ServerCall) -> Result<(), ::sapo::Fault> {
//!         let serving: ::sapo::server::Serving<'_> = match call.operation() {
//!             "Greet" => Box::pin(async {
//!                 let response = self.0.greet(call.request()?, call.context()).await?;
//!                 call.respond(&response)
//!             }),
//!             // A one-way operation, or one whose output is empty:
//!             // "Forget" => Box::pin(async {
//!             //     self.0.forget(call.request()?, call.context()).await?;
//!             //     call.acknowledge()
//!             // }),
//!             _ => Box::pin(async { Err(call.unknown()) }),
//!         };
//!         serving.await
//!     }
//! }
//!
//! // What a user writes:
//! struct Polite;
//!
//! impl Greeter for Polite {
//!     async fn greet(
//!         &self,
//!         request: Greet,
//!         _: &mut sapo::server::Context,
//!     ) -> Result<GreetResponse, sapo::Fault> {
//!         Ok(GreetResponse { greeting: format!("Good day, {}", request.name) })
//!     }
//! }
//!
//! use sapo::server::{Host, Router};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let router = Router::new().service("/greeter", GreeterServer(Polite));
//! let host = Host::bind("127.0.0.1:0").await?.serve(router);
//!
//! let client = sapo::Client::new(&GREETER, sapo::transport::HttpTransport::new()?)
//!     .with_endpoint(host.url("/greeter"));
//! let request = Greet { name: "Ada".to_owned() };
//! let response = client.call(&GREET, &request).await?;
//! assert_eq!(response.greeting, "Good day, Ada");
//! # Ok::<(), Box<dyn std::error::Error>>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Router`] is also a [`Transport`](crate::Transport), so that tests can do without sockets.

mod call;
mod context;
mod dispatch;
#[cfg(feature = "server")]
mod host;
mod http_binding;
mod message;
mod router;
mod service;

pub use call::ServerCall;
pub use context::Context;
#[cfg(feature = "server")]
pub use host::{Host, Running};
pub use router::Router;
pub use service::{ResponseFuture, Service, Serving};
