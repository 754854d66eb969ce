//! Calls, which are values until they are awaited.

use std::borrow::Borrow;
use std::convert::identity;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::header::HeaderName;
use http::{HeaderValue, Request};

use super::decode::{self, Decoding};
use super::exchange::{Received, exchange, in_memory, write};
use super::settings::Settings;
use super::{Header, Operation, OperationDescription, Response};
use crate::attachment::Attachment;
use crate::error::Error;
use crate::transport::Transport;
use crate::xml::{self, Reading, Writer};

/// Writes the content of a request.
///
/// The type of the request ends here: no future is compiled for each.
pub(super) type RequestContent<'c> = Box<dyn Fn(&mut Writer) + Send + 'c>;

/// A call of an operation: it is sent when it is awaited, and gives a `V`.
///
/// The methods of generated clients return one. Its own methods set options of this call, in place
/// of those of the client.
///
/// ```
/// # mod greeter {
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
/// # }
/// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
/// use std::time::Duration;
///
/// let greeting: String = api.greet("Ada".to_owned()).await?;
/// let late = api.greet("Ada".to_owned()).timeout(Duration::from_secs(5)).await;
/// # Ok(())
/// # }
/// ```
///
/// `R` is the response of the operation, and `T` the transport. The future of a call is `Send`. It
/// may be dropped at any time; the server may have acted on the request by then.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<'c, T, R, V = R> {
    transport: &'c T,
    settings: Arc<Settings>,
    operation: &'c OperationDescription,
    content: RequestContent<'c>,
    decode: Decode<R>,
    finish: Finish<R, V>,
}

/// Reads a response.
type Decode<R> = fn(&Decoding<'_>, http::Response<Bytes>) -> Result<Response<R>, Error>;

/// The value that a call makes of its response.
enum Finish<R, V> {
    Response(fn(Response<R>) -> V),
    Body(fn(R) -> V),
    Fallible(fn(R) -> Result<V, Error>),
}

impl<'c, T, R: xml::Content> Call<'c, T, R> {
    pub(super) fn new<Q: xml::Content>(
        transport: &'c T,
        settings: Arc<Settings>,
        operation: &'c Operation<Q, R>,
        request: impl Borrow<Q> + Send + 'c,
    ) -> Self {
        Self {
            transport,
            settings,
            operation: operation.description(),
            content: Box::new(move |w| w.content(request.borrow())),
            decode: decode::response::<R>,
            finish: Finish::Body(identity),
        }
    }
}

impl<'c, T, R, V> Call<'c, T, R, V> {
    /// Gives the whole response: its body, its header blocks, its HTTP status and headers, and its
    /// attachments.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// let response = api.greet("Ada".to_owned()).message().await?;
    /// println!("{}: {}", response.status(), response.body().greeting);
    /// # Ok(())
    /// # }
    /// ```
    pub fn message(self) -> Call<'c, T, R, Response<R>> {
        self.finished_by(Finish::Response(identity))
    }

    /// Gives what `value` makes of the body of the response, instead of `V`.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// use greeter::{GREET, Greet};
    ///
    /// let request = Greet { name: "Ada".to_owned() };
    /// let length = api.call(&GREET, &request).returning(|response| response.greeting.len());
    /// assert!(length.await? > 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn returning<W>(self, value: fn(R) -> W) -> Call<'c, T, R, W> {
        self.finished_by(Finish::Body(value))
    }

    /// Gives what `value` makes of the body of the response, and fails if `value` does.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// let greeting = api.greet("Ada".to_owned()).try_returning(|response| {
    ///     match response.greeting.is_empty() {
    ///         true => Err(sapo::Error::Refused("the server has no words".into())),
    ///         false => Ok(response.greeting),
    ///     }
    /// });
    /// println!("{}", greeting.await?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn try_returning<W>(self, value: fn(R) -> Result<W, Error>) -> Call<'c, T, R, W> {
        self.finished_by(Finish::Fallible(value))
    }

    fn finished_by<W>(self, finish: Finish<R, W>) -> Call<'c, T, R, W> {
        Call {
            transport: self.transport,
            settings: self.settings,
            operation: self.operation,
            content: self.content,
            decode: self.decode,
            finish,
        }
    }

    fn settings(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }

    /// Limits how long the call may take once it is awaited, to the last byte of the response and
    /// with all that a session does for it; then it fails with
    /// [`TransportError::Timeout`](crate::TransportError::Timeout).
    ///
    /// This replaces the timeout of the client and that of the transport. Without the feature
    /// `client`, it is up to the transport.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// use std::time::Duration;
    ///
    /// let greeting = api.greet("Ada".to_owned()).timeout(Duration::from_millis(500)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings().timeout = Some(timeout);
        self
    }

    /// Sends the call to another endpoint.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// for url in ["http://north.example.org/greeter", "http://south.example.org/greeter"] {
    ///     println!("{}", api.greet("Ada".to_owned()).endpoint(url).await?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.settings().endpoint = Some(url.into());
        self
    }

    /// Adds an HTTP header, in place of one of the same name.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// use sapo::http::header::{ACCEPT_LANGUAGE, HeaderValue};
    ///
    /// let norwegian = HeaderValue::from_static("nb");
    /// let greeting = api.greet("Ada".to_owned()).http_header(ACCEPT_LANGUAGE, norwegian).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn http_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.settings().set_http_header(name, value);
        self
    }

    /// Adds a SOAP header, in place of one of the same name.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// use sapo::soap::Header;
    ///
    /// let trace = Header::new("urn:example:trace", "Trace", "a1b2".to_owned());
    /// let greeting = api.greet("Ada".to_owned()).header(trace).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn header(mut self, header: Header) -> Self {
        let settings = self.settings();
        for headers in [&mut settings.headers, &mut settings.call_headers] {
            headers.retain(|other| other.name() != header.name());
        }
        settings.call_headers.push(header);
        self
    }

    /// Reads the response like this.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// use sapo::xml::Reading;
    ///
    /// let greeting = api.greet("Ada".to_owned()).reading(Reading::Strict).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn reading(mut self, reading: Reading) -> Self {
        self.settings().reading = reading;
        self
    }

    /// Says that it does no harm if the call reaches the server twice.
    ///
    /// A transport that repeats failed requests can know then that it may repeat this one, by
    /// [`Idempotent`](crate::transport::Idempotent).
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// let greeting = api.greet("Ada".to_owned()).idempotent().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn idempotent(mut self) -> Self {
        self.settings().is_idempotent = true;
        self
    }

    /// Sends an attachment beside the message.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # async fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// use sapo::Attachment;
    ///
    /// let photo = Attachment::new(vec![0x89, b'P', b'N', b'G']).with_content_type("image/png");
    /// let greeting = api.greet("Ada".to_owned()).attach(photo).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn attach(mut self, attachment: Attachment) -> Self {
        self.settings().attached.push(attachment);
        self
    }

    /// Builds the request without sending it.
    ///
    /// Its body is plain text, and without SOAP its URL may have the parameters; mind what is in
    /// them before printing it. [`Client::response`](super::Client::response) reads the response
    /// to it.
    ///
    /// # Errors
    /// [`Error::Request`] if a value cannot be written,
    /// [`TransportError::Request`](crate::TransportError::Request) if the endpoint isn't a URL or
    /// the action doesn't fit into an HTTP header.
    ///
    /// ```
    /// # mod greeter {
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/checked-in/src/greeter.rs"));
    /// # }
    /// # fn example(api: greeter::GreeterClient<impl sapo::Transport>) -> sapo::Result<()> {
    /// let request = api.greet("Ada".to_owned()).request()?;
    /// assert_eq!(request.headers()["SOAPAction"], "\"urn:example:greeter/Greet\"");
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self) -> Result<Request<Bytes>, Error> {
        in_memory(write(&self.settings, self.operation, &self.content)?)
    }
}

