//! The public items of generated code, as its text has them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use quote::ToTokens;
use syn::{Fields, FnArg, GenericArgument, ImplItem, Item, Pat, PathArguments, ReturnType, Type};

/// The path of the module that the bindings are in; all types are written from there.
pub(super) const ROOT: &str = "b";

/// What a program that uses bindings can name.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    pub(super) structs: BTreeMap<String, Struct>,
    pub(super) enums: BTreeMap<String, Enum>,
    /// The types that other names stand for.
    pub(super) aliases: BTreeMap<String, String>,
    pub(super) clients: BTreeMap<String, Client>,
    pub(super) operations: BTreeMap<String, Operation>,
    /// The types of header blocks, by their constants.
    pub(super) headers: BTreeMap<String, Header>,
    /// The enums of faults.
    pub(super) faults: BTreeSet<String>,
}

#[derive(Debug, Default)]
pub(super) struct Struct {
    pub(super) fields: Vec<Field>,
    pub(super) has_default: bool,
    /// The types of the parameters of `new`.
    pub(super) new: Option<Vec<String>>,
}

#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) ty: String,
    /// The name in JSON, which is the one in XML.
    pub(super) key: String,
}

#[derive(Debug, Default)]
pub(super) struct Enum {
    pub(super) variants: Vec<Variant>,
    pub(super) is_non_exhaustive: bool,
    /// Whether it lists values, and so has a text.
    pub(super) is_enumeration: bool,
}

#[derive(Debug)]
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) ty: Option<String>,
    /// The value of an enumeration, or the name in JSON.
    pub(super) text: String,
}

#[derive(Debug, Default)]
pub(super) struct Client {
    pub(super) methods: Vec<Method>,
}

#[derive(Debug)]
pub(super) struct Method {
    pub(super) name: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) result: Returned,
    /// The operation that it calls.
    pub(super) operation: Option<String>,
}

#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    /// The plain type that callers have.
    pub(super) ty: String,
}

#[derive(Debug, PartialEq)]
pub(super) enum Returned {
    /// A call of an operation, with its result.
    Call(String),
    /// The client itself.
    Client,
}

#[derive(Debug, Default)]
pub(super) struct Operation {
    pub(super) request: String,
    pub(super) response: String,
    /// The name in the WSDL.
    pub(super) name: String,
    /// The elements of both bodies: namespace and name; `None` if the parts stand side by side.
    pub(super) elements: [Option<(String, String)>; 2],
    pub(super) response_headers: Vec<String>,
    pub(super) is_one_way: bool,
}

#[derive(Debug)]
pub(super) struct Header {
    pub(super) ty: String,
    pub(super) local: String,
}

impl Bindings {
    /// Reads the text of a module.
    pub(super) fn read(text: &str) -> Result<Self> {
        let file = syn::parse_file(text).context("generated code is no Rust")?;
        let mut scopes = BTreeMap::new();
        declare(&file.items, ROOT, &mut scopes);
        let mut reader = Reading {
            scopes,
            declared: BTreeSet::new(),
            bindings: Self::default(),
        };
        reader.aliases(&file.items, ROOT);
        reader.items(&file.items, ROOT);
        // Other items than these have implementations of the same traits.
        let Reading { declared, mut bindings, .. } = reader;
        bindings.enums.retain(|path, _| declared.contains(path));
        let enums = &bindings.enums;
        bindings.structs.retain(|path, _| declared.contains(path) && !enums.contains_key(path));
        Ok(bindings)
    }

    /// Returns the structs and enums that a type text names, with those that they hold.
    pub(super) fn reach<'t>(&self, types: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut left: Vec<String> = types.into_iter().flat_map(named).collect();
        while let Some(path) = left.pop() {
            if let Some(one) = self.structs.get(&path) {
                left.extend(one.fields.iter().flat_map(|field| named(&field.ty)).filter(|held| !reached.contains(held)));
            }
            if let Some(one) = self.enums.get(&path) {
                let types = one.variants.iter().filter_map(|variant| variant.ty.as_deref());
                left.extend(types.flat_map(named).filter(|held| !reached.contains(held)));
            }
            reached.insert(path);
        }
        reached
    }
}

/// Returns the paths of the bindings' own types in the text of a type.
fn named(ty: &str) -> Vec<String> {
    let is_part = |one: char| one.is_alphanumeric() || one == '_' || one == ':' || one == '#';
    let words = ty.split(|one| !is_part(one));
    let own = words.filter(|word| word.starts_with("b::"));
    own.map(str::to_owned).collect()
}

