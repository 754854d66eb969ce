//! Which schemas make up the set, and as what: an included schema without a target namespace takes that of
//! the one that includes it (XSD 1.0 Part 1, section 4.2.1).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::builtin;
use super::components::{ElementId, TypeId};
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::severity::Judge;
use crate::syntax::Documents;
use crate::syntax::namespaces::{XSD, XSI};
use crate::syntax::xsd::{self, DirectiveKind};

/// A schema in the set.
pub(super) struct Source<'s> {
    pub(super) schema: &'s xsd::Schema,
    /// Its target namespace, its own or the one it took; empty where it has none.
    pub(super) namespace: Arc<str>,
    /// It took the namespace, so names without one are in it.
    chameleon: bool,
    /// The namespaces it imports.
    imports: HashSet<&'s str>,
    first_type: u32,
    first_element: u32,
    /// Its position in the set.
    pub(super) at: usize,
}

impl Source<'_> {
    /// A name as this schema means it.
    pub(super) fn name(&self, written: &QName) -> QName {
        if self.chameleon && written.namespace.is_empty() {
            QName::new(self.namespace.clone(), written.local.clone())
        } else {
            written.clone()
        }
    }

    /// The name of a component of this schema.
    pub(super) fn own(&self, local: &Arc<str>, qualified: bool) -> QName {
        let namespace = if qualified {
            self.namespace.clone()
        } else {
            Arc::default()
        };
        QName::new(namespace, local.clone())
    }

    /// Whether names of this namespace may be used here.
    pub(super) fn sees(&self, namespace: &str) -> bool {
        namespace == &*self.namespace
            || namespace == XSD
            || namespace == XSI
            || self.imports.contains(namespace)
    }

    pub(super) fn type_id(&self, position: usize) -> TypeId {
        TypeId(self.first_type + position as u32)
    }

    pub(super) fn element_id(&self, position: usize) -> ElementId {
        ElementId(self.first_element + position as u32)
    }
}

/// The schemas of the set in the order they are reached, each once for each namespace it takes.
pub(super) struct Sources<'s> {
    pub(super) all: Vec<Source<'s>>,
    known: HashMap<(usize, Arc<str>), usize>,
    documents: &'s Documents,
    types: u32,
    elements: u32,
}

impl<'s> Sources<'s> {
    pub(super) fn new(documents: &'s Documents, judge: &mut Judge<'_>) -> Self {
        let mut sources = Self {
            all: Vec::new(),
            known: HashMap::new(),
            documents,
            types: builtin::COUNT,
            elements: 0,
        };
        let chameleons = documents.chameleons();
        for &root in documents
            .roots
            .iter()
            .filter(|root| !chameleons.contains(root))
        {
            sources.add(root, None);
        }
        sources.follow(0, judge);
        // What is left was loaded, but nothing reached it that could say as what: a WSDL that imports a schema.
        for index in 0..documents.schemas.len() {
            let reached = sources.known.keys().any(|(known, _)| *known == index);
            if !reached {
                let first = sources.all.len();
                sources.add(index, None);
                sources.follow(first, judge);
            }
        }
        sources
    }

    /// Adds a schema, and gives it the namespace where it has none; nothing happens where it is there already.
    fn add(&mut self, index: usize, namespace: Option<&Arc<str>>) {
        let schema = &self.documents.schemas[index];
        let own = schema.target_namespace.as_ref();
        let namespace = own.or(namespace).cloned().unwrap_or_default();
        if self.known.contains_key(&(index, namespace.clone())) {
            return;
        }
        self.known
            .insert((index, namespace.clone()), self.all.len());
        let imports = schema
            .directives
            .iter()
            .filter_map(|directive| match &directive.kind {
                DirectiveKind::Import(namespace) => Some(namespace.as_deref().unwrap_or_default()),
                _ => None,
            });
        self.all.push(Source {
            schema,
            chameleon: own.is_none() && !namespace.is_empty(),
            namespace,
            imports: imports.collect(),
            first_type: self.types,
            first_element: self.elements,
            at: self.all.len(),
        });
        self.types += schema.types.len() as u32;
        self.elements += schema.elements.len() as u32;
    }

