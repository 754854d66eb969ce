//! The services of Mono, PHP, and Java that tests call, and the servers that run them.
//!
//! `asmx`, `php`, and `jaxws` hold the sources of the servers with the WSDLs they publish;
//! `build.rs` generates bindings from those, and `tests` has a test program for each server.
//! `cargo xtask interop` starts the servers and runs the tests. Without it, the tests skip.

mod address;

use sapo::soap::Version;
use sapo::transport::HttpTransport;
use sapo::xml::Reading;
use sapo::{Client, Service};

pub use self::address::address;

/// Declares the bindings of a server's services, each a module named after its WSDL.
macro_rules! bindings {
    ($site:literal: $($service:ident = $wsdl:literal),+ $(,)?) => {
        $(
            #[allow(missing_docs, reason = "most of the WSDLs have no documentation")]
            pub mod $service {
                include!(concat!(env!("OUT_DIR"), "/", $site, "/", $wsdl, ".rs"));
            }
        )+
    };
}

/// Services of Mono's ASMX.
pub mod asmx {
    bindings! { "asmx":
        bare = "bare",
        dataset = "dataset",
        encoded = "encoded",
        faults = "faults",
        headers = "headers",
        literal = "literal",
        open = "open",
        queries = "queries",
        shapes = "shapes",
        structures = "structures",
        values = "values",
    }
}

/// Services of Java's JAX-WS.
pub mod jaxws {
    bindings! { "jaxws":
        addressing = "addressing",
        attachments = "attachments",
        envelopes = "envelopes",
        everything = "everything",
        exceptions = "exceptions",
        guarded = "guarded",
        sums = "sums",
    }
}

/// Services of PHP's SoapServer.
pub mod php {
    bindings! { "php":
        auth_document = "auth-document",
        auth_literal = "auth-literal",
        echo = "echo",
    }
}

/// The versions of SOAP that the servers speak.
pub const VERSIONS: [Version; 2] = [Version::Soap11, Version::Soap12];

/// Returns a client of a service for each version of SOAP, at the path that `path` gives for it.
/// Returns none if the server isn't running.
pub fn clients<S: Service<Transport = HttpTransport>>(
    server: &str,
    path: impl Fn(Version) -> String,
    reading: Reading,
) -> Vec<S> {
    let Some(address) = address(server) else {
        return Vec::new();
    };
    let client = |version| {
        let client = Client::new(S::DESCRIPTION, HttpTransport::new().unwrap());
        let client = client.with_endpoint(format!("{address}{}", path(version)));
        S::from_client(client.with_version(version).with_reading(reading))
    };
    VERSIONS.map(client).into()
}