impl<'c, T: Transport, R, V> IntoFuture for Call<'c, T, R, V> {
    type Output = Result<V, Error>;
    type IntoFuture = CallFuture<'c, R, V>;

    fn into_future(self) -> CallFuture<'c, R, V> {
        let exchange = exchange(self.transport, self.settings, self.operation, self.content);
        CallFuture {
            exchange: Box::pin(exchange),
            decode: self.decode,
            finish: self.finish,
        }
    }
}

/// The future of a [`Call`].
///
/// Only the exchange of bytes is asynchronous, and it is the same for all operations.
#[must_use = "futures do nothing unless they are awaited"]
pub struct CallFuture<'c, R, V> {
    exchange: Pin<Box<dyn Future<Output = Result<Received<'c>, Error>> + Send + 'c>>,
    decode: Decode<R>,
    finish: Finish<R, V>,
}

impl<R, V> Future for CallFuture<'_, R, V> {
    type Output = Result<V, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let received = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready(received.and_then(|received| self.read(received)))
    }
}

impl<R, V> CallFuture<'_, R, V> {
    fn read(&self, received: Received<'_>) -> Result<V, Error> {
        let decoding = Decoding {
            settings: &received.settings,
            operation: received.operation,
        };
        let response = (self.decode)(&decoding, received.response)?;
        match self.finish {
            Finish::Response(value) => Ok(value(response)),
            Finish::Body(value) => Ok(value(response.into_body())),
            Finish::Fallible(value) => value(response.into_body()),
        }
    }
}

/// The operation alone: the request may hold passwords.
impl<T, R, V> fmt::Debug for Call<'_, T, R, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (service, operation) = (self.settings.service.name(), self.operation.name());
        write!(f, "Call({service}, {operation})")
    }
}

impl<R, V> fmt::Debug for CallFuture<'_, R, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").finish_non_exhaustive()
    }
}