    /// Adds what the schemas from `first` on include, import and redefine, and what those do.
    fn follow(&mut self, first: usize, judge: &mut Judge<'_>) {
        let mut next = first;
        while next < self.all.len() {
            let schema = self.all[next].schema;
            let namespace = self.all[next].namespace.clone();
            for directive in &schema.directives {
                for &target in self.documents.targets(directive) {
                    let reached = self.documents.schemas[target].target_namespace.as_ref();
                    match &directive.kind {
                        DirectiveKind::Import(imported) => {
                            if imported.as_ref() != reached {
                                wrong_namespace(directive, imported.as_deref(), reached, judge);
                            }
                            self.add(target, None);
                        }
                        DirectiveKind::Include | DirectiveKind::Redefine(_) => {
                            if reached.is_some_and(|reached| *reached != namespace) {
                                wrong_namespace(directive, Some(&namespace), reached, judge);
                            }
                            self.add(target, Some(&namespace));
                        }
                    }
                }
            }
            next += 1;
        }
    }

    /// Where the type with this id is written: the source and the position there.
    pub(super) fn type_definition(&self, id: TypeId) -> (usize, &'s xsd::TypeDefinition) {
        let at = self.all.partition_point(|source| source.first_type <= id.0) - 1;
        // Schemas without types share their first id with the next one, which comes after them.
        let source = &self.all[at];
        (
            at,
            &source.schema.types[(id.0 - source.first_type) as usize],
        )
    }

    /// The source that an element is declared in.
    pub(super) fn source_of(&self, id: ElementId) -> usize {
        // Schemas without elements share their first id with the next one, which comes after them.
        self.all
            .partition_point(|source| source.first_element <= id.0)
            - 1
    }

    /// Whether a definition is a copy of an earlier one.
    pub(super) fn is_copy(&self, span: &Span) -> bool {
        self.documents.is_copy(span)
    }

    /// The input that led to a document first.
    pub(super) fn input(&self, document: usize) -> Option<usize> {
        self.documents.inputs.get(document).copied()
    }

    /// The documents of the WSDLs.
    pub(super) fn wsdls(&self) -> impl Iterator<Item = usize> {
        let definitions = self.documents.definitions.iter();
        definitions.map(|definitions| definitions.document)
    }

    /// The sources that the directives of a source lead to.
    pub(super) fn referred(&self, at: usize) -> Vec<usize> {
        let Source {
            schema, namespace, ..
        } = &self.all[at];
        let targets = schema.directives.iter();
        let targets = targets.flat_map(|directive| self.documents.targets(directive));
        let sources = targets.filter_map(|&target| {
            let own = self.documents.schemas[target].target_namespace.as_ref();
            let namespaces = [own.or(Some(namespace)).cloned(), Some(Arc::default())];
            let mut namespaces = namespaces.into_iter().flatten();
            namespaces.find_map(|namespace| self.known.get(&(target, namespace)).copied())
        });
        sources.collect()
    }

    /// Where the element with this id is declared: the source, and the declaration.
    pub(super) fn element_declaration(
        &self,
        id: ElementId,
    ) -> (usize, &'s xsd::ElementDeclaration) {
        let at = self.source_of(id);
        let source = &self.all[at];
        let position = (id.0 - source.first_element) as usize;
        (at, &source.schema.elements[position])
    }

    /// The names of all documents, each after those it refers to.
    pub(super) fn reading_order(&self) -> Vec<Arc<str>> {
        self.documents.reading_order.clone()
    }

    /// One past the last id of a written type.
    pub(super) fn type_count(&self) -> u32 {
        self.types
    }

    /// The number of element declarations.
    pub(super) fn element_count(&self) -> u32 {
        self.elements
    }
}

fn wrong_namespace(
    directive: &xsd::Directive,
    expected: Option<&str>,
    reached: Option<&Arc<str>>,
    judge: &mut Judge<'_>,
) {
    let code = match (&directive.kind, expected) {
        (DirectiveKind::Include, _) => "src-include.2.1",
        (DirectiveKind::Redefine(_), _) => "src-redefine.3.1",
        (_, Some(_)) => "src-import.3.1",
        (_, None) => "src-import.3.2",
    };
    let shown = |namespace: Option<&str>| match namespace {
        Some(uri) if !uri.is_empty() => format!("the namespace {uri}"),
        _ => "no namespace".to_owned(),
    };
    judge.violation(
        code,
        &directive.span,
        format!(
            "a schema of {} is expected there, and has {}",
            shown(expected),
            shown(reached.map(|uri| &**uri))
        ),
    );
}
