//! `Any` as programs use it: built from values, from pieces, and from text, taken apart, and written.

use sapo::gen1::{Content, Field, Reader, Shape, UNBOUNDED, Wildcard, Writer};
use sapo::xml::{self, Any, Error, ErrorKind, Node};
use sapo::{Attachment, DateTime, QName};

const NS: &str = "urn:crm";

/// A type with elements of its own, some of them open.
#[derive(Debug, Clone, PartialEq, Default)]
struct Party {
    name: String,
    more: Vec<Any>,
}

impl Content for Party {
    const SHAPE: Shape = Shape::sequence(NS)
        .fields(&[
            Field::one("name"),
            Field::any(Wildcard::List(&[NS, "urn:crm:extra"])).times(0, UNBOUNDED),
        ])
        .of_type(NS, "Party");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            name: r.one(),
            more: r.many(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.name);
        w.many(&self.more);
    }
}

/// A party, or one of a type that is derived from it.
#[derive(Debug, Clone, PartialEq)]
enum AnyParty {
    Party(Party),
    Company(Party),
}

impl Content for AnyParty {
    const SHAPE: Shape = Shape::derived(NS).model("Party Company");

    fn read(r: &mut Reader<'_>) -> Self {
        match r.derived::<Self>() {
            Some(0) => Self::Party(r.content()),
            _ => Self::Company(r.content()),
        }
    }

    fn write(&self, w: &mut Writer) {
        match self {
            Self::Party(party) => w.derived::<Self>(0).content(party),
            Self::Company(party) => w.derived::<Self>(1).content(party),
        }
    }
}

fn acme() -> Party {
    Party {
        name: "ACME".to_owned(),
        more: vec![Any::element("urn:crm:extra", "size", &7).unwrap()],
    }
}

/// A type with a value of any type.
#[derive(Debug, Clone, PartialEq)]
struct Setting {
    value: Any,
}

impl Content for Setting {
    const SHAPE: Shape = Shape::sequence(NS).model("value");

    fn read(r: &mut Reader<'_>) -> Self {
        Self { value: r.one() }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.value);
    }
}

/// Writes a value into an element of another namespace.
fn write(value: &impl Content) -> Result<String, Error> {
    let mut w = Writer::new();
    w.start("urn:around", "around");
    w.content(value);
    w.end();
    w.finish()
}

#[test]
fn an_element_is_made_from_any_value() {
    let element = |any: Result<Any, Error>| any.unwrap().to_string();
    assert_eq!(
        element(Any::element(NS, "name", "<Wong>")),
        r#"<name xmlns="urn:crm">&lt;Wong&gt;</name>"#
    );
    assert_eq!(
        element(Any::element(NS, "name", &"Wong".to_owned())),
        r#"<name xmlns="urn:crm">Wong</name>"#
    );
    assert_eq!(element(Any::element("", "name", "")), "<name/>");
    assert_eq!(
        element(Any::element("", "rate", &f64::INFINITY)),
        "<rate>INF</rate>"
    );
    let time: DateTime = "2026-11-30T07:00:00Z".parse().unwrap();
    assert_eq!(
        element(Any::element("", "at", &time)),
        "<at>2026-11-30T07:00:00Z</at>"
    );
    assert_eq!(
        element(Any::element("", "photo", &Attachment::from(vec![1, 2]))),
        "<photo>AQI=</photo>"
    );
    let name = Any::element("", "kind", &QName::new("urn:kinds", "a")).unwrap();
    assert_eq!(
        name.read_as::<QName>().unwrap(),
        QName::new("urn:kinds", "a")
    );
    let nil = Any::element(NS, "name", &None::<String>).unwrap();
    assert!(nil.is_nil());
}

#[test]
fn a_complex_value_is_written_as_the_schema_has_it() {
    let party = Any::element("urn:other", "customer", &acme()).unwrap();
    assert_eq!(
        party.to_string(),
        concat!(
            r#"<customer xmlns="urn:other"><name xmlns="urn:crm">ACME</name>"#,
            r#"<size xmlns="urn:crm:extra">7</size></customer>"#
        )
    );
    assert_eq!(party.read_as::<Party>().unwrap(), acme());
}

#[test]
fn a_type_is_named_where_it_is_needed() {
    let named = |any: Result<Any, Error>| any.unwrap().type_name();
    let (party, company) = (AnyParty::Party(acme()), AnyParty::Company(acme()));
    assert_eq!(named(Any::element(NS, "p", &acme())), None);
    assert_eq!(named(Any::element(NS, "p", &party)), None);
    let of_company = Some(QName::new(NS, "Company"));
    assert_eq!(named(Any::element(NS, "p", &company)), of_company);

    let of_party = Some(QName::new(NS, "Party"));
    let xsd = |local| Some(QName::new(xml::XSD_NAMESPACE, local));
    for make in [Any::typed::<AnyParty>, Any::encoded::<AnyParty>] {
        assert_eq!(named(make(&party)), of_party);
        assert_eq!(named(make(&company)), of_company);
    }
    assert_eq!(named(Any::typed(&acme())), of_party);
    assert_eq!(named(Any::typed("text")), xsd("string"));
    assert_eq!(named(Any::typed(&true)), xsd("boolean"));
    let nil = Any::typed(&None::<i32>).unwrap();
    assert!(nil.is_nil() && nil.type_name() == xsd("int"));
    // An element of a wildcard may name the type of its value as well.
    let any = Any::element(NS, "size", &Any::typed(&7).unwrap()).unwrap();
    assert_eq!((any.namespace(), any.name()), (NS, "size"));
    assert_eq!(any.type_name(), xsd("int"));
}

