//! The configuration file.

use std::path::Path;

use sapo_codegen::diagnostic::Report;
use sapo_codegen::qname::QName;
use sapo_codegen::{Config, Generator, Options};

fn read(name: &str, text: &str) -> (Config, Report) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.toml"));
    std::fs::write(&path, text).unwrap();
    let mut report = Report::new();
    let config = Config::read(&path, &mut report);
    std::fs::remove_file(path).unwrap();
    (config, report)
}

#[test]
fn selectors_name_types_and_members() {
    let (config, report) = read(
        "selectors",
        r#"
        serde = true
        secret = ["Credential/Password", "{urn:a}Session/Id"]
        derives = ["Eq", "::other::Trait"]
        [names]
        order = "AnyOrder"
        "{http://example.org/a}order" = "Order"
        "order/{}type" = "r#type"
        [types]
        "{http://www.w3.org/2001/XMLSchema}integer" = "i64"
        [limits]
        documents = 7
        "#,
    );
    assert!(report.is_empty(), "{report}");
    assert!(config.serde && !config.server);
    assert_eq!(config.limits.documents, 7);
    let name = |namespace: &str, local: &str| QName::new(namespace, local);
    assert_eq!(
        config.name_for(&[&name("http://example.org/a", "order")]),
        Some("Order")
    );
    assert_eq!(
        config.name_for(&[&name("urn:b", "order")]),
        Some("AnyOrder")
    );
    assert_eq!(
        config.name_for(&[&name("urn:b", "order"), &name("", "type")]),
        Some("r#type")
    );
    assert_eq!(
        config.name_for(&[&name("urn:b", "order"), &name("urn:b", "type")]),
        None
    );
    assert_eq!(
        config.type_for(&[&name("http://www.w3.org/2001/XMLSchema", "integer")]),
        Some("i64")
    );
    assert!(config.is_secret(&[&name("urn:x", "Credential"), &name("urn:x", "Password")]));
    assert!(!config.is_secret(&[&name("urn:x", "Session"), &name("urn:a", "Id")]));
    assert!(!config.is_secret(&[&name("urn:x", "Password")]));
}

#[test]
fn every_switch_is_a_key_of_the_file_and_of_its_entries() {
    for switch in Options::SWITCHES {
        let key = switch.key;
        let entry = "[[bindings]]\ninputs = []\n";
        let (config, report) = read(
            &format!("switch-{key}"),
            &format!("{key} = true\n{entry}{entry}{key} = true\n"),
        );
        assert!(report.is_empty(), "{report}");
        let mut expected = Options::default();
        *switch.of(&mut expected) = true;
        assert_eq!(config.options(), expected, "{key}");
        assert_eq!(config.bindings[0].options(), Options::default(), "{key}");
        assert_eq!(config.bindings[1].options(), expected, "{key}");
    }
}

#[test]
fn wrong_options_are_errors_at_their_place() {
    for (name, wrong, message) in [
        ("type", "server = \"yes\"", "invalid type: string"),
        ("key", "sever = true", "unknown field `sever`"),
        ("select", "select.ports = 1", "invalid type: integer"),
    ] {
        let entry = format!("[[bindings]]\ninputs = []\nout = \"out.rs\"\n{wrong}\n");
        for (place, text) in [("2:", format!("serde = true\n{wrong}\n")), ("4:", entry)] {
            let (_, report) = read(&format!("wrong-{name}"), &text);
            let shown = report.to_string();
            assert!(
                shown.contains(message) && shown.contains(&format!("wrong-{name}.toml:{place}")),
                "{shown}"
            );
        }
    }
}

#[test]
fn options_of_two_places_are_combined() {
    let (config, report) = read(
        "combined",
        r#"
        server = true
        [select]
        services = ["A"]
        ports = ["B"]
        [[bindings]]
        inputs = []
        out = "out.rs"
        split = true
        select.ports = ["C"]
        select.derived-types = false
        "#,
    );
    assert!(report.is_empty(), "{report}");
    let options = config.bindings[0].options().or(config.options());
    assert!(options.server && options.split && !options.serde);
    assert_eq!(options.select.services, ["A".to_owned().into()]);
    assert_eq!(options.select.ports, ["C".to_owned().into()]);
    assert!(!options.select.derived_types);
}

