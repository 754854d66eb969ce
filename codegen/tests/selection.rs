//! Subsets: what is selected, and the types that it reaches.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use sapo_codegen::{Error, Generator};

fn case(name: &str) -> PathBuf {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    cases.join(name).join("input.wsdl")
}

fn library() -> Generator {
    Generator::new().wsdl(case("subset-operations"))
}

fn text(generator: Generator) -> String {
    generator
        .render()
        .unwrap_or_else(|error| panic!("{error}"))
        .text
}

/// The items of a text, each with its documentation.
fn items(text: &str) -> HashSet<&str> {
    text.trim_end()
        .split("\n\n")
        .filter(|item| !item.starts_with([' ', '}']))
        .collect()
}

#[test]
fn an_item_reads_the_same_in_a_subset_and_in_the_whole() {
    let cases = [
        ("subset-operations", vec!["Borrow", "FindMedium", "Pay"]),
        ("rpc-encoded", vec!["Find", "EchoMap", "EchoArrays"]),
        ("faults", vec!["*"]),
        ("headers", vec!["*"]),
    ];
    for (name, operations) in cases {
        let generator = || Generator::new().wsdl(case(name));
        let whole = text(generator());
        let whole = items(&whole);
        for operation in operations {
            let subset = text(generator().operation(operation));
            for item in items(&subset) {
                // The client and its description hold what is selected, and a file imports what it needs.
                let holds_operations = ["ServiceDescription", "use ", "Client<"]
                    .iter()
                    .any(|part| item.contains(part));
                assert!(
                    holds_operations || whole.contains(item),
                    "{name}, {operation} alone: {item}"
                );
            }
        }
    }
}

#[test]
fn a_selection_has_what_it_reaches_and_nothing_else() {
    for (operation, there, not_there) in [
        ("Pay", &["Pay", "Fine"][..], &["Card", "Medium", "Loan"][..]),
        ("FindMedium", &["Medium", "Recording"], &["Card", "Loan"]),
        // A header too.
        (
            "Borrow",
            &["Card", "Recording", "Loan"],
            &["Fine", "FindMedium"],
        ),
    ] {
        for types_only in [false, true] {
            let text = text(library().operation(operation).types_only(types_only));
            let has = |name: &str| text.contains(&format!("pub struct {name} {{"));
            for name in there {
                assert!(has(name), "{operation} reaches {name}:\n{text}");
            }
            for name in not_there {
                assert!(!has(name), "{operation} does not reach {name}:\n{text}");
            }
        }
    }
    let several = text(library().operation("Pay").operation("F*"));
    assert!(several.contains("fn find_medium(") && several.contains("fn pay("));
    assert!(!several.contains("fn borrow("));
}

#[test]
fn derived_types_can_be_left_out() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("selection");
    std::fs::create_dir_all(&folder).unwrap();
    let config = folder.join("sapo.toml");
    std::fs::write(
        &config,
        "[select]\noperations = [\"FindMedium\"]\nderived-types = false\n",
    )
    .unwrap();
    let text = text(library().config(&config));
    assert!(text.contains("pub medium: Vec<AnyMedium>"), "{text}");
    assert!(
        text.contains("    Medium(Box<Medium>),\n    /// A value"),
        "{text}"
    );
    assert!(!text.contains("Recording"), "{text}");
}

