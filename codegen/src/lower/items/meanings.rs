//! What the configuration knows of the values of fields.

use super::Items;
use crate::config::{ItemErrorTexts, TextPath};
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
        let own = self.facts.item_error(path, ty, is_global);
        let own = own.map(|texts| error(texts, None));
        if let Some(error) = own.or_else(|| self.error_in_array(ty)) {
            return Some(Box::new(error));
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
        Some(error(texts, Some(&element.name.local)))
    }
}

/// Returns the meaning of an element with these texts, or of an array of such elements called `item`,
/// from which the way to each text begins then.
fn error(texts: &ItemErrorTexts, item: Option<&str>) -> Meaning {
    let way = |path: &TextPath| {
        let steps = path.steps().iter().cloned();
        item.map(str::to_owned).into_iter().chain(steps).collect()
    };
    Meaning::Error {
        message: way(&texts.message),
        code: texts.code.as_ref().map(way),
    }
}
