//! The built-in types: `xs:anyType`, the simple types of Part 2, and what every schema knows of `xml:` and `xsi:`.

use std::sync::Arc;

use super::components::*;
use crate::qname::QName;
use crate::syntax::xsd::{XSD, XSI};

/// The namespace of `xml:lang` and its like.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// `xs:anyType`, first of all types.
pub const ANY_TYPE: TypeId = TypeId(0);
/// `xs:anySimpleType`
pub const ANY_SIMPLE_TYPE: TypeId = TypeId(1);

use BuiltIn as B;

/// The atomic types: name, base (by position among these; `None`: `xs:anySimpleType`), what it is.
const ATOMIC: [(&str, Option<BuiltIn>, BuiltIn); 41] = [
    ("string", None, B::String),
    ("boolean", None, B::Boolean),
    ("decimal", None, B::Decimal),
    ("float", None, B::Float),
    ("double", None, B::Double),
    ("duration", None, B::Duration),
    ("dateTime", None, B::DateTime),
    ("time", None, B::Time),
    ("date", None, B::Date),
    ("gYearMonth", None, B::GYearMonth),
    ("gYear", None, B::GYear),
    ("gMonthDay", None, B::GMonthDay),
    ("gDay", None, B::GDay),
    ("gMonth", None, B::GMonth),
    ("hexBinary", None, B::HexBinary),
    ("base64Binary", None, B::Base64Binary),
    ("anyURI", None, B::AnyUri),
    ("QName", None, B::QName),
    ("NOTATION", None, B::Notation),
    ("normalizedString", Some(B::String), B::NormalizedString),
    ("token", Some(B::NormalizedString), B::Token),
    ("language", Some(B::Token), B::Language),
    ("NMTOKEN", Some(B::Token), B::NmToken),
    ("Name", Some(B::Token), B::Name),
    ("NCName", Some(B::Name), B::NcName),
    ("ID", Some(B::NcName), B::Id),
    ("IDREF", Some(B::NcName), B::IdRef),
    ("ENTITY", Some(B::NcName), B::Entity),
    ("integer", Some(B::Decimal), B::Integer),
    (
        "nonPositiveInteger",
        Some(B::Integer),
        B::NonPositiveInteger,
    ),
    (
        "negativeInteger",
        Some(B::NonPositiveInteger),
        B::NegativeInteger,
    ),
    ("long", Some(B::Integer), B::Long),
    ("int", Some(B::Long), B::Int),
    ("short", Some(B::Int), B::Short),
    ("byte", Some(B::Short), B::Byte),
    (
        "nonNegativeInteger",
        Some(B::Integer),
        B::NonNegativeInteger,
    ),
    ("unsignedLong", Some(B::NonNegativeInteger), B::UnsignedLong),
    ("unsignedInt", Some(B::UnsignedLong), B::UnsignedInt),
    ("unsignedShort", Some(B::UnsignedInt), B::UnsignedShort),
    ("unsignedByte", Some(B::UnsignedShort), B::UnsignedByte),
    (
        "positiveInteger",
        Some(B::NonNegativeInteger),
        B::PositiveInteger,
    ),
];

/// The list types: name and item.
const LISTS: [(&str, BuiltIn); 3] = [
    ("NMTOKENS", B::NmToken),
    ("IDREFS", B::IdRef),
    ("ENTITIES", B::Entity),
];

/// How many built-in types there are.
pub const COUNT: u32 = 2 + ATOMIC.len() as u32 + LISTS.len() as u32;

