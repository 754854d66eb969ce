//! The enum of all documents.

use super::encoded::is_built_in;
use super::fields::Place;
use super::lower::Lowering;
use super::names::{Scope, variant_name};
use super::order::{self, Global};
use super::{ModuleId, Path, Root, RootVariant, RustType};
use crate::qname::QName;

impl Lowering<'_> {
    /// A variant for every global element that may be the root of a document.
    pub(super) fn root(&mut self, globals: &[(order::Place, QName, Global)]) -> Root {
        let path = Path {
            module: ModuleId(0),
            name: "Root".to_owned(),
        };
        let namespace = self.modules.namespace(path.module).to_owned();
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        for (_, name, global) in globals {
            let Global::Element(id) = *global else {
                continue;
            };
            if self.schema.element(id).is_abstract || is_built_in(name) {
                continue;
            }
            let place = Place {
                xml: name,
                namespace: &namespace,
            };
            let value = self.element_value(id);
            let mut field = self.field_of(id, value, 1, Some(1), &place);
            field.name = scope.take(variant_name(&name.local));
            field.boxed = matches!(
                field.value.ty,
                RustType::Generated(_) | RustType::Sapo("Any")
            );
            field.default = None;
            variants.push(RootVariant {
                name: field.name.clone(),
                field,
                element: self.element_name(id),
            });
        }
        Root { variants }
    }
}
