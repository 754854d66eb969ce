//! The arrows as ARCHITECTURE.md states them, and what goes against them.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::Tree;

/// The arrows between what is in a folder.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    /// The folder, from the root of the repository.
    pub(crate) folder: String,
    /// The places that each file or folder in it may use.
    allowed: BTreeMap<String, BTreeSet<String>>,
}

/// Reads the blocks fenced as `arrows` of a page. The first line of a block is a folder; each
/// following one is `a, b → c, d`: the left ones may use the right ones. `*` on the left stands for
/// everything in the folder. Blocks of the same folder add up.
pub(crate) fn rules(page: &str) -> Vec<Rules> {
    let mut all: Vec<Rules> = Vec::new();
    let mut lines = page.lines();
    while lines.any(|line| line == "```arrows") {
        let folder = lines.next().unwrap_or_default();
        let at = all.iter().position(|rules| rules.folder == folder);
        let at = at.unwrap_or_else(|| {
            all.push(Rules {
                folder: folder.to_owned(),
                ..Rules::default()
            });
            all.len() - 1
        });
        for line in lines.by_ref().take_while(|line| *line != "```") {
            let (from, to) = line
                .split_once('→')
                .unwrap_or_else(|| panic!("no arrow in a line of a block of arrows: {line}"));
            for from in places(from) {
                let allowed = all[at].allowed.entry(from.to_owned()).or_default();
                allowed.extend(places(to).map(str::to_owned));
            }
        }
    }
    all
}

fn places(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim)
}

impl Rules {
    /// Returns a line for each path in the folder that no arrow allows, in the order of the files.
    ///
    /// `source` is the crate's source folder from the root of the repository.
    pub(crate) fn violations(&self, tree: &Tree, source: &str) -> Vec<String> {
        let inner = self.folder.strip_prefix(source).unwrap_or_default();
        let scope: Vec<&str> = inner.split('/').filter(|name| !name.is_empty()).collect();
        let mut violations = Vec::new();
        for (module, file) in &tree.files {
            let Some(from) = place(module, &scope) else {
                continue;
            };
            for path in &file.paths {
                let target = tree.target(module, &path.segments);
                // What is outside of the folder is at the top of the crate.
                let outside = || target.first().map_or("lib", String::as_str);
                let to = place(&target, &scope).unwrap_or_else(outside);
                if to != from && !self.allows(from, to) {
                    let places: Vec<&str> = self.allowed(from).collect();
                    violations.push(format!(
                        "{}:{}: {from} uses {to} (crate::{}), and may use: {}",
                        file.path.display(),
                        path.line,
                        path.segments.join("::"),
                        places.join(", "),
                    ));
                }
            }
        }
        violations
    }

    fn allowed(&self, from: &str) -> impl Iterator<Item = &str> {
        let lists = [self.allowed.get("*"), self.allowed.get(from)];
        lists.into_iter().flatten().flatten().map(String::as_str)
    }

    fn allows(&self, from: &str, to: &str) -> bool {
        self.allowed(from).any(|place| place == to)
    }
}

/// Returns the file or folder of a scope that a module is in.
fn place<'m>(module: &'m [String], scope: &[&str]) -> Option<&'m str> {
    let is_inside = module.len() > scope.len() && module.iter().zip(scope).all(|(a, b)| a == b);
    is_inside.then(|| module[scope.len()].as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "Text.\n\n```arrows\nsrc\n* → words\nb → a\nc → a, b\n```\n\n\
        ```arrows\nsrc/c\ntop → low, a\n```\n";

    fn violations(files: &[(&str, &str)]) -> Vec<String> {
        let mut tree = Tree::default();
        for (module, text) in files {
            let module = module.split("::").filter(|name| !name.is_empty());
            let module: Vec<String> = module.map(str::to_owned).collect();
            let path = format!("src/{}.rs", module.join("/")).into();
            tree.add(module, path, text);
        }
        let rules = rules(PAGE);
        let found = rules
            .iter()
            .flat_map(|rules| rules.violations(&tree, "src"));
        found.collect()
    }

    #[test]
    fn an_import_against_the_arrows_has_its_place() {
        let files = [
            ("a", "use crate::words;\nuse crate::{\n    c::C,\n};"),
            ("b", "use super::a::A;\nfn f() { super::c::g(); }"),
            ("c", "use crate::{a, b};"),
            ("words", ""),
        ];
        assert_eq!(
            violations(&files),
            [
                "src/a.rs:3: a uses c (crate::c::C), and may use: words",
                "src/b.rs:2: b uses c (crate::c::g), and may use: words, a",
            ]
        );
    }

    #[test]
    fn a_name_that_the_crate_gives_again_comes_from_its_module() {
        let files = [
            (
                "",
                "mod b;\nmod c;\npub use b::Name;\npub use c::inner::Other as Known;",
            ),
            ("a", "use crate::Name;"),
            ("b", "use crate::Known;"),
            ("c", "mod inner;"),
            ("c::inner", ""),
        ];
        assert_eq!(
            violations(&files),
            [
                "src/a.rs:1: a uses b (crate::Name), and may use: words",
                "src/b.rs:1: b uses c (crate::Known), and may use: words, a",
            ]
        );
    }

    #[test]
    fn a_folder_has_arrows_of_its_own() {
        let files = [
            ("a", ""),
            ("b", ""),
            (
                "c",
                "mod low;\nmod top;\nuse top::X;\nfn of_the_folder() {}",
            ),
            ("c::low", "use super::top::X;\nuse super::of_the_folder;"),
            (
                "c::top",
                "use super::low;\nuse crate::a;\nuse super::super::b;",
            ),
        ];
        assert_eq!(
            violations(&files),
            [
                "src/c/low.rs:1: low uses top (crate::c::top::X), and may use: ",
                "src/c/low.rs:2: low uses c (crate::c::of_the_folder), and may use: ",
                "src/c/top.rs:3: top uses b (crate::b), and may use: a, low",
            ]
        );
    }
}
