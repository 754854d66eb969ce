//! What the configuration knows of the values of fields.

use super::Items;
use crate::model::Meaning;
use crate::qname::QName;
use crate::schema::components::{Term, TypeId};

impl Items<'_, '_> {
    /// Returns the meaning of the element or part at this path, which is of this type.
    pub(in crate::lower) fn meaning(
        &self,
        path: &[&QName; 2],
        ty: TypeId,
        is_global: bool,
    ) -> Option<Box<Meaning>> {
        if let Some(texts) = self.facts.item_error(path, ty, is_global) {
            return Some(Box::new(Meaning::Error {
                message: texts.message.steps().to_vec(),
                code: texts.code.as_ref().map(|code| code.steps().to_vec()),
            }));
        }
        if let Some(meaning) = self.error_in_array(ty) {
            return Some(Box::new(meaning));
        }
        let listed = self.facts.named_elements_of(path)?;
        let path = self.names.types.get(&listed)?;
        Some(Box::new(Meaning::ElementNames(path.clone())))
    }

    /// Returns the meaning of an array whose items are errors, by rules for its items or their type.
    fn error_in_array(&self, ty: TypeId) -> Option<Meaning> {
        let is_array = self.facts.is_wrapper(ty) && !self.facts.config.item_errors.is_empty();
        let (particle, item) = self.facts.item(ty).filter(|_| is_array)?;
        let Term::Element(element) = particle.term else {
            return None;
        };
        let element = self.facts.schema.element(element);
        let owner = self.facts.owner_name(ty);
        let path = [&owner, &element.name];
        let texts = self.facts.item_error(&path, item, element.is_global)?;
        // The way to a text begins with the item.
        let within = |steps: &[String]| {
            let first = element.name.local.to_string();
            std::iter::once(first)
                .chain(steps.iter().cloned())
                .collect()
        };
        Some(Meaning::Error {
            message: within(texts.message.steps()),
            code: texts.code.as_ref().map(|code| within(code.steps())),
        })
    }
}
