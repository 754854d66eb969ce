//! Names, paths and types as tokens.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::model::{ElementName, Item, Model, ModuleId, Part, Path, RustType};

/// Where tokens are written: the module, or a part of it, for paths relative to it.
#[derive(Debug)]
pub(super) struct Context<'m> {
    model: &'m Model,
    module: ModuleId,
    /// The names of the items of the part.
    part: Option<HashSet<&'m str>>,
}

impl<'m> Context<'m> {
    pub(super) fn new(model: &'m Model, module: ModuleId) -> Self {
        Self {
            model,
            module,
            part: None,
        }
    }

    /// Within a part of a module.
    pub(super) fn within(model: &'m Model, module: ModuleId, part: &'m Part) -> Self {
        Self {
            model,
            module,
            part: Some(part.items.iter().filter_map(Item::name).collect()),
        }
    }

    /// Whether services say what the schema declares.
    pub(super) fn declares(&self) -> bool {
        self.model.declares
    }

    /// Whether structs and enums of elements can be compared.
    pub(super) fn partial_eq(&self) -> bool {
        self.model.partial_eq
    }

    /// Whether `Debug` of structs and enums of elements shows their values.
    pub(super) fn debug(&self) -> bool {
        self.model.debug
    }

    /// Whether the configuration has this trait of the standard library derived, on every type or on
    /// this one.
    pub(super) fn is_configured(&self, name: &str, further: &[String]) -> bool {
        let mut all = self.model.derives.iter().chain(further);
        all.any(|path| of_std(path) == name)
    }

    /// Whether types derive serde's traits.
    pub(super) fn serde(&self) -> bool {
        self.model.serde
    }

    /// The further traits to derive, on every type and on this one, but for those that a type derives
    /// anyway.
    pub(super) fn derives(&self, own: &[&str], further: &[String]) -> Vec<TokenStream> {
        let mut seen: HashSet<&str> = own.iter().copied().collect();
        let all = self.model.derives.iter().chain(further);
        all.filter(|path| seen.insert(of_std(path)))
            .filter_map(|path| path.parse().ok())
            .collect()
    }

    /// A path to an item, from here.
    pub(super) fn path(&self, path: &Path) -> TokenStream {
        let name = ident(&path.name);
        let out_of_part = match &self.part {
            Some(names) if path.module == self.module && names.contains(path.name.as_str()) => None,
            Some(_) => Some(quote!(super::)),
            None => None,
        };
        if path.module == self.module {
            return quote!(#out_of_part #name);
        }
        let up = (self.module != ModuleId(0)).then(|| quote!(super::));
        let down = &self.model.modules[path.module.0].name;
        if down.is_empty() {
            quote!(#out_of_part #up #name)
        } else {
            let down = ident(down);
            quote!(#out_of_part #up #down::#name)
        }
    }

    /// A link to an item in documentation that stands here.
    pub(super) fn link(&self, path: &Path) -> String {
        let name = &path.name;
        let path = self.path(path).to_string().replace(' ', "");
        match path == *name {
            true => format!("[`{name}`]"),
            false => format!("[`{name}`]({path})"),
        }
    }

    /// A type, from here.
    pub(super) fn ty(&self, ty: &RustType) -> TokenStream {
        match ty {
            RustType::Std(name) => {
                let name = ident(name);
                quote!(#name)
            }
            RustType::Sapo("Any") => quote!(::sapo::xml::Any),
            RustType::Sapo("Map") => quote!(::sapo::soap::Map),
            RustType::Grid(ty) => {
                let ty = self.ty(ty);
                quote!(::sapo::soap::Grid<#ty>)
            }
            RustType::Sapo(name) => {
                let name = ident(name);
                quote!(::sapo::#name)
            }
            RustType::Extern(path) => path
                .parse()
                .unwrap_or_else(|_| quote!(compile_error!("not a path"))),
            RustType::Generated(path) | RustType::Alias(path, _) | RustType::Newtype(path, _) => {
                self.path(path)
            }
            RustType::Vec(ty) => {
                let ty = self.ty(ty);
                quote!(Vec<#ty>)
            }
            RustType::Option(ty) => {
                let ty = self.ty(ty);
                quote!(Option<#ty>)
            }
            RustType::Boxed(ty) => {
                let ty = self.ty(ty);
                quote!(Box<#ty>)
            }
            RustType::Nillable(ty) => {
                let ty = self.ty(ty);
                quote!(::sapo::Nillable<#ty>)
            }
            RustType::Secret(ty) => {
                let ty = self.ty(ty);
                quote!(::sapo::Secret<#ty>)
            }
        }
    }

    /// A namespace as an expression: `NS` where it is the module's own.
    pub(super) fn namespace(&self, namespace: &str) -> TokenStream {
        if self.model.modules[self.module.0].namespace == namespace {
            quote!(NS)
        } else {
            quote!(#namespace)
        }
    }

    /// The two arguments that name an element.
    pub(super) fn element(&self, name: &ElementName) -> TokenStream {
        let namespace = self.namespace(&name.namespace);
        let local = &name.local;
        quote!(#namespace, #local)
    }
}

/// Returns the name of a trait of the standard library, or the path of another.
fn of_std(path: &str) -> &str {
    let absolute = path.strip_prefix("::").unwrap_or(path);
    match absolute.split_once("::") {
        Some(("core" | "std", _)) => absolute.rsplit("::").next().unwrap_or(path),
        _ => path,
    }
}

/// An identifier, raw where it is a keyword.
pub(super) fn ident(name: &str) -> Ident {
    // Parsing takes its time. Keywords are all of small letters, but for `Self`.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_word = name == "Self" || name.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_word && name.bytes().all(is_plain) {
        return Ident::new(name, Span::call_site());
    }
    match syn::parse_str::<Ident>(name) {
        // A keyword since the edition of 2024, which syn takes for a name.
        Ok(ident) if name != "gen" => ident,
        _ => Ident::new_raw(name, Span::call_site()),
    }
}

/// The condition that one of these features is on; none where there are none.
pub(super) fn cfg(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        _ => Some(quote!(#[cfg(any(#(feature = #features),*))])),
    }
}
