//! From documents to values and back, and whether that was worth it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use sapo_codegen::diagnostic::Report;

use super::Run;
use super::canonical::Comparison;
use super::compile;
use super::generate::generator;
use super::read::{self, Failed, Job};
use super::report::kind;
use super::scratch::Scratch;
use super::xmllint::{self, Document};
use crate::compiler::Complaints;
use crate::guard::{guarded, in_parallel};

impl Run<'_> {
    /// Reads all documents, writes them, and compares what was written with the original.
    pub(super) fn read(
        &mut self,
        scratch: &Scratch,
        module_of: &BTreeMap<usize, usize>,
        complaints: &Complaints,
    ) -> Result<()> {
        compile::build(scratch)?;
        let written = self.folder.join("written");
        std::fs::create_dir_all(&written)?;
        let broken = |module| {
            complaints
                .get(module)
                .is_some_and(|list| list.iter().any(|one| one.is_error))
        };
        let (mut jobs, mut case_of) = (Vec::new(), Vec::new());
        for (at, case) in self.cases.iter().enumerate() {
            let module = module_of.get(&at).filter(|module| !broken(*module));
            for instance in &case.instances {
                let output = written.join(format!("{}.xml", jobs.len()));
                match module {
                    Some(&module) => {
                        jobs.push(Job {
                            module,
                            valid: instance.valid,
                            input: instance.path.clone(),
                            output,
                        });
                        case_of.push(at);
                    }
                    None => {
                        let category = if instance.valid { "read" } else { "strict" };
                        let reason = "its schema was not compiled".to_owned();
                        self.failures
                            .add_document(category, case, &instance.path, reason, "");
                    }
                }
            }
        }
        let mut outcomes = read::read(scratch, &jobs)?;
        self.compare(&jobs, &case_of, &mut outcomes);
        if self.xmllint {
            let documents = jobs.iter().zip(&case_of).filter(|(job, _)| job.valid);
            let documents: Vec<Document<'_>> = documents
                .map(|(job, &at)| Document {
                    case: &self.cases[at],
                    job,
                })
                .collect();
            print!("{}", xmllint::report(&documents)?);
        }
        for ((job, failures), at) in jobs.iter().zip(&outcomes).zip(case_of) {
            for failed in failures {
                let category = match (job.valid, failed.step.as_str()) {
                    (true, "changed" | "differs") => "written",
                    (true, "strict") => "refused",
                    (true, "invalidated") => "invalidated",
                    (true, _) => "read",
                    (false, _) => "strict",
                };
                let kind = format!("{}: {}", failed.step, kind(&failed.detail));
                let case = &self.cases[at];
                self.failures
                    .add_document(category, case, &job.input, kind, &failed.detail);
            }
        }
        Ok(())
    }

    /// Compares the documents that came as far as being written with their originals; a difference is one more failure.
    fn compare(&self, jobs: &[Job], case_of: &[usize], outcomes: &mut [Vec<Failed>]) {
        let mut modules: BTreeMap<usize, (usize, Vec<usize>)> = BTreeMap::new();
        for (at, job) in jobs.iter().enumerate() {
            let was_written =
                |failed: &Failed| matches!(failed.step.as_str(), "strict" | "invalidated");
            if job.valid && outcomes[at].iter().all(was_written) {
                modules
                    .entry(job.module)
                    .or_insert_with(|| (case_of[at], Vec::new()))
                    .1
                    .push(at);
            }
        }
        let modules: Vec<_> = modules.into_values().collect();
        let compared = in_parallel(&modules, |(case, jobs_of)| {
            let inputs = self.cases[*case].inputs.clone();
            let pairs: Vec<(PathBuf, PathBuf)> = jobs_of
                .iter()
                .map(|&at| (jobs[at].input.clone(), jobs[at].output.clone()))
                .collect();
            let count = pairs.len();
            guarded(move || differences(&inputs, &pairs))
                .unwrap_or_else(|how| vec![Err(how); count])
        });
        for ((_, jobs_of), results) in modules.iter().zip(compared) {
            for (&at, result) in jobs_of.iter().zip(results) {
                if let Err(detail) = result {
                    let step = "differs".to_owned();
                    outcomes[at].push(Failed { step, detail });
                }
            }
        }
    }
}

fn differences(inputs: &[PathBuf], pairs: &[(PathBuf, PathBuf)]) -> Vec<Result<(), String>> {
    let (_, resolved) = generator(inputs).resolve(&mut Report::new());
    let comparison = Comparison::new(&resolved.schema);
    let text = |path: &PathBuf| -> Result<String, String> {
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        sapo::xml::decode(&bytes, None)
            .map(|text| text.into_owned())
            .map_err(|error| error.to_string())
    };
    pairs
        .iter()
        .map(|(before, after)| comparison.difference(&text(before)?, &text(after)?))
        .collect()
}
