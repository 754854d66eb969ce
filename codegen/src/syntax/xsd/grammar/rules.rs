//! The rules themselves, in the order of XSD 1.0 Part 1, appendix A.

use Lexical::*;

use crate::syntax::xsd::values::Lexical;

/// What an `xs:` element may hold.
pub(super) struct Rule {
    /// Its attributes, beside those of other namespaces.
    pub(super) attributes: &'static [(&'static str, Lexical)],
    /// Those that must be there.
    pub(super) required: &'static [&'static str],
    /// Its children in order.
    pub(super) content: &'static [Step],
    /// What it is to its children.
    pub(super) inside: Inside,
}

/// One step of a content model.
pub(super) enum Step {
    /// At most one of these.
    Optional(&'static [&'static str]),
    /// Exactly one of these.
    One(&'static [&'static str]),
    /// Any number of these.
    Many(&'static [&'static str]),
    /// At least one of these.
    Some(&'static [&'static str]),
    /// At most one of these, after which nothing follows.
    Alone(&'static [&'static str]),
}

/// The parents whose children of one name differ from others'.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    Schema,
    Redefine,
    SimpleType,
    SimpleContent,
    ComplexContent,
    NamedGroup,
    All,
    Annotation,
    /// What holds whatever there is.
    Free,
    Other,
}

const ANNOTATION: Step = Step::Optional(&["annotation"]);
const ATTRIBUTES: Step = Step::Many(&["attribute", "attributeGroup"]);
const ANY_ATTRIBUTE: Step = Step::Optional(&["anyAttribute"]);
const PARTICLE: Step = Step::Optional(&["group", "all", "choice", "sequence"]);
const FACETS: Step = Step::Many(&[
    "minExclusive",
    "minInclusive",
    "maxExclusive",
    "maxInclusive",
    "totalDigits",
    "fractionDigits",
    "length",
    "minLength",
    "maxLength",
    "enumeration",
    "whiteSpace",
    "pattern",
]);
const TERMS: Step = Step::Many(&["element", "group", "choice", "sequence", "any"]);
const IDENTITIES: Step = Step::Many(&["unique", "key", "keyref"]);
const INLINE_TYPE: Step = Step::Optional(&["simpleType", "complexType"]);

const fn rule(
    attributes: &'static [(&'static str, Lexical)],
    required: &'static [&'static str],
    content: &'static [Step],
) -> Rule {
    Rule {
        attributes,
        required,
        content,
        inside: Inside::Other,
    }
}

const fn parent(mut rule: Rule, inside: Inside) -> Rule {
    rule.inside = inside;
    rule
}

