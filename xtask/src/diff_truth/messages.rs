//! Has messages cross from the bindings of one version to those of the other.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use super::bindings::Bindings;
use super::callers::{manifest, write_workspace};
use super::calls;
use super::jobs::{self, Outcome};
use super::table::Edit;
use super::versions::Versions;
use crate::compiler;
use crate::guard::in_parallel;

/// The most edits in a crate, which is what the compiler takes in half a gigabyte of memory.
const CRATE: usize = 40;

/// The first break of an edit, and the number of messages that crossed.
#[derive(Debug, Default)]
pub(super) struct Crossing {
    pub(super) breaks: Option<String>,
    pub(super) crossed: usize,
    /// The messages that never crossed: they prove nothing.
    pub(super) untried: Vec<String>,
}

/// Returns the crossing of each edit.
///
/// `compiles` tells whether callers of an older version compile with a newer one.
pub(super) fn cross(
    versions: &Versions,
    edits: &[Edit],
    compiles: impl Fn((usize, usize)) -> bool,
    folder: &Path,
) -> Result<Vec<Crossing>> {
    write(versions, edits, compiles, folder)?;
    let target = folder.with_file_name("target");
    compiler::build(folder, &target, |_| None)?;
    let chunks: Vec<(usize, &[Edit])> = chunks(edits).enumerate().collect();
    let done = in_parallel(&chunks, |(at, edits)| {
        let program = target.join("debug").join(name(*at));
        let mut runner = Runner::new(program);
        edits
            .iter()
            .map(|edit| runner.edit(versions, edit))
            .collect::<Result<Vec<_>>>()
    });
    let mut all = Vec::new();
    for one in done {
        all.extend(one?);
    }
    Ok(all)
}

/// Returns the edits of each crate; even few of them keep all processors busy.
fn chunks(edits: &[Edit]) -> std::slice::Chunks<'_, Edit> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    edits.chunks(edits.len().div_ceil(processors).min(CRATE))
}

fn name(chunk: usize) -> String {
    format!("messages-{chunk:02}")
}

/// A running program of messages, which is started again if it ends.
struct Runner {
    program: PathBuf,
    child: Option<(Child, BufReader<std::process::ChildStdout>)>,
}

impl Runner {
    fn new(program: PathBuf) -> Self {
        Self {
            program,
            child: None,
        }
    }

    fn edit(&mut self, versions: &Versions, edit: &Edit) -> Result<Crossing> {
        let mut crossing = Crossing::default();
        for job in jobs::jobs(versions, edit) {
            let outcome = self.job(&serde_json::to_string(&job)?)?;
            crossing.crossed += outcome.crossed;
            let subject = &job.subject;
            match outcome {
                Outcome {
                    breaks: Some(how), ..
                } => {
                    crossing
                        .breaks
                        .get_or_insert_with(|| format!("{subject}: {how}"));
                }
                Outcome {
                    error: Some(how), ..
                } => crossing.untried.push(format!("{subject}: {how}")),
                Outcome { crossed: 0, .. } => crossing.untried.push(subject.clone()),
                _ => {}
            }
        }
        Ok(crossing)
    }

    fn job(&mut self, line: &str) -> Result<Outcome> {
        if self.child.is_none() {
            let mut child = Command::new(&self.program)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .with_context(|| format!("{} does not start", self.program.display()))?;
            let output = child.stdout.take().expect("it was asked for");
            self.child = Some((child, BufReader::new(output)));
        }
        let (child, output) = self.child.as_mut().expect("it was started");
        let input = child.stdin.as_mut().expect("it was asked for");
        let mut answer = String::new();
        if writeln!(input, "{line}").is_err() || output.read_line(&mut answer)? == 0 {
            child.wait()?;
            self.child = None;
            let error = Some("the program ended".to_owned());
            return Ok(Outcome {
                crossed: 0,
                breaks: None,
                error,
            });
        }
        Ok(serde_json::from_str(&answer)?)
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        if let Some((mut child, _)) = self.child.take() {
            drop(child.stdin.take());
            // Its input has ended, and so does it.
            drop(child.wait());
        }
    }
}

