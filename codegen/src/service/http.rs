//! Operations of the HTTP binding: where they are, and how their messages are written (WSDL 1.1, sections 4 and 5).

use super::{Http, HttpInput};
use crate::syntax::soap::{MessageBinding, UrlForm};
use crate::syntax::wsdl::BindingOperation;

const FORM: &str = "application/x-www-form-urlencoded";

/// How `bound` is called by this verb.
pub(super) fn http(bound: &BindingOperation, verb: &str) -> Http {
    let is_post = verb.eq_ignore_ascii_case("POST");
    let media_types = |message: &Option<MessageBinding>| {
        let media_types = message.iter().flat_map(|message| &message.media_types);
        media_types.cloned().collect::<Vec<_>>()
    };
    let url = bound.input.as_ref().and_then(|input| input.url);
    let (taken, given) = (media_types(&bound.input), media_types(&bound.output));
    let is_form = |taken: &String| taken.eq_ignore_ascii_case(FORM);
    Http {
        is_post,
        location: bound.location.clone().unwrap_or_default(),
        input: match (url, taken.first()) {
            (Some(UrlForm::Encoded), _) | (None, None) => HttpInput::Query,
            (Some(UrlForm::Replacement), _) => HttpInput::Path,
            // What has no body has its form in the URL.
            (None, Some(_)) if taken.iter().any(is_form) && is_post => HttpInput::Form,
            (None, Some(_)) if taken.iter().any(is_form) => HttpInput::Query,
            (None, Some(_)) if taken.iter().any(|taken| is_xml(taken)) => HttpInput::Document,
            (None, Some(other)) => HttpInput::Other(other.clone()),
        },
        other_output: match given.iter().any(|given| is_xml(given)) {
            true => None,
            false => given.into_iter().next(),
        },
    }
}

fn is_xml(media_type: &str) -> bool {
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let media_type = media_type.to_ascii_lowercase();
    media_type.ends_with("/xml") || media_type.ends_with("+xml")
}
