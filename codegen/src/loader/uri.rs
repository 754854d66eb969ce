//! URLs, as far as finding documents needs them (RFC 3986).

/// The parts of a URI reference (RFC 3986, section 3), the fragment left out.
#[derive(Clone, Copy)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

fn split(uri: &str) -> Parts<'_> {
    let uri = uri.split_once('#').map_or(uri, |(before, _)| before);
    let (scheme, rest) = match scheme(uri) {
        Some(scheme) => (Some(scheme), &uri[scheme.len() + 1..]),
        None => (None, uri),
    };
    let (rest, query) = match rest.split_once('?') {
        Some((before, query)) => (before, Some(query)),
        None => (rest, None),
    };
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            (Some(&rest[..end]), &rest[end..])
        }
        None => (None, rest),
    };
    Parts {
        scheme,
        authority,
        path,
        query,
    }
}

/// The scheme of an absolute URI. One letter is a drive of Windows, not a scheme.
pub(super) fn scheme(uri: &str) -> Option<&str> {
    let (scheme, _) = uri.split_once(':')?;
    let valid = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then_some(scheme)
}

/// Whether this is the URL of something on the web.
pub(super) fn is_http(uri: &str) -> bool {
    scheme(uri).is_some_and(|scheme| {
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    })
}

/// The path and the query of a URL.
pub(super) fn path_and_query(url: &str) -> (&str, &str) {
    let parts = split(url);
    (parts.path, parts.query.unwrap_or_default())
}

/// The host of a URL, without user and port; `None` where it has none or is written so that readers might disagree
/// about it.
pub(super) fn host(url: &str) -> Option<String> {
    if url.contains(|c: char| c.is_control() || matches!(c, '\\' | ' ')) {
        return None;
    }
    let authority = split(url).authority?;
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None => host.split_once(':').map_or(host, |(host, _)| host),
    };
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// A reference whose characters that no URI has are escaped (RFC 3986, section 2), as people write locations with spaces
/// and letters of their own.
pub(super) fn escaped(reference: &str) -> std::borrow::Cow<'_, str> {
    let is_valid = |byte: u8| byte.is_ascii_graphic() && !br#""<>\^`{|}"#.contains(&byte);
    if reference.bytes().all(is_valid) {
        return reference.into();
    }
    let mut uri = String::with_capacity(reference.len() + 8);
    for byte in reference.bytes() {
        match is_valid(byte) {
            true => uri.push(char::from(byte)),
            false => uri += &format!("%{byte:02X}"),
        }
    }
    uri.into()
}

/// A URL without the user and password that may stand before its host: the form to show.
pub(super) fn without_user(url: &str) -> String {
    match split(url).authority.and_then(|it| it.rsplit_once('@')) {
        Some((user, _)) => url.replacen(&format!("{user}@"), "", 1),
        None => url.to_owned(),
    }
}

/// Where a redirect from the URL `from` to `to` leads (RFC 9110, section 10.2.2), if it may be followed: it stays on the
/// host, and does not give up encryption. [`Fetch`](super::Fetch) needs it.
pub fn redirect(from: &str, to: &str) -> Option<String> {
    let target = join(from, to);
    let same_host = host(from).is_some() && host(from) == host(&target);
    let kept = |scheme: &str| scheme.eq_ignore_ascii_case("https");
    let downgrade = scheme(from).is_some_and(kept) && !scheme(&target).is_some_and(kept);
    (is_http(&target) && same_host && !downgrade).then_some(target)
}

