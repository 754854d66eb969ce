//! The configuration file that `sapo generate FILE` uses.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::web::serve;
use crate::{sapo_in, schema, stderr, stdout};

/// A repository with a schema in `crate/wsdl/deep`.
struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("config-{name}"));
        let _ = fs::remove_dir_all(&folder);
        let new = Self(folder.join("repository"));
        fs::create_dir_all(new.0.join("crate/wsdl/deep")).unwrap();
        fs::create_dir(new.0.join(".git")).unwrap();
        let item = "<xs:element name='item' type='xs:int'/>\
                    <xs:complexType name='Parcel'><xs:attribute name='size' type='xs:int'/></xs:complexType>";
        new.write(INPUT, &schema("urn:item", item));
        new
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.0.join(name)).unwrap();
    }

    /// Runs the command in a folder; gives what it says.
    fn run_in(&self, folder: &str, arguments: &[&str], code: i32) -> (String, String) {
        let output = sapo_in(&self.0.join(folder), arguments);
        let (out, err) = (stdout(&output), stderr(&output));
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}\n{out}{err}"
        );
        (out, err)
    }

    fn run(&self, arguments: &[&str], code: i32) -> (String, String) {
        self.run_in("", arguments, code)
    }
}

const INPUT: &str = "crate/wsdl/deep/item.xsd";

#[test]
fn the_nearest_file_up_to_the_root_is_used() {
    let own = Repository::new("nearest");
    let renames = |name: &str| format!("[names]\nParcel = '{name}'\n");
    // Beyond the root.
    let beyond = own.0.with_file_name("sapo.toml");
    fs::write(beyond, renames("Beyond")).unwrap();
    let (out, err) = own.run(&["generate", INPUT], 0);
    assert!(
        out.contains("pub struct Parcel {") && err.is_empty(),
        "{err}"
    );

    // Each is nearer than the one before.
    for (folder, name) in [
        ("", "Top"),
        ("crate/", "Middle"),
        ("crate/wsdl/deep/", "Near"),
    ] {
        let file = format!("{folder}sapo.toml");
        own.write(&file, &renames(name));
        let (out, err) = own.run(&["generate", INPUT], 0);
        assert!(out.contains(&format!("pub struct {name} {{")), "{out}");
        assert_eq!(err, format!("note: using `{file}`\n"));
    }
    // Nothing depends on the current folder, and a folder of documents is where the search begins.
    for input in ["item.xsd", "../deep/item.xsd", "../../wsdl/deep/item.xsd"] {
        let (out, _) = own.run_in("crate/wsdl/deep", &["generate", input], 0);
        assert!(out.contains("pub struct Near {"), "{out}");
    }
    own.remove("crate/wsdl/deep/sapo.toml");
    let (out, err) = own.run_in("crate/wsdl/deep", &["generate", "item.xsd"], 0);
    assert!(out.contains("pub struct Middle {"), "{out}");
    assert!(err.contains("/crate/sapo.toml`"), "{err}");

    // A package is not the root of a workspace.
    own.write("crate/wsdl/Cargo.toml", "[package]\nname = 'a'\n");
    let (out, _) = own.run(&["generate", INPUT], 0);
    assert!(out.contains("pub struct Middle {"), "{out}");
    own.write(
        "crate/wsdl/Cargo.toml",
        "[workspace.package]\nedition = '2024'\n",
    );
    let (out, err) = own.run(&["generate", INPUT], 0);
    assert!(
        out.contains("pub struct Parcel {") && err.is_empty(),
        "{err}"
    );
}

#[test]
fn a_file_can_be_named_and_none_can() {
    let own = Repository::new("named");
    own.write("sapo.toml", "serde = true\n");
    own.write("other.toml", "roots = true\n");
    let (out, _) = own.run(&["generate", INPUT], 0);
    assert!(out.contains("Serialize") && !out.contains("enum Root"));
    let (out, err) = own.run(&["generate", INPUT, "--config", "other.toml"], 0);
    assert!(!out.contains("Serialize") && out.contains("enum Root"));
    assert!(err.is_empty(), "{err}");
    let (out, err) = own.run(&["generate", INPUT, "--no-config"], 0);
    assert!(!out.contains("Serialize") && !out.contains("enum Root"));
    assert!(err.is_empty(), "{err}");

    let (_, err) = own.run(&["generate", INPUT, "--format", "json"], 0);
    let note: serde_json::Value = serde_json::from_str(&err).unwrap();
    assert_eq!(note["severity"], "note");
    assert_eq!(note["message"], "using `sapo.toml`");
}

