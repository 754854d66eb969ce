//! The table of edits: each replaces marked pieces of a document.
//!
//! A base is a WSDL with marks, `{{name:text}}`. A section of `edits/` names a base, a notation, and
//! the marks that each of its rows is tried at:
//!
//! ```text
//! == values simple: sent received
//! min-higher: int min=1 <=> int min=2
//! min-added @parameter: int => int min=2 ; samples 1 2
//! ```
//!
//! `=>` is an edit, `<=>` another one back as well. A row may name its own mark, and more after ` ; `:
//!
//! - `MARK: OLD => NEW` and `MARK: TEXT` fill further marks, in both notations' `xs:` form;
//! - `samples …` are values to try in messages, which patterns need;
//! - `stated breaking REASON` gives a truth that neither a compiler nor a message can tell;
//! - `silent` is for an edit that must not show as a change.
//!
//! `%-` in the name of a further mark is the mark of the row, and `%T` anywhere is that with a capital.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

use super::notation;

const BASES: &[(&str, &str)] = &[
    ("values", include_str!("bases/values.wsdl")),
    ("content", include_str!("bases/content.wsdl")),
    ("service", include_str!("bases/service.wsdl")),
    ("rpc", include_str!("bases/rpc.wsdl")),
];

const EDITS: &[&str] = &[
    include_str!("edits/values.txt"),
    include_str!("edits/content.txt"),
    include_str!("edits/service.txt"),
    include_str!("edits/same.txt"),
];

/// An edit: two versions of a document.
#[derive(Debug)]
pub(super) struct Edit {
    /// The base, the mark, the row, and `back` if the row is read from right to left.
    pub(super) name: String,
    pub(super) old: String,
    pub(super) new: String,
    /// Values for messages.
    pub(super) samples: Vec<String>,
    /// The truth that is stated, with its reason.
    pub(super) stated: Option<Stated>,
    /// Whether it must not show.
    pub(super) is_silent: bool,
}

/// A truth that neither a compiler nor a message can tell.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    pub(super) breaking: bool,
    pub(super) reason: String,
}

/// Returns all edits, in the order of the table.
pub(super) fn edits() -> Result<Vec<Edit>> {
    let mut edits = Vec::new();
    for text in EDITS {
        let mut section = None;
        for line in text.lines().map(str::trim) {
            let row = match line {
                "" => continue,
                line if line.starts_with('#') => continue,
                line => line,
            };
            if let Some(head) = row.strip_prefix("== ") {
                section = Some(Section::read(head)?);
                continue;
            }
            let section = section.as_ref().context("a row is in a section")?;
            section
                .row(row, &mut edits)
                .with_context(|| format!("the row `{row}`"))?;
        }
    }
    let mut names = std::collections::BTreeSet::new();
    for edit in &edits {
        ensure!(
            names.insert(&edit.name),
            "two edits are called {}",
            edit.name
        );
    }
    Ok(edits)
}

struct Section<'t> {
    name: &'static str,
    base: &'static str,
    is_simple: bool,
    marks: Vec<&'t str>,
}

/// The texts of a mark before and after.
type Pair<'r> = (&'r str, &'r str);

impl<'t> Section<'t> {
    fn read(head: &'t str) -> Result<Self> {
        let (first, marks) = head.split_once(':').context("a section names its marks")?;
        let (base, notation) = first
            .split_once(' ')
            .context("a section names its notation")?;
        let base = BASES.iter().find(|(name, _)| *name == base);
        let (name, base) = base.with_context(|| format!("no base for {first}"))?;
        Ok(Self {
            name,
            base,
            is_simple: match notation {
                "simple" => true,
                "xml" => false,
                _ => bail!("{notation} is no notation"),
            },
            marks: marks.split_whitespace().collect(),
        })
    }

    fn row(&self, row: &str, edits: &mut Vec<Edit>) -> Result<()> {
        let (name, rest) = row.split_once(": ").context("a row has a name")?;
        let (name, own) = match name.split_once(" @") {
            Some((name, mark)) => (name, Some(mark)),
            None => (name, None),
        };
        let mut parts = rest.split(" ; ");
        // An arrow may be the last of a line, if nothing is on its right.
        let main = format!("{} ", parts.next().unwrap_or_default());
        let (is_both, main) = match main.split_once(" <=> ") {
            Some(pair) => (true, pair),
            None => (false, main.split_once(" => ").context("no arrow")?),
        };
        let parts: Vec<&str> = parts.collect();
        let marks = own.map_or_else(|| self.marks.clone(), |mark| vec![mark]);
        for mark in marks {
            edits.push(self.edit(name, mark, main, &parts, false)?);
            if is_both {
                edits.push(self.edit(name, mark, main, &parts, true)?);
            }
        }
        Ok(())
    }

