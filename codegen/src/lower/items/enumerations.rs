//! Enumerations and unions.

use super::Items;
use crate::lower::facts::restrictions::named_white_space;
use crate::lower::naming::rules::{is_evident, value_name, variant_name};
use crate::model::{
    Codec, Docs, Enumeration, EnumerationValue, Path, RustType, Scope, Union, UnionMember, Value,
};
use crate::schema::components::{SimpleType, TypeId};
use crate::visible::code;

/// The variant that keeps a value which the schema does not list.
const UNLISTED: &str = "Unlisted";

impl Items<'_, '_> {
    pub(super) fn enumeration(
        &mut self,
        id: TypeId,
        path: &Path,
        simple: &SimpleType,
    ) -> Enumeration {
        let listed = &simple.facets.enumeration;
        let is_allowed = self.budget.take(listed.len());
        self.budget.at(self.facts.schema.ty(id).span.as_ref());
        let mut scope = Scope::with([UNLISTED]);
        let mut seen = std::collections::HashSet::new();
        let values = listed
            .iter()
            .filter(|_| is_allowed)
            .filter(|listed| seen.insert(listed.value.as_str()))
            .map(|listed| {
                let name = scope.take(value_name(&listed.value));
                let notes = if is_evident(&name, &listed.value) {
                    Vec::new()
                } else {
                    vec![code(&listed.value)]
                };
                EnumerationValue {
                    docs: Docs {
                        text: listed.documentation.clone(),
                        notes,
                    },
                    name,
                    value: listed.value.clone(),
                }
            })
            .collect();
        Enumeration {
            name: path.name.clone(),
            docs: self.type_docs(id, &path.name),
            marks: self.marks(id),
            values,
            white_space: named_white_space(simple.facets.white_space),
            type_name: self.facts.xml_type_name(id),
            facets: self.listed_facets(id),
        }
    }

    pub(super) fn union(&mut self, id: TypeId, path: &Path, members: &[TypeId]) -> Union {
        let members = self.members(members).into_iter();
        Union {
            name: path.name.clone(),
            docs: self.type_docs(id, &path.name),
            marks: self.marks(id),
            members: members.map(|(_, member)| member).collect(),
            type_name: self.facts.xml_type_name(id),
            facets: self.narrowed(id),
        }
    }

    /// The members of a union in the order in which they are tried, each that has a Rust type of
    /// its own.
    pub(super) fn members(&mut self, members: &[TypeId]) -> Vec<(TypeId, UnionMember)> {
        let mut scope = Scope::default();
        let mut lowered: Vec<(TypeId, UnionMember)> = Vec::new();
        for &member in members {
            let value = self.representation(member);
            let is_same = |(_, other): &(TypeId, UnionMember)| {
                other.value.ty == value.ty && other.value.codec == value.codec
            };
            if lowered.iter().any(is_same) {
                continue;
            }
            let one = UnionMember {
                name: scope.take(self.member_name(member, &value)),
                is_enumeration: self.facts.is_enumeration(member),
                value,
            };
            lowered.push((member, one));
        }
        // Text takes everything, so it is tried last whatever its place.
        lowered.sort_by_key(|(_, member)| member.value.ty == RustType::Std("String"));
        lowered
    }

    fn member_name(&self, id: TypeId, value: &Value) -> String {
        if value.ty == RustType::Std("String") {
            return "Text".to_owned();
        }
        match (&self.facts.schema.ty(id).name, &value.ty, &value.codec) {
            (Some(name), ..) => variant_name(&name.local),
            (None, RustType::Vec(_), Codec::List(_)) => "List".to_owned(),
            (None, RustType::Generated(path), _) => path.name.clone(),
            (None, RustType::Sapo(name) | RustType::Std(name), _) => variant_name(name),
            _ => "Value".to_owned(),
        }
    }
}
