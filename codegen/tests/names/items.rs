//! The items of a generated file, by name.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{ImplItem, Item, TraitItem, Type};

/// Each item by its path and name; the methods of clients, and the variants of `Root`, each by itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Items(BTreeMap<String, String>);

impl Items {
    pub(crate) fn of(text: &str) -> Self {
        let file = syn::parse_file(text).unwrap();
        let mut items = Self::default();
        items.add_all("", &file.items);
        items
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn names(&self) -> BTreeSet<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// What is not in any module.
    pub(crate) fn in_root(&self) -> Self {
        let is_in_root = |name: &str| !name.starts_with(char::is_lowercase);
        let items = self.0.iter().filter(|(name, _)| is_in_root(name));
        Self(
            items
                .map(|(name, text)| (name.clone(), text.clone()))
                .collect(),
        )
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(crate) fn map(self, change: impl Fn(String) -> String) -> Self {
        let items = self.0.into_iter();
        Self(items.map(|(name, text)| (name, change(text))).collect())
    }

    /// With other names in place of these, in texts as well.
    pub(crate) fn renamed(&self, names: &[(&str, &str)]) -> Self {
        let rename = |text: &str| {
            let mut renamed = String::with_capacity(text.len());
            let ends = [' ', ':', '(', ')'];
            for piece in text.split_inclusive(ends) {
                let word = piece.trim_end_matches(ends);
                let found = names.iter().find(|(before, _)| *before == word);
                renamed.push_str(found.map_or(word, |(_, after)| after));
                renamed.push_str(&piece[word.len()..]);
            }
            renamed
        };
        let items = self.0.iter();
        Self(
            items
                .map(|(name, text)| (rename(name), rename(text)))
                .collect(),
        )
    }

    pub(crate) fn without(mut self, is_left_out: impl Fn(&str) -> bool) -> Self {
        self.0.retain(|name, _| !is_left_out(name));
        self
    }

    /// The other names of a type.
    pub(crate) fn aliases_of(&self, name: &str) -> impl Iterator<Item = &str> {
        let target = format!("= {name} ;");
        let is_alias = move |text: &str| text.contains(" pub type ") && text.ends_with(&target);
        let aliases = self.0.iter().filter(move |(_, text)| is_alias(text));
        aliases.map(|(alias, _)| alias.as_str())
    }

    /// Whether a type of this name is in any module.
    pub(crate) fn has_type(&self, name: &str) -> bool {
        let within = format!("::{name}");
        let is_it = |item: &str| item == name || item.ends_with(&within);
        self.names().into_iter().any(is_it)
    }

    /// What the struct of an XML type is called.
    pub(crate) fn of_type(&self, local: &str) -> &str {
        let own = |word| format!(" {word} (NS , \"{local}\"");
        let words = ["named", "text", "mixed"].map(own);
        let mut of = self
            .0
            .iter()
            .filter(|(_, text)| words.iter().any(|own| text.contains(own)));
        let (name, _) = of.next().unwrap();
        name.rsplit(' ').next().unwrap()
    }

    /// Whether an XML type is a vector where it is held by others.
    pub(crate) fn is_vector(&self, local: &str) -> bool {
        let own = format!("(& named (NS , \"{local}\"");
        self.0
            .values()
            .any(|text| text.contains(": gen1 :: Array") && text.contains(&own))
    }

    /// The namespace of the root.
    pub(crate) fn namespace(&self) -> Option<String> {
        self.namespace_of("")
    }

    /// The modules with the namespaces that they are of.
    pub(crate) fn modules(&self) -> Vec<(&str, String)> {
        let constants = self.0.keys().filter_map(|name| name.strip_suffix("::NS"));
        constants
            .filter_map(|module| Some((module, self.namespace_of(&format!("{module}::"))?)))
            .filter(|(_, namespace)| !namespace.is_empty())
            .collect()
    }

    /// The module of a namespace, as a prefix of the names in it.
    pub(crate) fn module(&self, namespace: &str) -> String {
        let modules = self.modules().into_iter();
        let mut of = modules.filter(|(_, own)| own == namespace);
        format!("{}::", of.next().unwrap().0)
    }

    fn namespace_of(&self, module: &str) -> Option<String> {
        let constant: syn::ItemConst = syn::parse_str(self.0.get(&format!("{module}NS"))?).unwrap();
        let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) = *constant.expr
        else {
            panic!("a text")
        };
        Some(text.value())
    }

    /// What is in a module, by its names there.
    pub(crate) fn within(&self, module: &str) -> Self {
        let items = self.0.iter().filter_map(|(name, text)| {
            let name = name.strip_prefix(module)?;
            Some((name.to_owned(), text.clone()))
        });
        Self(items.collect())
    }

    /// The items that are another in `after`, or not there, with both texts.
    pub(crate) fn changes(&self, after: &Self) -> Vec<(String, String, String)> {
        let changed = self
            .0
            .iter()
            .filter(|(name, text)| after.0.get(*name) != Some(text));
        let text = |name: &String| after.0.get(name).cloned().unwrap_or_default();
        changed
            .map(|(name, before)| (name.clone(), before.clone(), text(name)))
            .collect()
    }

    fn add(&mut self, name: String, item: &impl ToTokens) {
        // A list that is broken into lines has a comma at its end.
        let text = item.to_token_stream().to_string().replace(" ,)", ")");
        let known = self.0.insert(name.clone(), text);
        assert!(known.is_none(), "{name} is there twice");
    }

    fn add_all(&mut self, path: &str, items: &[Item]) {
        for item in items {
            self.add_item(path, item);
        }
    }

    fn add_item(&mut self, path: &str, item: &Item) {
        match item {
            Item::Mod(module) => {
                let (_, items) = module.content.as_ref().unwrap();
                self.add_all(&format!("{path}{}::", module.ident), items);
            }
            // `Root` holds all documents, so each addition is one to it too.
            Item::Enum(item) if item.ident == "Root" => {
                for variant in &item.variants {
                    self.add(format!("{path}Root::{}", variant.ident), variant);
                }
            }
            Item::Static(item) if item.ident == "ROOTS" || item.ident == "DECLARATIONS" => {}
            Item::Impl(item) if is_of_root(item) => {}
            // What a service has is listed in its description.
            Item::Static(item)
                if item
                    .ty
                    .to_token_stream()
                    .to_string()
                    .contains("ServiceDescription") => {}
            Item::Struct(item) => self.add(format!("{path}{}", item.ident), item),
            Item::Enum(item) => self.add(format!("{path}{}", item.ident), item),
            Item::Static(item) => self.add(format!("{path}{}", item.ident), item),
            Item::Type(item) => self.add(format!("{path}{}", item.ident), item),
            Item::Const(item) => self.add(format!("{path}{}", item.ident), item),
            Item::Trait(item) => {
                for method in &item.items {
                    let TraitItem::Fn(method) = method else {
                        panic!("a method")
                    };
                    self.add(
                        format!("{path}{}::{}", item.ident, method.sig.ident),
                        method,
                    );
                }
            }
            Item::Impl(item) => self.add_impl(path, item),
            Item::Use(item) => self.add(format!("{path}use {}", item.to_token_stream()), item),
            other => panic!("not an item that is generated: {}", other.to_token_stream()),
        }
    }

    fn add_impl(&mut self, path: &str, item: &syn::ItemImpl) {
        let Type::Path(ty) = &*item.self_ty else {
            panic!("a path")
        };
        let ty = ty.path.segments.last().unwrap().ident.to_string();
        let Some((of, _)) = &item.trait_ else {
            for member in &item.items {
                let name = match member {
                    ImplItem::Fn(function) => &function.sig.ident,
                    ImplItem::Const(constant) => &constant.ident,
                    _ => panic!("a method or a constant"),
                };
                self.add(format!("{path}{ty}::{name}"), member);
            }
            return;
        };
        let of = of.to_token_stream().to_string();
        if of.contains("server") && of.ends_with("Service") {
            return;
        }
        self.add(
            format!("{path}impl {of} for {}", item.self_ty.to_token_stream()),
            item,
        );
    }
}

fn is_of_root(item: &syn::ItemImpl) -> bool {
    matches!(&*item.self_ty, Type::Path(ty) if ty.path.is_ident("Root"))
}
