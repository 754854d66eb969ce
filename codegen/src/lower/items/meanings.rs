//! What the configuration knows of the values of fields.

use super::Items;
use crate::model::Meaning;
use crate::qname::QName;
use crate::schema::components::TypeId;

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
        let listed = self.facts.named_elements_of(path)?;
        let path = self.names.types.get(&listed)?;
        Some(Box::new(Meaning::ElementNames(path.clone())))
    }
}
