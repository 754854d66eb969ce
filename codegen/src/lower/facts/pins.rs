//! The configuration's word on components, and its selectors that match none.

use std::cell::RefCell;
use std::collections::HashSet;

use super::Facts;
use super::settings::Effects;
use crate::config::{Config, ItemErrorTexts, RustType, Selector, TypeSettings, best, pinned};
use crate::diagnostic::{Diagnostic, Report};
use crate::nearest::nearest;
use crate::qname::QName;
use crate::schema::components::TypeId;
use crate::service;

/// The components that were looked up, of each part of the configuration that names any.
#[derive(Debug, Default)]
pub(in crate::lower) struct LookedUp {
    names: RefCell<HashSet<Vec<QName>>>,
    types: RefCell<HashSet<Vec<QName>>>,
    pub(super) effects: Effects,
    secret: RefCell<HashSet<Vec<QName>>>,
    excepted: RefCell<HashSet<Vec<QName>>>,
    item_errors: RefCell<HashSet<Vec<QName>>>,
    element_names: RefCell<HashSet<Vec<QName>>>,
    clients: RefCell<HashSet<Vec<QName>>>,
    servers: RefCell<HashSet<Vec<QName>>>,
    methods: RefCell<HashSet<Vec<QName>>>,
    /// The reasons why entries can't be used.
    refused: RefCell<Vec<String>>,
}

fn note(paths: &RefCell<HashSet<Vec<QName>>>, path: &[&QName]) {
    paths.borrow_mut().insert(owned(path));
}

pub(super) fn owned(path: &[&QName]) -> Vec<QName> {
    path.iter().map(|name| (*name).clone()).collect()
}

impl<'s> Facts<'s> {
    /// The Rust type that the configuration gives for a schema type.
    pub(in crate::lower) fn mapped(&self, id: TypeId) -> Option<&str> {
        let name = self.schema.ty(id).name.as_ref()?;
        self.replaced(&[name])
    }

    /// The name that the configuration pins.
    pub(in crate::lower) fn pinned(&self, path: &[&QName]) -> Option<&'s str> {
        let config = self.config;
        if !config.names.is_empty() {
            note(&self.pins.names, path);
        }
        if !config.types.is_empty() {
            note(&self.pins.types, path);
        }
        config.name_for(path)
    }

    /// The names that the configuration pins for the client and the server trait of an interface,
    /// which is the `first` of its service or not.
    pub(in crate::lower) fn pinned_service(
        &self,
        service: &QName,
        interface: &QName,
        first: bool,
    ) -> (Option<&'s str>, Option<&'s str>) {
        let (whole, part) = ([service], [service, interface]);
        let paths: &[&[&QName]] = match first {
            true => &[&part, &whole],
            false => &[&part],
        };
        for path in paths {
            note(&self.pins.clients, path);
            note(&self.pins.servers, path);
        }
        let config = self.config;
        (
            pinned(&config.clients, paths),
            pinned(&config.servers, paths),
        )
    }

    /// The name that the configuration pins for the method of an operation. The name of its input
    /// tells it from others of the same name (WSDL 1.1, section 2.4.5).
    pub(in crate::lower) fn pinned_method(
        &self,
        service: &QName,
        interface: &QName,
        operation: &service::Operation,
    ) -> Option<&'s str> {
        let config = self.config;
        if config.methods.is_empty() {
            return None;
        }
        let name = |local: &str| QName::new(interface.namespace.clone(), local);
        let input = operation.input_name.as_ref();
        let overload = input.map(|input| name(&format!("{}:{input}", operation.name)));
        let operation = name(&operation.name);
        let mut paths: Vec<&[&QName]> = Vec::new();
        let of_overload = overload.as_ref().map(|name| ([service, name], [name]));
        if let Some((whole, part)) = &of_overload {
            paths.extend([&whole[..], part]);
        }
        let (whole, part) = ([service, &operation], [&operation]);
        paths.extend([&whole[..], &part]);
        for path in &paths {
            note(&self.pins.methods, path);
        }
        pinned(&config.methods, &paths)
    }

    /// The Rust type that the configuration gives.
    pub(in crate::lower) fn replaced(&self, path: &[&QName]) -> Option<&'s str> {
        let rust = self.setting(path, |settings| settings.rust.as_ref());
        rust.map(RustType::as_str)
    }

    /// Returns a setting of a type, or of an element or attribute in one.
    pub(super) fn setting<T>(
        &self,
        path: &[&QName],
        get: impl Fn(&'s TypeSettings) -> Option<&'s T>,
    ) -> Option<&'s T> {
        let config = self.config;
        if !config.types.is_empty() {
            note(&self.pins.types, path);
        }
        config.setting(path, get)
    }

    /// Whether the configuration says that a value is secret.
    pub(in crate::lower) fn is_secret(&self, path: &[&QName]) -> bool {
        if !self.config.secret.is_empty() {
            note(&self.pins.secret, path);
        }
        self.config.is_secret(path)
    }

    /// Returns whether the configuration says that a value isn't secret, whatever its name says.
    pub(in crate::lower) fn is_excepted(&self, path: &[&QName]) -> bool {
        let except = &self.config.secrets.except;
        if !except.is_empty() {
            note(&self.pins.excepted, path);
        }
        except.iter().any(|selector| selector.matches(path))
    }
}

