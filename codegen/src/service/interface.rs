//! Operations as bound: what a port type declares joined with what a binding says of it.

use super::http::http;
use super::lookup::{Found, Lookup};
use super::message::MessageBuilder;
use super::{Interface, Message, Operation, Port, Protocol, SoapAction, Style};
use crate::severity::Judge;
use crate::syntax::soap::BindingKind;
use crate::syntax::wsdl::{self, Binding, BindingOperation, PortType};

/// The operations of `port_type` as `binding` binds them, in the order of the port type.
pub(super) fn operations<'s>(
    lookup: &Lookup<'s>,
    port_type: &Found<'s, PortType>,
    binding: &Found<'s, Binding>,
    judge: &mut Judge<'_>,
) -> Vec<Operation> {
    let declared = &port_type.item.operations;
    let bound = &binding.item.operations;
    let matches = matches(declared, bound);
    for (at, operation) in bound.iter().enumerate() {
        if !matches.contains(&Some(at)) {
            judge.note(
                "wsdl-binding",
                &operation.span,
                format!(
                    "the port type `{}` has no operation `{}`: it is left out",
                    port_type.name, operation.name
                ),
            );
        }
    }
    let mut operations = Vec::new();
    for (operation, at) in declared.iter().zip(matches) {
        let Some(at) = at else {
            judge.note(
                "wsdl-binding",
                &operation.span,
                format!(
                    "the binding `{}` does not bind `{}`: it is left out",
                    binding.name, operation.name
                ),
            );
            continue;
        };
        let joined = match operation.name.as_str() {
            "" => Err("it has no name".to_owned()),
            _ => join(lookup, port_type, binding, operation, &bound[at], judge),
        };
        match joined {
            Ok(joined) if is_called(operation) => operations.push(joined),
            Ok(_) => judge.note(
                "unsupported",
                &operation.span,
                format!(
                    "`{}` is sent by the server (notification or solicit-response): no method is generated",
                    operation.name
                ),
            ),
            Err(why) => {
                let message = format!("the operation `{}` is left out: {why}", operation.name);
                judge.note("left-out", &operation.span, message);
            }
        }
    }
    operations
}

/// Whether clients call an operation: it is no notification or solicit-response.
pub(super) fn is_called(operation: &wsdl::Operation) -> bool {
    operation.input.is_some() && !operation.output_first
}

/// For each declared operation, the bound one: by name, and among those that share it by the names of input and output,
/// else by their order (WSDL 1.1, section 2.5).
fn matches(declared: &[wsdl::Operation], bound: &[BindingOperation]) -> Vec<Option<usize>> {
    let mut taken = vec![false; bound.len()];
    let mut by_name: std::collections::HashMap<&str, Vec<usize>> = Default::default();
    for (at, operation) in bound.iter().enumerate() {
        by_name.entry(&operation.name).or_default().push(at);
    }
    let named = |operation: &wsdl::Operation, bound: &BindingOperation| {
        let input = operation
            .input
            .as_ref()
            .and_then(|input| input.name.as_ref());
        let output = operation
            .output
            .as_ref()
            .and_then(|output| output.name.as_ref());
        let bound_input = bound.input.as_ref().and_then(|input| input.name.as_ref());
        let bound_output = bound
            .output
            .as_ref()
            .and_then(|output| output.name.as_ref());
        (bound_input.is_none() || bound_input == input)
            && (bound_output.is_none() || bound_output == output)
    };
    let mut found = vec![None; declared.len()];
    // Names first, so that the order decides only about what they leave.
    for by_names in [true, false] {
        for (operation, found) in declared.iter().zip(&mut found) {
            if found.is_some() {
                continue;
            }
            let candidates = by_name.get(operation.name.as_str()).into_iter().flatten();
            let mut free = candidates.copied().filter(|&at| !taken[at]);
            *found = free.find(|&at| !by_names || named(operation, &bound[at]));
            if let Some(at) = *found {
                taken[at] = true;
            }
        }
    }
    found
}