    fn edit(
        &self,
        name: &str,
        mark: &str,
        main: Pair<'_>,
        parts: &[&str],
        is_back: bool,
    ) -> Result<Edit> {
        let own = |text: &str| {
            text.replace("%T", &capital(mark))
                .replace("%-", &format!("{mark}-"))
        };
        let mut pieces: BTreeMap<String, (String, String)> = BTreeMap::new();
        let mut add = |mark: String, (old, new): Pair<'_>, is_simple: bool| -> Result<()> {
            let expand = |text: &str| match is_simple {
                true => notation::simple(&own(text.trim())),
                false => notation::content(&own(text.trim_end())),
            };
            let (old, new) = if is_back { (new, old) } else { (old, new) };
            pieces.insert(mark, (expand(old)?, expand(new)?));
            Ok(())
        };
        add(mark.to_owned(), main, self.is_simple)?;
        let (mut samples, mut stated, mut is_silent) = (Vec::new(), None, false);
        for part in parts {
            if let Some(list) = part.strip_prefix("samples ") {
                samples.extend(list.split_whitespace().map(|one| one.replace('·', " ")));
            } else if let Some(reason) = part.strip_prefix("stated breaking ") {
                stated = Some((true, reason));
            } else if let Some(reason) = part.strip_prefix("stated compatible ") {
                stated = Some((false, reason));
            } else if *part == "silent" {
                is_silent = true;
            } else {
                let (mark, text) = part.split_once(':').context("a further piece has a mark")?;
                let text = format!("{} ", text.strip_prefix(' ').unwrap_or(text));
                add(
                    own(mark),
                    text.split_once(" => ").unwrap_or((&text, &text)),
                    false,
                )?;
            }
        }
        let back = if is_back { "/back" } else { "" };
        Ok(Edit {
            name: format!("{}/{mark}/{name}{back}", self.name),
            old: filled(self.base, |mark| {
                pieces.get(mark).map(|(old, _)| old.as_str())
            })?,
            new: filled(self.base, |mark| {
                pieces.get(mark).map(|(_, new)| new.as_str())
            })?,
            samples,
            stated: stated.map(|(breaking, reason)| Stated {
                breaking,
                reason: reason.to_owned(),
            }),
            is_silent,
        })
        .and_then(|edit| {
            match pieces
                .keys()
                .find(|mark| !self.base.contains(&format!("{{{{{mark}:")))
            {
                Some(mark) => bail!("the base has no mark {mark}"),
                None => Ok(edit),
            }
        })
    }
}

fn capital(mark: &str) -> String {
    let mut letters = mark.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Returns a base with its marks filled, with their own text if there is no other.
fn filled<'p>(base: &str, piece: impl Fn(&str) -> Option<&'p str>) -> Result<String> {
    let mut text = String::new();
    let mut left = base;
    while let Some((before, rest)) = left.split_once("{{") {
        let (inner, rest) = rest.split_once("}}").context("a mark has an end")?;
        let (mark, own) = inner.split_once(':').context("a mark has a text")?;
        text.push_str(before);
        text.push_str(piece(mark).unwrap_or(own));
        left = rest;
    }
    text.push_str(left);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let edits = edits().unwrap();
        assert!(edits.len() >= 400, "{} edits", edits.len());
        for edit in &edits {
            assert_ne!(edit.old, edit.new, "{}", edit.name);
            for text in [&edit.old, &edit.new] {
                roxmltree::Document::parse(text)
                    .unwrap_or_else(|error| panic!("{}: {error}", edit.name));
            }
        }
    }

    #[test]
    fn marks_are_filled() {
        let text = filled("a {{one:x}} b {{two:}}", |mark| {
            (mark == "two").then_some("y")
        })
        .unwrap();
        assert_eq!(text, "a x b y");
    }
}
