//! Has documents read and written by the scratch crates.

use std::io::{BufRead, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};

use super::compile::build_folder;
use super::scratch::{Chunk, Scratch};
use crate::guard::in_parallel;

/// A document to be read.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) module: usize,
    pub(super) valid: bool,
    pub(super) input: PathBuf,
    /// Where it is written to.
    pub(super) output: PathBuf,
}

/// A step that failed.
#[derive(Debug, Clone)]
pub(super) struct Failed {
    pub(super) step: String,
    pub(super) detail: String,
}

/// Does all jobs, and returns for each in their order which steps failed.
pub(super) fn read(scratch: &Scratch, jobs: &[Job]) -> Result<Vec<Vec<Failed>>> {
    let of = |chunk: &Chunk| -> Vec<usize> {
        (0..jobs.len())
            .filter(|&at| chunk.modules.contains(&jobs[at].module))
            .collect()
    };
    let chunks: Vec<(&Chunk, Vec<usize>)> = scratch
        .chunks
        .iter()
        .map(|chunk| (chunk, of(chunk)))
        .collect();
    let done = in_parallel(&chunks, |(chunk, jobs_of)| {
        let jobs: Vec<&Job> = jobs_of.iter().map(|&at| &jobs[at]).collect();
        all(chunk, &jobs)
    });
    let mut outcomes: Vec<Option<Vec<Failed>>> = vec![None; jobs.len()];
    for ((_, jobs_of), done) in chunks.iter().zip(done) {
        for (&at, outcome) in jobs_of.iter().zip(done?) {
            outcomes[at] = Some(outcome);
        }
    }
    Ok(outcomes
        .into_iter()
        .map(|outcome| outcome.expect("each job is of a chunk"))
        .collect())
}

/// Does the jobs of one crate. One that takes the process with it is noted, and the rest done by another process.
fn all(chunk: &Chunk, jobs: &[&Job]) -> Result<Vec<Vec<Failed>>> {
    let mut outcomes = Vec::new();
    while outcomes.len() < jobs.len() {
        let (mut child, mut lines) = start(chunk)?;
        let mut input = child.stdin.take().expect("it was asked for");
        for job in &jobs[outcomes.len()..] {
            let valid = if job.valid { "valid" } else { "invalid" };
            // Where this fails, there is no answer either.
            let sent = writeln!(
                input,
                "{}\t{valid}\t{}\t{}",
                job.module,
                job.input.display(),
                job.output.display()
            );
            let mut line = String::new();
            if sent.is_err() || lines.read_line(&mut line)? == 0 {
                outcomes.push(vec![Failed {
                    step: "aborted".to_owned(),
                    detail: "the process ended".to_owned(),
                }]);
                break;
            }
            outcomes.push(failures(line.trim_end_matches('\n')));
        }
        drop(input);
        child.wait()?;
    }
    Ok(outcomes)
}

/// Reads a line of the runner's output.
fn failures(line: &str) -> Vec<Failed> {
    let each = line.split('\u{1e}').filter(|failure| !failure.is_empty());
    each.map(|failure| {
        let (step, detail) = failure.split_once('\t').unwrap_or((failure, ""));
        let (step, detail) = (step.to_owned(), detail.to_owned());
        Failed { step, detail }
    })
    .collect()
}

fn start(chunk: &Chunk) -> Result<(Child, BufReader<ChildStdout>)> {
    let mut child = Command::new(build_folder().join("debug").join(&chunk.name))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("the readers of {} do not start", chunk.name))?;
    let lines = BufReader::new(child.stdout.take().expect("it was asked for"));
    Ok((child, lines))
}
