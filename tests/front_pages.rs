//! Keeps the front pages true: the README stays short, and each crate's documentation lists the
//! features that its manifest has.

use std::path::Path;
use std::{env, fs};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The features in the table of a crate's documentation.
fn documented(page: &str) -> Vec<String> {
    let rows = page.lines().skip_while(|line| *line != "//! # Features");
    let names = rows
        .filter_map(|line| line.strip_prefix("//! | `"))
        .flat_map(|row| row.split(" | ").next().unwrap_or_default().split(", "))
        .map(|name| name.trim_matches('`').to_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn declared(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().unwrap();
    let Some(features) = manifest.get("features") else {
        return Vec::new();
    };
    let names = features.as_table().unwrap().keys();
    names.filter(|name| *name != "default").cloned().collect()
}

#[test]
fn each_feature_has_a_row_on_its_front_page() {
    for (manifest, page) in [
        ("Cargo.toml", "client/lib.rs"),
        ("runtime/Cargo.toml", "runtime/src/lib.rs"),
        ("codegen/Cargo.toml", "codegen/src/lib.rs"),
    ] {
        assert_eq!(documented(&read(page)), declared(&read(manifest)), "{page}");
    }
}

#[test]
fn the_command_has_no_features_and_says_so() {
    assert_eq!(declared(&read("cli/Cargo.toml")), [""; 0]);
    let page = read("cli/src/lib.rs");
    assert!(page.contains("This crate has no cargo features."), "{page}");
}

#[test]
fn the_readme_is_at_most_8_kilobytes() {
    assert!(read("README.md").len() <= 8_000);
}
