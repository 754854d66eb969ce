//! What `sapo.toml` says of errors inside items and of lists of names of elements, and what
//! `sapo diff` says of that.

use std::fs;
use std::path::{Path, PathBuf};

use sapo_codegen::diff::Version;
use sapo_codegen::{Error, Generator};

/// Returns the generator of a case with this configuration.
fn generator(case: &str, name: &str, config: &str) -> Generator {
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    with_config(input.join(case).join("input.wsdl"), name, config)
}

fn with_config(input: PathBuf, name: &str, config: &str) -> Generator {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("item-errors-{name}.toml"));
    fs::write(&path, config).unwrap();
    Generator::new().wsdl(input).config(path)
}

/// Returns what is generated, and the report.
fn generate(generator: &Generator) -> (String, String) {
    match generator.render() {
        Ok(output) => (output.text, output.report.to_string()),
        Err(Error::Input(report)) => (String::new(), report.to_string()),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn keys_that_match_nothing_are_warnings_with_a_suggestion() {
    let config = "[item-errors]\nAPIExeption = \"Message\"\n\"Booking/Problm\" = \"Reason/Text\"\n";
    let (text, report) = generate(&generator("item-errors", "keys", config));
    assert!(!text.contains("MayFail"), "{text}");
    for (key, near) in [
        ("APIExeption", "APIException"),
        ("Booking/Problm", "Booking/Problem"),
    ] {
        let warning = format!("`{key}` under `item-errors` in the configuration matches nothing");
        assert!(report.contains(&warning), "{report}");
        assert!(
            report.contains(&format!("did you mean `{near}`?")),
            "{report}"
        );
    }
    let config = "[element-names]\n\"FindPeople/returnPropertys\" = \"Person\"\n";
    let (text, report) = generate(&generator("element-names", "lists", config));
    assert!(!text.contains("&'static str ="), "{text}");
    assert!(
        report.contains("did you mean `FindPeople/returnProperties`?"),
        "{report}"
    );
}

#[test]
fn values_that_lead_nowhere_are_errors() {
    for (name, config, expected) in [
        (
            "member",
            "APIException = \"Mesage\"",
            "`APIException` has no element or attribute `Mesage`, which `item-errors` in the configuration names; did you mean `Message`?",
        ),
        (
            "wrapped",
            "\"Booking/Problem\" = \"Reason/Txt\"",
            "`Reason` has no element or attribute `Txt`",
        ),
        ("struct", "\"Booking/Problem\" = \".\"", "isn't a text"),
        ("list", "\"Booking/Problem\" = \"Reason\"", "isn't a text"),
        (
            "secret",
            "APIException = \"Message\"\n[types]\n[secrets]\nexcept = []",
            "is secret",
        ),
        (
            "type",
            "APIException = \"Message\"\n[types]\n\"APIException\" = \"::my::Error\"",
            "`APIException` has no element or attribute `Message`",
        ),
    ] {
        let secret = match name {
            "secret" => "secret = [\"APIException/Message\"]\n",
            _ => "",
        };
        let config = format!("{secret}[item-errors]\n{config}\n");
        let (_, report) = generate(&generator("item-errors", name, &config));
        assert!(report.contains("error"), "{name}: {report}");
        assert!(report.contains(expected), "{name}: {report}");
    }
    for (name, value, expected) in [
        (
            "path",
            "\"Message//Text\"",
            "`Message//Text` is not of the form",
        ),
        (
            "key",
            "{ massage = \"Message\" }",
            "unknown field `massage`",
        ),
        ("kind", "7", "expected the place of a message, or a table"),
    ] {
        let config = format!("[item-errors]\nAPIException = {value}\n");
        let (_, report) = generate(&generator("item-errors", name, &config));
        assert!(report.contains(expected), "{report}");
        assert!(report.contains("toml:2:"), "{report}");
    }
    let config = "[element-names]\n\"FindPeople/returnProperties\" = \"Persn\"\n";
    let (_, report) = generate(&generator("element-names", "nobody", config));
    assert!(report.contains("did you mean `Person`?"), "{report}");
}

#[test]
fn elements_that_are_always_there_do_not_tell_failures() {
    let config = "[item-errors]\n\"Booking/Entry\" = \".\"\n";
    let (text, report) = generate(&generator("item-errors", "always", config));
    assert!(!text.contains("MayFail"), "{text}");
    assert!(report.contains("`Entry` is in every `Booking`"), "{report}");
}

#[test]
fn a_type_that_is_not_generated_has_no_constants() {
    let config = "[element-names]\n\"FindPeople/returnProperties\" = \"ArrayOfPerson\"\n";
    let (text, report) = generate(&generator("element-names", "wrapper", config));
    assert!(!text.contains("as constants"), "{text}");
    assert!(report.contains("isn't generated as a struct"), "{report}");
}

/// A single item on the heap is returned without its box.
#[test]
fn large_items_leave_the_heap() {
    let fields: String = (0..200)
        .map(|at| format!(r#"<s:element name="F{at}" type="s:string" minOccurs="0"/>"#))
        .collect();
    let wsdl = fs::read_to_string("tests/cases/item-errors/input.wsdl").unwrap();
    let wsdl = wsdl.replace(
        r#"<xs:element name="Id" type="xs:int" minOccurs="0"/>"#,
        &fields.replace("s:", "xs:"),
    );
    let input = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large-items.wsdl");
    fs::write(&input, wsdl).unwrap();
    let rule = "[item-errors]\nAPIException = \"Message\"\n";
    let (text, report) = generate(&with_config(input.clone(), "large", rule));
    assert!(report.is_empty(), "{report}");
    for expected in [
        "pub save_customer_result: Option<Box<Customer>>",
        ", Option<Customer>> {",
        ".map(|item| gen1::MayFail::checked(*item))",
        ", ::sapo::Nillable<Customer>> {",
        ".map(|error| gen1::Failure::default().with_message(error.message.as_ref()))",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[test]
fn rules_that_come_and_go_are_changes() {
    let rules = fs::read_to_string("tests/cases/item-errors/sapo.toml").unwrap();
    let version = |name, config: &str| {
        Version::of(&generator("item-errors", name, config))
            .unwrap_or_else(|error| panic!("{error}"))
    };
    let (without, with) = (version("without", ""), version("with", &rules));
    let added = without.diff(&with).to_string();
    let removed = with.diff(&without).to_string();
    for (report, expected) in [
        (
            &added,
            "LedgerClient::save_customers` is `(customers: impl IntoOptional<Vec<Customer>>) -> Vec<Result<Customer, ItemError<Customer>>>`, \
             was `(customers: impl IntoOptional<Vec<Customer>>) -> Vec<Customer>`",
        ),
        (
            &added,
            "LedgerClient::save_customer` returns a failed item as an error now",
        ),
        (&added, "`Customer` implements `MayFail` now"),
        (
            &removed,
            "LedgerClient::change` no longer returns a failed item as an error",
        ),
        (&removed, "`AnyContact` no longer implements `MayFail`"),
    ] {
        assert!(report.contains(expected), "{expected} in {report}");
    }
    assert_eq!(with.diff(&with).changes, []);

    let rules = fs::read_to_string("tests/cases/element-names/sapo.toml").unwrap();
    let version = |name, config: &str| {
        Version::of(&generator("element-names", name, config))
            .unwrap_or_else(|error| panic!("{error}"))
    };
    let (without, with) = (version("unnamed", ""), version("named", &rules));
    let removed = with.diff(&without).to_string();
    assert!(
        removed.contains("`people::Person::E_MAIL` is gone"),
        "{removed}"
    );
    let added = without.diff(&with).to_string();
    assert!(added.contains("`people::Person::E_MAIL` is new"), "{added}");
}

#[test]
fn a_rule_for_a_type_or_an_item_holds_for_arrays_of_it() {
    for (name, key) in [
        ("type", "Complaint"),
        ("item", "ArrayOfComplaint/Complaint"),
    ] {
        let config = format!("[item-errors]\n\"{key}\" = \"Kind\"\n");
        let (text, report) = generate(&generator("item-errors", name, &config));
        assert!(
            text.contains("impl gen1::MayFail for Parcel {"),
            "{key}: {report}"
        );
    }
}
