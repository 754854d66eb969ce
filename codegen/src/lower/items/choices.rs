//! Choices and substitution groups as enums.

use crate::lower::Lowering;
use crate::lower::items::fields::{Place, group_field};
use crate::lower::naming::groups::{Part, PartKind};
use crate::lower::naming::rules::variant_name;
use crate::model::Scope;
use crate::model::{Access, Choice, Docs, Field, Item, Path, RustType};
use crate::schema::components::ElementId;

impl Lowering<'_> {
    /// The field of a choice, whose enum is added to the module of `place`.
    pub(in crate::lower) fn choice_field(
        &mut self,
        path: &Path,
        branches: &[Part<'_>],
        min: u32,
        max: Option<u32>,
        place: &Place<'_>,
    ) -> Field {
        // What is nested in it comes behind it.
        let at = self.nested.len();
        let variants = branches
            .iter()
            .map(|branch| self.variant(branch, place))
            .collect();
        let choice = self.choice(
            path,
            Docs {
                text: Some(format!("One of the elements of {}.", place.xml.local)),
                notes: Vec::new(),
            },
            variants,
        );
        self.nested.insert(at, Item::Choice(choice));
        group_field("choice", path.clone(), min, max)
    }

    /// The variant for a branch of a choice.
    fn variant(&mut self, branch: &Part<'_>, place: &Place<'_>) -> Field {
        let mut variant = self.part(branch, place);
        variant.name = match &branch.kind {
            PartKind::Element(id) => variant_name(&self.schema.element(*id).name.local),
            PartKind::Any(_) => "Any".to_owned(),
            PartKind::Named(id) => variant_name(&self.schema.group(*id).name.local),
            PartKind::Choice(..) => "Choice".to_owned(),
            PartKind::Together(_, name, _) => name.clone(),
        };
        variant
    }

    pub(in crate::lower) fn choice(
        &self,
        path: &Path,
        docs: Docs,
        mut variants: Vec<Field>,
    ) -> Choice {
        let mut scope = Scope::default();
        for variant in &mut variants {
            variant.name = scope.take(std::mem::take(&mut variant.name));
            variant.default = None;
            // Variants of very different sizes would waste memory, so what is large is on the heap.
            variant.boxed = variant.access == Access::One
                && matches!(
                    variant.value.ty,
                    RustType::Generated(_) | RustType::Sapo("Any")
                );
        }
        let namespace = self.shape_namespace(path.module, &mut variants);
        Choice {
            name: path.name.clone(),
            docs,
            namespace,
            variants,
            is_fault: false,
        }
    }

    /// Adds the enum of a substitution group: its head, unless that is abstract, and its members.
    pub(in crate::lower) fn push_substitutions(&mut self, head: ElementId) {
        let schema = self.schema;
        let Some(path) = self.names.substitutions.get(&head).cloned() else {
            return;
        };
        let element = schema.element(head);
        let namespace = self.modules.namespace(path.module).to_owned();
        let members = schema
            .substitutions
            .get(&head)
            .map_or(&[][..], Vec::as_slice);
        let is_allowed = self.fields.take(members.len()) && self.fields.allows(members.len());
        self.fields.at(Some(&element.span));
        let members = if is_allowed { members } else { &[] };
        let own = (!element.is_abstract).then_some(head);
        let mut variants = Vec::new();
        for id in own.into_iter().chain(members.iter().copied()) {
            let place = Place {
                xml: &element.name,
                namespace: &namespace,
            };
            // The member itself, not the group that it may head in turn.
            let nested = self.names.substitutions.remove(&id);
            let mut field = self.element_field(id, 1, Some(1), &place);
            if let Some(nested) = nested {
                self.names.substitutions.insert(id, nested);
            }
            field.name = variant_name(&schema.element(id).name.local);
            variants.push(field);
        }
        let docs = Docs {
            text: element.documentation.clone().or_else(|| {
                Some(format!(
                    "The element {}, or one that stands in for it.",
                    element.name.local
                ))
            }),
            notes: Vec::new(),
        };
        let choice = self.choice(&path, docs, variants);
        self.modules.push(path.module, Item::Choice(choice));
    }
}
