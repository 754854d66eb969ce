//! The settings of types and their members under `types` in the configuration, and those that have
//! no effect.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

use super::Facts;
use super::pins::owned;
use crate::config::{Config, NilItems, NilMeaning, TypeSettings};
use crate::diagnostic::{Diagnostic, Report};
use crate::qname::QName;

/// A setting that may not fit what it is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Newtype,
    Derive,
    Attributes,
    Boxed,
    Nil,
    NilItems,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Newtype,
        Self::Derive,
        Self::Attributes,
        Self::Boxed,
        Self::Nil,
        Self::NilItems,
    ];

    /// Returns the key in the configuration.
    fn key(self) -> &'static str {
        match self {
            Self::Newtype => "newtype",
            Self::Derive => "derive",
            Self::Attributes => "attributes",
            Self::Boxed => "boxed",
            Self::Nil => "nil",
            Self::NilItems => "nil-items",
        }
    }

    /// Whether settings have it, and so expect an effect.
    fn is_set(self, settings: &TypeSettings) -> bool {
        match self {
            Self::Newtype => settings.newtype == Some(true),
            Self::Derive => !settings.derive.is_empty(),
            Self::Attributes => !settings.attributes.is_empty(),
            Self::Boxed => settings.boxed.is_some(),
            Self::Nil => settings.nil.is_some(),
            Self::NilItems => settings.nil_items.is_some(),
        }
    }

    /// Says what it is for.
    fn help(self) -> &'static str {
        match self {
            Self::Newtype => {
                "named simple types become newtypes, except enumerations, unions of several types, \
                 binary data, qualified names, and types named like secrets"
            }
            Self::Derive => "only what is a struct, an enum, or a newtype in Rust derives traits",
            Self::Attributes => {
                "only what is an item in Rust, or a field or variant of one, has attributes: an array \
                 is a vector"
            }
            Self::Boxed => {
                "only a field that holds one value of a complex type can be a box, and a field by \
                 which a type would hold itself always is one"
            }
            Self::Nil => {
                "it decides about elements with both minOccurs=\"0\" and nillable=\"true\""
            }
            Self::NilItems => {
                "it decides about nillable elements that repeat: those of an array are members of \
                 the array's own type"
            }
        }
    }
}

/// What had the effect of a setting, by its path.
#[derive(Debug, Default)]
pub(super) struct Effects(RefCell<BTreeMap<Kind, HashSet<Vec<QName>>>>);

impl Effects {
    fn note(&self, kind: Kind, path: &[&QName]) {
        let mut effects = self.0.borrow_mut();
        effects.entry(kind).or_default().insert(owned(path));
    }

    /// Warns of settings that have no effect although the selector matches something.
    pub(super) fn report(
        &self,
        config: &Config,
        matched: &HashSet<Vec<QName>>,
        report: &mut Report,
    ) {
        let effects = self.0.borrow();
        for (selector, settings) in &config.types {
            if !selector.is_among(matched) {
                continue;
            }
            for kind in Kind::ALL {
                let has_effect = effects
                    .get(&kind)
                    .is_some_and(|paths| selector.is_among(paths));
                if kind.is_set(settings) && !has_effect {
                    let key = kind.key();
                    let message = format!(
                        "`{key}` of `{selector}` under `types` in the configuration has no effect"
                    );
                    let warning = Diagnostic::warning("config", None, message);
                    report.push(warning.with_help(kind.help()));
                }
            }
        }
    }
}

impl Facts<'_> {
    /// Whether the configuration wants this type to be a newtype.
    pub(super) fn wants_newtype(&self, name: &QName) -> bool {
        let own = self.setting(&[name], |settings| settings.newtype.as_ref());
        own.copied().unwrap_or(self.config.newtypes)
    }

    /// Notes that a type is a newtype.
    pub(in crate::lower) fn note_newtype(&self, name: &QName) {
        self.note(Kind::Newtype, &[name]);
    }

    /// Notes the effect that a setting has or would have, unless there are no settings.
    fn note(&self, kind: Kind, path: &[&QName]) {
        if !self.config.types.is_empty() {
            self.pins.effects.note(kind, path);
        }
    }

    /// Returns the traits that a type derives besides those of every type.
    pub(in crate::lower) fn derives(&self, name: &QName) -> Vec<String> {
        let own = self.setting(&[name], |settings| {
            Some(&settings.derive).filter(|derive| !derive.is_empty())
        });
        self.note(Kind::Derive, &[name]);
        own.into_iter().flatten().map(ToString::to_string).collect()
    }

    /// Returns the attributes of a type, or of a field.
    pub(in crate::lower) fn attributes(&self, path: &[&QName]) -> Vec<String> {
        let own = self.setting(path, |settings| {
            Some(&settings.attributes).filter(|attributes| !attributes.is_empty())
        });
        self.note(Kind::Attributes, path);
        own.into_iter().flatten().map(ToString::to_string).collect()
    }

    /// Whether the configuration decides that the field at this path, which can be a box, is one.
    pub(in crate::lower) fn is_boxed(&self, path: &[&QName]) -> Option<bool> {
        self.of_member(Kind::Boxed, path, |settings| settings.boxed.as_ref())
            .copied()
    }

    /// Whether nil counts as absent for the field at this path, which may be both.
    pub(in crate::lower) fn drops_nil(&self, path: &[&QName]) -> bool {
        let own = self.of_member(Kind::Nil, path, |settings| settings.nil.as_ref());
        *own.unwrap_or(&self.config.nil) == NilMeaning::Absent
    }

    /// Whether the items of the field at this path are left out if they are nil.
    pub(in crate::lower) fn drops_nil_items(&self, path: &[&QName]) -> bool {
        let own = self.of_member(Kind::NilItems, path, |settings| settings.nil_items.as_ref());
        *own.unwrap_or(&self.config.nil_items) == NilItems::Skip
    }

    /// Returns the setting of a member, or else the one that its type has for each of its members.
    fn of_member<T>(
        &self,
        kind: Kind,
        path: &[&QName],
        get: impl Fn(&TypeSettings) -> Option<&T>,
    ) -> Option<&T> {
        self.note(kind, path);
        let own = self.setting(path, &get);
        own.or_else(|| {
            let ty = &path[..1];
            self.note(kind, ty);
            self.setting(ty, &get)
        })
    }
}
