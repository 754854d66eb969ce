//! Clients as things.

use crate::model::{
    BodyContent, ElementName, HeaderField, HttpParameters, Message, Operation, ResultKind, Service,
    Version,
};

use super::items::Surface;
use super::names::type_text;
use super::things::{Aspect, Kind, Thing};

impl Surface<'_> {
    /// A service as a thing.
    pub(super) fn service(&self, service: &Service) -> Thing {
        let name = service.client.clone();
        let mut thing = Thing::new(Kind::Client, name.clone(), name);
        thing.xml = Some(service.xml_name.clone());
        if let Some(server) = &service.server {
            thing.fact(Aspect::Server, &server.r#trait);
        }
        if let Some((version, _)) = service.ports.first() {
            thing.fact(Aspect::Protocol, protocol(*version));
        }
        let mut others = Vec::new();
        for (version, endpoint) in &service.ports {
            let mut port = self.member(Kind::Port, protocol(*version), &thing);
            port.name = format!("{} ({})", thing.name, port.key);
            // Only the first of a protocol is called.
            if thing.members.iter().any(|one| one.key == port.key) {
                others.push(endpoint.as_str());
                continue;
            }
            port.fact(Aspect::Endpoint, endpoint);
            port.span = self
                .places
                .port(&service.xml_name, *version, endpoint)
                .cloned();
            thing.members.push(port);
        }
        if !others.is_empty() {
            thing.fact(Aspect::OtherEndpoints, others.join(", "));
        }
        for header in &service.headers {
            let header = self.header(header, &thing);
            thing.members.push(header);
        }
        for operation in &service.operations {
            let method = self.operation(operation, service, &thing);
            thing.members.push(method);
        }
        thing
    }

    fn header(&self, header: &HeaderField, of: &Thing) -> Thing {
        let name = header.method.as_ref().unwrap_or(&header.constant);
        let mut thing = self.member(Kind::Header, name, of);
        thing.xml = Some(self.names.element(&header.element));
        thing.span = self.places.element(&header.element).cloned();
        thing.fact(Aspect::Constant, &header.constant);
        self.element_fact(&mut thing, Aspect::WireName, &header.element);
        self.refer_type(&mut thing, &header.value.ty);
        self.value(&mut thing, &header.value);
        thing
    }

    fn operation(&self, operation: &Operation, service: &Service, of: &Thing) -> Thing {
        let mut thing = self.member(Kind::Method, &operation.method, of);
        let xml = &operation.xml_name;
        thing.xml = Some(xml.clone());
        thing.span = self.places.operation(&service.xml_name, xml).cloned();
        self.refer(&mut thing, Aspect::Signature, &|path| {
            signature(operation, &|ty| type_text(ty, path))
        });
        thing.fact(Aspect::MessageMethod, &operation.message_method);
        self.refer(&mut thing, Aspect::Messages, &|path| {
            let request = type_text(&operation.request.value.ty, path);
            let response = operation.response.as_ref();
            let response = response.map(|one| type_text(&one.value.ty, path));
            format!("{request} -> {}", response.unwrap_or("()".to_owned()))
        });
        thing.fact(Aspect::Constant, &operation.constant);
        thing.fact(Aspect::Action, action(operation));
        let speaks_soap12 = |port: &(Option<Version>, _)| port.0 == Some(Version::Soap12);
        if service.ports.iter().any(speaks_soap12) {
            let text = match operation.is_action_required {
                true => "required",
                false => "optional",
            };
            thing.fact(Aspect::ActionRequired, text);
        }
        let request = Some(&operation.request);
        self.body(&mut thing, Aspect::Request, request);
        self.body(&mut thing, Aspect::Response, operation.response.as_ref());
        if operation.is_encoded {
            thing.fact(Aspect::Encoded, "");
        }
        if let Some(http) = &operation.http {
            let verb = if http.is_post { "POST" } else { "GET" };
            let parameters = match http.parameters {
                HttpParameters::Query => "the query",
                HttpParameters::Path => "the path",
                HttpParameters::Form => "a form",
                HttpParameters::Document => "a document",
            };
            let text = format!("{verb} `{}`, parameters in {parameters}", http.location);
            thing.fact(Aspect::Http, text);
        }
        self.headers(
            &mut thing,
            Aspect::RequestHeaders,
            &operation.request_headers,
        );
        self.headers(
            &mut thing,
            Aspect::ResponseHeaders,
            &operation.response_headers,
        );
        if let Some(faults) = &operation.faults {
            self.refer(&mut thing, Aspect::Faults, &|path| path(faults));
        }
        thing
    }

    fn body(&self, thing: &mut Thing, aspect: Aspect, message: Option<&Message>) {
        let text = |name: &dyn Fn(&ElementName) -> String| match message.map(|one| &one.body) {
            None => "no message".to_owned(),
            Some(BodyContent::Nothing) => "nothing".to_owned(),
            Some(BodyContent::Element(element)) => name(element),
            Some(BodyContent::Parts(elements)) => {
                let names: Vec<String> = elements.iter().map(name).collect();
                format!("parts {}", names.join(", "))
            }
        };
        let key = text(&|element| self.names.element(element));
        thing.named(aspect, key, text(&qualified));
    }

    fn headers(&self, thing: &mut Thing, aspect: Aspect, headers: &[ElementName]) {
        let text = |name: &dyn Fn(&ElementName) -> String| {
            let mut names: Vec<String> = headers.iter().map(name).collect();
            names.sort();
            names.join(", ")
        };
        if !headers.is_empty() {
            let key = text(&|element| self.names.element(element));
            thing.named(aspect, key, text(&qualified));
        }
    }
}

fn qualified(name: &ElementName) -> String {
    super::names::qualified(&name.namespace, &name.local)
}

fn protocol(version: Option<Version>) -> &'static str {
    match version {
        Some(Version::Soap11) => "SOAP 1.1",
        Some(Version::Soap12) => "SOAP 1.2",
        None => "HTTP",
    }
}

/// The types of the parameters and of the result; the names of parameters are of no account to callers.
fn signature(operation: &Operation, ty: &dyn Fn(&crate::model::RustType) -> String) -> String {
    let parameters = match &operation.parameters {
        Some(parameters) => {
            let types: Vec<String> = parameters.iter().map(|one| ty(&one.ty)).collect();
            types.join(", ")
        }
        None => format!("&{}", ty(&operation.request.value.ty)),
    };
    let result = match &operation.result {
        ResultKind::OneWay | ResultKind::Unit => "()".to_owned(),
        ResultKind::Whole(result) | ResultKind::Field { ty: result, .. } => ty(result),
    };
    format!("({parameters}) -> {result}")
}

fn action(operation: &Operation) -> String {
    let mut text = operation.action.clone();
    if let Some(action) = &operation.soap12_action {
        text += &format!(", in SOAP 1.2 {action}");
    }
    if let Some((request, response)) = &operation.addressing {
        text += &format!(", addressed {request} and {response}");
    }
    text
}
