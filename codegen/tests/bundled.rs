//! The schemas of standards that come with the generator: each resolves by itself, and has the components that Debian's
//! packages have in theirs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sapo_codegen::{Generator, Output};

/// The namespaces, and the files of Debian's `opensaml-schemas` and `xmltooling-schemas` that declare them.
const SCHEMAS: [(&str, Option<&str>); 10] = [
    ("http://docs.oasis-open.org/wsn/b-2", None),
    ("http://docs.oasis-open.org/wsn/t-1", None),
    ("http://docs.oasis-open.org/wsrf/bf-2", None),
    ("http://docs.oasis-open.org/wsrf/r-2", None),
    (
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd",
        None,
    ),
    (
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd",
        None,
    ),
    (
        "http://www.w3.org/2000/09/xmldsig#",
        Some("xmltooling/xmldsig-core-schema.xsd"),
    ),
    (
        "http://www.w3.org/2001/04/xmlenc#",
        Some("xmltooling/xenc-schema.xsd"),
    ),
    (
        "urn:oasis:names:tc:SAML:1.0:assertion",
        Some("opensaml/cs-sstc-schema-assertion-1.1.xsd"),
    ),
    (
        "urn:oasis:names:tc:SAML:2.0:assertion",
        Some("opensaml/saml-schema-assertion-2.0.xsd"),
    ),
];

/// The output for a schema that imports a namespace, with another document.
fn generate(number: usize, namespace: &str, other: Option<&Path>) -> Output {
    let input = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bundled-{number}.xsd"));
    let schema = format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:importing'><xs:import namespace='{namespace}'/></xs:schema>"
    );
    std::fs::write(&input, schema).unwrap();
    let generator = Generator::new().xsd(&input).roots(true);
    let generator = match other {
        Some(other) => generator.xsd(other),
        None => generator,
    };
    generator
        .render()
        .unwrap_or_else(|error| panic!("{namespace}: {error}"))
}

/// The types of a text with the names of their members. What a member holds is not told: Debian's schemas are more lenient
/// here and there than the recommendations.
fn components(output: &Output) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut ty = "";
    for line in output.text.lines().map(str::trim) {
        let member = line.strip_prefix("pub ").unwrap_or(line);
        if member.starts_with("struct ") || member.starts_with("enum ") {
            ty = member;
        } else if line == "}" {
            ty = "";
        }
        // The enum of all documents lists them in document order.
        if !ty.is_empty() && !line.starts_with("///") && ty != "enum Root {" {
            let name = member.split([':', '(']).next().unwrap_or_default();
            found.insert(format!("{ty} {name}"));
        }
    }
    found
}

#[test]
fn every_bundled_schema_resolves_without_a_word() {
    for (number, (namespace, _)) in SCHEMAS.iter().enumerate() {
        let output = generate(number, namespace, None);
        assert!(output.report.is_empty(), "{namespace}: {}", output.report);
        assert!(output.text.contains("pub struct "), "{namespace}");
    }
}

#[test]
fn bundled_schemas_have_the_components_of_debians() {
    let folder = std::env::var_os("SAPO_XML_SCHEMAS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| "/usr/share/xml".into());
    for (number, (namespace, file)) in SCHEMAS.iter().enumerate() {
        let Some(file) = file.map(|file| folder.join(file)) else {
            continue;
        };
        if !file.exists() {
            eprintln!(
                "skipped: {} is not there; install opensaml-schemas and xmltooling-schemas",
                file.display()
            );
            continue;
        }
        let own = components(&generate(100 + number, namespace, None));
        let others = components(&generate(200 + number, namespace, Some(&file)));
        let missing: Vec<_> = others.difference(&own).collect();
        let more: Vec<_> = own.difference(&others).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{namespace}: missing {missing:#?}, more {more:#?}"
        );
    }
}

#[test]
fn a_wsdl_may_bind_the_port_types_of_base_notification() {
    let input = Path::new(env!("CARGO_TARGET_TMPDIR")).join("notification.wsdl");
    let operation = |name: &str, output: &str| {
        format!(
            "<w:operation name='{name}'><s:operation soapAction='{name}'/><w:input><s:body use='literal'/></w:input>{output}</w:operation>"
        )
    };
    let output = "<w:output><s:body use='literal'/></w:output>";
    let operations = [
        operation("GetMessages", output),
        operation("DestroyPullPoint", output),
        operation("Notify", ""),
    ];
    let wsdl = format!(
        "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/' xmlns:s='http://schemas.xmlsoap.org/wsdl/soap12/' xmlns:n='http://docs.oasis-open.org/wsn/bw-2' xmlns:t='urn:t' targetNamespace='urn:t'>
         <w:import namespace='http://docs.oasis-open.org/wsn/bw-2' location='http://docs.oasis-open.org/wsn/bw-2.wsdl'/>
         <w:binding name='B' type='n:PullPoint'><s:binding transport='http://schemas.xmlsoap.org/soap/http'/>{}</w:binding>
         <w:service name='Events'><w:port name='P' binding='t:B'><s:address location='http://localhost/'/></w:port></w:service></w:definitions>",
        operations.concat()
    );
    std::fs::write(&input, wsdl).unwrap();
    let output = Generator::new().wsdl(&input).render();
    let output = output.unwrap_or_else(|error| panic!("{error}"));
    assert!(output.report.is_empty(), "{}", output.report);
    for method in ["get_messages", "destroy_pull_point", "notify"] {
        assert!(
            output.text.contains(&format!("pub fn {method}")),
            "{method}"
        );
    }
    assert!(output.text.contains("ResourceUnknownFault"));
}
