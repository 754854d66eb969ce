//! Whether the verdicts of `sapo diff` are true: edits of a table are judged, and then tried.

mod bindings;
mod caller;
mod callers;
mod calls;
mod instances;
mod jobs;
#[allow(dead_code)] // Only the programs that exchange messages use it.
mod meaning;
mod messages;
mod notation;
mod report;
mod surface;
mod table;
mod type_paths;
mod values;
mod versions;

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};

use self::report::{Judged, Report};
use self::table::Edit;
use self::versions::Versions;
use crate::guard::in_parallel;
use crate::target;

/// Judges and tries edits: all, or so many of them, or one.
pub(crate) fn run(options: &[&str]) -> Result<()> {
    let edits = match options {
        [] => table::edits()?,
        ["--sample", count] => sample(table::edits()?, count.parse()?),
        ["--only", part] => {
            let mut edits = table::edits()?;
            edits.retain(|edit| edit.name.contains(part));
            edits
        }
        _ => bail!("the options are --sample N and --only NAME"),
    };
    ensure!(!edits.is_empty(), "there is no such edit");
    let folder = target().join("diff-truth");
    let versions = Versions::of(&edits, folder.join("versions"))?;
    let diffs = in_parallel(&edits, |edit| versions.diff(edit));
    let pairs: BTreeSet<(usize, usize)> = edits.iter().map(|edit| versions.of_edit(edit)).collect();
    let errors = callers::compile(&versions, &pairs, &folder.join("callers"))?;
    let compiles = |pair| !errors.contains_key(&pair);
    let crossings = messages::cross(&versions, &edits, compiles, &folder.join("messages"))?;
    let mut report = Report::default();
    for ((edit, diff), crossing) in edits.iter().zip(diffs).zip(crossings) {
        let diff = diff.with_context(|| edit.name.clone())?;
        let pair = versions.of_edit(edit);
        let error = errors
            .get(&pair)
            .map(|error| format!("doesn't compile: {error}"));
        let [old, new] = [pair.0, pair.1].map(|number| &versions.generated[number].wire);
        let names = [calls::changed_hands(old, new), calls::lost_header(old, new)];
        let breaks = [error, crossing.breaks].into_iter().chain(names);
        report.add(Judged {
            edit,
            diff,
            breaks: breaks.flatten().collect(),
            crossed: crossing.crossed,
            untried: crossing.untried,
        });
    }
    report.finish(&folder)
}

/// Returns so many of the edits, at equal distances.
fn sample(edits: Vec<Edit>, count: usize) -> Vec<Edit> {
    let all = edits.len();
    let is_chosen = |at: &usize| (at * count) / all != ((at + 1) * count) / all;
    edits
        .into_iter()
        .enumerate()
        .filter(|(at, _)| is_chosen(at))
        .map(|(_, edit)| edit)
        .collect()
}