#[test]
fn an_entry_of_the_output_applies() {
    let own = Repository::new("entry");
    own.write(
        "crate/sapo.toml",
        "serde = true\n
         [[bindings]]\ninputs = ['wsdl/deep/item.xsd']\nroots = true\n
         [[bindings]]\ninputs = ['wsdl/none.xsd']\nout = 'src/other.rs'\nroots = true\n
         [[bindings]]\ninputs = ['wsdl/deep/item.xsd']\nout = 'src/rooted.rs'\nroots = true\n
         [[bindings]]\ninputs = ['wsdl/deep/item.xsd']\nout = 'src/own.rs'\nconfig = 'own.toml'\n",
    );
    own.write("crate/own.toml", "[names]\nParcel = 'Crate'\n");
    let read = |name: &str| fs::read_to_string(own.0.join(name)).unwrap();

    // What the file says for all, without the entries of other outputs.
    let (out, err) = own.run(&["generate", INPUT], 0);
    assert!(out.contains("Serialize") && !out.contains("enum Root"));
    assert_eq!(err, "note: using `crate/sapo.toml`\n");
    own.run(&["generate", INPUT, "-o", "crate/src/unlisted.rs"], 0);
    assert_eq!(read("crate/src/unlisted.rs"), out);

    let (_, err) = own.run(&["generate", INPUT, "-o", "crate/src/rooted.rs"], 0);
    let rooted = read("crate/src/rooted.rs");
    assert!(rooted.contains("Serialize") && rooted.contains("enum Root"));
    assert_eq!(
        err,
        "note: using `crate/sapo.toml`, and what it lists for `src/rooted.rs`\n"
    );
    own.run(&["generate", INPUT, "-o", "crate/src/own.rs"], 0);
    let text = read("crate/src/own.rs");
    assert!(text.contains("struct Crate") && !text.contains("Serialize"));
    own.run(&["generate", INPUT, "-o", "crate/src/own.rs", "--serde"], 0);
    assert!(read("crate/src/own.rs").contains("Serialize"));

    // However the output is spelled, and from wherever.
    let check = ["generate", "item.xsd", "--check", "-o"];
    for out in ["../../src/rooted.rs", "../deep/../../src/rooted.rs"] {
        own.run_in("crate/wsdl/deep", &[&check[..], &[out]].concat(), 0);
    }
    own.run_in(
        "crate/wsdl/deep",
        &[&check[..], &["../../src/own.rs"]].concat(),
        1,
    );
    // By a file that is named as well.
    let config = ["--config", "crate/sapo.toml", "-o", "crate/src/rooted.rs"];
    own.run(&[&["generate", INPUT, "--check"][..], &config].concat(), 0);
    let plain = ["generate", INPUT, "--check", "--no-config", "-o"];
    own.run(&[&plain[..], &["crate/src/rooted.rs"]].concat(), 1);
    // What the file lists is the same without arguments.
    own.write("crate/wsdl/none.xsd", &schema("urn:none", ""));
    own.run_in("crate", &["generate"], 0);
    assert_eq!(read("crate/src/rooted.rs"), rooted);
}

#[test]
fn names_on_the_command_line_replace_those_of_the_entry() {
    let own = Repository::new("select");
    let wsdl = fs::read_to_string(crate::WSDL).unwrap();
    own.write("authenticate.wsdl", &wsdl);
    own.write(
        "sapo.toml",
        "select.operations = ['Login']\n
         [[bindings]]\ninputs = []\nout = 'a.rs'\nselect.operations = ['HasSession']\n",
    );
    let methods = |arguments: &[&str]| {
        let all = [&["generate", "authenticate.wsdl"], arguments].concat();
        let (out, _) = own.run(&all, 0);
        let text = match arguments.contains(&"-o") {
            true => fs::read_to_string(own.0.join("a.rs")).unwrap(),
            false => out,
        };
        ["login", "has_session", "get_identities"]
            .into_iter()
            .filter(|name| text.contains(&format!("fn {name}(")))
            .collect::<Vec<_>>()
    };
    assert_eq!(methods(&[]), ["login"]);
    assert_eq!(methods(&["-o", "a.rs"]), ["has_session"]);
    let named = ["--operation", "GetIdentities"];
    assert_eq!(methods(&named), ["get_identities"]);
    let named = [&named[..], &["-o", "a.rs"]].concat();
    assert_eq!(methods(&named), ["get_identities"]);
}

#[test]
fn what_is_wrong_with_the_file_is_said_as_for_one_that_is_named() {
    let own = Repository::new("wrong");
    own.write("sapo.toml", "serde = true\nsedre = true\n");
    let (out, found) = own.run(&["generate", INPUT], 2);
    assert!(out.is_empty());
    assert!(
        found.contains("sapo.toml:2:1") && found.contains("unknown field `sedre`"),
        "{found}"
    );
    let (_, named) = own.run(&["generate", INPUT, "--config", "sapo.toml"], 2);
    assert_eq!(found, named);
    own.run(&["generate", INPUT, "--no-config"], 0);
}

