//! The verdicts beside the truth.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use sapo_codegen::diff::Diff;

use super::table::Edit;

/// Compatible changes that are called breaks, as is known: on each line the edit, a colon, and the reason.
const KNOWN: &str = include_str!("known.txt");

/// An edit, the verdict on it, and the truth.
#[derive(Debug)]
pub(super) struct Judged<'e> {
    pub(super) edit: &'e Edit,
    pub(super) diff: Diff,
    /// The first of each kind of thing that breaks.
    pub(super) breaks: Vec<String>,
    /// The number of messages that crossed.
    pub(super) crossed: usize,
    /// The messages that never did.
    pub(super) untried: Vec<String>,
}

/// The relation of a verdict to the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// A break is called compatible.
    FalseCompatible,
    /// Nothing is said of a break.
    Unmentioned,
    /// Something that breaks nothing is called a break.
    FalseBreaking,
    /// A change is shown, though nothing changes.
    Noise,
    Right,
}

/// The verdicts on all edits.
#[derive(Debug, Default)]
pub(super) struct Report {
    classes: BTreeMap<Class, Vec<String>>,
    known: usize,
    breaking: usize,
    crossed: usize,
    /// The number of edits some of whose messages never crossed.
    untried: usize,
}

impl Report {
    pub(super) fn add(&mut self, judged: Judged<'_>) {
        let Judged {
            edit,
            diff,
            mut breaks,
            crossed,
            untried,
        } = judged;
        if let Some(stated) = edit.stated.as_ref().filter(|stated| stated.breaking) {
            breaks.push(stated.reason.clone());
        }
        self.breaking += usize::from(!breaks.is_empty());
        self.crossed += crossed;
        let class = match (breaks.is_empty(), diff.breaking, diff.compatible) {
            (false, 0, 0) => Class::Unmentioned,
            (false, 0, _) => Class::FalseCompatible,
            (true, 1.., _) => Class::FalseBreaking,
            (true, 0, 1..) if edit.is_silent => Class::Noise,
            _ => Class::Right,
        };
        let mut text = format!("{}\n", edit.name);
        if breaks.is_empty() {
            text.push_str("    truth: breaks nothing\n");
        }
        // Writing to a string can't fail.
        for line in &breaks {
            let _ = writeln!(text, "    truth: {line}");
        }
        let _ = writeln!(text, "    {crossed} messages crossed");
        self.untried += usize::from(!untried.is_empty());
        for line in &untried {
            let _ = writeln!(text, "    never crossed: {line}");
        }
        for line in diff.to_string().lines() {
            let _ = writeln!(
                text,
                "    said: {}",
                line.rsplit_once("versions/").map_or(line, |(_, rest)| rest)
            );
        }
        let mut known = KNOWN.lines().filter_map(|line| line.split_once(": "));
        match (class, known.any(|(name, _)| name == edit.name)) {
            (Class::FalseBreaking, true) => self.known += 1,
            (_, is_known) => {
                if is_known {
                    println!("{} is in known.txt, and isn't wrong", edit.name);
                }
                self.classes.entry(class).or_default().push(text);
            }
        }
    }

    /// Prints the wrong verdicts, and fails if there are any; all verdicts go to a file.
    pub(super) fn finish(&self, folder: &Path) -> Result<()> {
        let of = |class| {
            self.classes
                .get(&class)
                .map(Vec::as_slice)
                .unwrap_or_default()
        };
        let classes = [
            (Class::FalseCompatible, "FALSE COMPATIBLE"),
            (Class::Unmentioned, "UNMENTIONED"),
            (Class::FalseBreaking, "FALSE BREAKING"),
            (Class::Noise, "NOISE"),
            (Class::Right, "RIGHT"),
        ];
        let mut all = String::new();
        for (class, name) in classes {
            writeln!(all, "{name}: {}\n", of(class).len())?;
            for text in of(class) {
                writeln!(all, "{text}")?;
                if class != Class::Right {
                    println!("{name}: {text}");
                }
            }
        }
        let file = folder.join("report.txt");
        fs::write(&file, all)?;
        let counts =
            classes.map(|(class, name)| format!("{} {}", of(class).len(), name.to_lowercase()));
        println!(
            "{}; known: {}; edits that break callers: {}; messages that crossed: {}; edits with messages that never did: {}; {}",
            counts.join(", "),
            self.known,
            self.breaking,
            self.crossed,
            self.untried,
            file.display()
        );
        let wrong: usize = classes[..4].iter().map(|(class, _)| of(*class).len()).sum();
        ensure!(wrong == 0, "{wrong} verdicts are wrong");
        Ok(())
    }
}
