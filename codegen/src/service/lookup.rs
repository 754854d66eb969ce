//! What the names of messages, port types and bindings mean.

use std::collections::HashMap;

use super::PartContent;
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::schema::builtin;
use crate::schema::components::Schema;
use crate::severity::Judge;
use crate::syntax::Documents;
use crate::syntax::namespaces::{WSDL, XSD};
use crate::syntax::reference::Reference;
use crate::syntax::wsdl::{Binding, Definitions, Message, PortType};

/// A definition, the `wsdl:definitions` it stands in, and its name.
pub(super) struct Found<'s, T> {
    pub(super) item: &'s T,
    pub(super) definitions: &'s Definitions,
    pub(super) name: QName,
}

// Not derived: that would ask it of what is referred to.
impl<T> Clone for Found<'_, T> {
    fn clone(&self) -> Self {
        Self {
            item: self.item,
            definitions: self.definitions,
            name: self.name.clone(),
        }
    }
}

/// The symbol tables of all WSDL documents of the set.
pub(super) struct Lookup<'s> {
    pub(super) schema: &'s Schema,
    messages: Table<'s, Message>,
    port_types: Table<'s, PortType>,
    bindings: Table<'s, Binding>,
}

/// The definitions of each name: several if they differ from document to document.
type Table<'s, T> = HashMap<QName, Vec<Found<'s, T>>>;

impl<'s> Lookup<'s> {
    pub(super) fn new(documents: &'s Documents, schema: &'s Schema, judge: &mut Judge<'_>) -> Self {
        let mut lookup = Self {
            schema,
            messages: HashMap::new(),
            port_types: HashMap::new(),
            bindings: HashMap::new(),
        };
        for definitions in &documents.definitions {
            let mut add = Add {
                documents,
                definitions,
                judge,
            };
            for item in &definitions.messages {
                add.to(&mut lookup.messages, "message", item, &item.name, |item| {
                    &item.span
                });
            }
            for item in &definitions.port_types {
                add.to(
                    &mut lookup.port_types,
                    "port type",
                    item,
                    &item.name,
                    |item| &item.span,
                );
            }
            for item in &definitions.bindings {
                add.to(&mut lookup.bindings, "binding", item, &item.name, |item| {
                    &item.span
                });
            }
        }
        lookup
    }

    /// Whether there is the message that is referred to.
    pub(super) fn has_message(&self, reference: &Reference, from: &Definitions) -> bool {
        known(&self.messages, reference, from).is_some()
    }

    /// The message that is referred to; `code` is that of the violation that there is none.
    pub(super) fn message(
        &self,
        reference: &Reference,
        from: &Definitions,
        code: &'static str,
        judge: &mut Judge<'_>,
    ) -> Option<Found<'s, Message>> {
        find(&self.messages, "message", code, reference, from, judge)
    }

    /// The message of a header; where there is none, the only one of its local name, as Spyne refers to it in the
    /// namespace of the header's type.
    pub(super) fn header_message(
        &self,
        reference: &Reference,
        from: &Definitions,
        judge: &mut Judge<'_>,
    ) -> Option<Found<'s, Message>> {
        let code = "wsdl-header";
        let local = &reference.name.local;
        let messages = self.messages.values().filter_map(|all| all.first());
        let mut namesakes = messages.filter(|found| found.name.local == *local);
        match (namesakes.next(), namesakes.next()) {
            (Some(only), None) if !self.has_message(reference, from) => {
                judge.note(
                    code,
                    &reference.span,
                    format!(
                        "there is no message `{}`: `{}` is taken",
                        reference.name, only.name
                    ),
                );
                Some(only.clone())
            }
            _ => self.message(reference, from, code, judge),
        }
    }

    pub(super) fn port_type(
        &self,
        reference: &Reference,
        from: &Definitions,
        judge: &mut Judge<'_>,
    ) -> Option<Found<'s, PortType>> {
        let code = "wsdl-resolve";
        find(&self.port_types, "port type", code, reference, from, judge)
    }

    pub(super) fn binding(
        &self,
        reference: &Reference,
        from: &Definitions,
        judge: &mut Judge<'_>,
    ) -> Option<Found<'s, Binding>> {
        let code = "wsdl-resolve";
        find(&self.bindings, "binding", code, reference, from, judge)
    }

    /// What the element or type that is referred to is; of the other kind where only that has the name.
    ///
    /// # Errors
    /// The reason why there is nothing, as a clause.
    pub(super) fn content(
        &self,
        reference: &Reference,
        from: &Definitions,
        of_element: bool,
        judge: &mut Judge<'_>,
    ) -> Result<PartContent, String> {
        let left_out = &self.schema.left_out;
        let (kind, left_out) = match of_element {
            true => ("element", &left_out.elements),
            false => ("type", &left_out.types),
        };
        if left_out.contains(&reference.name) {
            return Err(format!(
                "it needs the {kind} `{}`, which is left out",
                reference.name
            ));
        }
        let element = self.element(&reference.name, from);
        let ty = self.ty(&reference.name, from);
        let (found, other, kinds) = match of_element {
            true => (element, ty, ["element", "type"]),
            false => (ty, element, ["type", "element"]),
        };
        if let (None, Some(_)) = (found, other) {
            let [kind, other] = kinds;
            judge.note(
                "wsdl-part",
                &reference.span,
                format!(
                    "`{}` is no {kind}: the {other} of this name is taken",
                    reference.name
                ),
            );
        }
        let found = found.or(other).or_else(|| {
            let meant = builtin::mistaken(&reference.name, &reference.span, judge);
            meant.map(PartContent::Type)
        });
        found.ok_or_else(|| {
            let code = "wsdl-resolve";
            let (elements, types) = (&self.schema.global_elements, &self.schema.global_types);
            match of_element {
                true => dangling(kind, code, reference, elements.keys(), judge),
                false => dangling(kind, code, reference, types.keys(), judge),
            }
            absent(kind, reference)
        })
    }

    fn element(&self, name: &QName, from: &Definitions) -> Option<PartContent> {
        let own = self.schema.own_elements.get(&(from.document, name.clone()));
        let id = own
            .or_else(|| self.schema.global_elements.get(name))
            .copied();
        id.map(PartContent::Element)
    }

    fn ty(&self, name: &QName, from: &Definitions) -> Option<PartContent> {
        let built_in = match &*name.namespace {
            XSD => builtin::built_in(&name.local),
            _ => None,
        };
        let own = self.schema.own_types.get(&(from.document, name.clone()));
        let own = own.or_else(|| self.schema.global_types.get(name));
        let id = built_in.or_else(|| own.copied());
        id.map(PartContent::Type)
    }
}

