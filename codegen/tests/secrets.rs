//! What `sapo.toml` says of values that are named like secrets.

use std::fs;
use std::path::Path;

use sapo_codegen::Generator;

/// Returns what is generated for the case `secrets` with this configuration, and the report.
fn secrets_with(name: &str, config: &str) -> (String, String) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.toml"));
    fs::write(&path, config).unwrap();
    let output = Generator::new()
        .wsdl(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/cases/secrets/input.wsdl"
        ))
        .config(path)
        .render()
        .unwrap();
    (output.text, output.report.to_string())
}

#[test]
fn secrets_by_name_have_exceptions() {
    let except = "[secrets]\nexcept = [\"Open/token\", \"Chest/apiKey\", \"Open/user\"]\n";
    let (text, report) = secrets_with("secrets-except", except);
    for expected in [
        "pub token: Option<String>",
        "pub api_key: Option<Key>",
        "pub password: ::sapo::Secret<String>",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert!(
        report.contains("`Open/user` under `secrets.except`"),
        "{report}"
    );
    assert!(!report.contains("`Open/token`"), "{report}");
}

#[test]
fn secrets_by_name_can_be_turned_off() {
    let config =
        "secret = [\"Open/user\", \"Chest/tokens\", \"SessionId\"]\n[secrets]\ndefaults = false\n";
    let (text, report) = secrets_with("secrets-off", config);
    for expected in [
        "pub user: ::sapo::Secret<String>",
        "pub password: Phrase",
        "pub tokens: Option<Vec<Option<::sapo::Secret<String>>>>",
        "SESSION_ID_HEADER: gen1::HeaderOf<::sapo::Secret<String>>",
        ".with_secrets(&[\"tokens\", \"user\"])",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert!(report.is_empty(), "{report}");
}
