//! What simple types demand of texts beyond what their Rust types do, for reading in Strict.

use crate::lower::Lowering;
use crate::lower::items::values::named_white_space;
use crate::lower::naming::rules::constant_name;
use crate::lower::naming::slots::Constant;
use crate::model::{Facet, Facets, FacetsItem, Item, Narrowed};
use crate::schema::components::{self as schema, BuiltIn, SimpleType, TypeId, TypeKind, Variety};

impl<'s> Lowering<'s> {
    /// What a type demands, where its Rust type alone would take texts that are not of it.
    pub(in crate::lower) fn demanded(&mut self, id: TypeId) -> Option<Facets> {
        self.demands(id).then(|| self.facets(id))
    }

    fn demands(&self, id: TypeId) -> bool {
        if let Some(&known) = self.demanding.borrow().get(&id) {
            return known;
        }
        let demands = self.would_demand(id);
        self.demanding.borrow_mut().insert(id, demands);
        demands
    }

    fn would_demand(&self, id: TypeId) -> bool {
        let Some(simple) = self.simple(id) else {
            return false;
        };
        if self.is_foreign(id) || self.names.simple.contains_key(&id) {
            return false;
        }
        if let Some(base) = self.same_as(id, simple) {
            return self.demands(base);
        }
        match &simple.variety {
            Variety::Any => false,
            Variety::Atomic(built_in) => {
                is_checked_here(*built_in) || is_narrowed(&simple.facets, *built_in, self.schema)
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

    /// All that a type demands.
    pub(in crate::lower) fn facets(&mut self, id: TypeId) -> Facets {
        let Some(simple) = self.simple(id) else {
            return Facets::BuiltIn("ANY");
        };
        if self.is_foreign(id) {
            return Facets::BuiltIn("ANY");
        }
        if let Some(path) = self.names.simple.get(&id) {
            return Facets::Of(path.clone());
        }
        if let Some(base) = self.same_as(id, simple) {
            return self.facets(base);
        }
        if let Some(path) = self.names.facets.get(&id).cloned() {
            self.names.used_facets.insert(id);
            return Facets::Named(path);
        }
        self.narrowed(id)
    }

    /// The facets of the type itself, whatever name they have.
    pub(in crate::lower) fn narrowed(&mut self, id: TypeId) -> Facets {
        let Some(simple) = self.simple(id) else {
            return Facets::BuiltIn("ANY");
        };
        let base = match &simple.variety {
            Variety::Any => return Facets::BuiltIn("ANY"),
            Variety::Atomic(built_in) => {
                Facets::BuiltIn(constant(start(*built_in, &simple.facets, self.schema)))
            }
            Variety::List(item) => Facets::List(Box::new(self.facets(*item))),
            Variety::Union(members) => {
                Facets::Union(members.iter().map(|&member| self.facets(member)).collect())
            }
        };
        let mut facets = self.own_steps(simple);
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
        let is_own = self.schema.ty(id).span.is_some();
        let Some(name) = self.type_name(id).filter(|_| is_own && self.config.roots) else {
            return;
        };
        facets.push(Facet::Named(name));
        // A base that is written in place cannot be named.
        let mut base = self.schema.ty(id).base;
        while let Some(id) = base.filter(|&id| self.schema.ty(id).name.is_none()) {
            base = self.schema.ty(id).base;
        }
        if let Some(base) = base
            && self
                .simple(base)
                .is_some_and(|base| !matches!(base.variety, Variety::Any))
        {
            let base = self.facets(base);
            if base != *start {
                facets.push(Facet::Restricting(base));
            }
        }
    }

    /// What a type adds to the built-in type, the list or the union that it is.
    fn own_steps(&self, simple: &SimpleType) -> Vec<Facet> {
        let own = &simple.facets;
        let inherited = match &simple.variety {
            Variety::Any => return Vec::new(),
            Variety::Atomic(built_in) => {
                built_in_facets(start(*built_in, own, self.schema), self.schema).clone()
            }
            Variety::List(_) => collapsed(),
            Variety::Union(_) => schema::Facets {
                white_space: own.white_space,
                ..schema::Facets::default()
            },
        };
        let are_names = matches!(
            simple.variety,
            Variety::Atomic(BuiltIn::QName | BuiltIn::Notation)
        );
        steps(own, &inherited, are_names)
    }

    /// What an enumeration allows: the enum itself knows its values.
    pub(in crate::lower) fn listed_facets(&mut self, id: TypeId) -> Facets {
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
    pub(in crate::lower) fn push_facets(&mut self) {
        let mut pushed = std::collections::BTreeSet::new();
        // Facets may refer to others that nothing else does.
        loop {
            let used = self.names.used_facets.iter().copied();
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
                let type_name = self.xml_type_name(id);
                let item = Item::Facets(FacetsItem {
                    name: path.name,
                    type_name,
                    facets,
                });
                self.modules.push(path.module, item);
            }
        }
    }

    /// Names the facets of a global type, where it has any that are its own.
    pub(in crate::lower) fn name_facets(&mut self, id: TypeId, local: &str, namespace: &str) {
        let Some(simple) = self.simple(id) else {
            return;
        };
        if self.is_foreign(id)
            || self.names.simple.contains_key(&id)
            || self.same_as(id, simple).is_some()
        {
            return;
        }
        // Unions are named whatever they add, as unions of unions would double at each step.
        let is_union = matches!(simple.variety, Variety::Union(_));
        if !is_union && self.own_steps(simple).is_empty() {
            return;
        }
        let module = self.modules.of(namespace);
        self.name_later(Constant::Facets(id), module, constant_name(local));
    }

    fn simple(&self, id: TypeId) -> Option<&'s SimpleType> {
        match &self.schema.ty(id).kind {
            TypeKind::Simple(simple) => Some(simple),
            TypeKind::Complex(_) => None,
        }
    }

    /// The base of a type that narrows it in nothing.
    fn same_as(&self, id: TypeId, simple: &SimpleType) -> Option<TypeId> {
        let ty = self.schema.ty(id);
        let base = ty.base.filter(|_| ty.span.is_some())?;
        let of_base = self.simple(base)?;
        (of_base.facets == simple.facets && !matches!(of_base.variety, Variety::Any))
            .then_some(base)
    }
}

/// Whether a `String` or an `Integer` takes texts that are not of this type, or keeps their white space.
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

/// The facets of every list.
fn collapsed() -> schema::Facets {
    schema::Facets {
        white_space: schema::WhiteSpace::Collapse,
        ..schema::Facets::default()
    }
}

fn built_in_facets(built_in: BuiltIn, schema: &schema::Schema) -> &schema::Facets {
    match &schema.ty(TypeId::of(built_in)).kind {
        TypeKind::Simple(simple) => &simple.facets,
        TypeKind::Complex(_) => unreachable!("built-in types but xs:anyType are simple"),
    }
}

fn is_narrowed(own: &schema::Facets, built_in: BuiltIn, schema: &schema::Schema) -> bool {
    has_facets(own, built_in_facets(built_in, schema))
}

fn has_facets(own: &schema::Facets, inherited: &schema::Facets) -> bool {
    !steps(own, inherited, false).is_empty()
}

/// The built-in type to start from: one without bounds where the type has its own.
fn start(built_in: BuiltIn, own: &schema::Facets, schema: &schema::Schema) -> BuiltIn {
    let inherited = built_in_facets(built_in, schema);
    let is_bounded = |own: [&Option<String>; 2], inherited: [&Option<String>; 2]| {
        own != inherited && own.iter().any(|bound| bound.is_some())
    };
    let from_below = is_bounded(
        [&own.min_inclusive, &own.min_exclusive],
        [&inherited.min_inclusive, &inherited.min_exclusive],
    );
    let from_above = is_bounded(
        [&own.max_inclusive, &own.max_exclusive],
        [&inherited.max_inclusive, &inherited.max_exclusive],
    );
    let is_integer = built_in.primitive() == BuiltIn::Decimal && built_in != BuiltIn::Decimal;
    match is_integer && from_below && from_above {
        true => BuiltIn::Integer,
        false => built_in,
    }
}

/// The facets that are not those of the type that was started from. Where values are names, their prefixes are
/// resolved.
fn steps(own: &schema::Facets, inherited: &schema::Facets, are_names: bool) -> Vec<Facet> {
    let mut facets = Vec::new();
    if own.white_space != inherited.white_space
        && let Some(white_space) = named_white_space(own.white_space)
    {
        facets.push(Facet::WhiteSpace(white_space));
    }
    let mut number = |name, own: Option<u64>, inherited: Option<u64>| {
        if let Some(value) = own
            && own != inherited
        {
            let value = u32::try_from(value).unwrap_or(u32::MAX);
            facets.push(Facet::Number(name, value));
        }
    };
    number("length", own.length, inherited.length);
    if own.length.is_none() {
        number("min_length", own.min_length, inherited.min_length);
        number("max_length", own.max_length, inherited.max_length);
    }
    number("total_digits", own.total_digits, inherited.total_digits);
    number(
        "fraction_digits",
        own.fraction_digits,
        inherited.fraction_digits,
    );
    let mut bound = |name, own: &Option<String>, inherited: &Option<String>| {
        if let Some(value) = own
            && own != inherited
        {
            facets.push(Facet::Bound(name, value.clone()));
        }
    };
    bound(
        "min_inclusive",
        &own.min_inclusive,
        &inherited.min_inclusive,
    );
    bound(
        "min_exclusive",
        &own.min_exclusive,
        &inherited.min_exclusive,
    );
    bound(
        "max_inclusive",
        &own.max_inclusive,
        &inherited.max_inclusive,
    );
    bound(
        "max_exclusive",
        &own.max_exclusive,
        &inherited.max_exclusive,
    );
    if !own.enumeration.is_empty() {
        let values = own.enumeration.iter().map(|listed| match &listed.qname {
            Some(name) if are_names => format!("{{{}}}{}", name.namespace, name.local),
            _ => listed.value.clone(),
        });
        facets.push(Facet::Values(values.collect()));
    }
    if !own.patterns.is_empty() {
        // The patterns of one step are alternatives.
        let patterns = own.patterns.iter().map(|step| step.join("|"));
        facets.push(Facet::Patterns(patterns.collect()));
    }
    facets
}

/// What the runtime calls a built-in type.
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