#[test]
fn actions_of_soap12_are_left_out_on_request() {
    let render = |setting: &str| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("action-{setting}.toml"));
        std::fs::write(&path, format!("soap12-action = \"{setting}\"\n")).unwrap();
        let generator = Generator::new().wsdl("tests/cases/soap12-action/input.wsdl");
        generator.config(path).render()
    };
    let count = |text: &str| text.matches(".with_action_required()").count();
    assert_eq!(count(&render("required").unwrap().text), 2);
    assert_eq!(count(&render("omit").unwrap().text), 0);
    let error = render("sometimes").unwrap_err().to_string();
    assert!(
        error.contains("sometimes") && error.contains(".toml:1:17"),
        "{error}"
    );
}

#[test]
fn no_constant_is_left_of_fields_whose_types_are_given() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("given.toml");
    let types = "[types]\n\"Shelf/grid\" = \"::std::string::String\"\n";
    std::fs::write(&path, types).unwrap();
    let generator = Generator::new().wsdl("tests/cases/array-types/input.wsdl");
    let text = generator.config(path).render().unwrap().text;
    assert!(text.contains("static NUMBERS: "), "{text}");
    assert!(!text.contains("GRID"), "{text}");
}

#[test]
fn types_that_are_given_need_not_exist() {
    let render = |name: &str, types: &str| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.toml"));
        std::fs::write(&path, format!("[types]\n{types}")).unwrap();
        let generator = Generator::new().wsdl("tests/cases/left-out/input.wsdl");
        let output = generator.config(path).render().unwrap();
        (output.text, output.report.to_string())
    };
    // A type; a member of a type, whose own type stays lost elsewhere.
    let (text, report) = render(
        "nowhere",
        "\"{urn:left-out}Priority\" = \"u8\"\n\"Letter/to\" = \"crate::Person\"\n",
    );
    assert!(text.contains("pub type Priorities = Vec<u8>;"), "{text}");
    assert!(text.contains("pub to: crate::Person,"), "{text}");
    assert!(!report.contains("Priority"), "{report}");
    assert!(!report.contains("`Letter/to`"), "{report}");
    assert!(
        report.contains("with it the type `{urn:left-out}Stamped`"),
        "{report}"
    );

    let (text, report) = render("nothing", "");
    assert!(
        !text.contains("Rank") && !text.contains("struct Letter"),
        "{text}"
    );
    assert!(report.contains("`{urn:left-out}Priority`"), "{report}");
}

#[test]
fn settings_without_an_effect_are_warnings() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("effects.toml");
    let types = r#"
        [types]
        "state" = { newtype = true, boxed = true }
        "party-id" = { newtype = true, nil = "absent" }
        "party/id" = { boxed = true, attributes = ["\#[doc(alias = \"number\")]"] }
        "order/lines" = { nil-items = "skip" }
        "lines" = { nil-items = "skip" }
        "order" = { nil = "absent", derive = ["::my_crate::Audit"] }
        "order/buyer" = { boxed = true, derive = ["Eq"] }
        "orders" = { boxed = true }
        "#;
    std::fs::write(&path, types.replace("\\#", "#")).unwrap();
    let generator = Generator::new().wsdl("tests/cases/settings/input.xsd");
    let report = generator.config(path).render().unwrap().report;
    let report = report.to_string();
    let mut found: Vec<&str> = report
        .lines()
        .filter_map(|line| line.strip_prefix("warning[config]: "))
        .collect();
    found.sort_unstable();
    let no_effect = |key: &str, of: &str| {
        format!("`{key}` of `{of}` under `types` in the configuration has no effect")
    };
    let expected = [
        no_effect("boxed", "party/id"),
        no_effect("boxed", "state"),
        no_effect("derive", "order/buyer"),
        no_effect("newtype", "state"),
        no_effect("nil-items", "order/lines"),
        no_effect("nil", "party-id"),
        "`orders` under `types` in the configuration matches nothing".to_owned(),
    ];
    assert_eq!(found, expected, "{report}");
}

