//! The settings of a client, which a call may change for itself.

use std::time::Duration;

use http::header::HeaderName;
use http::{Extensions, HeaderMap, HeaderValue};

use super::attachments::Attachments;
use super::interceptor::Interceptors;
use super::{Header, ServiceDescription, Version};
use crate::attachment::Attachment;
use crate::transport::{Idempotent, Timeout, conceal};
use crate::xml::{Limits, Reading};

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) service: &'static ServiceDescription,
    /// The endpoint, if it isn't the one of the service's port.
    pub(super) endpoint: Option<String>,
    pub(super) version: Version,
    pub(super) soap12_action: Option<bool>,
    pub(super) limits: Limits,
    pub(super) reading: Reading,
    /// The client's header blocks, which go with the operations that declare them.
    pub(super) headers: Vec<Header>,
    /// The header blocks of one call, which go with it in any case.
    pub(super) call_headers: Vec<Header>,
    pub(super) http_headers: HeaderMap,
    pub(super) interceptors: Interceptors,
    pub(super) attachments: Option<Attachments>,
    pub(super) attached: Vec<Attachment>,
    pub(super) timeout: Option<Duration>,
    pub(super) is_idempotent: bool,
}

impl Settings {
    pub(super) fn new(service: &'static ServiceDescription) -> Self {
        Self {
            service,
            endpoint: None,
            version: service.default_version(),
            soap12_action: None,
            limits: Limits::default(),
            reading: Reading::default(),
            headers: Vec::new(),
            call_headers: Vec::new(),
            http_headers: HeaderMap::new(),
            interceptors: Interceptors::default(),
            attachments: None,
            attached: Vec::new(),
            timeout: None,
            is_idempotent: false,
        }
    }

    pub(super) fn endpoint(&self) -> &str {
        match &self.endpoint {
            Some(endpoint) => endpoint,
            None => self.service.endpoint(self.version),
        }
    }

    pub(super) fn set_http_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.http_headers.insert(name, value);
        conceal(&mut self.http_headers);
    }

    /// Returns what interceptors and transports are told about a call beside its message.
    pub(super) fn extensions(&self) -> Extensions {
        let mut extensions = Extensions::new();
        if let Some(timeout) = self.timeout {
            extensions.insert(Timeout(timeout));
        }
        if self.is_idempotent {
            extensions.insert(Idempotent);
        }
        extensions
    }
}
