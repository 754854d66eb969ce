//! The command as users call it: exit codes, and what is written where.

mod check;
mod config;
mod diff;
mod fetch;
mod project;
mod web;

use std::path::Path;
use std::process::{Command, Output};

use web::{Answer, serve};

const WSDL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../wsdl/authenticate.wsdl");

fn sapo(arguments: &[&str]) -> Output {
    sapo_in(Path::new("."), arguments)
}

fn sapo_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sapo"))
        .args(arguments)
        .current_dir(folder)
        // A proxy of this machine's has no part in this.
        .env_remove("http_proxy")
        .env_remove("HTTP_PROXY")
        .env_remove("ALL_PROXY")
        .env_remove("all_proxy")
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn wrong_usage_exits_with_2_and_says_how() {
    for arguments in [
        &[][..],
        &["generate"],
        &["generate", WSDL, "--check"],
        &["generate", "--serde"],
        &["generate", "-o", "out.rs"],
        &["generate", "--catalog", "catalog.xml"],
        &["generate", "--no-config"],
        &["generate", WSDL, "--no-config", "--config", "sapo.toml"],
        &["generate", WSDL, "--no-such-flag"],
        &["completions", "no-such-shell"],
    ] {
        let output = sapo(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stdout(&output).is_empty());
        assert!(stderr(&output).contains("--help"), "{arguments:?}");
    }
}

#[test]
fn the_last_line_says_what_was_left_out() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("left-out");
    std::fs::create_dir_all(&folder).unwrap();
    let wsdl = std::fs::read_to_string(WSDL).unwrap();
    let types = r#"<xs:complexType name="Spare"><xs:sequence/></xs:complexType></xs:schema>"#;
    std::fs::write(
        folder.join("spare.wsdl"),
        wsdl.replacen("</xs:schema>", types, 1),
    )
    .unwrap();
    let arguments = ["generate", "spare.wsdl", "-o", "spare.rs", "--no-config"];
    let output = sapo_in(&folder, &arguments);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        stderr(&output).lines().last(),
        Some("note: left out 1 type that no operation reaches: `--all-types` generates everything")
    );
    let output = sapo_in(&folder, &[&arguments[..], &["--all-types"]].concat());
    assert_eq!(stderr(&output), "");
    let text = std::fs::read_to_string(folder.join("spare.rs")).unwrap();
    assert!(text.contains("pub struct Spare"));
}

