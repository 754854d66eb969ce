//! Writes a program that uses all of some bindings, as careful callers do.
//!
//! It takes apart what is received, with `..` at the end; it makes what is sent, with all fields and
//! the rest from `Default` or `new`; it matches enums with all their variants, and with `_` if they
//! are non-exhaustive; it calls each method, looks for each fault, and names each constant. A value
//! counts as sent or received by the signatures of methods and operations alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::bindings::{Bindings, Enum, Returned, Struct};

/// Returns the text of the program; the bindings are in its module `b`.
pub(super) fn caller(bindings: &Bindings) -> String {
    let traffic = Traffic::of(bindings);
    let mut program = Program::default();
    for (path, one) in &bindings.structs {
        if traffic.is_received(path) {
            program.take_apart(path, one);
        }
        if traffic.is_sent(path) {
            program.make(path, one);
        }
    }
    for (path, one) in &bindings.enums {
        if traffic.is_received(path) {
            program.tell_apart(path, one);
        }
        if traffic.is_sent(path) {
            program.choose(path, one);
        }
    }
    for (path, ty) in &bindings.aliases {
        program.function(&format!("(value: {path}) -> {ty} {{ value }}"));
    }
    for (path, operation) in &bindings.operations {
        let (request, response) = (&operation.request, &operation.response);
        program.function(&format!(
            "() -> &'static ::sapo::gen1::Operation<{request}, {response}> {{ &{path} }}"
        ));
    }
    for (path, header) in &bindings.headers {
        let ty = &header.ty;
        program.function(&format!("() -> ::sapo::gen1::HeaderOf<{ty}> {{ {path} }}"));
    }
    for path in &bindings.faults {
        program.function(&format!(
            "(error: &::sapo::Error) -> Option<{path}> {{ error.fault_as() }}"
        ));
    }
    program.clients(bindings);
    program.text
}

/// The types that are sent, and those that are received.
#[derive(Debug)]
pub(super) struct Traffic {
    sent: BTreeSet<String>,
    received: BTreeSet<String>,
}

impl Traffic {
    pub(super) fn of(bindings: &Bindings) -> Self {
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        for operation in bindings.operations.values() {
            sent.push(operation.request.as_str());
            received.push(operation.response.as_str());
            let headers = bindings.headers.values();
            let of_response =
                headers.filter(|header| operation.response_headers.contains(&header.local));
            received.extend(of_response.map(|header| header.ty.as_str()));
        }
        for method in bindings.clients.values().flat_map(|client| &client.methods) {
            sent.extend(
                method
                    .parameters
                    .iter()
                    .map(|parameter| parameter.ty.as_str()),
            );
            if let Returned::Call(result) = &method.result {
                received.push(result);
            }
        }
        received.extend(bindings.faults.iter().map(String::as_str));
        Self {
            sent: bindings.reach(sent),
            received: bindings.reach(received),
        }
    }

    /// Returns whether callers send values of a type; of one that no operation reaches, they may.
    fn is_sent(&self, path: &str) -> bool {
        self.sent.contains(path) || !self.received.contains(path)
    }

    fn is_received(&self, path: &str) -> bool {
        self.received.contains(path) || !self.sent.contains(path)
    }
}

#[derive(Default)]
struct Program {
    text: String,
    functions: usize,
}

impl Program {
    /// Writes a function of which this follows the name.
    fn function(&mut self, rest: &str) {
        let number = self.functions;
        self.functions += 1;
        // Writing to a string can't fail.
        let _ = writeln!(self.text, "pub fn f{number}{rest}");
    }

    fn take_apart(&mut self, path: &str, one: &Struct) {
        let names = one
            .fields
            .iter()
            .enumerate()
            .map(|(at, field)| format!("{}: p{at}, ", field.name));
        let names: String = names.collect();
        let types = one
            .fields
            .iter()
            .enumerate()
            .map(|(at, field)| format!("let _: {} = p{at}; ", field.ty));
        let types: String = types.collect();
        self.function(&format!(
            "(value: {path}) {{ let {path} {{ {names}.. }} = value; {types}}}"
        ));
    }

    fn make(&mut self, path: &str, one: &Struct) {
        let mut parameters = String::new();
        let mut fields = String::new();
        for (at, field) in one.fields.iter().enumerate() {
            let _ = write!(parameters, "p{at}: {}, ", field.ty);
            let _ = write!(fields, "{}: p{at}, ", field.name);
        }
        match &one.new {
            _ if one.has_default => fields.push_str("..Default::default()"),
            Some(types) => {
                let names: Vec<String> = (0..types.len()).map(|at| format!("n{at}")).collect();
                for (name, ty) in names.iter().zip(types) {
                    let _ = write!(parameters, "{name}: {ty}, ");
                }
                let _ = write!(fields, "..{path}::new({})", names.join(", "));
            }
            None => {}
        }
        self.function(&format!(
            "({parameters}) -> {path} {{ {path} {{ {fields} }} }}"
        ));
    }

    fn tell_apart(&mut self, path: &str, one: &Enum) {
        let mut arms = String::new();
        for variant in &one.variants {
            let name = &variant.name;
            let _ = match &variant.ty {
                Some(ty) => write!(arms, "{path}::{name}(held) => {{ let _: &{ty} = held; }} "),
                None => write!(arms, "{path}::{name} => {{}} "),
            };
        }
        if one.is_non_exhaustive {
            arms.push_str("_ => {} ");
        }
        self.function(&format!("(value: &{path}) {{ match value {{ {arms}}} }}"));
        if one.is_enumeration {
            self.function(&format!("(value: &{path}) -> &str {{ value.as_str() }}"));
        }
    }

    fn choose(&mut self, path: &str, one: &Enum) {
        for variant in &one.variants {
            let name = &variant.name;
            self.function(&match &variant.ty {
                Some(ty) => format!("(held: {ty}) -> {path} {{ {path}::{name}(held) }}"),
                None => format!("() -> {path} {{ {path}::{name} }}"),
            });
        }
        if one.is_enumeration {
            self.function(&format!("(text: &str) -> {path} {{ text.into() }}"));
        }
    }

    fn clients(&mut self, bindings: &Bindings) {
        let bound = "T: ::sapo::gen1::Transport";
        for (path, client) in &bindings.clients {
            self.function(&format!(
                "<{bound}>(transport: T) -> {path}<T> {{ {path}::new(transport) }}"
            ));
            for method in &client.methods {
                let name = &method.name;
                let (mut parameters, mut arguments) = (String::new(), String::new());
                for parameter in &method.parameters {
                    let _ = write!(parameters, ", {}: {}", parameter.name, parameter.ty);
                    let _ = write!(arguments, "{}, ", parameter.name);
                }
                self.function(&match &method.result {
                    Returned::Call(result) => format!(
                        "<{bound}>(api: &{path}<T>{parameters}) -> impl Future<Output = Result<{result}, ::sapo::Error>> {{ async move {{ api.{name}({arguments}).await }} }}"
                    ),
                    Returned::Client => {
                        format!("<{bound}>(api: {path}<T>{parameters}) -> {path}<T> {{ api.{name}({arguments}) }}")
                    }
                });
            }
        }
    }
}
