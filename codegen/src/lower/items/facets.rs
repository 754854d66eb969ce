//! The facets of simple types that their Rust types don't check, for strict reading.

use super::Items;
use crate::lower::facts::built_in::MICROSOFT_TYPES;
use crate::lower::facts::restrictions::{collapsed, has_facets, is_narrowed, start};

use crate::model::{Facet, Facets, FacetsItem, Item, Narrowed};
use crate::schema::components::{self as schema, BuiltIn, TypeId, TypeKind, Variety};

impl<'s> Items<'_, 's> {
    /// Returns a type's facets if its Rust type alone accepts texts that the type doesn't.
    pub(super) fn demanded(&mut self, id: TypeId) -> Option<Facets> {
        self.demands(id).then(|| self.facets(id))
    }

    fn demands(&mut self, id: TypeId) -> bool {
        if let Some(&known) = self.demanding.get(&id) {
            return known;
        }
        let demands = self.would_demand(id);
        self.demanding.insert(id, demands);
        demands
    }

    fn would_demand(&mut self, id: TypeId) -> bool {
        let Some(simple) = self.facts.simple(id) else {
            return false;
        };
        if self.facts.is_foreign(id) || self.names.simple.contains_key(&id) {
            return false;
        }
        if let Some(base) = self.facts.same_as(id, simple) {
            return self.demands(base);
        }
        match &simple.variety {
            Variety::Any => false,
            Variety::Atomic(built_in) => {
                is_checked_here(*built_in)
                    || is_narrowed(&simple.facets, *built_in, self.facts.schema)
            }
            Variety::List(item) => {
                self.demands(*item)
                    || self.is_special(*item)
                    || has_facets(&simple.facets, &collapsed())
            }
            Variety::Union(members) => {
                let white_space = simple.facets.white_space;
                let inherited = schema::Facets {
                    white_space,
                    ..schema::Facets::default()
                };
                has_facets(&simple.facets, &inherited)
                    || members.iter().any(|&member| self.demands(member))
            }
        }
    }

    /// Whether a simple type's values are of a type of their own, an enumeration's or ASP.NET's.
    pub(super) fn is_special(&self, id: TypeId) -> bool {
        let ty = self.facts.schema.ty(id);
        self.names.simple.contains_key(&id)
            || ty
                .name
                .as_ref()
                .is_some_and(|name| &*name.namespace == MICROSOFT_TYPES)
            || self.facts.mapped(id).is_some()
            || (matches!(&ty.kind, TypeKind::Simple(simple) if matches!(simple.variety, Variety::Atomic(_)))
                && ty.base.is_some_and(|base| self.is_special(base)))
    }

    /// Returns all facets of a type.
    pub(super) fn facets(&mut self, id: TypeId) -> Facets {
        let Some(simple) = self.facts.simple(id) else {
            return Facets::BuiltIn("ANY");
        };
        if self.facts.is_foreign(id) {
            return Facets::BuiltIn("ANY");
        }
        if let Some(path) = self.names.simple.get(&id) {
            return Facets::Of(path.clone());
        }
        if let Some(base) = self.facts.same_as(id, simple) {
            return self.facets(base);
        }
        if let Some(path) = self.names.facets.get(&id).cloned() {
            self.used.facets.insert(id);
            return Facets::Named(path);
        }
        self.narrowed(id)
    }

    /// The facets of the type itself, whatever name they have.
    pub(super) fn narrowed(&mut self, id: TypeId) -> Facets {
        let Some(simple) = self.facts.simple(id) else {
            return Facets::BuiltIn("ANY");
        };
        let base = match &simple.variety {
            Variety::Any => return Facets::BuiltIn("ANY"),
            Variety::Atomic(built_in) => Facets::BuiltIn(constant(start(
                *built_in,
                &simple.facets,
                self.facts.schema,
            ))),
            Variety::List(item) => Facets::List(Box::new(self.facets(*item))),
            Variety::Union(members) => {
                Facets::Union(members.iter().map(|&member| self.facets(member)).collect())
            }
        };
        let mut facets = self.facts.own_steps(simple);
        self.add_derivation(id, &base, &mut facets);
        let base = match (base, &facets[..]) {
            (
                Facets::BuiltIn("DECIMAL"),
                &[
                    Facet::Number("total_digits", total),
                    Facet::Number("fraction_digits", fraction),
                    ..,
                ],
            ) => {
                facets.drain(..2);
                Facets::Decimal { total, fraction }
            }
            (base, _) => base,
        };
        match facets.is_empty() {
            true => base,
            false => Facets::Narrowed(Box::new(Narrowed { base, facets })),
        }
    }

    /// Adds the type's name and the one that it restricts, where `xsi:type` is checked by them.
    fn add_derivation(&mut self, id: TypeId, start: &Facets, facets: &mut Vec<Facet>) {
        let is_own = self.facts.schema.ty(id).span.is_some();
        let Some(name) = self
            .facts
            .type_name(id)
            .filter(|_| is_own && self.facts.config.roots)
        else {
            return;
        };
        facets.push(Facet::Named(name));
        // A base that is written in place cannot be named.
        let mut base = self.facts.schema.ty(id).base;
        while let Some(id) = base.filter(|&id| self.facts.schema.ty(id).name.is_none()) {
            base = self.facts.schema.ty(id).base;
        }
        if let Some(base) = base
            && self
                .facts
                .simple(base)
                .is_some_and(|base| !matches!(base.variety, Variety::Any))
        {
            let base = self.facets(base);
            if base != *start {
                facets.push(Facet::Restricting(base));
            }
        }
    }

    /// Returns the facets of an enumeration, without its values, which the enum itself knows.
    pub(super) fn listed_facets(&mut self, id: TypeId) -> Facets {
        let (base, mut facets) = match self.narrowed(id) {
            Facets::Narrowed(narrowed) => (narrowed.base, narrowed.facets),
            base => (base, Vec::new()),
        };
        for facet in &mut facets {
            if let Facet::Values(_) = facet {
                *facet = Facet::Listed;
            }
        }
        Facets::Narrowed(Box::new(Narrowed { base, facets }))
    }

    /// Adds the facets that have names and are referred to.
    pub(super) fn push_facets(&mut self) {
        let mut pushed = std::collections::BTreeSet::new();
        // Facets may refer to others that nothing else does.
        loop {
            let used = self.used.facets.iter().copied();
            let next: Vec<TypeId> = used.filter(|id| !pushed.contains(id)).collect();
            if next.is_empty() {
                break;
            }
            for id in next {
                pushed.insert(id);
                let Some(path) = self.names.facets.get(&id).cloned() else {
                    continue;
                };
                let facets = self.narrowed(id);
                let type_name = self.facts.xml_type_name(id);
                let item = Item::Facets(FacetsItem {
                    name: path.name,
                    type_name,
                    facets,
                });
                self.add_item(path.module, item);
            }
        }
    }
}