#[test]
fn an_encoded_value_has_no_namespaces_within() {
    let encoded = Any::encoded(&acme()).unwrap();
    let name = encoded.child("", "name").unwrap();
    assert_eq!(name.type_name().unwrap().local(), "string");
    let literal = Any::typed(&acme()).unwrap();
    let name = literal.child(NS, "name").unwrap();
    assert_eq!(name.type_name(), None);
    for any in [encoded, literal] {
        assert_eq!(any.read_as::<Party>().unwrap(), acme());
    }
}

#[test]
fn what_xml_cannot_carry_is_refused() {
    let error = Any::element(NS, "name", "a\u{1}").unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Character(1));
    assert_eq!(error.path(), "name");
    for name in ["", "a b", "a b='c'", "p:a", "1a", "a/", "a>"] {
        let error = Any::element(NS, name, "").unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Name(name.to_owned()));
    }
}

#[test]
fn a_document_is_parsed() {
    let any: Any = "<?xml version='1.0'?><!-- c --><a xmlns='urn:a' b='1'>t</a>\n"
        .parse()
        .unwrap();
    assert_eq!(
        any,
        Any::new("urn:a", "a")
            .with_attribute("", "b", "1")
            .with_text("t")
    );
    let refused = [
        ("", "the document has no root element"),
        ("text", "not well-formed"),
        ("<a>", "not well-formed"),
        ("<a></b>", "not well-formed"),
        ("<a/><b/>", "not well-formed"),
        ("<p:a/>", "the prefix \"p\" is not bound"),
        ("<a b='1' b='2'/>", "not well-formed"),
        ("<a>&x;</a>", "the entity &x; is not defined"),
        (
            "<!DOCTYPE a><a/>",
            "a document type declaration is not allowed",
        ),
    ];
    for (text, told) in refused {
        let error = text.parse::<Any>().unwrap_err().to_string();
        assert!(error.contains(told), "{text}: {error}");
    }
    let limit = xml::Limits::default().depth;
    let nested = |depth| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    assert!(nested(limit).parse::<Any>().is_ok());
    let error = nested(limit + 1).parse::<Any>().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Limit { .. }), "{error}");
}

#[test]
fn an_element_is_built_from_pieces() {
    let query = Any::new(NS, "query")
        .with_attribute("", "limit", "1")
        .with_attribute("", "limit", "2")
        .with_attribute("urn:x", "mark", "\"<\"")
        .with_text("before ")
        .with_child(Any::element("", "bare", &true).unwrap())
        .with_text(" after");
    let same = concat!(
        r#"<q:query xmlns:q="urn:crm" xmlns:x="urn:x" x:mark="&quot;&lt;&quot;" limit="2">"#,
        "before <bare>true</bare> after</q:query>"
    );
    assert_eq!(query, same.parse().unwrap());
    assert_eq!(query.to_string().parse(), Ok(query.clone()));
    assert_eq!(query.attribute("", "limit"), Some("2"));
    assert_eq!(query.attribute("urn:x", "mark"), Some("\"<\""));
    assert_eq!(query.attribute("", "mark"), None);
    assert_eq!(query.text(), "before true after");

    let party = Party {
        name: String::new(),
        more: vec![query.clone()],
    };
    let written: Any = write(&party).unwrap().parse().unwrap();
    assert_eq!(written.children().last(), Some(query));
}

#[test]
fn children_are_found_by_their_names() {
    let order: Any = r#"<o xmlns="urn:o" xmlns:k="urn:k" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
        <item xmlns="">bare</item><item i:type="k:Kind"><item>deep</item></item><item>second</item></o>"#
        .parse()
        .unwrap();
    assert_eq!(
        order
            .child("urn:o", "item")
            .unwrap()
            .child("urn:o", "item")
            .unwrap()
            .text(),
        "deep"
    );
    assert_eq!(order.child("", "item").unwrap().text(), "bare");
    assert_eq!(order.child("urn:other", "item"), None);
    assert_eq!(order.child("urn:o", "deep"), None);
    let texts: Vec<String> = order.children().map(|child| child.text()).collect();
    assert_eq!(texts, ["bare", "deep", "second"]);
    // A child stands by itself: prefixes in its content resolve.
    let kind = order.child("urn:o", "item").unwrap().type_name();
    assert_eq!(kind, Some(QName::new("urn:k", "Kind")));
}

