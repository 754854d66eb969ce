//! Where a response sends the client.

use http::header::LOCATION;
use http::{HeaderMap, StatusCode, Uri};

/// What to do about a response.
pub(super) enum Redirect {
    /// It sends the client nowhere.
    None,
    /// The same request goes to another URL of the same origin.
    Same(Uri),
    /// It points elsewhere, or asks for another method: to the origin given.
    Elsewhere(String),
}

/// Decides about a response to a request for `from`.
///
/// Only 307 and 308 ask for the same request again (RFC 9110, sections 15.4.8 and 15.4.9); after any other,
/// browsers and libraries send a GET, which is not a SOAP call.
pub(super) fn redirect(from: &Uri, status: StatusCode, headers: &HeaderMap) -> Redirect {
    let Some(location) = headers.get(LOCATION).filter(|_| status.is_redirection()) else {
        return Redirect::None;
    };
    let Some(target) = location.to_str().ok().and_then(|to| resolve(from, to)) else {
        return Redirect::Elsewhere("an unreadable location".to_owned());
    };
    let repeats = matches!(
        status,
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT
    );
    if repeats && origin(from) == origin(&target) {
        Redirect::Same(target)
    } else {
        Redirect::Elsewhere(origin(&target))
    }
}

/// A `Location`, absolute or relative to `from` (RFC 3986, section 5.2).
fn resolve(from: &Uri, location: &str) -> Option<Uri> {
    let base = ::reqwest::Url::parse(&from.to_string()).ok()?;
    base.join(location).ok()?.as_str().parse().ok()
}

/// Scheme, host and port; the port is written out where it is not the scheme's own.
fn origin(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    match (scheme, uri.port_u16()) {
        ("http", Some(80)) | ("https", Some(443)) | (_, None) => format!("{scheme}://{host}"),
        (_, Some(port)) => format!("{scheme}://{host}:{port}"),
    }
}
