//! A router on a socket.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Router;
use crate::transport::http_body::{Sent, arriving};

/// A socket that listens, before it serves. Its address is known, so services can be made to fit it.
#[derive(Debug)]
pub struct Host {
    listener: TcpListener,
    address: SocketAddr,
}

impl Host {
    /// Listens on `address`; port 0 takes any that is free.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn bind(address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of a path on it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Serves HTTP/1.1 from now on, in tasks of the current Tokio runtime.
    pub fn serve(self, router: Router) -> Running {
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(accept(self.listener, Arc::new(router), stopped));
        Running {
            address: self.address,
            stop: Some(stop),
            task: Some(task),
        }
    }
}

/// A server at work. Dropped, it takes no more connections and closes those it has after the calls that are
/// being served.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<()>>,
}

impl Running {
    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of a path on it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Stops as dropping does, and waits until the last call is served.
    pub async fn stop(mut self) {
        self.stop = None;
        if let Some(task) = self.task.take() {
            // Waiting fails only where the runtime goes down, which has stopped the server then.
            let _ = task.await;
        }
    }
}

async fn accept(listener: TcpListener, router: Arc<Router>, mut stopped: oneshot::Receiver<()>) {
    let connections = GracefulShutdown::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => serve(stream, Arc::clone(&router), &connections),
                // Out of file descriptors, most likely: some come free in a while.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            // Sent never, dropped once.
            _ = &mut stopped => break,
        }
    }
    drop(listener);
    connections.shutdown().await;
}

fn serve(stream: TcpStream, router: Arc<Router>, connections: &GracefulShutdown) {
    // Responses are written whole, so waiting for more to send only delays them.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let router = Arc::clone(&router);
        async move { Ok::<_, Infallible>(answer(&router, request).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    let connection = connections.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}

async fn answer(router: &Router, request: Request<Incoming>) -> Response<Sent> {
    let request = request.map(|body| arriving(body, io::Error::other));
    router.respond_streamed(request).await.map(Sent::from)
}
