//! The report on two versions: each folder has an old and a new one, and the changes as text, JSON, and Markdown.
//!
//! `SAPO_BLESS=1 cargo test -p sapo-codegen --test diff` writes these anew.

use std::fs;
use std::path::{Path, PathBuf};

use sapo_codegen::Generator;
use sapo_codegen::diff::{Diff, Version};

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir("tests/diff")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
}

/// The `old` or the `new` version of a folder, with its configuration if it has one.
fn version(folder: &Path, name: &str) -> Version {
    let mut files = ["wsdl", "xsd"].map(|kind| folder.join(format!("{name}.{kind}")));
    files.sort_by_key(|file| !file.exists());
    let mut generator = Generator::new().input(files[0].as_path());
    let config = folder.join(format!("{name}.toml"));
    if config.exists() {
        generator = generator.config(config);
    }
    Version::of(&generator).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn changes_are_told() {
    let bless = std::env::var_os("SAPO_BLESS").is_some();
    for folder in folders() {
        let diff: Diff = version(&folder, "old").diff(&version(&folder, "new"));
        let json = serde_json::to_string_pretty(&diff).unwrap() + "\n";
        for (name, text) in [
            ("expected.txt", diff.to_string()),
            ("expected.json", json),
            ("expected.md", diff.to_markdown()),
        ] {
            let path = folder.join(name);
            if bless {
                fs::write(&path, text).unwrap();
                continue;
            }
            let expected = fs::read_to_string(&path).unwrap();
            assert_eq!(text, expected, "{}", path.display());
        }
    }
}

#[test]
fn a_version_differs_from_itself_in_nothing() {
    for folder in folders() {
        for name in ["old", "new"] {
            let diff = version(&folder, name).diff(&version(&folder, name));
            assert_eq!(diff.changes, [], "{}", folder.display());
        }
    }
}
