//! Names that the configuration pins, of what is no type and no field: modules, clients, server traits, methods.

use std::path::Path;

use sapo_codegen::diagnostic::Report;
use sapo_codegen::{Error, Generator};

/// What is generated for a case with this configuration: the text, and what is said.
fn generate(case: &str, name: &str, config: &str) -> Result<(String, String), Box<Report>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pins-{name}"));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("sapo.toml");
    std::fs::write(&file, config).unwrap();
    let input = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(case);
    let generator = Generator::new()
        .wsdl(input.join("input.wsdl"))
        .server(true)
        .config(&file);
    match generator.render() {
        Ok(output) => Ok((output.text, output.report.to_string())),
        Err(Error::Input(report)) => Err(report),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn what_is_pinned_is_called_so_and_nothing_else_changes() {
    let config = r#"
[modules]
"urn:rooms" = "places"
[clients]
Desk = "Reception"
[servers]
"{urn:desk}Desk" = "Receptionist"
[methods]
"Desk/Find" = "r#where"
"#;
    let (plain, _) = generate("split", "none", "").unwrap();
    let (pinned, said) = generate("split", "all", config).unwrap();
    assert!(!said.contains("matches nothing"), "{said}");
    let renamed = plain
        .replace("DeskClient", "Reception")
        .replace("DeskServer", "ReceptionistServer")
        .replace("pub trait Desk:", "pub trait Receptionist:")
        .replace("[`Desk`]", "[`Receptionist`]")
        .replace("<S: Desk ", "<S: Receptionist ")
        .replace("fn find(", "fn r#where(")
        .replace("self.0.find(", "self.0.r#where(")
        .replace("rooms::", "places::")
        .replace("pub mod rooms ", "pub mod places ");
    // Lines are broken where they are too long.
    let words = |text: &str| {
        text.split_whitespace()
            .collect::<String>()
            .replace(",)", ")")
    };
    assert_eq!(words(&pinned), words(&renamed));
}

#[test]
fn a_pinned_name_is_taken_before_all_others() {
    let config = r#"
[clients]
Desk = "Find"
[methods]
Find = "look_up"
"#;
    let (text, _) = generate("split", "first", config).unwrap();
    assert!(
        text.contains("pub struct Find<T>") && text.contains("pub struct Find2 {"),
        "{text}"
    );
    assert!(text.contains("pub fn look_up"), "{text}");
}

#[test]
fn operations_of_one_name_are_told_apart_by_their_inputs() {
    let config = r#"
[methods]
"Find:ById" = "find_by_id"
"Operations/Find:ByName" = "find_by_name"
"#;
    let (text, said) = generate("operations", "overloads", config).unwrap();
    assert!(!said.contains("matches nothing"), "{said}");
    for (method, constant) in [("find_by_id", "FIND"), ("find_by_name", "FIND2")] {
        let (_, own) = text.split_once(&format!("pub fn {method}")).unwrap();
        let (own, _) = own.split_once("\n    }\n").unwrap();
        assert!(
            own.contains(&format!(".call(&{constant}, request)")),
            "{own}"
        );
    }
    let config = "[methods]\n\"Find:ByNumber\" = \"find_by_number\"";
    let (_, said) = generate("operations", "no-overload", config).unwrap();
    assert!(said.contains("`Find:ByNumber` under `methods`"), "{said}");
}

#[test]
fn services_their_port_types_and_their_operations_are_told_apart() {
    let config = r#"
[clients]
First = "Asker"
"First/More" = "Repeater"
[methods]
Ask = "inquire"
"Second/Ask" = "demand"
"#;
    let (text, said) = generate("services", "services", config).unwrap();
    assert!(!said.contains("matches nothing"), "{said}");
    for (client, method) in [
        ("Asker", "inquire"),
        ("Repeater", "ask_again"),
        ("SecondClient", "demand"),
    ] {
        let (_, own) = text
            .split_once(&format!("> {client}<T> {{\n"))
            .unwrap_or_else(|| panic!("{client} in {text}"));
        let own = own.split("\n}\n").next().unwrap();
        assert!(own.contains(&format!("pub fn {method}")), "{own}");
    }
}

#[test]
fn names_that_cannot_be_are_refused() {
    for (name, config, expected) in [
        (
            "client-and-server",
            "[clients]\nDesk = \"Desk\"\n[servers]\nDesk = \"Desk\"\n",
            "the server trait of `Desk` cannot be called `Desk`: the name is taken",
        ),
        (
            "reserved",
            "[clients]\nDesk = \"Option\"\n",
            "the client of `Desk` cannot be called `Option`: generated code needs the name",
        ),
        (
            "client-and-type",
            "[clients]\nDesk = \"Room\"\n[names]\nFind = \"Room\"\n",
            "the type `Find` cannot be called `Room`: the name is taken",
        ),
        (
            "method",
            "[methods]\nFind = \"new\"\n",
            "the method of `Find` cannot be called `new`: the name is taken",
        ),
        (
            "modules",
            "[modules]\n\"urn:rooms\" = \"x\"\n\"urn:people\" = \"x\"\n",
            "the module of `urn:rooms` cannot be called `x`: the name is taken",
        ),
        (
            "crate",
            "[modules]\n\"urn:rooms\" = \"sapo\"\n",
            "the module of `urn:rooms` cannot be called `sapo`: generated code needs the name",
        ),
        (
            "identifier",
            "[methods]\nFind = \"a b\"\n",
            "`a b` is not a Rust identifier",
        ),
    ] {
        match generate("split", name, config) {
            Err(report) => assert!(report.to_string().contains(expected), "{report}"),
            Ok((text, _)) => panic!("{name}: {text}"),
        }
    }
}

#[test]
fn what_is_not_there_is_a_warning() {
    let config = r#"
[modules]
"urn:room" = "places"
"urn:desk" = "desk"
[clients]
Desks = "Reception"
[servers]
"Desk/Other" = "Receptionist"
[methods]
find = "r#where"
"#;
    let (_, said) = generate("split", "nothing", config).unwrap();
    for expected in [
        "`urn:room` under `modules` in the configuration matches nothing",
        "`urn:desk` under `modules` in the configuration matches nothing",
        "`Desks` under `clients` in the configuration matches nothing",
        "`Desk/Other` under `servers` in the configuration matches nothing",
        "`find` under `methods` in the configuration matches nothing",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
}

#[test]
fn a_mistaken_key_is_suggested_another() {
    let config = r#"
[modules]
"urn:romo" = "places"
[clients]
Desks = "Reception"
[methods]
Fnid = "r#where"
[names]
"{urn:other}Room/number" = "number"
"Roon" = "Chamber"
"#;
    let (_, said) = generate("split", "mistaken", config).unwrap();
    for suggested in [
        "urn:rooms",
        "Desk",
        "Find",
        "{urn:rooms}Room/{urn:rooms}number",
        "Room",
    ] {
        let help = format!("did you mean `{suggested}`?");
        assert!(said.contains(&help), "{help} in {said}");
    }
}
