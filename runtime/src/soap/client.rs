//! The client that every generated client wraps.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::HeaderName;
use http::{HeaderValue, Uri};

use super::attachments::Attachments;
use super::decode::{self, Decoding};
use super::settings::Settings;
use super::{Call, Header, Interceptor, Operation, Response, ServiceDescription, Version};
use crate::attachment::Attachment;
use crate::error::Error;
use crate::xml::{Content, Limits, Reading};

/// Calls the operations of one service.
///
/// It holds no connection and no lock: cloning is cheap if cloning the transport is, and clones may
/// differ in endpoint, version and headers.
///
/// Each call runs in a `tracing` span `soap_call` that names the service, the operation and the
/// host, and once there is a response its HTTP status, its size in bytes and the time it took in
/// milliseconds. Bodies, headers and URLs are not recorded.
#[derive(Clone)]
pub struct Client<T> {
    transport: T,
    settings: Arc<Settings>,
}

impl<T> Client<T> {
    /// A client of `service`, at the endpoint and in the SOAP version of its first port.
    pub fn new(service: &'static ServiceDescription, transport: T) -> Self {
        Self {
            transport,
            settings: Arc::new(Settings::new(service)),
        }
    }

    /// The same client with another endpoint, for both versions of SOAP.
    #[must_use]
    pub fn with_endpoint(mut self, url: impl Into<String>) -> Self {
        self.settings().endpoint = Some(url.into());
        self
    }

    /// The same client in another version of SOAP, at the endpoint of the port that speaks it
    /// unless one was set.
    #[must_use]
    pub fn with_version(mut self, version: Version) -> Self {
        self.settings().version = version;
        self
    }

    /// Sets whether SOAP 1.2 requests carry the `action` parameter in their content type (SOAP 1.2
    /// Part 2, section 6.5.3), whatever the WSDL says.
    ///
    /// By default an operation decides, by [`Operation::with_action_required`]: generated code
    /// sends the action if the WSDL gives one and `soapActionRequired`, whose default is true,
    /// isn't false. A request whose body is empty carries its action in any case, because nothing
    /// else names the operation. SOAP 1.1 requests always have their `SOAPAction` header.
    #[must_use]
    pub fn with_soap12_action(mut self, sent: bool) -> Self {
        self.settings().soap12_action = Some(sent);
        self
    }

    /// Sets the limits on responses.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.settings().limits = limits;
        self
    }

    /// Sets how far responses may deviate from the schema.
    #[must_use]
    pub fn with_reading(mut self, reading: Reading) -> Self {
        self.settings().reading = reading;
        self
    }

    /// Limits how long each call may take, in place of the transport's own timeout;
    /// [`Call::timeout`] says more.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.settings().timeout = Some(timeout);
        self
    }

    /// Adds a SOAP header, in place of one of the same name.
    ///
    /// It goes with every call; one that the service declares for some of its operations goes with
    /// those alone.
    #[must_use]
    pub fn with_header(mut self, header: Header) -> Self {
        let headers = &mut self.settings().headers;
        headers.retain(|other| other.name() != header.name());
        headers.push(header);
        self
    }

    /// Adds an HTTP header to every request, in place of one of the same name.
    #[must_use]
    pub fn with_http_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.settings().set_http_header(name, value);
        self
    }

    /// Adds an interceptor, which stands around every call from now on.
    #[must_use]
    pub fn with_interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.settings().interceptors.push(Arc::new(interceptor));
        self
    }

    /// Sends and takes attachments this way.
    #[must_use]
    pub fn with_attachments(mut self, attachments: Attachments) -> Self {
        self.settings().attachments = Some(attachments);
        self
    }

    /// Sends an attachment beside the message of every call. [`Call::attach`] does it for a single
    /// one.
    #[must_use]
    pub fn with_attachment(mut self, attachment: Attachment) -> Self {
        self.settings().attached.push(attachment);
        self
    }

    /// The service.
    pub fn service(&self) -> &'static ServiceDescription {
        self.settings.service
    }

    /// The URL that requests go to.
    pub fn endpoint(&self) -> &str {
        self.settings.endpoint()
    }

    /// The version of SOAP that requests are in. Responses may come in either.
    pub fn version(&self) -> Version {
        self.settings.version
    }

    /// The transport that carries the messages.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// Calls an operation with a request, or a reference to one.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// use greeter::{GREET, Greet};
    /// use sapo::Service;
    ///
    /// let request = Greet { name: "Ada".to_owned() };
    /// let response = api.client().call(&GREET, &request).await?;
    /// assert_eq!(response.greeting, "Hello, Ada!");
    /// # Ok(())
    /// # }
    /// ```
    pub fn call<'c, Q: Content, R: Content>(
        &'c self,
        operation: &'c Operation<Q, R>,
        request: impl Borrow<Q> + Send + 'c,
    ) -> Call<'c, T, R> {
        let settings = Arc::clone(&self.settings);
        Call::new(&self.transport, settings, operation, request)
    }

    /// Reads the response to a request that was built by [`Call::request`].
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # fn example(
    /// #     api: greeter::GreeterClient<impl sapo::Transport>,
    /// #     send_otherwise: fn(http::Request<bytes::Bytes>) -> http::Response<bytes::Bytes>,
    /// # ) -> sapo::Result<()> {
    /// use greeter::GREET;
    /// use sapo::Service;
    ///
    /// let request = api.greet("Ada".to_owned()).request()?;
    /// let response = api.client().response(&GREET, send_otherwise(request))?;
    /// assert_eq!(response.body().greeting, "Hello, Ada!");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Any [`Error`] but those of sending.
    pub fn response<Q, R: Content>(
        &self,
        operation: &Operation<Q, R>,
        response: http::Response<Bytes>,
    ) -> Result<Response<R>, Error> {
        let decoding = Decoding {
            settings: &self.settings,
            operation: operation.description(),
        };
        decode::response(&decoding, response)
    }

    fn settings(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }
}

/// The service and the host, without what may be secret in headers and URLs.
impl<T> fmt::Debug for Client<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (service, uri) = (self.service().name(), self.endpoint().parse::<Uri>());
        match uri
            .as_ref()
            .map(|uri| (uri.scheme_str(), uri.host(), uri.port()))
        {
            Ok((Some(scheme), Some(host), None)) => {
                write!(f, "Client({service} at {scheme}://{host})")
            }
            Ok((Some(scheme), Some(host), Some(port))) => {
                write!(f, "Client({service} at {scheme}://{host}:{port})")
            }
            _ => write!(f, "Client({service})"),
        }
    }
}