#[test]
fn for_a_url_the_search_begins_in_the_current_folder() {
    let own = Repository::new("url");
    let site = serve();
    site.publish("item.xsd", fs::read_to_string(own.0.join(INPUT)).unwrap());
    own.write("crate/sapo.toml", "serde = true\n");
    let url = site.url("item.xsd");
    let (out, _) = own.run_in("crate/wsdl", &["generate", &url], 0);
    assert!(out.contains("Serialize"));
    let (out, _) = own.run(&["generate", &url], 0);
    assert!(!out.contains("Serialize"));
}

#[test]
fn a_new_file_generates_and_each_of_its_settings_can_be_turned_on() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("init");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::create_dir_all(folder.join("wsdl")).unwrap();
    fs::copy(super::WSDL, folder.join("wsdl/My-Login.v1.wsdl")).unwrap();
    let sapo = |arguments: &[&str]| super::sapo_in(&folder, arguments);

    let output = sapo(&["init", "wsdl/My-Login.v1.wsdl"]);
    assert_eq!(output.status.code(), Some(0), "{}", super::stderr(&output));
    assert_eq!(
        super::stderr(&output),
        "note: wrote `sapo.toml`: `sapo generate` writes `src/my_login.rs` by it\n"
    );
    assert_eq!(sapo(&["generate"]).status.code(), Some(0));
    assert!(folder.join("src/my_login.rs").exists());

    // It isn't written over.
    let output = sapo(&["init", "wsdl/My-Login.v1.wsdl"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(super::stderr(&output).contains("already there"));

    let file = folder.join("sapo.toml");
    let text = fs::read_to_string(&file).unwrap();
    let is_off = |line: &str| line.starts_with('#') && !line.starts_with("# ");
    assert!(
        text.lines().filter(|line| is_off(line)).count() > 15,
        "{text}"
    );
    // These exclude others.
    let excluding = [
        "types-only",
        "operation-features",
        "\"Type/Element\" = \"::",
    ];
    let on = text.lines().map(|line| {
        let setting = line.trim_start_matches('#');
        let excludes = excluding.iter().any(|key| setting.starts_with(key));
        if is_off(line) && !excludes {
            setting
        } else {
            line
        }
    });
    fs::write(&file, on.collect::<Vec<_>>().join("\n")).unwrap();
    let output = sapo(&["generate"]);
    assert_eq!(output.status.code(), Some(0), "{}", super::stderr(&output));
    let warned = super::stderr(&output);
    let warnings: Vec<&str> = warned
        .lines()
        .filter(|line| line.starts_with("warning"))
        .collect();
    // The examples of names that no document has.
    assert!(
        warnings
            .iter()
            .all(|line| line.contains("`Type/Element`") || line.contains("Type` under `types`")),
        "{warned}"
    );
    let text = fs::read_to_string(folder.join("src/my_login.rs")).unwrap();
    assert!(text.contains("pub enum Root"));
}

/// The keys that a message about an unknown one lists.
fn expected_keys(message: &str) -> BTreeSet<String> {
    let listed = message.split("expected ").nth(1).unwrap();
    let listed = listed.lines().next().unwrap().split('`');
    listed.skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_schema_of_the_file_has_the_keys_that_are_read() {
    let output = super::sapo(&["config", "--schema"]);
    assert_eq!(output.status.code(), Some(0));
    let schema: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema");
    fs::create_dir_all(&folder).unwrap();
    let definition = |name: &str| &schema["definitions"][name];
    for (text, described) in [
        ("unknown = 1", &schema),
        ("[select]\nunknown = 1", definition("Selection")),
        ("[limits]\nunknown = 1", definition("Limits")),
        ("[secrets]\nunknown = 1", definition("Secrets")),
        (
            "[item-errors]\nE = { unknown = 1 }",
            &definition("ItemErrorTexts")["anyOf"][1],
        ),
        ("[[bindings]]\nunknown = 1", definition("Binding")),
        (
            "[types]\nT = { unknown = 1 }",
            &definition("TypeSettings")["anyOf"][1],
        ),
    ] {
        fs::write(folder.join("sapo.toml"), text).unwrap();
        let message = stderr(&sapo_in(&folder, &["generate"]));
        let keys = described["properties"].as_object().unwrap().keys();
        assert_eq!(
            expected_keys(&message),
            keys.cloned().collect(),
            "{message}"
        );
        assert_eq!(
            described["additionalProperties"],
            Value::Bool(false),
            "{text}"
        );
        for (key, value) in described["properties"].as_object().unwrap() {
            assert!(value["description"].is_string(), "{text}: {key}");
        }
    }
    let required = definition("Binding")["required"].as_array().unwrap();
    assert_eq!(required, &["inputs"]);
}