impl<'s> Facts<'s> {
    /// Returns the places of texts in the element at this path, if the configuration says that the
    /// element is the error of the item which holds it.
    pub(in crate::lower) fn item_error(
        &self,
        path: &[&QName; 2],
        ty: TypeId,
        is_global: bool,
    ) -> Option<&'s ItemErrorTexts> {
        let config = self.config;
        if config.item_errors.is_empty() {
            return None;
        }
        let ty = self.schema.ty(ty).name.as_ref();
        let element = is_global.then_some(path[1]);
        let alone = ty.into_iter().chain(element).map(|name| [name]);
        let alone: Vec<[&QName; 1]> = alone.collect();
        let mut paths = std::iter::once(&path[..]).chain(alone.iter().map(|path| &path[..]));
        paths
            .clone()
            .for_each(|path| note(&self.pins.item_errors, path));
        paths.find_map(|path| best(&config.item_errors, path))
    }

    /// Returns the type whose elements the element at this path names, if the configuration says
    /// that it does.
    pub(in crate::lower) fn named_elements_of(&self, path: &[&QName; 2]) -> Option<TypeId> {
        let config = self.config;
        if config.element_names.is_empty() {
            return None;
        }
        note(&self.pins.element_names, path);
        let wanted = best(&config.element_names, path)?;
        let elements = self.schema.all_elements();
        let elements = elements.map(|(name, id)| (name, self.schema.element(id).ty));
        let elements = elements.filter(|(_, ty)| self.schema.ty(*ty).name.is_none());
        let types = self.schema.all_types().chain(elements);
        let types: Vec<(&QName, TypeId)> = types
            .filter(|(_, ty)| self.complex(*ty).is_some())
            .collect();
        let found = types.iter().find(|(name, _)| wanted.matches(&[*name]));
        if found.is_none() {
            let names = types.iter().map(|(name, _)| &*name.local);
            let near = nearest(&wanted.locals(), names);
            let help = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            self.pins.refuse(format!(
                "`{wanted}` under `element-names` in the configuration isn't a type with elements{help}"
            ));
        }
        found.map(|(_, ty)| *ty)
    }
}

impl LookedUp {
    /// Notes that an entry of the configuration can't be used.
    pub(in crate::lower) fn refuse(&self, message: String) {
        let mut refused = self.refused.borrow_mut();
        if !refused.contains(&message) {
            refused.push(message);
        }
    }

    /// Warns of what the configuration names and the schema does not have, and refuses names that
    /// cannot be.
    pub(in crate::lower) fn report(&self, config: &Config, report: &mut Report) {
        check("names", config.names.keys(), &self.names, MEMBERS, report);
        check("types", config.types.keys(), &self.types, MEMBERS, report);
        self.effects.report(config, &self.types.borrow(), report);
        check(
            "secret",
            config.secret.iter(),
            &self.secret,
            MEMBERS,
            report,
        );
        let except = config.secrets.except.iter();
        check("secrets.except", except, &self.excepted, MEMBERS, report);
        let errors = config.item_errors.keys();
        check("item-errors", errors, &self.item_errors, ERRORS, report);
        let lists = config.element_names.keys();
        check("element-names", lists, &self.element_names, MEMBERS, report);
        // Types alone have none of these.
        if !config.types_only {
            let (clients, servers) = (config.clients.keys(), config.servers.keys());
            check("clients", clients, &self.clients, SERVICES, report);
            check("servers", servers, &self.servers, SERVICES, report);
            let methods = config.methods.keys();
            check("methods", methods, &self.methods, METHODS, report);
        }
        for message in self.refused.borrow().iter() {
            report.push(Diagnostic::error("config", None, message));
        }
    }
}

const MEMBERS: &str =
    "a member is named after the type or global element that declares it: `Type/Element`";

const ERRORS: &str =
    "an error is named after its type, `Type`, or after the item that it is in: `Type/Element`";

const SERVICES: &str = "a service that has several port types is named with those behind the first: `Service/PortType`";

const METHODS: &str = "an operation is named as in the WSDL: `Operation` or `Service/Operation`, one of several of a name with its input: `Operation:Input`";

fn check<'c>(
    part: &str,
    selectors: impl Iterator<Item = &'c Selector>,
    paths: &RefCell<HashSet<Vec<QName>>>,
    help: &str,
    report: &mut Report,
) {
    let paths = paths.borrow();
    let unmet: Vec<&Selector> = selectors
        .filter(|selector| !selector.is_among(&paths))
        .collect();
    if unmet.is_empty() {
        return;
    }
    let known: Vec<String> = paths.iter().map(|path| locals(path)).collect();
    for selector in unmet {
        let wanted = selector.locals();
        // The same names are in another namespace, or a similar name is somewhere.
        let same = paths.iter().filter(|path| locals(path) == wanted).min();
        let help = match same {
            Some(path) => format!("did you mean `{}`?", whole(path)),
            None => match nearest(&wanted, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => help.to_owned(),
            },
        };
        report.push(unmatched(part, selector).with_help(help));
    }
}

/// Returns a path as a selector without namespaces.
fn locals(path: &[QName]) -> String {
    let steps: Vec<&str> = path.iter().map(|name| &*name.local).collect();
    steps.join("/")
}

/// Returns a path as a selector with its namespaces.
fn whole(path: &[QName]) -> String {
    let steps = path.iter().map(|name| match name.namespace.is_empty() {
        true => name.local.to_string(),
        false => name.to_string(),
    });
    steps.collect::<Vec<_>>().join("/")
}

/// Returns the warning about a key of the configuration that matches nothing in the documents.
pub(in crate::lower) fn unmatched(part: &str, key: impl std::fmt::Display) -> Diagnostic {
    let message = format!("`{key}` under `{part}` in the configuration matches nothing");
    Diagnostic::warning("config", None, message)
}