/// Writes a crate for so many edits each: `b3` are the bindings of version 3, `h3` their messages.
///
/// `c2_3` are the calls of version 2 with the bindings of version 3.
fn write(
    versions: &Versions,
    edits: &[Edit],
    compiles: impl Fn((usize, usize)) -> bool,
    folder: &Path,
) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (at, chunk) in chunks(edits).enumerate() {
        let source = folder.join(name(at)).join("src");
        fs::create_dir_all(&source)?;
        fs::write(source.with_file_name("Cargo.toml"), manifest(&name(at)))?;
        let pairs: BTreeSet<(usize, usize)> =
            chunk.iter().map(|edit| versions.of_edit(edit)).collect();
        let numbers: BTreeSet<usize> = pairs.iter().flat_map(|(old, new)| [*old, *new]).collect();
        let (mut modules, mut table, mut made) = (String::new(), String::new(), String::new());
        for number in numbers {
            let generated = &versions.generated[number];
            fs::write(source.join(format!("b{number}.rs")), &generated.wire_text)?;
            fs::write(
                source.join(format!("h{number}.rs")),
                harness(number, &generated.wire),
            )?;
            writeln!(modules, "mod b{number};\nmod h{number};")?;
            writeln!(table, "    ({number}, h{number}::MESSAGES),")?;
        }
        let own = pairs.iter().map(|(old, _)| (*old, *old));
        let pairs: BTreeSet<(usize, usize)> = own.chain(pairs.iter().copied()).collect();
        for (old, new) in pairs {
            let generated = &versions.generated[old];
            if old == new || compiles((old, new)) {
                let text = format!("use crate::b{new} as b;\n{}", calls::calls(&generated.wire));
                fs::write(source.join(format!("c{old}_{new}.rs")), text)?;
                writeln!(modules, "mod c{old}_{new};")?;
                writeln!(made, "    ({old}, {new}, c{old}_{new}::CALLS),")?;
            }
        }
        let runner = include_str!("runner.rs.in").replace("// The modules.\n", &modules);
        let runner = runner.replace("    // The versions.\n", &table);
        let runner = runner.replace("    // The calls.\n", &made);
        fs::write(
            source.join("main.rs"),
            format!("#![allow(warnings)]\n{runner}"),
        )?;
        fs::write(source.join("meaning.rs"), include_str!("meaning.rs"))?;
    }
    write_workspace(folder)
}

/// Returns the list of a version's messages.
fn harness(number: usize, bindings: &Bindings) -> String {
    let client = bindings
        .clients
        .keys()
        .next()
        .map(String::as_str)
        .unwrap_or_default();
    let mut text = format!(
        "use crate::b{number} as b;\nuse crate::{{Message, head, read_body, read_document, write_body, write_document}};\nuse ::sapo::gen1::{{Service, ServiceDescription}};\n\n\
         fn service() -> &'static ServiceDescription {{ <{client}<::sapo::transport::MemoryTransport> as Service>::DESCRIPTION }}\n\n\
         pub static MESSAGES: &[Message] = &[\n"
    );
    for (path, operation) in &bindings.operations {
        let name = &operation.name;
        let sides = [(true, &operation.request), (false, &operation.response)];
        for ((is_request, ty), element) in sides.into_iter().zip(&operation.elements) {
            if ty == "()" {
                continue;
            }
            let element = match element {
                Some((namespace, local)) => format!("Some(({namespace:?}, {local:?}))"),
                None => "None".to_owned(),
            };
            let head = match is_request {
                true => format!(
                    "Some(|text, version| head(&{path}, {element}, service(), text, version))"
                ),
                false => "None".to_owned(),
            };
            let _ = writeln!(
                text,
                "Message {{ operation: {name:?}, is_request: {is_request}, \
                 read: |text, strict| read_body::<{ty}>(service(), {element}, text, strict), \
                 write: |value| write_body::<{ty}>(service(), {element}, value), head: {head} }},"
            );
        }
    }
    if bindings.enums.contains_key("b::Root") {
        text.push_str(
            "Message { operation: \"\", is_request: false, read: |text, strict| read_document::<b::Root>(text, strict), \
             write: |value| write_document::<b::Root>(value), head: None },\n",
        );
    }
    text.push_str("];\n");
    text
}