#[test]
fn each_output_has_one_entry() {
    let entry = |out: &str| format!("[[bindings]]\ninputs = [\"a.wsdl\"]\nout = \"{out}\"\n");
    let (_, report) = read("outputs", &(entry("a.rs") + &entry("b.rs")));
    assert!(report.is_empty(), "{report}");
    let (_, report) = read("outputs-twice", &(entry("a.rs") + &entry("a.rs")));
    assert!(report.to_string().contains("the output `a.rs`"), "{report}");
}

#[test]
fn derives_that_a_type_has_anyway_are_not_repeated() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("derives.toml");
    let text = "derives = [\"Clone\", \"::core::hash::Hash\"]\n[types]\n\
                \"state\" = { derive = [\"Hash\", \"std::cmp::Eq\", \"PartialEq\", \"Ord\"] }\n";
    std::fs::write(&path, text).unwrap();
    let generator = Generator::new().wsdl("tests/cases/settings/input.xsd");
    let text = generator.config(path).render().unwrap().text;
    let state =
        "#[derive(Debug, Clone, PartialEq, Eq, Hash, Ord)]\n#[non_exhaustive]\npub enum State";
    assert!(text.contains(state), "{text}");
}

#[test]
fn a_debug_that_is_configured_is_derived_once() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("debug.toml");
    let render = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let generator = Generator::new().wsdl("tests/cases/settings/input.xsd");
        generator.config(&path).render().unwrap().text
    };
    let party = "impl ::core::fmt::Debug for Party ";
    assert!(render("").contains(party));
    let further = "derive = [\"::core::fmt::Debug\"]";
    for switch in ["", "no-debug = true\n"] {
        let text = render(&format!("{switch}[types]\n\"party\" = {{ {further} }}\n"));
        let derived = "#[derive(Debug, Clone, PartialEq, Default)]\npub struct Party ";
        assert!(text.contains(derived) && !text.contains(party), "{text}");
        assert!(text.contains("impl ::core::fmt::Debug for "), "{text}");
        let text = render(&format!("{switch}derives = [\"std::fmt::Debug\"]\n"));
        assert!(!text.contains("impl ::core::fmt::Debug for "), "{text}");
    }
}

#[test]
fn types_named_like_secrets_are_newtypes_where_none_is_secret() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-secrets.toml");
    let render = |secrets: &str| {
        std::fs::write(&path, format!("newtypes = true\n[secrets]\n{secrets}\n")).unwrap();
        let generator = Generator::new().wsdl("tests/cases/newtypes/input.xsd");
        generator.config(&path).render().unwrap().text
    };
    assert!(render("").contains("pub type ApiKey = String;"));
    assert!(render("defaults = false").contains("pub struct ApiKey(String);"));
    assert!(render("except = [\"apiKey\"]").contains("pub struct ApiKey(String);"));
}

#[test]
fn mistakes_are_shown_in_the_file() {
    for (text, line, column) in [
        ("serde = true\nservre = true\n", 2, 1),
        ("[names]\na = \"not a name\"\n", 2, 5),
        ("[names]\n\"a//b\" = \"x\"\n", 2, 1),
        ("derives = [\"1\"]\n", 1, 11),
        ("serde = \n", 1, 9),
        ("[types]\n\"A\" = \"no path\"\n", 2, 7),
        ("[types]\n\"A\" = { newtipe = true }\n", 2, 9),
        ("[types]\n\"A\" = { nil = \"skip\" }\n", 2, 15),
        ("[types]\n\"A\" = { attributes = [\"inline\"] }\n", 2, 22),
    ] {
        let (_, report) = read("mistakes", text);
        let at = report.located().next().unwrap();
        assert_eq!((at.code, at.severity), ("config", "error"));
        assert_eq!((at.line, at.column), (Some(line), Some(column)), "{report}");
    }
}