pub(super) static SCHEMA: Rule = parent(
    rule(
        &[
            ("id", Id),
            ("targetNamespace", AnyUri),
            ("version", Any),
            ("elementFormDefault", Form),
            ("attributeFormDefault", Form),
            ("blockDefault", Block),
            ("finalDefault", FinalDefault),
        ],
        &[],
        &[
            Step::Many(&["include", "import", "redefine", "annotation"]),
            Step::Many(&[
                "simpleType",
                "complexType",
                "group",
                "attributeGroup",
                "element",
                "attribute",
                "notation",
                "annotation",
            ]),
        ],
    ),
    Inside::Schema,
);
static INCLUDE: Rule = rule(
    &[("id", Id), ("schemaLocation", AnyUri)],
    &["schemaLocation"],
    &[ANNOTATION],
);
static IMPORT: Rule = rule(
    &[
        ("id", Id),
        ("schemaLocation", AnyUri),
        ("namespace", AnyUri),
    ],
    &[],
    &[ANNOTATION],
);
static REDEFINE: Rule = parent(
    rule(
        &[("id", Id), ("schemaLocation", AnyUri)],
        &["schemaLocation"],
        &[Step::Many(&[
            "annotation",
            "simpleType",
            "complexType",
            "group",
            "attributeGroup",
        ])],
    ),
    Inside::Redefine,
);
static ANNOTATION_RULE: Rule = parent(
    rule(
        &[("id", Id)],
        &[],
        &[Step::Many(&["appinfo", "documentation"])],
    ),
    Inside::Annotation,
);
static FREE: Rule = parent(rule(&[("source", AnyUri)], &[], &[]), Inside::Free);
static GLOBAL_ELEMENT: Rule = rule(
    &[
        ("id", Id),
        ("name", NcName),
        ("type", QName),
        ("substitutionGroup", QName),
        ("default", Any),
        ("fixed", Any),
        ("nillable", Boolean),
        ("abstract", Boolean),
        ("final", Derivations),
        ("block", Block),
    ],
    &["name"],
    &[ANNOTATION, INLINE_TYPE, IDENTITIES],
);
static LOCAL_ELEMENT: Rule = rule(
    &[
        ("id", Id),
        ("name", NcName),
        ("ref", QName),
        ("type", QName),
        ("minOccurs", NonNegative),
        ("maxOccurs", NonNegativeOrUnbounded),
        ("default", Any),
        ("fixed", Any),
        ("nillable", Boolean),
        ("block", Block),
        ("form", Form),
    ],
    &[],
    &[ANNOTATION, INLINE_TYPE, IDENTITIES],
);
static GLOBAL_ATTRIBUTE: Rule = rule(
    &[
        ("id", Id),
        ("name", NcName),
        ("type", QName),
        ("default", Any),
        ("fixed", Any),
    ],
    &["name"],
    &[ANNOTATION, Step::Optional(&["simpleType"])],
);
static LOCAL_ATTRIBUTE: Rule = rule(
    &[
        ("id", Id),
        ("name", NcName),
        ("ref", QName),
        ("type", QName),
        ("use", Use),
        ("default", Any),
        ("fixed", Any),
        ("form", Form),
    ],
    &[],
    &[ANNOTATION, Step::Optional(&["simpleType"])],
);
static GLOBAL_COMPLEX_TYPE: Rule = rule(
    &[
        ("id", Id),
        ("name", NcName),
        ("mixed", Boolean),
        ("abstract", Boolean),
        ("final", Derivations),
        ("block", Derivations),
    ],
    &["name"],
    COMPLEX_TYPE_CONTENT,
);
static LOCAL_COMPLEX_TYPE: Rule =
    rule(&[("id", Id), ("mixed", Boolean)], &[], COMPLEX_TYPE_CONTENT);
