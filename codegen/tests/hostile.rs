//! Small schemas that ask for much: each ends, with a diagnostic where it asks for too much.

use std::fmt::Write;

use sapo_codegen::diagnostic::Report;
use sapo_codegen::loader::{Loader, Location};
use sapo_codegen::{schema, syntax};

/// The codes of what is wrong with a schema of this content.
fn codes(name: &str, body: &str) -> Vec<&'static str> {
    let path = std::env::temp_dir().join(format!("sapo-{name}-{}.xsd", std::process::id()));
    let text =
        format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{body}</xs:schema>");
    std::fs::write(&path, text).unwrap();
    let mut report = Report::new();
    let set = Loader::new().load(&[Location::File(path.clone())], &mut report);
    let documents = syntax::read(&set, &mut report);
    schema::resolve(&documents, &mut report);
    std::fs::remove_file(path).unwrap();
    let mut codes: Vec<_> = report.errors().map(|diagnostic| diagnostic.code).collect();
    codes.dedup();
    codes
}

/// `count` definitions, each written by its number, and a last one.
fn chain(count: usize, link: impl Fn(usize, usize) -> String, last: &str) -> String {
    let mut body = String::new();
    for at in 0..count {
        body.push_str(&link(at, at + 1));
    }
    body + last
}

#[test]
fn long_chains_are_refused() {
    let group = |at, next| {
        format!(
            "<xs:group name='g{at}'><xs:sequence><xs:group ref='g{next}'/></xs:sequence></xs:group>"
        )
    };
    let last = "<xs:group name='g10000'><xs:sequence/></xs:group>";
    assert_eq!(codes("groups", &chain(10_000, group, last)), ["limit"]);

    let ty = |at, next| {
        format!(
            "<xs:complexType name='t{at}'><xs:complexContent><xs:extension base='t{next}'><xs:sequence><xs:element name='e{at}'/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"
        )
    };
    let last = "<xs:complexType name='t10000'/>";
    assert_eq!(codes("types", &chain(10_000, ty, last)), ["limit"]);

    let attributes = |at, next| {
        format!(
            "<xs:attributeGroup name='a{at}'><xs:attribute name='x{at}'/><xs:attributeGroup ref='a{next}'/></xs:attributeGroup>"
        )
    };
    let last = "<xs:attributeGroup name='a10000'/>";
    assert_eq!(
        codes("attributes", &chain(10_000, attributes, last)),
        ["limit"]
    );
}

#[test]
fn what_doubles_at_each_step_does_not_grow() {
    let group = |at, next| {
        let twice = format!("<xs:group ref='g{next}'/>").repeat(2);
        format!("<xs:group name='g{at}'><xs:sequence>{twice}</xs:sequence></xs:group>")
    };
    let last = "<xs:group name='g60'><xs:sequence><xs:element name='e'/></xs:sequence></xs:group>
        <xs:complexType name='t'><xs:group ref='g0'/></xs:complexType>";
    assert!(codes("doubled-groups", &chain(60, group, last)).is_empty());

    let attributes = |at, next| {
        let twice = format!("<xs:attributeGroup ref='a{next}'/>").repeat(2);
        format!("<xs:attributeGroup name='a{at}'>{twice}</xs:attributeGroup>")
    };
    let last = "<xs:attributeGroup name='a40'><xs:attribute name='x'/></xs:attributeGroup>";
    let found = codes("doubled-attributes", &chain(40, attributes, last));
    assert_eq!(found, ["ag-props-correct.2"]);

    let union = |at, next| {
        format!(
            "<xs:simpleType name='u{at}'><xs:union memberTypes='u{next} u{next}'/></xs:simpleType>"
        )
    };
    let last = "<xs:simpleType name='u40'><xs:restriction base='xs:int'/></xs:simpleType>
        <xs:element name='e' type='u0' default='x'/>";
    assert!(codes("doubled-unions", &chain(40, union, last)).is_empty());
}

#[test]
fn large_numbers_are_only_numbers() {
    let particles = "<xs:complexType name='t'><xs:sequence>
        <xs:element name='a' maxOccurs='1000000000'/>
        <xs:element name='b' maxOccurs='99999999999999999999'/>
        </xs:sequence></xs:complexType>";
    assert!(codes("occurs", particles).is_empty());

    let mut values = String::new();
    for at in 0..100_000 {
        write!(values, "<xs:enumeration value='v{at}'/>").unwrap();
    }
    let body = format!(
        "<xs:simpleType name='e'><xs:restriction base='xs:string'>{values}</xs:restriction></xs:simpleType>
         <xs:simpleType name='f'><xs:restriction base='e'>
         <xs:enumeration value='v1'/><xs:enumeration value='w'/>
         </xs:restriction></xs:simpleType>"
    );
    assert_eq!(codes("values", &body), ["enumeration-valid-restriction"]);
}
