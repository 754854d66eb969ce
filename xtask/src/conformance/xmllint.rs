//! The verdict of libxml2's xmllint on the documents that were written: a validator that shares no code with the
//! project.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::read::Job;
use super::suite::Case;
use crate::guard::in_parallel;

/// A document, before it was read and after it was written.
pub(super) struct Document<'a> {
    pub(super) case: &'a Case,
    pub(super) job: &'a Job,
}

/// Reports how many of the documents that xmllint accepts by their schema it still accepts as they were written.
pub(super) fn report(documents: &[Document<'_>]) -> Result<String> {
    let version = Command::new("xmllint")
        .arg("--version")
        .stderr(Stdio::null())
        .status();
    version.context("xmllint does not start")?;
    // It takes one schema.
    let judge = |document: &Document<'_>| match &document.case.inputs[..] {
        [schema] if accepts(schema, &document.job.input) => {
            Some(accepts(schema, &document.job.output))
        }
        _ => None,
    };
    let verdicts = in_parallel(documents, judge);
    let accepted = verdicts.iter().flatten().count();
    let kept = verdicts.iter().flatten().filter(|kept| **kept).count();
    let all = documents.len();
    let mut report = format!(
        "xmllint accepts {accepted} of {all} valid documents, and {kept} of these as they were written\n"
    );
    for (document, _) in documents
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| **verdict == Some(false))
    {
        let (name, input) = (&document.case.name, document.job.input.display());
        let output = document.job.output.display();
        report.push_str(&format!("  {name}: {input}, written as {output}\n"));
    }
    Ok(report)
}

fn accepts(schema: &Path, document: &Path) -> bool {
    // It takes minutes for some schemas with large bounds.
    let status = Command::new("timeout")
        .args(["10", "xmllint", "--noout", "--nonet", "--schema"])
        .args([schema, document])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
