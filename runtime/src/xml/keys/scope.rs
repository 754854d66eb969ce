//! The identity constraints of one element, while it is being read.

use std::collections::{BTreeMap, HashMap};

use super::{Identity, Kind, Name, NameTest, XPath};
use crate::xml::builtin::Key;
use crate::xml::{Error, ErrorKind};

/// An element on the way from the outermost one that has constraints to the one at hand.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) namespace: String,
    pub(super) local: String,
    pub(super) depth: usize,
    /// Where its start tag is: what tells it apart from all others.
    pub(super) offset: usize,
}

/// The elements that a key tells apart, by their values; `None` where two elements within have the same.
pub(super) type Table = HashMap<Vec<Key>, Option<usize>>;

/// An element that has constraints.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) depth: usize,
    /// The position of its step.
    at: usize,
    pub(super) selections: Vec<Selection>,
    /// How many tables there were when it began; those behind them come from within.
    pub(super) first_table: usize,
}

impl Scope {
    pub(super) fn new(
        identities: impl Iterator<Item = &'static Identity>,
        path: &[Step],
        first_table: usize,
    ) -> Option<Self> {
        let step = path.last()?;
        Some(Self {
            depth: step.depth,
            at: path.len() - 1,
            selections: identities.map(Selection::new).collect(),
            first_table,
        })
    }

    /// Whether one of its constraints refers to a key.
    pub(super) fn refers_to(&self, key: Name) -> bool {
        self.selections
            .iter()
            .any(|selection| selection.identity.kind == Kind::KeyReference(key))
    }

    /// Takes note of the last element of the path; how many elements were selected that were not before.
    pub(super) fn enter(&mut self, path: &[Step], kind: Entered) -> usize {
        let at = self.at;
        self.selections
            .iter_mut()
            .map(|selection| usize::from(selection.enter(path, at, kind)))
            .sum()
    }

    /// Takes note of the value of the last element of the path, or of one of its attributes.
    pub(super) fn value(&mut self, path: &[Step], attribute: Option<(&str, &str)>, key: &Key) {
        for selection in &mut self.selections {
            selection.visit(path, attribute, &mut |field| {
                field.value = Some(key.clone())
            });
        }
    }

    /// Forgets which elements are open beyond a path of this length.
    pub(super) fn rewind(&mut self, len: usize) {
        for selection in &mut self.selections {
            selection.open.retain(|(at, _)| *at < len);
        }
    }

    /// How many elements its constraints have selected.
    pub(super) fn count(&self) -> usize {
        self.selections
            .iter()
            .map(|selection| selection.nodes.len())
            .sum()
    }
}

/// What is known of an element before its content is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entered {
    /// It has a value of a simple type.
    pub(super) has_value: bool,
    pub(super) is_nillable: bool,
}

/// A constraint, and the elements that it has selected.
#[derive(Debug)]
pub(super) struct Selection {
    pub(super) identity: &'static Identity,
    selector: Vec<Path>,
    fields: Vec<Vec<Path>>,
    /// By their offsets, so that one that is read again is the same.
    nodes: BTreeMap<usize, Vec<Option<Field>>>,
    /// Those that are open: the position of the step, and the offset.
    open: Vec<(usize, usize)>,
    /// What is wrong with a field, and where.
    problem: Option<(usize, &'static str)>,
}

/// What a field has led to.
#[derive(Debug)]
struct Field {
    /// The offset of the element, and the name of the attribute.
    at: (usize, String),
    /// None while it is not known, and for good where the element is nil.
    value: Option<Key>,
}

impl Selection {
    fn new(identity: &'static Identity) -> Self {
        let paths = |path, is_field| {
            // The generator has checked them.
            let paths = XPath::parse(path, is_field).unwrap_or_default();
            let with = |path| Path {
                path,
                namespaces: identity.namespaces,
            };
            paths.into_iter().map(with).collect()
        };
        Self {
            identity,
            selector: paths(identity.selector, false),
            fields: identity
                .fields
                .iter()
                .map(|field| paths(field, true))
                .collect(),
            nodes: BTreeMap::new(),
            open: Vec::new(),
            problem: None,
        }
    }

