//! The `Cookie` header, as the session writes it (RFC 6265).

use http::HeaderMap;
use http::header::{COOKIE, HeaderValue, SET_COOKIE};

use crate::Secret;

/// The longest cookie, name and value together: what every client has to support (RFC 6265, section 6.1). A
/// longer one may have the server refuse the whole request.
const LONGEST: usize = 4096;

/// Returns whether a value can stand in the cookie `name`.
pub(super) fn fits(name: &str, value: &Secret<String>) -> bool {
    let value = value.expose();
    let length = name.len() + value.len();
    !value.is_empty() && length <= LONGEST && value.bytes().all(is_cookie_octet)
}

/// Sets the cookie `name` beside those that the request has already.
///
/// Fails if the value does not [fit](fits).
pub(super) fn set(headers: &mut HeaderMap, name: &str, value: &Secret<String>) -> Result<(), ()> {
    if !fits(name, value) {
        return Err(());
    }
    let value = value.expose();
    let mut cookies: Vec<String> = others(headers, name);
    cookies.push(format!("{name}={value}"));
    // One header, because servers of old read only the first.
    let mut header = HeaderValue::try_from(cookies.join("; ")).map_err(|_| ())?;
    header.set_sensitive(true);
    headers.insert(COOKIE, header);
    Ok(())
}

/// Removes the cookie `name` from a request.
pub(super) fn remove(headers: &mut HeaderMap, name: &str) {
    let rest = others(headers, name);
    headers.remove(COOKIE);
    if let Ok(mut header) = HeaderValue::try_from(rest.join("; "))
        && !header.is_empty()
    {
        header.set_sensitive(true);
        headers.insert(COOKIE, header);
    }
}

/// Removes what a response sets the cookie `name` to: it comes with failures too, so it proves nothing.
pub(super) fn ignore_set(headers: &mut HeaderMap, name: &str) {
    let kept: Vec<HeaderValue> = headers
        .get_all(SET_COOKIE)
        .iter()
        .filter(|value| {
            value
                .to_str()
                .map_or(true, |cookie| !is_named(cookie.trim_start(), name))
        })
        .cloned()
        .collect();
    headers.remove(SET_COOKIE);
    for value in kept {
        headers.append(SET_COOKIE, value);
    }
}

fn others(headers: &HeaderMap, name: &str) -> Vec<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .map(str::trim)
        .filter(|cookie| !cookie.is_empty() && !is_named(cookie, name))
        .map(str::to_owned)
        .collect()
}

/// ASP.NET does not tell cookies apart by the case of their names.
fn is_named(cookie: &str, name: &str) -> bool {
    cookie
        .split_once('=')
        .is_some_and(|(found, _)| found.trim().eq_ignore_ascii_case(name))
}

fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: http::HeaderName, values: &[&'static str]) -> HeaderMap {
        values
            .iter()
            .map(|value| (name.clone(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn the_cookie_joins_others_and_replaces_its_own() {
        let mut headers = headers(COOKIE, &["a=1; asp.net_sessionid=stale", "b=2"]);
        set(
            &mut headers,
            "ASP.NET_SessionId",
            &"fresh".to_owned().into(),
        )
        .unwrap();
        assert_eq!(headers[COOKIE], "a=1; b=2; ASP.NET_SessionId=fresh");
        assert!(headers[COOKIE].is_sensitive());
        remove(&mut headers, "ASP.NET_SessionId");
        assert_eq!(headers[COOKIE], "a=1; b=2");
    }

    #[test]
    fn a_value_that_would_add_another_cookie_is_refused() {
        let mut headers = HeaderMap::new();
        let giant = "x".repeat(LONGEST);
        for value in ["", "a; admin=1", "a\r\nX: y", "å", &giant] {
            assert!(set(&mut headers, "t", &value.to_owned().into()).is_err());
        }
        assert!(headers.is_empty());
    }

    #[test]
    fn only_the_sessions_own_cookie_is_ignored() {
        let mut headers = headers(
            SET_COOKIE,
            &["ASP.NET_SessionId=other; path=/; HttpOnly", "lb=7; path=/"],
        );
        ignore_set(&mut headers, "ASP.NET_SessionId");
        let left: Vec<_> = headers.get_all(SET_COOKIE).iter().collect();
        assert_eq!(left, ["lb=7; path=/"]);
    }
}