fn join<'s>(
    lookup: &Lookup<'s>,
    port_type: &Found<'s, PortType>,
    binding: &Found<'s, Binding>,
    operation: &'s wsdl::Operation,
    bound: &'s BindingOperation,
    judge: &mut Judge<'_>,
) -> Result<Operation, String> {
    let is_soap12 = matches!(
        binding.item.kind,
        Some(BindingKind::Soap {
            version12: true,
            ..
        })
    );
    let (binding_style, http) = match &binding.item.kind {
        Some(BindingKind::Soap { style, .. }) => (*style, None),
        Some(BindingKind::Http { verb }) => (None, Some(http(bound, verb))),
        None => (None, None),
    };
    let style = bound.style.or(binding_style).unwrap_or(Style::Document);
    let action = bound.action.clone().unwrap_or_default();
    let mut builder = MessageBuilder {
        lookup,
        judge,
        abstracts: port_type.definitions,
        binding: binding.definitions,
        style,
        is_soap: http.is_none(),
    };
    let default_action = |message: &wsdl::OperationMessage, suffix: &str| {
        let own = format!("{}{suffix}", operation.name);
        addressing_action(port_type, message.name.as_deref().unwrap_or(&own))
    };
    let suffix = if operation.output.is_some() {
        "Request"
    } else {
        ""
    };
    let input = match &operation.input {
        None => None,
        Some(input) => {
            let implied = match action.as_str() {
                "" => default_action(input, suffix),
                action => action.to_owned(),
            };
            let implied = input.action.clone().unwrap_or(implied);
            Some(builder.message(input, bound.input.as_ref(), implied)?)
        }
    };
    let output = match &operation.output {
        None => None,
        Some(output) => {
            let implied = default_action(output, "Response");
            let implied = output.action.clone().unwrap_or(implied);
            Some(builder.message(output, bound.output.as_ref(), implied)?)
        }
    };
    let faults = operation
        .faults
        .iter()
        .filter_map(|fault| builder.fault(fault, &bound.faults))
        .collect();
    let messages = operation.input.iter().chain(&operation.output);
    let is_addressed = binding.item.requirements.addressing.is_used
        || bound.requirements.addressing.is_used
        || messages.into_iter().any(|one| one.action.is_some());
    Ok(Operation {
        is_addressed,
        name: operation.name.clone(),
        input_name: operation
            .input
            .as_ref()
            .and_then(|input| input.name.clone()),
        documentation: operation.documentation.clone(),
        actions: vec![SoapAction {
            is_required: is_soap12 && bound.is_action_required && !action.is_empty(),
            uri: action,
        }],
        style,
        http,
        input,
        output,
        faults,
        span: operation.span.clone(),
    })
}

/// The default action (WS-Addressing 1.0 Metadata, section 4.4.4).
fn addressing_action(port_type: &Found<'_, PortType>, message: &str) -> String {
    let namespace = &*port_type.name.namespace;
    let delimiter = if namespace.starts_with("urn:") {
        ':'
    } else {
        '/'
    };
    let namespace = namespace.strip_suffix(delimiter).unwrap_or(namespace);
    format!(
        "{namespace}{delimiter}{}{delimiter}{message}",
        port_type.name.local
    )
}

impl Interface {
    /// Whether a port of this protocol with these operations speaks this interface: all but the version of SOAP and the
    /// actions is equal.
    pub(super) fn takes(&self, protocol: Protocol, operations: &[Operation]) -> bool {
        let is_alike = |own: Protocol| own == protocol || own.is_soap() && protocol.is_soap();
        self.protocol().is_some_and(is_alike)
            && self.operations.len() == operations.len()
            && self.operations.iter().zip(operations).all(|(a, b)| {
                a.name == b.name
                    && a.style == b.style
                    && a.http == b.http
                    && equal(a.input.as_ref(), b.input.as_ref())
                    && equal(a.output.as_ref(), b.output.as_ref())
                    && a.faults == b.faults
            })
    }

    pub(super) fn add(&mut self, port: Port, operations: Vec<Operation>) {
        self.ports.push(port);
        for (own, other) in self.operations.iter_mut().zip(operations) {
            own.actions.extend(other.actions);
            own.is_addressed |= other.is_addressed;
        }
    }
}

fn equal(a: Option<&Message>, b: Option<&Message>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            a.name == b.name
                && a.r#use == b.r#use
                && a.namespace == b.namespace
                && a.body == b.body
                && a.headers == b.headers
                && a.attachments == b.attachments
        }
        _ => false,
    }
}