#[test]
fn help_and_completions_are_results() {
    for (arguments, expected) in [
        (&["--help"][..], "Exit codes"),
        (&["generate", "--help"], "--types-only"),
        (&["generate", "--help"], "nearest sapo.toml applies"),
        (&["fetch", "--help"], "--allow-missing"),
        (&["fetch", "--help"], "--allow-host"),
        (&["diff", "--help"], "1 something does"),
        (&["check", "--help"], "--offline"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
        (&["completions", "bash"], "_sapo()"),
        (&["completions", "fish"], "complete -c sapo"),
        (&["completions", "zsh"], "allow-missing"),
    ] {
        let output = sapo(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(stdout(&output).contains(expected), "{arguments:?}");
        assert!(stderr(&output).is_empty());
    }
}

#[test]
fn bad_input_exits_with_2_and_is_diagnosed_without_colour() {
    let output = sapo(&["generate", "no/such.wsdl", "Cargo.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).is_empty());
    let text = stderr(&output);
    assert!(
        text.contains("error[input]: `no/such.wsdl` cannot be read"),
        "{text}"
    );
    assert!(text.contains("--> Cargo.toml:1:1"), "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn diagnostics_are_json_lines_on_request() {
    let output = sapo(&["generate", "Cargo.toml", "no/such.wsdl", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let lines: Vec<serde_json::Value> = stderr(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["file"], "Cargo.toml");
    assert_eq!(lines[1]["line"], 1);
}

#[test]
fn several_files_need_a_place_and_are_all_checked() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("split");
    let _ = std::fs::remove_dir_all(&folder);
    let file = folder.join("authenticate.rs");
    let path = file.to_str().unwrap();
    for arguments in [
        &["generate", WSDL, "--split"][..],
        &[
            "generate",
            WSDL,
            "--split",
            "--operation-features",
            "-o",
            "-",
        ],
    ] {
        let output = sapo(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stdout(&output).is_empty());
        assert!(stderr(&output).contains("--out"), "{arguments:?}");
    }
    let generate = [
        "generate",
        WSDL,
        "--split",
        "--operation-features",
        "--no-config",
        "-o",
        path,
    ];
    assert_eq!(sapo(&generate).status.code(), Some(0));
    let check = [&generate[..], &["--check"]].concat();
    assert_eq!(sapo(&check).status.code(), Some(0));
    let part = folder.join("authenticate/login.rs");
    std::fs::remove_file(&part).unwrap();
    let output = sapo(&check);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("login.rs (generated now)"));
    assert_eq!(
        stderr(&output),
        format!("error: `{}` is out of date\n", part.display())
    );
}

#[test]
fn bindings_are_generated_checked_and_left_alone() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generate");
    let _ = std::fs::remove_dir_all(&folder);
    let file = folder.join("new/authenticate.rs");
    let path = file.to_str().unwrap();

    // Standard output and a file get the same.
    let printed = sapo(&["generate", WSDL]);
    assert_eq!(printed.status.code(), Some(0), "{}", stderr(&printed));
    let output = sapo(&["generate", WSDL, "-o", path]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).is_empty());
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text, stdout(&printed));
    assert_eq!(text, stdout(&sapo(&["generate", WSDL, "-o", "-"])));

    // What is up to date is not written.
    let before = std::fs::metadata(&file).unwrap().modified().unwrap();
    let output = sapo(&["generate", WSDL, "-o", path, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["changed"], false);
    assert_eq!(
        std::fs::metadata(&file).unwrap().modified().unwrap(),
        before
    );
    assert_eq!(
        sapo(&["generate", WSDL, "-o", path, "--check"])
            .status
            .code(),
        Some(0)
    );

    // What is not is shown and stays as it is.
    let stale = text.replace("pub struct Credential", "pub struct Credentials");
    assert_ne!(stale, text);
    std::fs::write(&file, &stale).unwrap();
    let output = sapo(&["generate", WSDL, "-o", path, "--check"]);
    assert_eq!(output.status.code(), Some(1));
    let diff = stdout(&output);
    assert!(
        diff.contains("-pub struct Credentials {\n+pub struct Credential {"),
        "{diff}"
    );
    assert!(stderr(&output).contains("out of date"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), stale);

    // Version control may have changed the line ends.
    std::fs::write(&file, text.replace('\n', "\r\n")).unwrap();
    assert_eq!(
        sapo(&["generate", WSDL, "-o", path, "--check"])
            .status
            .code(),
        Some(0)
    );
    std::fs::remove_file(&file).unwrap();
    assert_eq!(
        sapo(&["generate", WSDL, "-o", path, "--check"])
            .status
            .code(),
        Some(1)
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn flags_say_what_is_generated() {
    let plain = stdout(&sapo(&["generate", WSDL]));
    assert!(
        plain.contains("pub struct AuthenticateClient")
            && !plain.contains("pub trait Authenticate")
    );
    for (flag, expected) in [
        ("--server", "pub trait Authenticate"),
        ("--roots", "pub enum Root"),
        ("--serde", "Serialize"),
    ] {
        assert!(!plain.contains(expected));
        assert!(
            stdout(&sapo(&["generate", WSDL, flag])).contains(expected),
            "{flag}"
        );
    }
    assert!(!stdout(&sapo(&["generate", WSDL, "--types-only"])).contains("AuthenticateClient"));
    let compared = "#[derive(Clone, PartialEq, Default)]";
    assert!(plain.contains(compared));
    assert!(!stdout(&sapo(&["generate", WSDL, "--no-partial-eq"])).contains(compared));
    let shown = "gen1::debug(";
    assert!(plain.contains(shown));
    assert!(!stdout(&sapo(&["generate", WSDL, "--no-debug"])).contains(shown));
}

#[test]
fn a_subset_is_what_is_named() {
    let output = sapo(&[
        "generate",
        WSDL,
        "--operation",
        "Login",
        "--operation",
        "Has*",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("fn login(") && text.contains("fn has_session("));
    assert!(text.contains("pub struct Credential {"));
    assert!(!text.contains("Identity {") && !text.contains("fn get_identities("));

    for (flag, there_are) in [
        ("--operation", "the operations are"),
        ("--port", "the ports are AuthenticateSoap"),
        ("--service", "the services are Authenticate"),
    ] {
        let output = sapo(&["generate", WSDL, flag, "Nowhere"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stdout(&output).is_empty());
        assert!(stderr(&output).contains(there_are), "{}", stderr(&output));
    }
}

#[test]
fn inspect_shows_what_documents_hold() {
    let output = sapo(&["inspect", WSDL]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    for expected in [
        "service Authenticate",
        "port AuthenticateSoap12: SOAP 1.2, https://",
        "Login(Login) -> LoginResponse",
        "Credential",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }

    let output = sapo(&["inspect", WSDL, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let service = &json["services"][0];
    assert_eq!(service["operations"].as_array().unwrap().len(), 9);
    assert_eq!(service["ports"][0]["protocol"], "SOAP 1.1");
    assert_eq!(json["refused"].as_array().unwrap().len(), 0);
}

fn schema(namespace: &str, content: &str) -> String {
    format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='{namespace}'>{content}</xs:schema>"
    )
}

#[test]
fn urls_are_followed_on_their_host() {
    let site = serve();
    let url = |path: &str| site.url(path);
    let redirect = |path, to: &str| site.answer(path, Answer::Redirect(to.into()));
    redirect("a.xsd", "/deep/a.xsd");
    let import = "<xs:import namespace='urn:b' schemaLocation='b.xsd?x=1'/>";
    site.publish("deep/a.xsd", schema("urn:a", import));
    site.publish(
        "deep/b.xsd?x=1",
        schema("urn:b", "<xs:element name='found'/>"),
    );
    redirect("away.xsd", "http://sapo.invalid/a.xsd");
    redirect("loop.xsd", "/loop.xsd");

    let output = sapo(&["inspect", &url("a.xsd")]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(
        text.contains("deep/b.xsd?x=1") && text.contains("found"),
        "{text}"
    );

    for (arguments, expected) in [
        (
            &["inspect", "--offline", &url("a.xsd")][..],
            "the network is not to be used",
        ),
        (
            &["inspect", &url("away.xsd")],
            "`http://sapo.invalid/a.xsd`, which is elsewhere",
        ),
        (&["inspect", &url("loop.xsd")], "redirected too often"),
        (&["inspect", &url("none.xsd")], "status 404"),
        (&["inspect", "http://127.0.0.1:1/a.xsd"], "cannot be read"),
    ] {
        let output = sapo(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
}