/// Whether a `String` or an `Integer` takes texts that are not of this type, or keeps their white
/// space.
fn is_checked_here(built_in: BuiltIn) -> bool {
    use BuiltIn as B;
    matches!(
        built_in,
        B::AnyUri
            | B::NormalizedString
            | B::Token
            | B::Language
            | B::NmToken
            | B::Name
            | B::NcName
            | B::Id
            | B::IdRef
            | B::Entity
            | B::NonPositiveInteger
            | B::NegativeInteger
            | B::NonNegativeInteger
            | B::PositiveInteger
    )
}

/// Returns the runtime's name for a built-in type.
fn constant(built_in: BuiltIn) -> &'static str {
    use BuiltIn as B;
    match built_in {
        B::String => "STRING",
        B::Boolean => "BOOLEAN",
        B::Decimal => "DECIMAL",
        B::Float => "FLOAT",
        B::Double => "DOUBLE",
        B::Duration => "DURATION",
        B::DateTime => "DATE_TIME",
        B::Time => "TIME",
        B::Date => "DATE",
        B::GYearMonth => "G_YEAR_MONTH",
        B::GYear => "G_YEAR",
        B::GMonthDay => "G_MONTH_DAY",
        B::GDay => "G_DAY",
        B::GMonth => "G_MONTH",
        B::HexBinary => "HEX_BINARY",
        B::Base64Binary => "BASE64_BINARY",
        B::AnyUri => "ANY_URI",
        B::QName | B::Notation => "QNAME",
        B::NormalizedString => "NORMALIZED_STRING",
        B::Token => "TOKEN",
        B::Language => "LANGUAGE",
        B::NmToken => "NMTOKEN",
        B::Name => "NAME",
        B::NcName | B::Entity => "NCNAME",
        B::Id => "ID",
        B::IdRef => "IDREF",
        B::Integer => "INTEGER",
        B::NonPositiveInteger => "NON_POSITIVE_INTEGER",
        B::NegativeInteger => "NEGATIVE_INTEGER",
        B::Long => "LONG",
        B::Int => "INT",
        B::Short => "SHORT",
        B::Byte => "BYTE",
        B::NonNegativeInteger => "NON_NEGATIVE_INTEGER",
        B::UnsignedLong => "UNSIGNED_LONG",
        B::UnsignedInt => "UNSIGNED_INT",
        B::UnsignedShort => "UNSIGNED_SHORT",
        B::UnsignedByte => "UNSIGNED_BYTE",
        B::PositiveInteger => "POSITIVE_INTEGER",
    }
}
