//! Writes calls of older methods, to be made with newer ones, and finds names that stand for something
//! else.
//!
//! Two parameters of one type that swap places compile, and so does a field or a variant whose name
//! another one has now.

use std::fmt::Write as _;

use super::bindings::{Bindings, Returned, plain};

/// Returns functions that build the request of each method, by its operation, from a request in JSON.
pub(super) fn calls(bindings: &Bindings) -> String {
    let mut text = "use ::sapo::gen1::Service;\nuse ::sapo::transport::MemoryTransport;\nuse crate::argument;\n\n\
        pub static CALLS: &[(&str, crate::Call)] = &[\n"
        .to_owned();
    for (path, client) in &bindings.clients {
        for method in &client.methods {
            let operation = method
                .operation
                .as_ref()
                .and_then(|path| bindings.operations.get(path));
            let (Some(operation), Returned::Call(_)) = (operation, &method.result) else {
                continue;
            };
            let request = bindings.structs.get(&operation.request);
            let (mut lets, mut arguments) = (String::new(), String::new());
            for parameter in &method.parameters {
                let mut fields = request.iter().flat_map(|one| &one.fields);
                let field = fields.find(|field| field.name == parameter.name);
                let key = field.map(|field| field.key.as_str());
                let (borrow, ty) = match parameter.ty.strip_prefix('&') {
                    Some(ty) => ("&", ty),
                    None => ("", parameter.ty.as_str()),
                };
                let name = plain(&parameter.name);
                // Writing to a string can't fail.
                let _ = write!(lets, "let p_{name}: {ty} = argument(request, {key:?})?; ");
                let _ = write!(arguments, "{borrow}p_{name}, ");
            }
            let _ = writeln!(
                text,
                "({:?}, |request| {{ let api = {path}::new(MemoryTransport::replay([])); {lets}\
                 let call = api.{}({arguments}); crate::built(call.request()) }}),",
                operation.name, method.name
            );
        }
    }
    text.push_str("];\n");
    text
}

/// Returns the first name of older bindings that stands for something else in newer ones.
pub(super) fn changed_hands(old: &Bindings, new: &Bindings) -> Option<String> {
    let fields = old
        .structs
        .iter()
        .filter_map(|(path, one)| Some((path, one, new.structs.get(path)?)));
    let mut fields = fields.flat_map(|(path, one, other)| {
        let pairs = one.fields.iter().filter_map(|field| {
            let now = other.fields.iter().find(|now| now.name == field.name)?;
            (now.key != field.key).then_some((path, &field.name, &field.key, &now.key))
        });
        pairs.collect::<Vec<_>>()
    });
    let variants = old
        .enums
        .iter()
        .filter_map(|(path, one)| Some((path, one, new.enums.get(path)?)));
    let mut variants = variants.flat_map(|(path, one, other)| {
        let pairs = one.variants.iter().filter_map(|variant| {
            let now = other.variants.iter().find(|now| now.name == variant.name)?;
            (now.text != variant.text).then_some((path, &variant.name, &variant.text, &now.text))
        });
        pairs.collect::<Vec<_>>()
    });
    let (path, name, was, is) = fields.next().or_else(|| variants.next())?;
    Some(format!("{path}::{name} means {is}, and meant {was}"))
}

/// Returns the first header block of a response that is no longer declared.
pub(super) fn lost_header(old: &Bindings, new: &Bindings) -> Option<String> {
    old.operations.values().find_map(|operation| {
        let now = new
            .operations
            .values()
            .find(|now| now.name == operation.name)?;
        let lost = operation
            .response_headers
            .iter()
            .find(|name| !now.response_headers.contains(name))?;
        Some(format!(
            "responses of {} don't have the header block {lost} any more",
            operation.name
        ))
    })
}
