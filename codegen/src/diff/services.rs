//! Clients as things.

use crate::model::{
    BodyContent, Check, ElementName, HeaderField, Item, Layout, Message, Operation, ResultKind,
    RustType, Service, Traffic, Value, Version,
};
use crate::service::{self, Port};

use super::calls::{
    Action, Addressing, Arguments, Body, BodyValue, Headers, HttpCall, Messages, Parameter,
    Parameters, Signature,
};
use super::names::TypeName;
use super::property::Property;
use super::surface::Surface;
use super::things::{Kind, Thing};

impl<'m> Surface<'m> {
    /// A service as a thing.
    pub(super) fn service(&self, service: &Service) -> Thing {
        let name = service.client.clone();
        let mut thing = Thing::new(Kind::Client, name.clone(), name);
        thing.xml = Some(service.xml_name.clone());
        let place = self.places.service(&service.xml_name);
        thing.span = place.map(|found| found.span.clone());
        if let Some(server) = &service.server {
            thing.add(Property::Server(server.r#trait.clone()));
        }
        if let Some((version, _)) = service.ports.first() {
            thing.add(Property::Protocol(protocol(*version)));
        }
        let mut others = Vec::new();
        for (version, endpoint) in &service.ports {
            let mut port = self.member(Kind::Port, protocol(*version), &thing);
            let found = self.places.port(&service.xml_name, *version, endpoint);
            port.name = format!("{} ({})", thing.name, port.key);
            // Only the first of a protocol is called.
            if thing.members.iter().any(|one| one.key == port.key) {
                others.push(endpoint.clone());
                continue;
            }
            port.add(Property::Endpoint(endpoint.clone()));
            if let Some(found) = found {
                port.span = Some(found.span.clone());
                let requirements = requirements(found);
                if !requirements.is_empty() {
                    port.add(Property::Requirements(requirements));
                }
            }
            thing.members.push(port);
        }
        if !others.is_empty() {
            thing.add(Property::OtherEndpoints(others));
        }
        for header in &service.headers {
            let header = self.header(header, service, &thing);
            thing.members.push(header);
        }
        for operation in &service.operations {
            let method = self.operation(operation, service, &thing);
            thing.members.push(method);
        }
        thing
    }

    fn header(&self, header: &HeaderField, service: &Service, of: &Thing) -> Thing {
        let name = header.method.as_ref().unwrap_or(&header.constant);
        let mut thing = self.member(Kind::Header, name, of);
        thing.xml = Some(self.names.matched_element(&header.element));
        thing.span = self.places.element(&header.element).cloned();
        let is_among = |headers: fn(&Operation) -> &[ElementName]| {
            let mut all = service.operations.iter();
            all.any(|operation| headers(operation).contains(&header.element))
        };
        thing.traffic = Traffic {
            sent: is_among(|operation| &operation.request_headers),
            received: is_among(|operation| &operation.response_headers),
        };
        thing.add(Property::Constant(header.constant.clone()));
        thing.add(Property::WireName(self.names.element(&header.element)));
        thing.add(self.ty(&header.value.ty));
        self.value(&mut thing, &header.value);
        let constraint = self.places.constraint(&header.element);
        let constraint = constraint.cloned().map(Property::Constraint);
        thing.properties.extend(constraint);
        thing
    }

    fn operation(&self, operation: &Operation, service: &Service, of: &Thing) -> Thing {
        let mut thing = self.member(Kind::Method, &operation.method, of);
        let xml = &operation.xml_name;
        thing.xml = Some(xml.clone());
        let place = self.places.operation(&service.xml_name, xml);
        thing.span = place.map(|found| found.span.clone());
        thing.add(Property::Signature(self.signature(operation)));
        if let ResultKind::Field {
            check: Check::Whole { .. },
            ..
        } = operation.result
        {
            thing.add(Property::MayFail);
        }
        let response = operation.response.as_ref();
        thing.add(Property::Messages(Messages {
            request: self.names.ty(&operation.request.value.ty),
            response: response.map(|one| self.names.ty(&one.value.ty)),
        }));
        thing.add(Property::Constant(operation.constant.clone()));
        thing.add(Property::Action(Action {
            soap: operation.action.clone(),
            soap12: operation.soap12_action.clone(),
        }));
        if let Some((request, response)) = operation.addressing.clone() {
            thing.add(Property::Addressing(Addressing { request, response }));
        }
        let speaks_soap12 = |port: &(Option<Version>, _)| port.0 == Some(Version::Soap12);
        if service.ports.iter().any(speaks_soap12) {
            thing.add(Property::ActionRequired(operation.is_action_required));
        }
        let part = |message: Option<&'m service::Message>| {
            message.and_then(|message| Some(&message.body.first()?.span))
        };
        let request = place.and_then(|place| part(place.input.as_ref()));
        let body = self.body(Some(&operation.request));
        thing.add_at(Property::Request(body), request);
        let answer = place.and_then(|place| part(place.output.as_ref()));
        thing.add_at(Property::Response(self.body(response)), answer);
        if let Some(value) = self.body_value(&operation.request) {
            thing.add_at(Property::RequestValue(value), request);
        }
        if let Some(value) = response.and_then(|response| self.body_value(response)) {
            thing.add_at(Property::ResponseValue(value), answer);
        }
        if operation.is_encoded {
            thing.add(Property::Encoded);
        }
        if let Some(http) = &operation.http {
            thing.add(Property::Http(HttpCall {
                is_post: http.is_post,
                location: http.location.clone(),
                parameters: http.parameters,
            }));
        }
        if let Some(headers) = self.headers(&operation.request_headers) {
            thing.add(Property::RequestHeaders(headers));
        }
        if let Some(headers) = self.headers(&operation.response_headers) {
            thing.add(Property::ResponseHeaders(headers));
        }
        if let Some(faults) = &operation.faults {
            thing.add(Property::Faults(self.names.item(faults)));
        }
        thing
    }

    fn signature(&self, operation: &Operation) -> Signature {
        let parameters = match &operation.parameters {
            Some(parameters) => {
                let parameters = parameters.iter().map(|one| Parameter {
                    name: one.name.clone(),
                    ty: self.names.ty(&one.ty),
                    absence: one.absence,
                    is_converted: one.is_converted(),
                });
                Parameters::Fields(Arguments(parameters.collect()))
            }
            None => Parameters::Whole(self.names.ty(&operation.request.value.ty)),
        };
        let result = match &operation.result {
            ResultKind::OneWay | ResultKind::Unit => None,
            ResultKind::Field {
                ty: RustType::Vec(item),
                check: Check::Each,
                ..
            } => {
                let item = TypeName::ItemResult(Box::new(self.names.ty(item)));
                Some(TypeName::Of("Vec", Box::new(item)))
            }
            ResultKind::Whole(ty) | ResultKind::Field { ty, .. } => Some(self.names.ty(ty)),
        };
        Signature { parameters, result }
    }

    fn body(&self, message: Option<&Message>) -> Body {
        match message.map(|one| &one.body) {
            None => Body::NoMessage,
            Some(BodyContent::Nothing) => Body::Empty,
            Some(BodyContent::Element(element)) => Body::Element(self.names.element(element)),
            Some(BodyContent::Parts(elements)) => {
                let names = elements.iter().map(|one| self.names.element(one));
                Body::Parts(names.collect())
            }
        }
    }

    /// Returns the default or fixed value of the element in a body.
    fn body_value(&self, message: &Message) -> Option<BodyValue> {
        let BodyContent::Element(element) = &message.body else {
            return None;
        };
        let constraint = self.places.constraint(element)?.clone();
        let values = self.types.of_value(self.content(&message.value));
        Some(BodyValue {
            constraint,
            may_be_empty: values.is_none_or(|values| values.has_empty()),
        })
    }

    /// Returns the value that an element holds, if a struct has it as its only content.
    fn content<'v>(&self, value: &'v Value) -> &'v Value
    where
        'm: 'v,
    {
        let RustType::Generated(path) = &value.ty else {
            return value;
        };
        let item = self.entries.iter().find(|entry| entry.path == *path);
        match item.map(|entry| entry.item) {
            Some(Item::Struct(item)) => match &item.layout {
                Layout::Text(_, content) => content,
                _ => value,
            },
            _ => value,
        }
    }

    fn headers(&self, headers: &[ElementName]) -> Option<Headers> {
        let names = headers.iter().map(|one| self.names.element(one));
        (!headers.is_empty()).then(|| Headers::new(names.collect()))
    }
}

/// Returns what a port requires of requests that clients don't do by themselves.
fn requirements(port: &Port) -> Vec<String> {
    let addressing = port.required_addressing.as_ref();
    let addressing = addressing.map(|_| "WS-Addressing".to_owned());
    let assertions = port.required_assertions.iter();
    let assertions = assertions.map(|(text, _)| text.clone());
    addressing.into_iter().chain(assertions).collect()
}

fn protocol(version: Option<Version>) -> &'static str {
    match version {
        Some(Version::Soap11) => "SOAP 1.1",
        Some(Version::Soap12) => "SOAP 1.2",
        None => "HTTP",
    }
}
