//! The built-in types: `xs:anyType`, the simple types of Part 2, and what every schema knows of `xml:` and `xsi:`.

use std::sync::Arc;

use super::components::*;
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::severity::Judge;
use crate::syntax::namespaces::{XSD, XSI};

/// The namespace of `xml:lang` and its like.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The namespace of SOAP 1.2's encoding.
const SOAP12_ENCODING: &str = "http://www.w3.org/2003/05/soap-encoding";

/// `xs:anyType`, first of all types.
pub const ANY_TYPE: TypeId = TypeId(0);
/// `xs:anySimpleType`
pub const ANY_SIMPLE_TYPE: TypeId = TypeId(1);

/// The list types: name and item.
const LISTS: [(&str, BuiltIn); 3] = [
    ("NMTOKENS", BuiltIn::NmToken),
    ("IDREFS", BuiltIn::IdRef),
    ("ENTITIES", BuiltIn::Entity),
];

/// How many atomic types there are.
const ATOMIC: u32 = BuiltIn::PositiveInteger as u32 + 1;

/// How many built-in types there are.
pub const COUNT: u32 = 2 + ATOMIC + LISTS.len() as u32;

impl TypeId {
    /// The built-in type itself.
    pub const fn of(built_in: BuiltIn) -> Self {
        Self(2 + built_in as u32)
    }
}

/// The facets of a built-in type, those of its bases included. What the types derived from `xs:token` demand of their
/// characters is known by the type, not written as a pattern.
fn facets(built_in: BuiltIn) -> Facets {
    let (min, max) = built_in.bounds();
    let is_integer = built_in != BuiltIn::Decimal && built_in.primitive() == BuiltIn::Decimal;
    Facets {
        white_space: built_in.white_space(),
        fraction_digits: is_integer.then_some(0),
        min_inclusive: min.map(str::to_owned),
        max_inclusive: max.map(str::to_owned),
        ..Facets::default()
    }
}

/// The built-in type of this local name.
pub fn built_in(local: &str) -> Option<TypeId> {
    let after = |list: usize| TypeId(2 + ATOMIC + list as u32);
    match local {
        "anyType" => Some(ANY_TYPE),
        "anySimpleType" => Some(ANY_SIMPLE_TYPE),
        _ => BuiltIn::named(local)
            .map(TypeId::of)
            .or_else(|| LISTS.iter().position(|(name, _)| *name == local).map(after)),
    }
}

/// The local names of the built-in types.
/// What is meant by a name of XML Schema that is no type's, or was one's in its drafts, where real servers publish it.
pub(crate) fn mistaken(name: &QName, span: &Span, judge: &mut Judge<'_>) -> Option<TypeId> {
    if &*name.namespace != XSD || !judge.is_of_wsdl() {
        return None;
    }
    let meant = match &*name.local {
        "any" | "ur-type" => "anyType",
        "timeInstant" => "dateTime",
        "timeDuration" => "duration",
        "uriReference" => "anyURI",
        _ => return None,
    };
    let message = format!("`xs:{}` is no type: `xs:{meant}` is taken", name.local);
    judge.note("src-resolve", span, message);
    built_in(meant)
}

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let atomic = BuiltIn::all().map(BuiltIn::name);
    let lists = LISTS.iter().map(|(name, _)| *name);
    ["anyType", "anySimpleType"]
        .into_iter()
        .chain(atomic)
        .chain(lists)
}

/// All built-in types, in the order of their ids.
pub fn types() -> Vec<Type> {
    let mut types = vec![any_type()];
    types.push(simple(
        "anySimpleType",
        ANY_TYPE,
        Variety::Any,
        Facets::default(),
    ));
    for built_in in BuiltIn::all() {
        let base = built_in.base().map_or(ANY_SIMPLE_TYPE, TypeId::of);
        let variety = Variety::Atomic(built_in);
        types.push(simple(built_in.name(), base, variety, facets(built_in)));
    }
    for (name, item) in LISTS {
        let facets = Facets {
            white_space: WhiteSpace::Collapse,
            min_length: Some(1),
            ..Facets::default()
        };
        types.push(Type {
            derivation: Derivation::List,
            ..simple(
                name,
                ANY_SIMPLE_TYPE,
                Variety::List(TypeId::of(item)),
                facets,
            )
        });
    }
    types
}

fn simple(name: &str, base: TypeId, variety: Variety, facets: Facets) -> Type {
    Type {
        name: Some(QName::new(XSD, name)),
        owner: None,
        documentation: None,
        base: Some(base),
        derivation: Derivation::Restriction,
        kind: TypeKind::Simple(SimpleType {
            variety,
            facets,
            places: Vec::new(),
        }),
        span: None,
    }
}

fn any_type() -> Type {
    let anything = Wildcard {
        namespaces: Namespaces::Any,
        process: ProcessContents::Lax,
        span: None,
    };
    let particle = Particle {
        min: 1,
        max: Some(1),
        term: Term::Group(
            Compositor::Sequence,
            vec![Particle {
                min: 0,
                max: None,
                term: Term::Any(anything.clone()),
            }],
        ),
    };
    Type {
        name: Some(QName::new(XSD, "anyType")),
        owner: None,
        documentation: None,
        base: None,
        derivation: Derivation::Restriction,
        kind: TypeKind::Complex(ComplexType {
            is_abstract: false,
            content: Content::Mixed(particle),
            added: None,
            attributes: Vec::new(),
            any_attribute: Some(anything),
            soap_array: None,
            block: DerivationSet::default(),
            is_final: DerivationSet::default(),
        }),
        span: None,
    }
}

/// The attributes that may be referred to without any schema that declares them: those of the `xml:` and `xsi:`
/// namespaces.
pub fn attributes() -> impl Iterator<Item = Attribute> {
    let xml: Arc<str> = XML.into();
    let xsi: Arc<str> = XSI.into();
    let encoding: Arc<str> = SOAP12_ENCODING.into();
    [
        // It is SOAP 1.1's, and SOAP 1.2 has another in its place; but WSDL 1.1 describes arrays by it.
        (&encoding, "arrayType", TypeId::of(BuiltIn::String)),
        // It may be empty, which `xs:language` may not.
        (&xml, "lang", TypeId::of(BuiltIn::String)),
        (&xml, "space", TypeId::of(BuiltIn::NcName)),
        (&xml, "base", TypeId::of(BuiltIn::AnyUri)),
        (&xml, "id", TypeId::of(BuiltIn::Id)),
        (&xsi, "type", TypeId::of(BuiltIn::QName)),
        (&xsi, "nil", TypeId::of(BuiltIn::Boolean)),
        (&xsi, "schemaLocation", TypeId::of(BuiltIn::String)),
        (
            &xsi,
            "noNamespaceSchemaLocation",
            TypeId::of(BuiltIn::AnyUri),
        ),
    ]
    .map(|(namespace, local, ty)| Attribute {
        name: QName::new(namespace.clone(), local),
        ty,
        documentation: None,
        value: None,
        span: None,
    })
    .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_positions() {
        let types = types();
        assert_eq!(types.len(), COUNT as usize);
        for one in BuiltIn::all() {
            let id = TypeId::of(one);
            assert_eq!(built_in(one.name()), Some(id));
            let name = types[id.0 as usize].name.as_ref().unwrap();
            assert!(name.is(XSD, one.name()));
        }
    }
}