impl BuiltIn {
    /// The type's local name.
    pub fn name(self) -> &'static str {
        ATOMIC[self.position()].0
    }

    /// The type itself.
    pub fn id(self) -> TypeId {
        TypeId(2 + self.position() as u32)
    }

    /// The type it is derived from; `None` for a primitive type.
    pub fn base(self) -> Option<BuiltIn> {
        ATOMIC[self.position()].1
    }

    /// The primitive type that it is, or is derived from.
    pub fn primitive(self) -> BuiltIn {
        let mut primitive = self;
        while let Some(base) = primitive.base() {
            primitive = base;
        }
        primitive
    }

    fn position(self) -> usize {
        // The table is in the order of the enum; a test holds them together.
        self as usize
    }

    /// The bounds of the integer types: least and greatest value.
    fn bounds(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            B::NonPositiveInteger => (None, Some("0")),
            B::NegativeInteger => (None, Some("-1")),
            B::Long => (Some("-9223372036854775808"), Some("9223372036854775807")),
            B::Int => (Some("-2147483648"), Some("2147483647")),
            B::Short => (Some("-32768"), Some("32767")),
            B::Byte => (Some("-128"), Some("127")),
            B::NonNegativeInteger => (Some("0"), None),
            B::UnsignedLong => (Some("0"), Some("18446744073709551615")),
            B::UnsignedInt => (Some("0"), Some("4294967295")),
            B::UnsignedShort => (Some("0"), Some("65535")),
            B::UnsignedByte => (Some("0"), Some("255")),
            B::PositiveInteger => (Some("1"), None),
            _ => (None, None),
        }
    }

    /// Its facets, those of its bases included. What the types derived from `xs:token` demand of their characters
    /// is known by the type, not written as a pattern.
    fn facets(self) -> Facets {
        let (min, max) = self.bounds();
        Facets {
            white_space: match self {
                B::String => WhiteSpace::Preserve,
                B::NormalizedString => WhiteSpace::Replace,
                _ => WhiteSpace::Collapse,
            },
            fraction_digits: (self != B::Decimal && self.primitive() == B::Decimal).then_some(0),
            min_inclusive: min.map(str::to_owned),
            max_inclusive: max.map(str::to_owned),
            ..Facets::default()
        }
    }
}

/// The built-in type of this local name.
pub fn built_in(local: &str) -> Option<TypeId> {
    let after = |list: usize| TypeId(2 + ATOMIC.len() as u32 + list as u32);
    match local {
        "anyType" => Some(ANY_TYPE),
        "anySimpleType" => Some(ANY_SIMPLE_TYPE),
        _ => ATOMIC
            .iter()
            .find(|(name, ..)| *name == local)
            .map(|(.., built_in)| built_in.id())
            .or_else(|| LISTS.iter().position(|(name, _)| *name == local).map(after)),
    }
}

/// The local names of the built-in types.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let atomic = ATOMIC.iter().map(|(name, ..)| *name);
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
    for (name, base, built_in) in ATOMIC {
        let base = base.map_or(ANY_SIMPLE_TYPE, BuiltIn::id);
        types.push(simple(
            name,
            base,
            Variety::Atomic(built_in),
            built_in.facets(),
        ));
    }
    for (name, item) in LISTS {
        let facets = Facets {
            white_space: WhiteSpace::Collapse,
            min_length: Some(1),
            ..Facets::default()
        };
        types.push(Type {
            derivation: Derivation::List,
            ..simple(name, ANY_SIMPLE_TYPE, Variety::List(item.id()), facets)
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
        kind: TypeKind::Simple(SimpleType { variety, facets }),
        span: None,
    }
}

fn any_type() -> Type {
    let anything = Wildcard {
        namespaces: Namespaces::Any,
        process: ProcessContents::Lax,
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
    [
        (&xml, "lang", ATOMIC_STRING),
        (&xml, "space", B::NcName.id()),
        (&xml, "base", B::AnyUri.id()),
        (&xml, "id", B::Id.id()),
        (&xsi, "type", B::QName.id()),
        (&xsi, "nil", B::Boolean.id()),
        (&xsi, "schemaLocation", B::String.id()),
        (&xsi, "noNamespaceSchemaLocation", B::AnyUri.id()),
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

/// `xml:lang` may be empty, which `xs:language` may not.
const ATOMIC_STRING: TypeId = TypeId(2);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        let types = types();
        assert_eq!(types.len(), COUNT as usize);
        for (name, _, one) in ATOMIC {
            assert_eq!(one.name(), name);
            assert_eq!(built_in(name), Some(one.id()));
            assert!(
                types[one.id().0 as usize]
                    .name
                    .as_ref()
                    .unwrap()
                    .is(XSD, name)
            );
        }
        assert_eq!(ATOMIC_STRING, B::String.id());
        assert_eq!(B::UnsignedByte.primitive(), B::Decimal);
    }
}
