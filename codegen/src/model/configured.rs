//! What the configuration says of components, and which of its selectors mean none.

use std::cell::RefCell;
use std::collections::HashSet;

use super::lower::Lowering;
use crate::config::{Config, Selector};
use crate::diagnostic::{Diagnostic, Report};
use crate::qname::QName;

/// The components that were looked up, of each part of the configuration that names any.
#[derive(Debug, Default)]
pub(super) struct LookedUp {
    names: RefCell<HashSet<Vec<QName>>>,
    types: RefCell<HashSet<Vec<QName>>>,
    secret: RefCell<HashSet<Vec<QName>>>,
}

fn note(paths: &RefCell<HashSet<Vec<QName>>>, path: &[&QName]) {
    let path = path.iter().map(|name| (*name).clone()).collect();
    paths.borrow_mut().insert(path);
}

impl<'s> Lowering<'s> {
    /// The name that the configuration pins.
    pub(super) fn pinned(&self, path: &[&QName]) -> Option<&'s str> {
        let config = self.config;
        if !config.names.is_empty() {
            note(&self.looked_up.names, path);
        }
        config.name_for(path)
    }

    /// The Rust type that the configuration gives.
    pub(super) fn replaced(&self, path: &[&QName]) -> Option<&'s str> {
        let config = self.config;
        if !config.types.is_empty() {
            note(&self.looked_up.types, path);
        }
        config.type_for(path)
    }

    /// Whether the configuration says that a value is secret.
    pub(super) fn is_secret(&self, path: &[&QName]) -> bool {
        if !self.config.secret.is_empty() {
            note(&self.looked_up.secret, path);
        }
        self.config.is_secret(path)
    }
}

impl LookedUp {
    /// Warns of what the configuration names and the schema does not have.
    pub(super) fn report(&self, config: &Config, report: &mut Report) {
        check("names", config.names.keys(), &self.names, report);
        check("types", config.types.keys(), &self.types, report);
        check("secret", config.secret.iter(), &self.secret, report);
    }
}

fn check<'c>(
    part: &str,
    selectors: impl Iterator<Item = &'c Selector>,
    paths: &RefCell<HashSet<Vec<QName>>>,
    report: &mut Report,
) {
    let paths = paths.borrow();
    let is_met = |selector: &Selector| {
        let mut paths = paths.iter();
        paths.any(|path| selector.matches(&path.iter().collect::<Vec<_>>()))
    };
    for selector in selectors.filter(|selector| !is_met(selector)) {
        let message = format!("`{selector}` under `{part}` in the configuration matches nothing");
        let help =
            "a member is named after the type or global element that declares it: `Type/Element`";
        report.push(Diagnostic::warning("config", None, message).with_help(help));
    }
}
