//! What the service says about its limits.

use std::time::SystemTime;

use http::{HeaderMap, StatusCode};
use jiff::civil;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use sapo::session::{Allowance, Quarantine};

/// How many requests an hour the service allows.
pub const REQUESTS_AN_HOUR: u32 = 7200;

const REMAINING: &str = "APILimitRemaining";
const RESET: &str = "APILimitReset";

/// What the headers of a response say about how many requests are left.
pub(crate) fn allowance(headers: &HeaderMap) -> Option<Allowance> {
    let text = |name| headers.get(name)?.to_str().ok();
    Some(Allowance {
        remaining: text(REMAINING)?.trim().parse().ok()?,
        resets_at: text(RESET).and_then(time),
    })
}

/// Finds `Limit exceeded by N. Request is blocked. Quarantine ends at <time>` in a response that is no result.
pub(crate) fn quarantine(text: &str) -> Option<Quarantine> {
    const BLOCKED: &str = "Request is blocked";
    const ENDS: &str = "Quarantine ends at";
    const EXCEEDED: &str = "Limit exceeded by";
    let blocked = text.find(BLOCKED)?;
    let begin = text[..blocked].rfind(EXCEEDED)?;
    let rest = &text[blocked..];
    let after = rest.find(ENDS).map(|at| &rest[at + ENDS.len()..]);
    // Up to the end of the sentence, the element or the line.
    let end = after.map(|after| {
        after
            .find(['<', '\r', '\n'])
            .map_or(after, |end| &after[..end])
            .trim()
            .trim_end_matches('.')
    });
    let number = text[begin + EXCEEDED.len()..blocked]
        .trim()
        .trim_end_matches('.');
    Some(Quarantine {
        exceeded_by: number.parse().ok(),
        ends_at: end.and_then(time),
        message: match end {
            Some(end) => format!("{EXCEEDED} {number}. {BLOCKED}. {ENDS} {end}"),
            None => format!("{EXCEEDED} {number}. {BLOCKED}"),
        },
    })
}

/// Whether a response may hold such a text: results, which may be large and quote anything, do not.
pub(crate) fn is_no_result(status: StatusCode, headers: &HeaderMap) -> bool {
    let is_xml = headers
        .get(http::header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|media_type| media_type.to_ascii_lowercase().contains("xml"));
    !status.is_success() || !is_xml
}

/// Reads a time as the service may write it; without a zone it is UTC.
///
/// How the quarantine's end is written is not documented, so all that .NET is likely to print is taken.
fn time(text: &str) -> Option<SystemTime> {
    const WITHOUT_ZONE: [&str; 6] = [
        // "s" and "u", and the one that people type
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        // "G" in English and in Norwegian
        "%m/%d/%Y %I:%M:%S %p",
        "%m/%d/%Y %H:%M:%S",
        "%d.%m.%Y %H:%M:%S",
        "%d.%m.%Y %H.%M.%S",
    ];
    let text = text.trim();
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(time.into());
    }
    if let Ok(time) = rfc2822::parse(text) {
        return Some(time.timestamp().into());
    }
    let text = text
        .trim_end_matches("UTC")
        .trim_end_matches("GMT")
        .trim_end_matches('Z')
        .trim_end();
    WITHOUT_ZONE
        .iter()
        .find_map(|format| civil::DateTime::strptime(format, text).ok())
        .and_then(|time| time.to_zoned(TimeZone::UTC).ok())
        .map(|time| time.timestamp().into())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// 2026-11-21T22:26:33Z
    fn then() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_299_993)
    }

    #[test]
    fn times_are_read_as_net_writes_them() {
        for text in [
            "2026-11-21T22:26:33Z",
            "2026-11-21T23:26:33+01:00",
            "2026-11-21T22:26:33",
            "2026-11-21 22:26:33Z",
            "2026-11-21 22:26:33",
            "11/21/2026 10:26:33 PM",
            "11/21/2026 22:26:33",
            "21.11.2026 22:26:33",
            "21.11.2026 22.26.33 UTC",
            "Sat, 21 Nov 2026 22:26:33 GMT",
        ] {
            assert_eq!(time(text), Some(then()), "{text}");
        }
        assert_eq!(
            time("2026-11-21T22:26:33.5000000Z"),
            Some(then() + Duration::from_millis(500))
        );
        for text in ["", "soon", "2026-13-01T00:00:00Z"] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn the_quarantine_is_found_wherever_it_stands() {
        for text in [
            "Limit exceeded by 12. Request is blocked. Quarantine ends at 2026-11-21T22:26:33Z",
            "<html><p>Limit exceeded by 12. Request is blocked. Quarantine ends at 11/21/2026 10:26:33 PM.</p>",
            "<faultstring>System.Exception: Limit exceeded by 12. Request is blocked. Quarantine ends at \
             21.11.2026 22:26:33\r\n   at X()</faultstring>",
        ] {
            let found = quarantine(text).expect(text);
            assert_eq!(found.exceeded_by, Some(12), "{text}");
            assert_eq!(found.ends_at, Some(then()), "{text}");
        }
        let untold = quarantine("Limit exceeded by 3. Request is blocked. Quarantine ends at dawn");
        assert_eq!(untold.unwrap().ends_at, None);
        assert_eq!(quarantine("Request is blocked by the firewall"), None);
        assert_eq!(
            quarantine("Client is not authenticated on this identity"),
            None
        );
    }

    #[test]
    fn the_headers_tell_what_is_left() {
        let mut headers = HeaderMap::new();
        assert_eq!(allowance(&headers), None);
        headers.insert("APILimitRemaining", "7199".parse().unwrap());
        headers.insert("APILimitReset", "2026-11-21T22:26:33Z".parse().unwrap());
        assert_eq!(
            allowance(&headers),
            Some(Allowance {
                remaining: 7199,
                resets_at: Some(then())
            })
        );
    }
}
