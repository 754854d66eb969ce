//! Keeps the tables in `docs/SUPPORTED.md` equal to the case folders.
//!
//! A case's row is the first sentence of the comment at the start of its input (`Values: …` puts it
//! into the section of that name), with a mark for what its documents prove: `valid*` documents are
//! read and written the same, `invalid*` documents are refused by strict reading.
//! `SAPO_BLESS=1` rewrites the tables.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

const SECTIONS: [&str; 4] = ["WSDL", "XML Schema", "Names", "Values"];
const BEGIN: &str = "<!-- supported: begin (written by codegen/tests/supported.rs) -->\n";
const END: &str = "<!-- supported: end -->\n";

struct Row {
    section: &'static str,
    name: String,
    feature: String,
    is_read: bool,
    is_strict: bool,
}

fn rows() -> Vec<Row> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<PathBuf> = fs::read_dir(cases)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders.iter().map(|folder| row(folder)).collect()
}

fn row(folder: &Path) -> Row {
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let wsdl = fs::read_to_string(folder.join("input.wsdl"));
    let usual = if wsdl.is_ok() { "WSDL" } else { "XML Schema" };
    let input = wsdl.or_else(|_| fs::read_to_string(folder.join("input.xsd")));
    let input = input.unwrap();
    let comment = input
        .split_once("<!--")
        .and_then(|(_, rest)| rest.split_once("-->"))
        .unwrap_or_else(|| {
            panic!("{name}: the input must begin with a comment that says what it shows")
        });
    let words: Vec<&str> = comment.0.split_whitespace().collect();
    let text = words.join(" ");
    let named = text.split_once(": ").and_then(|(before, rest)| {
        Some((SECTIONS.iter().find(|section| **section == before)?, rest))
    });
    let (section, feature) = match named {
        Some((section, rest)) => (*section, capitalized(rest)),
        None => (usual, text),
    };
    let has = |prefix: &str| {
        fs::read_dir(folder).unwrap().any(|entry| {
            let name = entry.unwrap().file_name();
            let name = name.to_str().unwrap();
            name.starts_with(prefix) && name.ends_with(".xml")
        })
    };
    assert!(has("hostile"), "{name}: a document that is always refused");
    // Only the first sentence; the input itself has the rest.
    let feature = feature.split(". ").next().unwrap_or_default();
    Row {
        section,
        feature: feature.trim_end_matches('.').to_owned(),
        is_read: has("valid"),
        is_strict: has("invalid"),
        name,
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

fn table() -> String {
    let rows = rows();
    let mark = |yes: bool| if yes { "✓" } else { "" };
    let mut table = String::new();
    for section in SECTIONS {
        let title = format!("| **{section}** | read | written | strict |");
        writeln!(table, "\n{title}\n| --- | :-: | :-: | :-: |").unwrap();
        for row in rows.iter().filter(|row| row.section == section) {
            let (name, feature) = (&row.name, &row.feature);
            let (read, strict) = (mark(row.is_read), mark(row.is_strict));
            let link = format!("[{name}](../codegen/tests/cases/{name})");
            writeln!(table, "| {link}: {feature} | {read} | {read} | {strict} |").unwrap();
        }
    }
    table + "\n"
}

#[test]
fn the_tables_of_supported_features_match_the_cases() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/SUPPORTED.md");
    let page = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (before, rest) = page
        .split_once(BEGIN)
        .expect("the line that begins the tables");
    let (written, after) = rest.split_once(END).expect("the line that ends the tables");
    let table = table();
    if written == table {
        return;
    }
    if env::var_os("SAPO_BLESS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
        return;
    }
    panic!(
        "docs/SUPPORTED.md doesn't match the cases: run with SAPO_BLESS=1 and review the difference"
    );
}
