//! Pins what is said about wrong input: each folder in `errors/` holds an `input.wsdl` or `input.xsd` and the
//! `expected.txt` of its diagnostics (`ok` where there are no errors). `SAPO_BLESS=1` writes what is said now.

use std::fmt::Write;
use std::path::Path;

use sapo_codegen::Generator;

#[test]
fn every_diagnostic_is_as_expected() {
    let bless = std::env::var_os("SAPO_BLESS").is_some();
    // Relative, so that nothing of this machine is in the texts.
    let folder = Path::new("tests/errors");
    let mut cases: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());

    let mut wrong = String::new();
    for case in cases {
        let input = ["input.wsdl", "input.xsd"]
            .map(|name| case.join(name))
            .into_iter()
            .find(|path| path.exists())
            .unwrap_or_else(|| panic!("{} has no input", case.display()));
        let actual = diagnostics(&input).replace(&format!("{}/", case.display()), "");
        let expected_path = case.join("expected.txt");
        if bless {
            std::fs::write(&expected_path, &actual).unwrap();
            continue;
        }
        let expected = std::fs::read_to_string(&expected_path).unwrap_or_default();
        if actual != expected.replace("\r\n", "\n") {
            writeln!(wrong, "=== {}\n{actual}", case.display()).unwrap();
        }
    }
    assert!(
        wrong.is_empty(),
        "not as in expected.txt (SAPO_BLESS=1 accepts it):\n{wrong}"
    );
}

fn diagnostics(input: &Path) -> String {
    match Generator::new().input(input).render() {
        Ok(output) => format!("ok\n{}", output.report),
        Err(error) => error.to_string(),
    }
}