    fn enter(&mut self, path: &[Step], scope: usize, kind: Entered) -> bool {
        let Some(step) = path.last() else {
            return false;
        };
        let mut is_new = false;
        if leads(&self.selector, &path[scope + 1..], None) {
            let fields = self.fields.iter().map(|_| None).collect();
            is_new = self.nodes.insert(step.offset, fields).is_none();
            self.open.push((path.len() - 1, step.offset));
        }
        let is_key = self.identity.kind == Kind::Key;
        let problem = match kind {
            Entered {
                has_value: false, ..
            } => Some("a field leads to an element that has no simple value"),
            // Section 3.11.4, clause 4.2.3.
            Entered {
                is_nillable: true, ..
            } if is_key => Some("a field leads to an element that may be nil"),
            _ => None,
        };
        let is_field = self.visit(path, None, &mut |_| {});
        if let Some(problem) = problem.filter(|_| is_field) {
            self.problem.get_or_insert((step.offset, problem));
        }
        is_new
    }

    /// Shows the fields that lead to the last element of the path, or to this attribute of it.
    fn visit(
        &mut self,
        path: &[Step],
        attribute: Option<(&str, &str)>,
        visit: &mut dyn FnMut(&mut Field),
    ) -> bool {
        let Some(step) = path.last() else {
            return false;
        };
        let mut found = false;
        for (at, offset) in &self.open {
            let Some(fields) = self.nodes.get_mut(offset) else {
                continue;
            };
            let steps = &path[at + 1..];
            for (field, paths) in fields.iter_mut().zip(&self.fields) {
                if !leads(paths, steps, attribute) {
                    continue;
                }
                found = true;
                let name = attribute.map(|(namespace, local)| format!("{{{namespace}}}{local}"));
                let here = (step.offset, name.unwrap_or_default());
                let field = field.get_or_insert_with(|| Field {
                    at: here.clone(),
                    value: None,
                });
                if field.at == here {
                    visit(field);
                } else {
                    let problem = "a field leads to more than one value";
                    self.problem.get_or_insert((step.offset, problem));
                }
            }
        }
        found
    }

    /// The elements that have all values, with them (the qualified node set).
    pub(super) fn qualified(&self) -> Result<Vec<(usize, Vec<Key>)>, Error> {
        if let Some((offset, problem)) = self.problem {
            return Err(self.error(offset, problem));
        }
        let mut qualified = Vec::new();
        for (&offset, fields) in &self.nodes {
            let values = fields
                .iter()
                .map(|field| field.as_ref()?.value.clone())
                .collect::<Option<Vec<_>>>();
            match values {
                Some(values) => qualified.push((offset, values)),
                None if self.identity.kind == Kind::Key => {
                    return Err(self.error(offset, "an element lacks a value"));
                }
                None => {}
            }
        }
        Ok(qualified)
    }

    pub(super) fn error(&self, offset: usize, what: &'static str) -> Error {
        let kind = match self.identity.kind {
            Kind::Unique => "unique",
            Kind::Key => "key",
            Kind::KeyReference(_) => "keyref",
        };
        let constraint = format!("xs:{kind} {}", self.identity.name.1);
        Error::new(ErrorKind::Identity { constraint, what }).at(offset)
    }
}

/// A path with what the prefixes in it stand for.
#[derive(Debug)]
struct Path {
    path: XPath<'static>,
    namespaces: &'static [(&'static str, &'static str)],
}

impl Path {
    /// Whether it leads to the last of these elements, each within the one before it, or to this attribute of that.
    fn leads_to(&self, elements: &[Step], attribute: Option<(&str, &str)>) -> bool {
        let XPath {
            anywhere,
            children,
            attribute: test,
        } = &self.path;
        let is_attribute = match (test, attribute) {
            (None, None) => true,
            (Some(test), Some((namespace, local))) => self.admits(*test, namespace, local),
            _ => false,
        };
        let Some(before) = elements.len().checked_sub(children.len()) else {
            return false;
        };
        is_attribute
            && (before == 0 || *anywhere)
            && elements[before..]
                .iter()
                .zip(children)
                .all(|(step, test)| self.admits(*test, &step.namespace, &step.local))
    }

    fn admits(&self, test: NameTest<'_>, namespace: &str, local: &str) -> bool {
        let is_of = |prefix: &str| {
            prefix.is_empty() && namespace.is_empty()
                || self.namespaces.contains(&(prefix, namespace))
        };
        match test {
            NameTest::Any => true,
            NameTest::Namespace(prefix) => is_of(prefix),
            NameTest::Name(prefix, name) => name == local && is_of(prefix),
        }
    }
}

fn leads(paths: &[Path], steps: &[Step], attribute: Option<(&str, &str)>) -> bool {
    paths.iter().any(|path| path.leads_to(steps, attribute))
}