struct Add<'a, 's, 'j> {
    documents: &'s Documents,
    definitions: &'s Definitions,
    judge: &'a mut Judge<'j>,
}

impl<'s> Add<'_, 's, '_> {
    fn to<T>(
        &mut self,
        map: &mut Table<'s, T>,
        what: &str,
        item: &'s T,
        local: &str,
        span: fn(&T) -> &Span,
    ) {
        let name = QName::new(self.definitions.target_namespace.as_str(), local);
        let all = map.entry(name.clone()).or_default();
        if let Some(first) = all.first() {
            if self.documents.is_copy(span(item)) {
                return;
            }
            let is_other = first.definitions.document != self.definitions.document;
            let counts = match is_other {
                true => "each document uses its own",
                false => "the first one is taken",
            };
            let place = self.judge.place(span(first.item));
            self.judge.violation(
                "wsdl-duplicate",
                span(item),
                format!("the {what} `{name}` is defined twice, here and at {place}: {counts}"),
            );
            if !is_other {
                return;
            }
        }
        all.push(Found {
            item,
            definitions: self.definitions,
            name,
        });
    }
}

fn find<'s, T>(
    map: &Table<'s, T>,
    what: &str,
    code: &'static str,
    reference: &Reference,
    from: &Definitions,
    judge: &mut Judge<'_>,
) -> Option<Found<'s, T>> {
    match known(map, reference, from) {
        Some(found) => {
            if found.name != reference.name {
                let local = &reference.name.local;
                let message = format!(
                    "the {what} `{local}` has no prefix: that of the target namespace is taken"
                );
                judge.note("wsdl-resolve", &reference.span, message);
            }
            Some(found.clone())
        }
        None => {
            dangling(what, code, reference, map.keys(), judge);
            None
        }
    }
}

/// What is defined by this name, or where it was written without a prefix by that of the target namespace, as some
/// tools do whatever the default namespace is.
fn known<'m, 's, T>(
    map: &'m Table<'s, T>,
    reference: &Reference,
    from: &Definitions,
) -> Option<&'m Found<'s, T>> {
    let name = &reference.name;
    let own = || QName::new(from.target_namespace.as_str(), name.local.clone());
    let all = map.get(name).or_else(|| match &*name.namespace {
        "" | WSDL => map.get(&own()),
        _ => None,
    })?;
    let near = |is_near: &dyn Fn(&Found<'s, T>) -> bool| all.iter().find(|found| is_near(found));
    near(&|found| found.definitions.document == from.document)
        .or_else(|| near(&|found| found.definitions.input == from.input))
        .or_else(|| all.first())
}

/// The clause that there is nothing of a name.
pub(super) fn absent(what: &str, reference: &Reference) -> String {
    format!("there is no {what} `{}`", reference.name)
}

fn dangling<'k>(
    what: &str,
    code: &'static str,
    reference: &Reference,
    known: impl Iterator<Item = &'k QName>,
    judge: &mut Judge<'_>,
) {
    let message = absent(what, reference);
    let elsewhere = known
        .filter(|name| name.local == reference.name.local)
        .min();
    match elsewhere {
        Some(name) => judge.violation_with_help(
            code,
            &reference.span,
            message,
            format!("`{name}` is defined: is that meant?"),
        ),
        None => judge.violation(code, &reference.span, message),
    }
}