const COMPLEX_TYPE_CONTENT: &[Step] = &[
    ANNOTATION,
    Step::Alone(&["simpleContent", "complexContent"]),
    PARTICLE,
    ATTRIBUTES,
    ANY_ATTRIBUTE,
];
static SIMPLE_CONTENT: Rule = parent(
    rule(
        &[("id", Id)],
        &[],
        &[ANNOTATION, Step::One(&["restriction", "extension"])],
    ),
    Inside::SimpleContent,
);
static COMPLEX_CONTENT: Rule = parent(
    rule(
        &[("id", Id), ("mixed", Boolean)],
        &[],
        &[ANNOTATION, Step::One(&["restriction", "extension"])],
    ),
    Inside::ComplexContent,
);
static SIMPLE_RESTRICTION: Rule = rule(
    &[("id", Id), ("base", QName)],
    &[],
    &[ANNOTATION, Step::Optional(&["simpleType"]), FACETS],
);
static SIMPLE_CONTENT_RESTRICTION: Rule = rule(
    &[("id", Id), ("base", QName)],
    &["base"],
    &[
        ANNOTATION,
        Step::Optional(&["simpleType"]),
        FACETS,
        ATTRIBUTES,
        ANY_ATTRIBUTE,
    ],
);
static SIMPLE_CONTENT_EXTENSION: Rule = rule(
    &[("id", Id), ("base", QName)],
    &["base"],
    &[ANNOTATION, ATTRIBUTES, ANY_ATTRIBUTE],
);
static COMPLEX_CONTENT_DERIVATION: Rule = rule(
    &[("id", Id), ("base", QName)],
    &["base"],
    &[ANNOTATION, PARTICLE, ATTRIBUTES, ANY_ATTRIBUTE],
);
static NAMED_GROUP: Rule = parent(
    rule(
        &[("id", Id), ("name", NcName)],
        &["name"],
        &[ANNOTATION, Step::One(&["all", "choice", "sequence"])],
    ),
    Inside::NamedGroup,
);
static GROUP_REFERENCE: Rule = rule(
    &[
        ("id", Id),
        ("ref", QName),
        ("minOccurs", NonNegative),
        ("maxOccurs", NonNegativeOrUnbounded),
    ],
    &["ref"],
    &[ANNOTATION],
);
static ALL: Rule = parent(
    rule(
        &[("id", Id), ("minOccurs", ZeroOrOne), ("maxOccurs", One)],
        &[],
        &[ANNOTATION, Step::Many(&["element"])],
    ),
    Inside::All,
);
static NAMED_ALL: Rule = parent(
    rule(&[("id", Id)], &[], &[ANNOTATION, Step::Many(&["element"])]),
    Inside::All,
);
static GROUP: Rule = rule(
    &[
        ("id", Id),
        ("minOccurs", NonNegative),
        ("maxOccurs", NonNegativeOrUnbounded),
    ],
    &[],
    &[ANNOTATION, TERMS],
);
static NAMED_GROUP_BODY: Rule = rule(&[("id", Id)], &[], &[ANNOTATION, TERMS]);
static ANY: Rule = rule(
    &[
        ("id", Id),
        ("namespace", NamespaceList),
        ("processContents", ProcessContents),
        ("minOccurs", NonNegative),
        ("maxOccurs", NonNegativeOrUnbounded),
    ],
    &[],
    &[ANNOTATION],
);
static ANY_ATTRIBUTE_RULE: Rule = rule(
    &[
        ("id", Id),
        ("namespace", NamespaceList),
        ("processContents", ProcessContents),
    ],
    &[],
    &[ANNOTATION],
);
static NAMED_ATTRIBUTE_GROUP: Rule = rule(
    &[("id", Id), ("name", NcName)],
    &["name"],
    &[ANNOTATION, ATTRIBUTES, ANY_ATTRIBUTE],
);
static ATTRIBUTE_GROUP_REFERENCE: Rule =
    rule(&[("id", Id), ("ref", QName)], &["ref"], &[ANNOTATION]);
static GLOBAL_SIMPLE_TYPE: Rule = parent(
    rule(
        &[("id", Id), ("name", NcName), ("final", SimpleFinal)],
        &["name"],
        SIMPLE_TYPE_CONTENT,
    ),
    Inside::SimpleType,
);
static LOCAL_SIMPLE_TYPE: Rule = parent(
    rule(&[("id", Id)], &[], SIMPLE_TYPE_CONTENT),
    Inside::SimpleType,
);
const SIMPLE_TYPE_CONTENT: &[Step] = &[ANNOTATION, Step::One(&["restriction", "list", "union"])];
static LIST: Rule = rule(
    &[("id", Id), ("itemType", QName)],
    &[],
    &[ANNOTATION, Step::Optional(&["simpleType"])],
);
static UNION: Rule = rule(
    &[("id", Id), ("memberTypes", QNames)],
    &[],
    &[ANNOTATION, Step::Many(&["simpleType"])],
);
static FACET: Rule = rule(
    &[("id", Id), ("value", Any), ("fixed", Boolean)],
    &["value"],
    &[ANNOTATION],
);
static COUNT_FACET: Rule = rule(
    &[("id", Id), ("value", NonNegative), ("fixed", Boolean)],
    &["value"],
    &[ANNOTATION],
);
static TOTAL_DIGITS: Rule = rule(
    &[("id", Id), ("value", Positive), ("fixed", Boolean)],
    &["value"],
    &[ANNOTATION],
);
static WHITE_SPACE: Rule = rule(
    &[("id", Id), ("value", WhiteSpace), ("fixed", Boolean)],
    &["value"],
    &[ANNOTATION],
);
static UNFIXED_FACET: Rule = rule(&[("id", Id), ("value", Any)], &["value"], &[ANNOTATION]);
static KEY: Rule = rule(
    &[("id", Id), ("name", NcName)],
    &["name"],
    &[ANNOTATION, Step::One(&["selector"]), Step::Some(&["field"])],
);
static KEYREF: Rule = rule(
    &[("id", Id), ("name", NcName), ("refer", QName)],
    &["name", "refer"],
    &[ANNOTATION, Step::One(&["selector"]), Step::Some(&["field"])],
);
static PATH: Rule = rule(&[("id", Id), ("xpath", Any)], &["xpath"], &[ANNOTATION]);
static NOTATION: Rule = rule(
    &[
        ("id", Id),
        ("name", NcName),
        ("public", Any),
        ("system", AnyUri),
    ],
    &["name"],
    &[ANNOTATION],
);

