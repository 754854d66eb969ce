//! Reads the public items of generated code from its text.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use quote::ToTokens;
use syn::{Fields, FnArg, ImplItem, Item, Pat, ReturnType, Type};

use super::bindings::*;
use super::type_paths::{TypePaths, literal};

/// Reads the text of a module.
pub(super) fn read(text: &str) -> Result<Bindings> {
    let file = syn::parse_file(text).context("generated code is no Rust")?;
    let mut reading = Reading {
        paths: TypePaths::of(&file.items),
        declared: BTreeSet::new(),
        bindings: Bindings::default(),
    };
    reading.items(&file.items, ROOT);
    // Other items than these have implementations of the same traits.
    let Reading {
        declared,
        mut bindings,
        paths,
    } = reading;
    bindings.aliases = paths.aliases;
    bindings.enums.retain(|path, _| declared.contains(path));
    let enums = &bindings.enums;
    bindings
        .structs
        .retain(|path, _| declared.contains(path) && !enums.contains_key(path));
    Ok(bindings)
}

struct Reading {
    paths: TypePaths,
    /// The structs with named fields, and the enums.
    declared: BTreeSet<String>,
    bindings: Bindings,
}

impl Reading {
    fn items(&mut self, items: &[Item], module: &str) {
        for item in items {
            match item {
                Item::Struct(one) if is_public(&one.vis) => self.structure(one, module),
                Item::Enum(one) if is_public(&one.vis) => self.enumeration(one, module),
                Item::Static(one) => self.operation(&one.ident, &one.ty, &one.expr, module),
                Item::Const(one) if is_public(&one.vis) => self.header(one, module),
                Item::Impl(one) => self.implementation(one, module),
                Item::Mod(one) => {
                    if let Some((_, items)) = &one.content {
                        self.items(items, &format!("{module}::{}", one.ident));
                    }
                }
                _ => {}
            }
        }
    }

    fn structure(&mut self, item: &syn::ItemStruct, module: &str) {
        let Fields::Named(fields) = &item.fields else {
            return;
        };
        if !item.generics.params.is_empty() {
            return;
        }
        let field = |field: &syn::Field| {
            let name = field.ident.as_ref()?.to_string();
            Some(Field {
                key: renamed(&field.attrs).unwrap_or_else(|| plain(&name).to_owned()),
                ty: self.paths.ty(&field.ty, module),
                name,
            })
        };
        let fields = fields.named.iter().filter_map(field).collect();
        let path = format!("{module}::{}", item.ident);
        self.declared.insert(path.clone());
        let one = self.bindings.structs.entry(path).or_default();
        one.fields = fields;
        one.has_default |= derives(&item.attrs, "Default");
    }

    fn enumeration(&mut self, item: &syn::ItemEnum, module: &str) {
        let variants = item.variants.iter().map(|variant| Variant {
            name: variant.ident.to_string(),
            ty: variant
                .fields
                .iter()
                .next()
                .map(|field| self.paths.ty(&field.ty, module)),
            text: renamed(&variant.attrs).unwrap_or_else(|| variant.ident.to_string()),
        });
        let variants = variants.collect();
        let path = format!("{module}::{}", item.ident);
        self.declared.insert(path.clone());
        let one = self.bindings.enums.entry(path).or_default();
        one.variants = variants;
        one.is_non_exhaustive = item
            .attrs
            .iter()
            .any(|one| one.path().is_ident("non_exhaustive"));
    }

    fn header(&mut self, item: &syn::ItemConst, module: &str) {
        let ty = self.paths.ty(&item.ty, module);
        let Some(ty) = ty
            .strip_prefix("::sapo::gen1::HeaderOf<")
            .and_then(|ty| ty.strip_suffix('>'))
        else {
            return;
        };
        let mut expr = &*item.expr;
        while let syn::Expr::MethodCall(call) = expr {
            expr = &call.receiver;
        }
        let syn::Expr::Call(call) = expr else { return };
        if let Some(local) = call.args.last().and_then(literal) {
            let ty = ty.to_owned();
            let header = Header { ty, local };
            self.bindings
                .headers
                .insert(format!("{module}::{}", item.ident), header);
        }
    }

    fn operation(&mut self, name: &syn::Ident, ty: &Type, expr: &syn::Expr, module: &str) {
        let path = format!("{module}::{name}");
        let ty = self.paths.ty(ty, module);
        let Some(types) = ty
            .strip_prefix("::sapo::gen1::Operation<")
            .and_then(|ty| ty.strip_suffix('>'))
        else {
            return;
        };
        let Some((request, response)) = types.split_once(", ") else {
            return;
        };
        let mut operation = Operation {
            request: request.to_owned(),
            response: response.to_owned(),
            ..Operation::default()
        };
        let mut expr = expr;
        while let syn::Expr::MethodCall(call) = expr {
            let mut texts = call
                .args
                .iter()
                .filter_map(|one| self.paths.text(one, module));
            let mut element = || texts.next().zip(texts.next());
            match call.method.to_string().as_str() {
                "with_request" => operation.elements[0] = element(),
                "with_response" => operation.elements[1] = element(),
                "one_way" => operation.is_one_way = true,
                "with_response_headers" => {
                    let list = call.args.to_token_stream().to_string();
                    let names = list.split('"').skip(1).step_by(2).map(str::to_owned);
                    operation.response_headers = names.collect();
                }
                _ => {}
            }
            expr = &call.receiver;
        }
        if let syn::Expr::Call(call) = expr {
            operation.name = call.args.first().and_then(literal).unwrap_or_default();
        }
        self.bindings.operations.insert(path, operation);
    }

