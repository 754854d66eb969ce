//! Small schemas that ask for much: each ends, with a diagnostic where it asks for too much.

use std::fmt::Write;

use sapo_codegen::{Error, Generator};

/// The codes of what is wrong with a schema of this content.
fn codes(name: &str, body: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("hostile-{name}.xsd"));
    let text =
        format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{body}</xs:schema>");
    std::fs::write(&path, text).unwrap();
    let result = Generator::new()
        .xsd(&path)
        .types_only(true)
        .roots(true)
        .render();
    std::fs::remove_file(path).unwrap();
    match result {
        Ok(_) => Vec::new(),
        Err(Error::Input(report)) => {
            let mut codes: Vec<_> = report.errors().map(|error| error.code.to_owned()).collect();
            codes.dedup();
            codes
        }
        Err(error) => panic!("{name}: {error}"),
    }
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
    assert_eq!(codes("doubled-groups", &chain(60, group, last)), ["limit"]);

    // Choices and sequences that repeat become types of their own.
    let group = |at, next| {
        format!(
            "<xs:group name='g{at}'><xs:choice>
             <xs:sequence maxOccurs='2'><xs:group ref='g{next}' minOccurs='0'/><xs:element name='a{at}'/></xs:sequence>
             <xs:sequence maxOccurs='3'><xs:element name='b{at}'/><xs:group ref='g{next}'/></xs:sequence>
             </xs:choice></xs:group>"
        )
    };
    assert_eq!(codes("doubled-choices", &chain(60, group, last)), ["limit"]);

    let attributes = |at, next| {
        let twice = format!("<xs:attributeGroup ref='a{next}'/>").repeat(2);
        format!("<xs:attributeGroup name='a{at}'>{twice}</xs:attributeGroup>")
    };
    let last = "<xs:attributeGroup name='a40'><xs:attribute name='x'/></xs:attributeGroup>";
    let none: [&str; 0] = [];
    assert_eq!(
        codes("doubled-attributes", &chain(40, attributes, last)),
        none
    );

    let union = |at, next| {
        format!(
            "<xs:simpleType name='u{at}'><xs:union memberTypes='u{next} u{next}'/></xs:simpleType>"
        )
    };
    let last = "<xs:simpleType name='u40'><xs:restriction base='xs:int'/></xs:simpleType>
        <xs:element name='e' type='u0' default='x'/>";
    assert_eq!(codes("doubled-unions", &chain(40, union, last)), none);

    let unions = |at, next| {
        format!(
            "<xs:simpleType name='u{at}'><xs:union memberTypes='u{next} v{next}'/></xs:simpleType>
             <xs:simpleType name='v{at}'><xs:union memberTypes='v{next} u{next}'/></xs:simpleType>"
        )
    };
    let last = "<xs:simpleType name='u40'><xs:restriction base='xs:int'/></xs:simpleType>
        <xs:simpleType name='v40'><xs:restriction base='xs:date'/></xs:simpleType>
        <xs:element name='e' type='u0' default='5'/>";
    assert_eq!(codes("crossed-unions", &chain(40, unions, last)), none);
}

#[test]
fn what_many_types_repeat_is_bounded() {
    let many = |link: &dyn Fn(usize) -> String| -> String { (0..2_000).map(link).collect() };
    let elements = many(&|at| format!("<xs:element name='e{at}' type='xs:int'/>"));
    let attributes = many(&|at| format!("<xs:attribute name='a{at}'/>"));
    let extensions = many(&|at| {
        format!(
            "<xs:complexType name='d{at}'><xs:complexContent><xs:extension base='b'/></xs:complexContent></xs:complexType>"
        )
    });

    let base = format!("<xs:complexType name='b'>{attributes}</xs:complexType>{extensions}");
    assert_eq!(codes("inherited-attributes", &base), ["limit"]);

    let base = format!(
        "<xs:complexType name='b'><xs:sequence>{elements}</xs:sequence></xs:complexType>{extensions}"
    );
    assert_eq!(codes("inherited-elements", &base), ["limit"]);

    let users = many(&|at| {
        format!("<xs:complexType name='t{at}'><xs:attributeGroup ref='g'/></xs:complexType>")
    });
    let group = format!("<xs:attributeGroup name='g'>{attributes}</xs:attributeGroup>{users}");
    assert_eq!(codes("grouped-attributes", &group), ["limit"]);

    let users =
        many(&|at| format!("<xs:complexType name='t{at}'><xs:group ref='g'/></xs:complexType>"));
    let group =
        format!("<xs:group name='g'><xs:sequence>{elements}</xs:sequence></xs:group>{users}");
    assert_eq!(codes("grouped-elements", &group), ["limit"]);

    let values = many(&|at| format!("<xs:enumeration value='v{at}'/>"));
    let users = many(&|at| {
        format!("<xs:simpleType name='t{at}'><xs:restriction base='s'/></xs:simpleType>")
    });
    let listed = format!(
        "<xs:simpleType name='s'><xs:restriction base='xs:string'>{values}</xs:restriction></xs:simpleType>{users}"
    );
    assert_eq!(codes("inherited-values", &listed), ["limit"]);

    let text = "A long story. ".repeat(20_000);
    let told = format!(
        "<xs:complexType name='b'><xs:sequence><xs:element name='e'><xs:annotation><xs:documentation>{text}</xs:documentation></xs:annotation></xs:element></xs:sequence></xs:complexType>{extensions}"
    );
    assert_eq!(codes("inherited-documentation", &told), ["limit"]);
}