#[test]
fn what_selects_nothing_is_an_error_that_lists_what_there_is() {
    for (generator, expected) in [
        (
            library().operation("Lend"),
            "no operations match `Lend`\n |\n = help: the operations are Borrow, FindMedium, Pay",
        ),
        (library().service("Shop"), "the services are Library"),
        (library().port("Shop"), "the ports are Library"),
        (
            library().service("Shop").operation("Pay"),
            "there are no operations to select",
        ),
    ] {
        match generator.render() {
            Err(Error::Input(report)) => {
                assert!(report.to_string().contains(expected), "{report}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_configures_nothing_is_a_warning() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("configures-nothing");
    std::fs::create_dir_all(&folder).unwrap();
    let config = folder.join("sapo.toml");
    std::fs::write(
        &config,
        "secret = [\"Card/number\", \"Card/nmber\"]\n[names]\nCard = \"Ticket\"\nCrad = \"Ticket\"\n[types]\n\"Fine/sum\" = \"f64\"\n\"Fine/som\" = \"f64\"\n",
    )
    .unwrap();
    let report = library()
        .config(&config)
        .render()
        .unwrap()
        .report
        .to_string();
    for expected in [
        "`Card/nmber` under `secret`",
        "`Crad` under `names`",
        "`Fine/som` under `types`",
    ] {
        assert!(report.contains(expected), "{expected} in {report}");
    }
    for unexpected in ["`Card/number` under", "`Card` under", "`Fine/sum` under"] {
        assert!(!report.contains(unexpected), "{unexpected} in {report}");
    }
}

#[test]
fn ports_without_soap_are_left_out_beside_those_that_speak_it_unless_they_are_named() {
    let generator = || Generator::new().wsdl(case("extensions"));
    let output = generator().render().unwrap();
    assert!(output.text.contains("EchoesClient<"));
    assert!(!output.text.contains("Http"), "{}", output.text);
    let report = output.report.to_string();
    assert!(
        report.contains("the port `EchoesHttp` is left out: it speaks HTTP GET"),
        "{report}"
    );

    let output = generator().port("EchoesHttp").render().unwrap();
    assert!(
        output.text.contains("EchoesHttpGetClient<"),
        "{}",
        output.text
    );
    assert!(!output.text.contains("EchoesClient<"), "{}", output.text);
    let report = output.report.to_string();
    assert!(!report.contains("EchoesHttp"), "{report}");

    let both = text(generator().port("Echoes*"));
    assert!(both.contains("EchoesClient<") && both.contains("EchoesHttpGetClient<"));
}

/// What no item of a text refers to, of the constants that are its own.
fn unused(text: &str) -> Vec<&str> {
    let declared = text.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix("pub(crate) ")?;
        let (_, rest) = rest.split_once(' ')?;
        Some(rest.split(':').next()?.trim())
    });
    declared
        .filter(|name| {
            let is_word = |part: &&str| part == name;
            text.split(|c: char| !c.is_alphanumeric() && c != '_')
                .filter(is_word)
                .count()
                < 2
        })
        .collect()
}

#[test]
fn types_alone_bring_nothing_that_messages_need() {
    for name in ["rpc-encoded", "rpc-literal", "nested-arrays", "wrapper"] {
        let types = |generator: Generator| text(generator.types_only(true));
        let whole = types(Generator::new().wsdl(case(name)));
        assert_eq!(unused(&whole), [""; 0], "{name}");
        let subset = types(Generator::new().wsdl(case(name)).operation("*"));
        assert_eq!(unused(&subset), [""; 0], "{name}, every operation");
    }
}

/// A WSDL with one operation, which holds this content, over a schema with other types.
fn write_wsdl(name: &str, content: &str, types: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("selection");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    let text = format!(
        r#"<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" xmlns:o="urn:o" targetNamespace="urn:t">
<wsdl:types>
<xs:schema targetNamespace="urn:o" elementFormDefault="qualified"><xs:complexType name="Other"><xs:sequence><xs:element name="v" type="xs:int"/></xs:sequence></xs:complexType><xs:element name="other" type="xs:int"/></xs:schema>
<xs:schema targetNamespace="urn:n" elementFormDefault="qualified"><xs:import namespace="urn:o"/><xs:complexType name="Near"><xs:sequence><xs:element name="v" type="xs:int"/></xs:sequence></xs:complexType><xs:element name="near" type="o:Other"/></xs:schema>
<xs:schema targetNamespace="urn:t" elementFormDefault="qualified"><xs:element name="Ask"><xs:complexType><xs:sequence>{content}</xs:sequence></xs:complexType></xs:element>{types}</xs:schema>
</wsdl:types>
<wsdl:message name="In"><wsdl:part name="parameters" element="t:Ask"/></wsdl:message>
<wsdl:portType name="P"><wsdl:operation name="Ask"><wsdl:input message="t:In"/></wsdl:operation></wsdl:portType>
<wsdl:binding name="B" type="t:P"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="Ask"><soap:operation soapAction=""/><wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation></wsdl:binding>
<wsdl:service name="S"><wsdl:port name="P" binding="t:B"><soap:address location="http://localhost/"/></wsdl:port></wsdl:service>
</wsdl:definitions>"#
    );
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn one_operation_of_a_large_schema_is_small() {
    let mut types = String::new();
    for number in 0..4000 {
        types += &format!(
            "<xs:complexType name='Type{number}'><xs:annotation><xs:documentation>Type number {number}.</xs:documentation></xs:annotation><xs:sequence><xs:element name='next' type='t:Type{}' minOccurs='0'/><xs:element name='text' type='xs:string'/></xs:sequence></xs:complexType>",
            number / 2
        );
    }
    assert!(types.len() > 1_000_000, "{}", types.len());
    let path = write_wsdl(
        "large.wsdl",
        "<xs:element name='q' type='t:Type3'/>",
        &types,
    );
    let output = Generator::new().wsdl(&path).render().unwrap();
    assert!(output.text.len() <= 40_000, "{}", output.text.len());
    assert!(output.text.contains("pub struct Type1 "));
    // `Ask`, and the types 0, 1 and 3, are reached; so 3,997 are not, nor the two of other namespaces.
    assert_eq!(output.left_out, 3_999);
    let whole = Generator::new()
        .wsdl(&path)
        .all_types(true)
        .render()
        .unwrap();
    assert_eq!(whole.left_out, 0);
    assert!(whole.text.contains("pub struct Type3999 "));
}

#[test]
fn open_content_reaches_what_it_admits() {
    let unreached = "<xs:complexType name='Own'><xs:sequence><xs:element name='v' type='xs:int'/></xs:sequence></xs:complexType>";
    for (content, reached) in [
        ("<xs:element name='q' type='xs:int'/>", &[][..]),
        (
            "<xs:element name='q' type='xs:anyType'/>",
            &["Own", "Other", "Near"],
        ),
        ("<xs:any/>", &["Own", "Other", "Near"]),
        ("<xs:any processContents='skip'/>", &[]),
        (
            "<xs:any namespace='##other' processContents='lax'/>",
            &["Other", "Near"],
        ),
        (
            "<xs:any namespace='##targetNamespace' processContents='lax'/>",
            &["Own"],
        ),
        ("<xs:any namespace='##local' processContents='lax'/>", &[]),
        // The type of an element in the namespace is in another one.
        ("<xs:any namespace='urn:n'/>", &["Other", "Near"]),
        ("<xs:any namespace='urn:o'/>", &["Other"]),
        // Within a type that is reached.
        (
            "<xs:choice maxOccurs='2'><xs:element name='q'/><xs:element name='r' type='xs:int'/></xs:choice>",
            &["Own", "Other", "Near"],
        ),
    ] {
        let path = write_wsdl("open.wsdl", content, unreached);
        let output = Generator::new().wsdl(&path).render().unwrap();
        for name in ["Own", "Other", "Near"] {
            let is_there = output.text.contains(&format!("pub struct {name} {{"));
            assert_eq!(is_there, reached.contains(&name), "{content}: {name}");
        }
        assert_eq!(output.left_out, 3 - reached.len(), "{content}");
        let config = path.with_extension("toml");
        std::fs::write(&config, "open-types = 'trees'").unwrap();
        let trees = Generator::new()
            .wsdl(&path)
            .config(config)
            .render()
            .unwrap();
        assert_eq!(trees.left_out, 3, "{content}");
    }
}

#[test]
fn what_is_not_selected_refuses_nothing() {
    let generator = || Generator::new().wsdl(case("left-out"));
    let sent = text(generator().operation("Send"));
    assert!(sent.contains("fn send("), "{sent}");
    let lost = generator().operation("Rank").render().unwrap_err();
    let lost = lost.to_string();
    assert!(lost.contains("no operations match `Rank`"), "{lost}");
    assert!(lost.contains("the operation `Rank` is left out"), "{lost}");
}
