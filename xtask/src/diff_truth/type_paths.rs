//! The types that generated code names, as texts with every path from the root of the bindings.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{GenericArgument, Item, PathArguments, Type};

use super::bindings::ROOT;

/// The modules of some bindings, and the types that other names stand for.
#[derive(Debug)]
pub(super) struct TypePaths {
    scopes: BTreeMap<String, Scope>,
    pub(super) aliases: BTreeMap<String, String>,
}

impl TypePaths {
    pub(super) fn of(items: &[Item]) -> Self {
        let mut scopes = BTreeMap::new();
        declare(items, ROOT, &mut scopes);
        let mut paths = Self {
            scopes,
            aliases: BTreeMap::new(),
        };
        // An alias may name others, which may come later.
        let mut before = None;
        while before.as_ref() != Some(&paths.aliases) {
            before = Some(paths.aliases.clone());
            paths.add_aliases(items, ROOT);
        }
        paths
    }

    fn add_aliases(&mut self, items: &[Item], module: &str) {
        for item in items {
            match item {
                Item::Type(one) => {
                    let ty = self.ty(&one.ty, module);
                    self.aliases.insert(format!("{module}::{}", one.ident), ty);
                }
                Item::Mod(one) => {
                    if let Some((_, items)) = &one.content {
                        self.add_aliases(items, &format!("{module}::{}", one.ident));
                    }
                }
                _ => {}
            }
        }
    }

    /// Reads a string literal, or the constant of a module's namespace.
    pub(super) fn text(&self, expr: &syn::Expr, module: &str) -> Option<String> {
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

    /// Returns the text of a type, with every path from the root of the bindings.
    pub(super) fn ty(&self, ty: &Type, module: &str) -> String {
        match ty {
            Type::Path(path) => {
                let path = self.path(&path.path, module);
                self.aliases.get(&path).cloned().unwrap_or(path)
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
                let path = path
                    .map(|path| self.path(&path, module))
                    .unwrap_or_default();
                for (of, to) in [
                    ("IntoOptional", "Option"),
                    ("IntoNillable", "::sapo::Nillable"),
                ] {
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

    pub(super) fn path_without_arguments(&self, path: &syn::Path, module: &str) -> String {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|one| one.ident.to_string())
            .collect();
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
        let is_declared = self
            .scopes
            .get(&module)
            .is_some_and(|scope| scope.names.contains(first));
        match first {
            "gen1" => format!("::sapo::{rest}"),
            _ if above > 0 || is_declared || first == "NS" => format!("{module}::{rest}"),
            _ => joined,
        }
    }
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
            Item::Const(one) if one.ident == "NS" => {
                scope.namespace = literal(&one.expr).unwrap_or_default()
            }
            _ => {}
        }
    }
    scopes.insert(module.to_owned(), scope);
}

pub(super) fn literal(expr: &syn::Expr) -> Option<String> {
    match expr {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}
