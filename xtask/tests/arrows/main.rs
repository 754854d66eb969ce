//! Checks the imports of the generator and the runtime against the arrows in ARCHITECTURE.md.
//!
//! - `rules.rs` reads the arrows and finds the paths that go against them;
//! - `tree.rs` reads the files of a crate and resolves a path to its module;
//! - `paths.rs` finds the paths in a file;
//! - `tokens.rs` splits a file into tokens.

mod paths;
mod rules;
mod tokens;
mod tree;

use std::fs;
use std::path::Path;

use crate::rules::rules;
use crate::tree::Tree;

/// The crates that have arrows, by their source folders.
const SOURCES: [&str; 2] = ["codegen/src", "runtime/src"];

#[test]
fn imports_follow_the_arrows_of_the_architecture() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let rules = rules(&fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap());
    let mut violations = Vec::new();
    for source in SOURCES {
        assert!(
            rules.iter().any(|rules| rules.folder == source),
            "{source} has no arrows"
        );
        let tree = Tree::read(root, source);
        for rules in rules
            .iter()
            .filter(|rules| rules.folder.starts_with(source))
        {
            violations.extend(rules.violations(&tree, source));
        }
    }
    assert!(
        violations.is_empty(),
        "against the arrows of ARCHITECTURE.md:\n{}",
        violations.join("\n")
    );
}