/// What a reference within the document `base` refers to (RFC 3986, section 5.2), without its fragment.
pub(super) fn join(base: &str, reference: &str) -> String {
    let (base, reference) = (split(base), split(reference));
    let mut target = reference;
    let path;
    if reference.scheme.is_none() {
        target.scheme = base.scheme;
        if reference.authority.is_none() {
            target.authority = base.authority;
            if reference.path.is_empty() {
                target.path = base.path;
                target.query = reference.query.or(base.query);
            } else if !reference.path.starts_with('/') {
                let folder = base.path.rfind('/').map_or("", |end| &base.path[..=end]);
                let folder = if folder.is_empty() && base.authority.is_some() {
                    "/"
                } else {
                    folder
                };
                path = format!("{folder}{}", reference.path);
                target.path = &path;
            }
        }
    }
    let mut uri = String::new();
    if let Some(scheme) = target.scheme {
        uri += scheme;
        uri.push(':');
    }
    if let Some(authority) = target.authority {
        uri += "//";
        uri += authority;
    }
    uri += &remove_dots(target.path);
    if let Some(query) = target.query {
        uri.push('?');
        uri += query;
    }
    uri
}

/// Takes `.` and `..` out of a path. Those that lead out of a relative path stay.
pub(super) fn remove_dots(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.trim_start_matches('/').split('/').peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." if kept.last().is_some_and(|&before| before != "..") => {
                kept.pop();
            }
            ".." if absolute => {}
            _ => {
                kept.push(segment);
                continue;
            }
        }
        if last && !kept.is_empty() {
            kept.push("");
        }
    }
    let path = kept.join("/");
    if absolute { format!("/{path}") } else { path }
}

/// Replaces `%20` and its like; `None` where there are none or they are not UTF-8.
pub(super) fn percent_decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let decoded = (byte == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(byte));
        rest = if decoded.is_some() {
            &after[2..]
        } else {
            after
        };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_uri_has_is_escaped() {
        for (written, uri) in [
            ("a b.xsd", "a%20b.xsd"),
            ("\u{3b1}\\{x}.xsd?y=1#z", "%CE%B1%5C%7Bx%7D.xsd?y=1#z"),
            ("a%20b.xsd", "a%20b.xsd"),
        ] {
            assert_eq!(escaped(written), uri);
        }
    }

    /// The examples of RFC 3986, section 5.4.
    #[test]
    fn references_are_resolved_as_the_rfc_says() {
        for (reference, target) in [
            ("g:h", "g:h"),
            ("gg:h", "gg:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("g..", "http://a/b/c/g.."),
            ("./g/.", "http://a/b/c/g/"),
            ("g/../h", "http://a/b/c/h"),
        ] {
            // One letter before a colon is not a scheme here.
            if reference != "g:h" {
                assert_eq!(join("http://a/b/c/d;p?q", reference), target, "{reference}");
            }
        }
        assert_eq!(join("http://a?wsdl", "b.xsd"), "http://a/b.xsd");
    }

    #[test]
    fn hosts_are_told_apart() {
        assert_eq!(
            host("http://User@Example.org:80/x").as_deref(),
            Some("example.org")
        );
        assert_eq!(host("http://[::1]:80/x").as_deref(), Some("::1"));
        assert_eq!(host("http://good@evil/").as_deref(), Some("evil"));
        assert_eq!(host("http://good\\@evil/"), None);
        assert_eq!(host("relative/path"), None);
        assert_eq!(without_user("http://me:secret@host/x@y"), "http://host/x@y");
    }

    #[test]
    fn redirects_stay_on_the_host_and_encrypted() {
        let to = |from, to| redirect(from, to);
        assert_eq!(
            to("http://a/b?wsdl", "/b/?wsdl").as_deref(),
            Some("http://a/b/?wsdl")
        );
        assert_eq!(
            to("http://a/b", "https://A/b").as_deref(),
            Some("https://A/b")
        );
        assert_eq!(to("https://a/b", "http://a/b"), None);
        assert_eq!(to("http://a/b", "//evil/b"), None);
        assert_eq!(to("http://a/b", "file:///etc/passwd"), None);
    }

    #[test]
    fn relative_paths_may_lead_out() {
        assert_eq!(remove_dots("a/../../b/./c.xsd"), "../b/c.xsd");
        assert_eq!(remove_dots("/a/../../b"), "/b");
        assert_eq!(
            percent_decode("my%20file%2.xsd").as_deref(),
            Some("my file%2.xsd")
        );
    }
}
