//! Which operation an envelope calls.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Request};

use crate::soap::operation::BodyContent;
use crate::soap::version::parameter;
use crate::soap::{
    Fault, FaultCode, HeaderBlock, OperationDescription, ServiceDescription, Version, addressing,
    envelope,
};
use crate::value::QName;
use crate::xml::{self, Limits};

/// An envelope that came, as far as dispatching needs it.
pub(super) struct Envelope {
    pub(super) text: String,
    pub(super) version: Version,
    pub(super) headers: Vec<HeaderBlock>,
    /// The name of the element in the Body, if there is one; of the first where there are several.
    body: Option<QName>,
    /// Whether there are others, which only parts side by side have.
    pub(super) has_more: bool,
}

impl Envelope {
    /// Reads through a whole request, so that nothing malformed is acted on.
    pub(super) fn read(request: &Request<Bytes>, limits: &Limits) -> Result<Self, xml::Error> {
        let charset = parameter(request.headers(), "charset");
        let text = xml::decode(request.body(), charset.as_deref())?;
        let mut version = announced_version(request.headers()).unwrap_or(Version::Soap11);
        let (mut body, mut has_more) = (None, false);
        let headers = envelope::read(&text, limits, false, &mut |r, found| {
            version = found;
            if envelope::is_independent(r, body.is_none())? {
                return r.skip();
            }
            match body {
                None => body = Some(QName::new(r.name().0, r.name().1)),
                Some(_) => has_more = true,
            }
            r.skip()
        })?;
        Ok(Self {
            text: text.into_owned(),
            version,
            headers,
            body,
            has_more,
        })
    }

    /// The operation that it calls.
    pub(super) fn operation(
        &self,
        service: &'static ServiceDescription,
        headers: &HeaderMap,
        understood: &[QName],
    ) -> Result<&'static OperationDescription, Fault> {
        let operation = match announced_action(headers) {
            Some(action) => self.by_action(service, &action)?,
            None => match addressing::ACTION.find_in(&self.headers) {
                Ok(Some(action)) => self.by_action(service, action.trim()).map_err(|fault| {
                    fault.with_subcode(addressing::fault_code("ActionNotSupported"))
                })?,
                _ => self.by_body(service.operations().iter().copied())?,
            },
        };
        let understood = |namespace: &str, local: &str| {
            namespace == addressing::NAMESPACE
                || understood.iter().any(|name| name.is(namespace, local))
        };
        if let Some(name) =
            HeaderBlock::first_unknown(&self.headers, operation.request_headers(), &understood)
        {
            return Err(Fault::new(
                FaultCode::MustUnderstand,
                format!("the header {name} is not understood"),
            ));
        }
        Ok(operation)
    }

    fn by_action(
        &self,
        service: &'static ServiceDescription,
        action: &str,
    ) -> Result<&'static OperationDescription, Fault> {
        let candidates = service.operations().iter().copied().filter(|operation| {
            [Version::Soap11, Version::Soap12]
                .map(|version| operation.action(version))
                .contains(&action)
                || operation.request_action() == action
        });
        if candidates.clone().next().is_none() {
            return Err(Fault::sender(format!(
                "{} has no operation with the action {action}",
                service.name()
            )));
        }
        self.by_body(candidates)
    }

    fn by_body(
        &self,
        mut candidates: impl Iterator<Item = &'static OperationDescription>,
    ) -> Result<&'static OperationDescription, Fault> {
        let is_it = |operation: &&OperationDescription| match (operation.request(), &self.body) {
            (BodyContent::Element((namespace, local)), Some(body)) => body.is(namespace, local),
            (BodyContent::Element(_), None) => false,
            (BodyContent::Parts([]), _) => true,
            (BodyContent::Parts(parts), Some(body)) => {
                parts.iter().any(|part| body.is(part.0, part.1))
            }
            (BodyContent::Parts(_), None) => false,
            (BodyContent::Nothing, body) => body.is_none(),
        };
        candidates.find(is_it).ok_or_else(|| {
            Fault::sender(match &self.body {
                Some(name) => format!("{name} is not the request of such an operation"),
                None => "the Body is empty".to_owned(),
            })
        })
    }
}

pub(super) fn announced_version(headers: &HeaderMap) -> Option<Version> {
    Version::of_content_type(headers.get(CONTENT_TYPE)?.to_str().ok()?)
}

fn announced_action(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    announced_version(headers)?.announced_action(headers)
}
