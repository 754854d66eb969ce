//! The features of operations, in a crate with many modules.

use std::fmt::Write as _;

use super::combinations::Features;

/// The lines of a manifest that a module needs, each feature renamed after the module, since those
/// of another may have the same name.
#[derive(Debug, Default)]
pub(super) struct Table {
    lines: String,
    names: Vec<String>,
}

impl Table {
    /// Reads the table that an output begins with.
    pub(super) fn of(text: &str, module: &str) -> Self {
        let mut table = Self::default();
        let comments = text.lines().map_while(|line| line.strip_prefix("//"));
        let mut lines = comments.skip_while(|line| line.trim() != "[features]");
        lines.next();
        for line in lines {
            let (begin, quoted) = (line.trim_start(), line.contains('"'));
            let name = begin.split(['"', ' ']).find(|part| !part.is_empty());
            let Some(name) = name.filter(|name| *name != "]") else {
                table.lines += "]\n";
                continue;
            };
            let renamed = format!("{:?}", format!("{module}-{name}"));
            let own = if quoted {
                format!("{name:?}")
            } else {
                name.to_owned()
            };
            let _ = writeln!(table.lines, "{}", begin.replacen(&own, &renamed, 1));
            if begin.contains('=') {
                table.names.push(renamed);
            }
        }
        table
    }

    /// Returns the text of a module with its features renamed.
    pub(super) fn renamed(&self, text: &str, module: &str) -> String {
        if self.names.is_empty() {
            return text.to_owned();
        }
        text.replace("feature = \"", &format!("feature = \"{module}-"))
    }
}

/// Returns the features of a crate with these modules.
pub(super) fn manifest<'t>(tables: impl Iterator<Item = &'t Table>, on: Features) -> String {
    let (mut lines, mut default) = (String::new(), Vec::new());
    for table in tables {
        lines += &table.lines;
        let count = match on {
            Features::None => 0,
            Features::First => 1,
            Features::All => table.names.len(),
        };
        default.extend(table.names.iter().take(count).map(String::as_str));
    }
    format!("\n[features]\ndefault = [{}]\n{lines}", default.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "// @generated\n//\n// [features]\n// borrow = []\n// \"é\" = []\n// root = [\n//     \"borrow\",\n//     \"é\",\n// ]\n\nuse a;\n#[cfg(feature = \"borrow\")]\nmod borrow {}\n";

    #[test]
    fn features_are_renamed_after_the_module() {
        let table = Table::of(TEXT, "m1");
        assert_eq!(
            manifest([&table].into_iter(), Features::First),
            "\n[features]\ndefault = [\"m1-borrow\"]\n\"m1-borrow\" = []\n\"m1-é\" = []\n\
             \"m1-root\" = [\n\"m1-borrow\",\n\"m1-é\",\n]\n"
        );
        let text = table.renamed(TEXT, "m1");
        assert!(text.contains("#[cfg(feature = \"m1-borrow\")]"), "{text}");
    }

    #[test]
    fn an_output_without_features_stays_as_it_is() {
        let text = "// @generated\n\n/// `feature = \"x\"`\nstruct A;\n";
        let table = Table::of(text, "m1");
        assert_eq!(table.renamed(text, "m1"), text);
        let expected = "\n[features]\ndefault = []\n";
        assert_eq!(manifest([&table].into_iter(), Features::All), expected);
    }
}