    fn implementation(&mut self, item: &syn::ItemImpl, module: &str) {
        let Type::Path(path) = &*item.self_ty else {
            return;
        };
        let name = self.paths.path_without_arguments(&path.path, module);
        if let Some((of, _)) = &item.trait_ {
            match of
                .segments
                .last()
                .map(|last| last.ident.to_string())
                .as_deref()
            {
                Some("Default") => {
                    self.bindings.structs.entry(name).or_default().has_default = true
                }
                Some("Detail") => _ = self.bindings.faults.insert(name),
                _ => {}
            }
            return;
        }
        let functions = item.items.iter().filter_map(|one| match one {
            ImplItem::Fn(function) if is_public(&function.vis) => Some(function),
            _ => None,
        });
        for function in functions {
            let signature = &function.sig;
            match signature.ident.to_string().as_str() {
                "as_str" => self
                    .bindings
                    .enums
                    .entry(name.clone())
                    .or_default()
                    .values(function),
                "new" if item.generics.params.is_empty() => {
                    let types = signature.inputs.iter().filter_map(|input| match input {
                        FnArg::Typed(typed) => Some(self.paths.ty(&typed.ty, module)),
                        FnArg::Receiver(_) => None,
                    });
                    let types = types.collect();
                    self.bindings.structs.entry(name.clone()).or_default().new = Some(types);
                }
                _ if !item.generics.params.is_empty() => {
                    let method = self.method(function, module);
                    let client = self.bindings.clients.entry(name.clone()).or_default();
                    client.methods.extend(method);
                }
                _ => {}
            }
        }
    }

    /// Reads a method of a client, unless it has type parameters of its own.
    fn method(&self, function: &syn::ImplItemFn, module: &str) -> Option<Method> {
        let signature = &function.sig;
        let has_types = signature.generics.type_params().next().is_some();
        if has_types || !matches!(signature.inputs.first(), Some(FnArg::Receiver(_))) {
            return None;
        }
        let parameters = signature.inputs.iter().skip(1).map(|input| match input {
            FnArg::Typed(typed) => Some(Parameter {
                name: match &*typed.pat {
                    Pat::Ident(name) => name.ident.to_string(),
                    _ => return None,
                },
                ty: self.paths.ty(&typed.ty, module),
            }),
            FnArg::Receiver(_) => None,
        });
        let parameters = parameters.collect::<Option<Vec<_>>>()?;
        let known = |parameter: &Parameter| !parameter.ty.contains("impl ");
        let ReturnType::Type(_, result) = &signature.output else {
            return None;
        };
        let result = self.paths.ty(result, module);
        let result = match result.strip_prefix("::sapo::gen1::Call<") {
            // The transport, the response, and the result, which is the response if there is none.
            Some(arguments) => Returned::Call(last_argument(arguments.strip_suffix('>')?)),
            None if result == "Self" => Returned::Client,
            None => return None,
        };
        let body = function.block.to_token_stream().to_string();
        let called = body
            .split_once("call (& ")
            .and_then(|(_, rest)| rest.split_once(" ,"));
        let operation = called.map(|(path, _)| format!("{module}::{}", path.replace(' ', "")));
        let name = signature.ident.to_string();
        parameters.iter().all(known).then_some(Method {
            name,
            parameters,
            result,
            operation,
        })
    }
}

impl Enum {
    /// Takes the listed values from the function that gives a value's text.
    fn values(&mut self, function: &syn::ImplItemFn) {
        self.is_enumeration = true;
        let Some(syn::Stmt::Expr(syn::Expr::Match(all), _)) = function.block.stmts.first() else {
            return;
        };
        for arm in &all.arms {
            let Pat::Path(path) = &arm.pat else { continue };
            let name = path.path.segments.last().map(|last| last.ident.to_string());
            let variant = self
                .variants
                .iter_mut()
                .find(|one| Some(&one.name) == name.as_ref());
            if let (Some(variant), Some(text)) = (variant, literal(&arm.body)) {
                variant.text = text;
            }
        }
    }
}

/// Returns the last of several type arguments.
fn last_argument(arguments: &str) -> String {
    let mut depth = 0;
    let mut from = 0;
    for (at, one) in arguments.char_indices() {
        match one {
            '<' | '(' => depth += 1,
            '>' | ')' => depth -= 1,
            ',' if depth == 0 => from = at + 1,
            _ => {}
        }
    }
    arguments[from..].trim().to_owned()
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

fn derives(attributes: &[syn::Attribute], name: &str) -> bool {
    let mut lists = attributes
        .iter()
        .filter(|one| one.path().is_ident("derive"));
    lists.any(|list| {
        let text = list.to_token_stream().to_string();
        text.split(|one: char| !one.is_alphanumeric())
            .any(|word| word == name)
    })
}

/// Returns the name that an attribute of serde gives.
fn renamed(attributes: &[syn::Attribute]) -> Option<String> {
    let mut texts = attributes
        .iter()
        .filter(|one| one.path().is_ident("serde"))
        .map(|one| one.to_token_stream().to_string());
    texts.find_map(|text| {
        let (_, rest) = text.split_once("rename = \"")?;
        rest.split('"').next().map(str::to_owned)
    })
}