/// The names that a module declares, and the text of its namespace.
#[derive(Debug, Default)]
struct Scope {
    names: BTreeSet<String>,
    namespace: String,
}

fn declare(items: &[Item], module: &str, scopes: &mut BTreeMap<String, Scope>) {
    let mut scope = Scope::default();
    for item in items {
        match item {
            Item::Struct(one) => _ = scope.names.insert(one.ident.to_string()),
            Item::Enum(one) => _ = scope.names.insert(one.ident.to_string()),
            Item::Type(one) => _ = scope.names.insert(one.ident.to_string()),
            Item::Mod(one) => {
                scope.names.insert(one.ident.to_string());
                if let Some((_, items)) = &one.content {
                    declare(items, &format!("{module}::{}", one.ident), scopes);
                }
            }
            Item::Const(one) if one.ident == "NS" => scope.namespace = literal(&one.expr).unwrap_or_default(),
            _ => {}
        }
    }
    scopes.insert(module.to_owned(), scope);
}

fn literal(expr: &syn::Expr) -> Option<String> {
    match expr {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

struct Reading {
    scopes: BTreeMap<String, Scope>,
    /// The structs with named fields, and the enums.
    declared: BTreeSet<String>,
    bindings: Bindings,
}

impl Reading {
    fn aliases(&mut self, items: &[Item], module: &str) {
        for item in items {
            match item {
                Item::Type(one) => {
                    let ty = self.ty(&one.ty, module);
                    self.bindings.aliases.insert(format!("{module}::{}", one.ident), ty);
                }
                Item::Mod(one) => {
                    if let Some((_, items)) = &one.content {
                        self.aliases(items, &format!("{module}::{}", one.ident));
                    }
                }
                _ => {}
            }
        }
        // An alias of an alias stands for a type as well.
        let all = self.bindings.aliases.clone();
        for ty in self.bindings.aliases.values_mut() {
            while let Some(other) = all.get(ty) {
                ty.clone_from(other);
            }
        }
    }

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
        let Fields::Named(fields) = &item.fields else { return };
        if !item.generics.params.is_empty() {
            return;
        }
        let field = |field: &syn::Field| {
            let name = field.ident.as_ref()?.to_string();
            Some(Field {
                key: renamed(&field.attrs).unwrap_or_else(|| plain(&name).to_owned()),
                ty: self.ty(&field.ty, module),
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
            ty: variant.fields.iter().next().map(|field| self.ty(&field.ty, module)),
            text: renamed(&variant.attrs).unwrap_or_else(|| variant.ident.to_string()),
        });
        let variants = variants.collect();
        let path = format!("{module}::{}", item.ident);
        self.declared.insert(path.clone());
        let one = self.bindings.enums.entry(path).or_default();
        one.variants = variants;
        one.is_non_exhaustive = item.attrs.iter().any(|one| one.path().is_ident("non_exhaustive"));
    }

    fn header(&mut self, item: &syn::ItemConst, module: &str) {
        let ty = self.ty(&item.ty, module);
        let Some(ty) = ty.strip_prefix("::sapo::gen1::HeaderOf<").and_then(|ty| ty.strip_suffix('>')) else {
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
            self.bindings.headers.insert(format!("{module}::{}", item.ident), header);
        }
    }

    /// Reads a string literal, or the constant of a module's namespace.
    fn text(&self, expr: &syn::Expr, module: &str) -> Option<String> {
        match expr {
            syn::Expr::Path(path) => {
                let path = self.path(&path.path, module);
                let module = path.strip_suffix("NS")?.trim_end_matches("::");
                let module = if module.is_empty() { "b" } else { module };
                self.scopes.get(module).map(|scope| scope.namespace.clone())
            }
            expr => literal(expr),
        }
    }

    fn operation(&mut self, name: &syn::Ident, ty: &Type, expr: &syn::Expr, module: &str) {
        let path = format!("{module}::{name}");
        let ty = self.ty(ty, module);
        let Some(types) = ty.strip_prefix("::sapo::gen1::Operation<").and_then(|ty| ty.strip_suffix('>')) else {
            return;
        };
        let Some((request, response)) = types.split_once(", ") else { return };
        let mut operation = Operation {
            request: request.to_owned(),
            response: response.to_owned(),
            ..Operation::default()
        };
        let mut expr = expr;
        while let syn::Expr::MethodCall(call) = expr {
            let mut texts = call.args.iter().filter_map(|one| self.text(one, module));
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
        let Type::Path(path) = &*item.self_ty else { return };
        let name = self.path_without_arguments(&path.path, module);
        if let Some((of, _)) = &item.trait_ {
            match of.segments.last().map(|last| last.ident.to_string()).as_deref() {
                Some("Default") => self.bindings.structs.entry(name).or_default().has_default = true,
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
                "as_str" => self.bindings.enums.entry(name.clone()).or_default().values(function),
                "new" if item.generics.params.is_empty() => {
                    let types = signature.inputs.iter().filter_map(|input| match input {
                        FnArg::Typed(typed) => Some(self.ty(&typed.ty, module)),
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
                ty: self.ty(&typed.ty, module),
            }),
            FnArg::Receiver(_) => None,
        });
        let parameters = parameters.collect::<Option<Vec<_>>>()?;
        let known = |parameter: &Parameter| !parameter.ty.contains("impl ");
        let ReturnType::Type(_, result) = &signature.output else { return None };
        let result = self.ty(result, module);
        let result = match result.strip_prefix("::sapo::gen1::Call<") {
            // The transport, the response, and the result, which is the response if there is none.
            Some(arguments) => Returned::Call(last_argument(arguments.strip_suffix('>')?)),
            None if result == "Self" => Returned::Client,
            None => return None,
        };
        let body = function.block.to_token_stream().to_string();
        let called = body.split_once("call (& ").and_then(|(_, rest)| rest.split_once(" ,"));
        let operation = called.map(|(path, _)| format!("{module}::{}", path.replace(' ', "")));
        let name = signature.ident.to_string();
        parameters.iter().all(known).then_some(Method { name, parameters, result, operation })
    }

    /// Returns the text of a type, with every path from the root of the bindings.
    fn ty(&self, ty: &Type, module: &str) -> String {
        match ty {
            Type::Path(path) => {
                let path = self.path(&path.path, module);
                self.bindings.aliases.get(&path).cloned().unwrap_or(path)
            }
            Type::Reference(one) => format!("&{}", self.ty(&one.elem, module)),
            Type::Tuple(all) => {
                let all: Vec<String> = all.elems.iter().map(|one| self.ty(one, module)).collect();
                format!("({})", all.join(", "))
            }
            // A parameter that may be left out.
            Type::ImplTrait(one) => {
                let bound = one.bounds.first().map(ToTokens::to_token_stream);
                let path = bound.and_then(|bound| syn::parse2::<syn::Path>(bound).ok());
                let path = path.map(|path| self.path(&path, module)).unwrap_or_default();
                for (of, to) in [("IntoOptional", "Option"), ("IntoNillable", "::sapo::Nillable")] {
                    if let Some(rest) = path.strip_prefix(&format!("::sapo::gen1::{of}")) {
                        return format!("{to}{rest}");
                    }
                }
                format!("impl {path}")
            }
            other => other.to_token_stream().to_string(),
        }
    }

    fn path(&self, path: &syn::Path, module: &str) -> String {
        let mut text = self.path_without_arguments(path, module);
        let last = path.segments.last().map(|last| &last.arguments);
        if let Some(PathArguments::AngleBracketed(arguments)) = last {
            let arguments = arguments.args.iter().filter_map(|one| match one {
                GenericArgument::Type(ty) => Some(self.ty(ty, module)),
                GenericArgument::Const(value) => Some(value.to_token_stream().to_string()),
                _ => None,
            });
            let arguments: Vec<String> = arguments.collect();
            text = format!("{text}<{}>", arguments.join(", "));
        }
        text
    }

    fn path_without_arguments(&self, path: &syn::Path, module: &str) -> String {
        let segments: Vec<String> = path.segments.iter().map(|one| one.ident.to_string()).collect();
        let joined = segments.join("::");
        if path.leading_colon.is_some() {
            return format!("::{joined}");
        }
        let mut module = module.to_owned();
        let above = segments.iter().take_while(|one| *one == "super").count();
        for _ in 0..above {
            module.truncate(module.rfind("::").unwrap_or(module.len()));
        }
        let rest = segments[above..].join("::");
        let first = segments.get(above).map(String::as_str).unwrap_or_default();
        let is_declared = self.scopes.get(&module).is_some_and(|scope| scope.names.contains(first));
        match first {
            "gen1" => format!("::sapo::{rest}"),
            _ if above > 0 || is_declared || first == "NS" => format!("{module}::{rest}"),
            _ => joined,
        }
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
            let variant = self.variants.iter_mut().find(|one| Some(&one.name) == name.as_ref());
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
    let mut lists = attributes.iter().filter(|one| one.path().is_ident("derive"));
    lists.any(|list| {
        let text = list.to_token_stream().to_string();
        text.split(|one: char| !one.is_alphanumeric()).any(|word| word == name)
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

/// Returns an identifier without the mark of a raw one.
pub(super) fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}