#[test]
fn types_of_very_many_fields_are_refused() {
    let many = |link: &dyn Fn(usize) -> String| -> String { (0..10_001).map(link).collect() };
    let elements = many(&|at| format!("<xs:element name='e{at}' type='xs:int'/>"));
    for compositor in ["sequence", "choice"] {
        let body = format!(
            "<xs:complexType name='t'><xs:{compositor}>{elements}</xs:{compositor}></xs:complexType>"
        );
        assert_eq!(codes(compositor, &body), ["limit"]);
    }
    let attributes = many(&|at| format!("<xs:attribute name='a{at}'/>"));
    let body = format!("<xs:complexType name='t'>{attributes}</xs:complexType>");
    assert_eq!(codes("attributes-of-one", &body), ["limit"]);
    let members =
        many(&|at| format!("<xs:element name='m{at}' type='xs:int' substitutionGroup='h'/>"));
    let body = format!("<xs:element name='h' type='xs:int'/>{members}");
    assert_eq!(codes("members", &body), ["limit"]);
}

#[test]
fn circles_are_named() {
    let types = "<xs:complexType name='t'><xs:complexContent><xs:restriction base='t'/></xs:complexContent></xs:complexType>";
    assert_eq!(codes("itself", types), ["ct-props-correct.3"]);
    let simple = "<xs:simpleType name='s'><xs:restriction base='s'/></xs:simpleType>";
    assert_eq!(codes("simple-itself", simple), ["st-props-correct.2"]);
    let groups = "<xs:group name='a'><xs:sequence><xs:group ref='b'/></xs:sequence></xs:group>
        <xs:group name='b'><xs:sequence><xs:group ref='a'/></xs:sequence></xs:group>";
    assert_eq!(codes("groups-circle", groups), ["mg-props-correct.2"]);
    let attributes = "<xs:attributeGroup name='a'><xs:attributeGroup ref='b'/></xs:attributeGroup>
        <xs:attributeGroup name='b'><xs:attributeGroup ref='a'/></xs:attributeGroup>";
    assert_eq!(
        codes("attributes-circle", attributes),
        ["src-attribute_group.3"]
    );
    let elements =
        "<xs:element name='a' substitutionGroup='b'/><xs:element name='b' substitutionGroup='a'/>";
    assert_eq!(
        codes("substitutions-circle", elements),
        ["e-props-correct.6"]
    );
}

