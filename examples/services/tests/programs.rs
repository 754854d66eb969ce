//! The programs are written as anyone would write them: the bindings and `sapo` are all that they import, and nothing
//! has to be spelled out for the compiler.

const PROGRAMS: [(&str, &str); 3] = [
    ("vies", include_str!("../src/bin/vies.rs")),
    ("exchange", include_str!("../src/bin/exchange.rs")),
    ("salesforce", include_str!("../src/bin/salesforce.rs")),
];

/// Returns a program without its tests.
fn program(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap_or_default()
}

#[test]
fn programs_import_bindings_and_sapo_alone() {
    for (name, source) in PROGRAMS {
        let imports = program(source)
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("use "));
        let crates: Vec<_> = imports.filter_map(|path| path.split("::").next()).collect();
        assert!(crates.contains(&name), "{name} imports its bindings");
        for import in crates {
            assert!(
                [name, "sapo", "std"].contains(&import),
                "{name} imports {import}"
            );
        }
    }
}

#[test]
fn programs_spell_nothing_out() {
    for (name, source) in PROGRAMS {
        for text in ["::<", "Some(Some(", "gen1", "as sapo::", "configured("] {
            assert!(!program(source).contains(text), "{name} has `{text}`");
        }
    }
}
