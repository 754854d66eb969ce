//! Enumerations and unions.

use crate::lower::Lowering;
use crate::lower::items::values::{is_text, named_white_space};
use crate::lower::naming::rules::{is_evident, value_name, variant_name};
use crate::model::Scope;
use crate::model::{
    Codec, Docs, Enumeration, EnumerationValue, Path, RustType, Union, UnionMember, Value,
};
use crate::schema::components::{SimpleType, TypeId, TypeKind, Variety};
use crate::visible::code;

/// The variant that keeps a value which the schema does not list.
const UNLISTED: &str = "Unlisted";

impl Lowering<'_> {
    /// Whether a simple type becomes an enum of its own.
    pub(in crate::lower) fn is_enum(&self, id: TypeId) -> bool {
        // Asked once of each, as unions of unions would double the questions at each step.
        if let Some(&known) = self.enums.borrow().get(&id) {
            return known;
        }
        let is_enum = self.would_be_enum(id);
        self.enums.borrow_mut().insert(id, is_enum);
        is_enum
    }

    fn would_be_enum(&self, id: TypeId) -> bool {
        let TypeKind::Simple(simple) = &self.schema.ty(id).kind else {
            return false;
        };
        match &simple.variety {
            Variety::Atomic(built_in) => {
                // The values of other types are compared as values, so listing their lexical forms says little.
                !simple.facets.enumeration.is_empty()
                    && is_text(*built_in)
                    && !self.inherits_enumeration(id)
            }
            Variety::Union(members) => {
                let mut kinds: Vec<String> = Vec::new();
                for &member in members {
                    let kind = self.member_kind(member);
                    if !kinds.contains(&kind) {
                        kinds.push(kind);
                    }
                }
                kinds.len() > 1
            }
            Variety::Any | Variety::List(_) => false,
        }
    }

    /// Whether a type restricts nothing of the values that its base, an enumeration, lists.
    fn inherits_enumeration(&self, id: TypeId) -> bool {
        let own = self.listed(id);
        match self.schema.ty(id).base {
            Some(base) => self.is_enum(base) && self.listed(base) == own,
            None => false,
        }
    }

    pub(in crate::lower) fn listed(&self, id: TypeId) -> Vec<&str> {
        match &self.schema.ty(id).kind {
            TypeKind::Simple(simple) => {
                let values = &simple.facets.enumeration;
                values.iter().map(|value| value.value.as_str()).collect()
            }
            TypeKind::Complex(_) => Vec::new(),
        }
    }

    /// What tells the Rust types of union members apart.
    fn member_kind(&self, id: TypeId) -> String {
        let ty = self.schema.ty(id);
        let TypeKind::Simple(simple) = &ty.kind else {
            return String::new();
        };
        if self.is_enum(id) {
            return format!("enum {}", id.0);
        }
        match &simple.variety {
            Variety::Any => "text".to_owned(),
            Variety::Atomic(built_in) if is_text(*built_in) => match &ty.base {
                Some(base) if self.is_enum(*base) => self.member_kind(*base),
                _ => "text".to_owned(),
            },
            Variety::Atomic(built_in) => format!("{built_in:?}"),
            Variety::List(item) => format!("list of {}", self.member_kind(*item)),
            Variety::Union(members) => match members.first() {
                Some(&member) => self.member_kind(member),
                None => "text".to_owned(),
            },
        }
    }

    pub(in crate::lower) fn enumeration(
        &mut self,
        id: TypeId,
        path: &Path,
        simple: &SimpleType,
    ) -> Enumeration {
        let listed = &simple.facets.enumeration;
        let is_allowed = self.fields.take(listed.len());
        self.fields.at(self.schema.ty(id).span.as_ref());
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
            values,
            white_space: named_white_space(simple.facets.white_space),
            type_name: self.xml_type_name(id),
            facets: self.listed_facets(id),
        }
    }

    pub(in crate::lower) fn union(&mut self, id: TypeId, path: &Path, members: &[TypeId]) -> Union {
        let members = self.members(members).into_iter();
        Union {
            name: path.name.clone(),
            docs: self.type_docs(id, &path.name),
            members: members.map(|(_, member)| member).collect(),
            type_name: self.xml_type_name(id),
            facets: self.narrowed(id),
        }
    }

    /// The members of a union in the order in which they are tried, each that has a Rust type of its own.
    pub(in crate::lower) fn members(&mut self, members: &[TypeId]) -> Vec<(TypeId, UnionMember)> {
        let mut scope = Scope::default();
        let mut lowered: Vec<(TypeId, UnionMember)> = Vec::new();
        for &member in members {
            let value = self.value(member);
            let is_same = |(_, other): &(TypeId, UnionMember)| {
                other.value.ty == value.ty && other.value.codec == value.codec
            };
            if lowered.iter().any(is_same) {
                continue;
            }
            let one = UnionMember {
                name: scope.take(self.member_name(member, &value)),
                is_enumeration: self.is_enumeration(member),
                value,
            };
            lowered.push((member, one));
        }
        // Text takes everything, so it is tried last whatever its place.
        lowered.sort_by_key(|(_, member)| member.value.ty == RustType::Std("String"));
        lowered
    }

    fn is_enumeration(&self, id: TypeId) -> bool {
        let ty = self.schema.ty(id);
        match &ty.kind {
            TypeKind::Simple(simple) => match simple.variety {
                Variety::Atomic(_) if self.is_enum(id) => true,
                Variety::Atomic(_) => ty.base.is_some_and(|base| self.is_enumeration(base)),
                _ => false,
            },
            TypeKind::Complex(_) => false,
        }
    }

    fn member_name(&self, id: TypeId, value: &Value) -> String {
        if value.ty == RustType::Std("String") {
            return "Text".to_owned();
        }
        match (&self.schema.ty(id).name, &value.ty, &value.codec) {
            (Some(name), ..) => variant_name(&name.local),
            (None, RustType::Vec(_), Codec::List(_)) => "List".to_owned(),
            (None, RustType::Generated(path), _) => path.name.clone(),
            (None, RustType::Sapo(name) | RustType::Std(name), _) => variant_name(name),
            _ => "Value".to_owned(),
        }
    }
}