#[test]
fn a_wildcard_refuses_what_it_does_not_admit() {
    let party = |namespace: &str| Party {
        more: vec![Any::new(NS, "a"), Any::new(namespace, "b")],
        ..acme()
    };
    for namespace in [NS, "urn:crm:extra"] {
        let text = write(&party(namespace)).unwrap();
        let any: Any = text.parse().unwrap();
        assert_eq!(any.read_as::<Party>().unwrap(), party(namespace));
    }
    for (namespace, told) in [("", "no namespace"), ("urn:else", "`urn:else`")] {
        let error = write(&party(namespace)).unwrap_err();
        assert_eq!(error.path(), "around/b");
        let told = format!(
            "around/b: an element in {told} can't stand here: the schema's wildcard admits \
             `urn:crm` or `urn:crm:extra`; build it in an admitted namespace \
             (`Any::element(namespace, name, &value)`), or leave it out"
        );
        assert_eq!(error.to_string(), told);
    }
    // The wildcard says nothing about what is in an admitted element.
    let outer = Any::new(NS, "a").with_child(Any::new("urn:else", "b"));
    let nested = Party {
        more: vec![outer],
        ..acme()
    };
    assert!(write(&nested).is_ok());
}

#[test]
fn a_tree_whose_names_are_markup_is_not_written() {
    let with = |any: Any| {
        let mut w = Writer::new();
        w.start("", "around");
        w.nodes(&[Node::Element(any)]);
        w.end();
        w.finish()
    };
    let xmlns = "http://www.w3.org/2000/xmlns/";
    let trees = [
        (Any::new("", "a b='c'"), "a b='c'"),
        (Any::new(NS, ""), ""),
        (Any::new("", "a").with_child(Any::new("", "p:b")), "p:b"),
        (Any::new("", "a").with_attribute("", "b='' c", ""), "b='' c"),
        (
            Any::new("", "a").with_attribute("", "xmlns", "urn:b"),
            "xmlns",
        ),
        (Any::new("", "a").with_attribute(xmlns, "p", "urn:b"), "p"),
    ];
    for (tree, name) in trees {
        let error = with(tree).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Name(name.to_owned()));
    }
    for (namespace, local) in [("", "a='' b"), ("", "xmlns"), (xmlns, "p")] {
        let mut w = Writer::new();
        w.start("", "around");
        w.any_attributes(&[(QName::new(namespace, local), String::new())]);
        w.end();
        let error = w.finish().unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Name(local.to_owned()));
    }
    let error = with(Any::new("", "a").with_text("\u{0}")).unwrap_err();
    assert_eq!(
        (error.path().as_str(), error.kind()),
        ("around/a", &ErrorKind::Character(0))
    );
}

#[test]
fn a_name_without_a_prefix_means_the_same_in_the_field_of_another_namespace() {
    let same = |value: &Any| {
        let text = write(&Setting {
            value: value.clone(),
        });
        let text = text.unwrap();
        let any: Any = text.parse().unwrap();
        (any.child(NS, "value").unwrap(), text)
    };
    for name in [QName::new("", "bare"), QName::new("urn:a", "named")] {
        let (back, text) = same(&Any::typed(&name).unwrap());
        assert_eq!(back.read_as::<QName>().unwrap(), name, "{text}");
    }
    for declared in ["", "xmlns='urn:a'", "xmlns='urn:crm'", "xmlns='a&amp;b'"] {
        let text = format!(
            "<value {declared} xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='Kind'>\
             <b/>text</value>"
        );
        let value: Any = text.parse().unwrap();
        let (back, text) = same(&value);
        assert_eq!(back.type_name(), value.type_name(), "{text}");
        assert_eq!(
            back.children().collect::<Vec<_>>(),
            value.children().collect::<Vec<_>>()
        );
    }
    // Other values keep the plain form.
    let (_, text) = same(&Any::typed(&7).unwrap());
    assert!(text.contains(r#"<value xmlns="urn:crm" "#), "{text}");
}

/// Found by fuzzing: a writer may put such a tree into the scope of another default namespace.
#[test]
fn a_type_without_a_prefix_before_its_colon_is_a_text() {
    let tree = |xmlns: &str| {
        let text = format!(
            "<x:crate xmlns:x='urn:x' {xmlns} \
             xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type=':Box'/>"
        );
        text.parse::<Any>().unwrap()
    };
    assert_eq!(tree(""), tree("xmlns='urn:x'"));
}

#[test]
fn a_type_without_a_prefix_before_its_colon_is_of_no_namespace() {
    let tree = |ty: &str| {
        let text = format!(
            "<owner xmlns='{NS}' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
             xsi:type='{ty}'><name>ACME</name></owner>"
        );
        text.parse::<Any>().unwrap()
    };
    let party = tree("Party").read_as::<AnyParty>().unwrap();
    assert!(matches!(party, AnyParty::Party(_)), "{party:?}");
    let read = tree(":Party").read_as::<AnyParty>();
    assert!(!matches!(read, Ok(AnyParty::Party(_))), "{read:?}");
}