/// The rule of the element `name` in a parent of this kind.
pub(super) fn rule_of(name: &str, inside: Inside) -> Option<&'static Rule> {
    let global = matches!(inside, Inside::Schema | Inside::Redefine);
    Some(match name {
        "include" => &INCLUDE,
        "import" => &IMPORT,
        "redefine" => &REDEFINE,
        "annotation" => &ANNOTATION_RULE,
        "appinfo" | "documentation" if inside == Inside::Annotation => &FREE,
        "element" if global => &GLOBAL_ELEMENT,
        "element" => &LOCAL_ELEMENT,
        "attribute" if global => &GLOBAL_ATTRIBUTE,
        "attribute" => &LOCAL_ATTRIBUTE,
        "complexType" if global => &GLOBAL_COMPLEX_TYPE,
        "complexType" => &LOCAL_COMPLEX_TYPE,
        "simpleType" if global => &GLOBAL_SIMPLE_TYPE,
        "simpleType" => &LOCAL_SIMPLE_TYPE,
        "group" if global => &NAMED_GROUP,
        "group" => &GROUP_REFERENCE,
        "attributeGroup" if global => &NAMED_ATTRIBUTE_GROUP,
        "attributeGroup" => &ATTRIBUTE_GROUP_REFERENCE,
        "all" if inside == Inside::NamedGroup => &NAMED_ALL,
        "all" => &ALL,
        "choice" | "sequence" if inside == Inside::NamedGroup => &NAMED_GROUP_BODY,
        "choice" | "sequence" => &GROUP,
        "any" => &ANY,
        "anyAttribute" => &ANY_ATTRIBUTE_RULE,
        "simpleContent" => &SIMPLE_CONTENT,
        "complexContent" => &COMPLEX_CONTENT,
        "restriction" if inside == Inside::SimpleContent => &SIMPLE_CONTENT_RESTRICTION,
        "restriction" if inside == Inside::ComplexContent => &COMPLEX_CONTENT_DERIVATION,
        "restriction" => &SIMPLE_RESTRICTION,
        "extension" if inside == Inside::SimpleContent => &SIMPLE_CONTENT_EXTENSION,
        "extension" => &COMPLEX_CONTENT_DERIVATION,
        "list" => &LIST,
        "union" => &UNION,
        "length" | "minLength" | "maxLength" | "fractionDigits" => &COUNT_FACET,
        "totalDigits" => &TOTAL_DIGITS,
        "whiteSpace" => &WHITE_SPACE,
        "pattern" | "enumeration" => &UNFIXED_FACET,
        "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive" => &FACET,
        "unique" | "key" => &KEY,
        "keyref" => &KEYREF,
        "selector" | "field" => &PATH,
        "notation" => &NOTATION,
        _ => return None,
    })
}