#[test]
fn long_names_and_deep_nesting_end() {
    let name = "n".repeat(100_000);
    let body = format!(
        "<xs:complexType name='{name}'><xs:choice maxOccurs='2'><xs:element name='a'/><xs:element name='b'/></xs:choice></xs:complexType>"
    );
    let none: [&str; 0] = [];
    assert_eq!(codes("long", &body), none);

    let body = format!(
        "<xs:complexType name='t'>{}{}</xs:complexType>",
        "<xs:sequence>".repeat(10_000),
        "</xs:sequence>".repeat(10_000)
    );
    assert_eq!(codes("nested", &body), ["xml-limit"]);

    let open = "<xs:element name='averylongname'><xs:complexType><xs:sequence>".repeat(60);
    let close = "</xs:sequence></xs:complexType></xs:element>".repeat(60);
    assert_eq!(codes("anonymous", &(open + &close)), none);

    let deep = "(".repeat(5_000) + "a" + &")".repeat(5_000);
    let body = format!("<xs:simpleType name='p'><xs:restriction base='xs:string'>
        <xs:pattern value='{deep}'/><xs:pattern value='((((a{{0,100}}){{0,100}}){{0,100}}){{0,100}}){{0,100}}'/>
        </xs:restriction></xs:simpleType><xs:element name='e' type='p' default='aaaa'/>");
    codes("patterns", &body);
}

/// The description of mixed content holds its groups, each within the other.
#[test]
fn deep_groups_of_mixed_content_are_laid_out() {
    for depth in [5, 13, 40] {
        let mut groups = "<xs:element name='e' type='xs:string'/>".to_owned();
        for at in 0..depth {
            let (open, close) = match at % 2 {
                0 => ("<xs:choice maxOccurs='2'>", "</xs:choice>"),
                _ => ("<xs:sequence minOccurs='0'>", "</xs:sequence>"),
            };
            groups = format!("{open}<xs:element name='e{at}' type='xs:string'/>{groups}{close}");
        }
        let body = format!("<xs:complexType name='T' mixed='true'>{groups}</xs:complexType>");
        assert_eq!(codes("mixed", &body), [""; 0], "{depth}");
    }
}

#[test]
fn a_chain_of_substitutions_is_bounded() {
    let element =
        |at: usize, next: usize| format!("<xs:element name='m{next}' substitutionGroup='m{at}'/>");
    let body = format!(
        "<xs:element name='m0' type='xs:int'/>{}",
        chain(10_000, element, "")
    );
    assert_eq!(codes("substitutions", &body), ["limit"]);
}

#[test]
fn large_numbers_are_only_numbers() {
    let particles = "<xs:complexType name='t'><xs:sequence>
        <xs:element name='a' maxOccurs='1000000000'/>
        <xs:element name='b' maxOccurs='99999999999999999999'/>
        </xs:sequence></xs:complexType>";
    let none: [&str; 0] = [];
    assert_eq!(codes("occurs", particles), none);

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

#[test]
fn policies_that_refer_to_others_are_told_briefly() {
    let render = |policies: &str| {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("policies.wsdl");
        let soap = "http://schemas.xmlsoap.org/wsdl/soap/";
        let utility =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
        let wsdl = format!(
            r##"<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:s="{soap}" xmlns:p="http://www.w3.org/ns/ws-policy" xmlns:u="{utility}" xmlns:t="urn:t" targetNamespace="urn:t">
              {policies}
              <w:message name="M"/>
              <w:portType name="P"><w:operation name="Do"><w:input message="t:M"/></w:operation></w:portType>
              <w:binding name="B" type="t:P">
                <p:PolicyReference URI="#p0"/><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
                <w:operation name="Do"><s:operation soapAction="do"/><w:input><s:body use="literal"/></w:input></w:operation>
              </w:binding>
              <w:service name="S"><w:port name="S" binding="t:B"><s:address location="http://localhost/"/></w:port></w:service>
            </w:definitions>"##
        );
        std::fs::write(&path, wsdl).unwrap();
        let report = Generator::new().wsdl(&path).render().unwrap().report;
        let report = report.to_string();
        let policy = report.lines().find(|line| line.contains("wsdl-policy"));
        policy.unwrap_or_default().to_owned()
    };
    // Each policy has two alternatives, and both refer to the next.
    let doubling: String = (0..40)
        .map(|at| {
            let next = format!(r##"<p:PolicyReference URI="#p{}"/>"##, at + 1);
            format!(
                r#"<p:Policy u:Id="p{at}"><p:ExactlyOne><p:All><x{at}/>{next}</p:All><p:All><y{at}/>{next}</p:All></p:ExactlyOne></p:Policy>"#
            )
        })
        .collect();
    let told = render(&format!("{doubling}<p:Policy u:Id=\"p40\"><z/></p:Policy>"));
    assert!(told.contains("alternatives") && told.len() < 1000, "{told}");
    // Far more in a row than a stack has room for.
    let row: String = (0..20_000)
        .map(|at| {
            let next = at + 1;
            format!(
                r##"<p:Policy u:Id="p{at}"><a{at}/><p:PolicyReference URI="#p{next}"/></p:Policy>"##
            )
        })
        .collect();
    let told = render(&row);
    assert!(told.contains("`a0`") && told.len() < 1000, "{told}");
}
