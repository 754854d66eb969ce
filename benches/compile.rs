//! How long the compiler takes to check what was generated from the largest WSDLs: by sapo, and by xsd-parser for
//! quick-xml and for serde.
//!
//! The WSDLs are not part of the repository: they are looked for in `../shared/conformance`, and left out where that is
//! not there. Words choose: `cargo bench -p sapo-benches --features peers --bench compile -- vboxweb serde` is the one
//! row that has both.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use nix::sys::resource::UsageWho;
use sapo_benches::peers::cpu_time;
use sapo_benches::peers::generate::{quick_xml, schema_of, serde};
use sapo_codegen::Generator;
use xsd_parser::config::Schema;

const WSDLS: [(&str, &str); 3] = [
    ("vboxweb", "gowsdl/fixtures/vboxweb.wsdl"),
    ("economic", "wasabi/spec/fixtures/economic.wsdl"),
    ("workday", "wasabi/spec/fixtures/workday.wsdl"),
];

/// How code is generated from a WSDL.
type Generate = fn(&Path) -> String;

const WAYS: [(&str, Generate); 4] = [
    ("sapo", |wsdl| sapo(Generator::new().wsdl(wsdl))),
    ("sapo, types alone", |wsdl| {
        sapo(Generator::new().wsdl(wsdl).types_only(true))
    }),
    ("serde derive (by xsd-parser)", |wsdl| {
        serde(Schema::Schema(schema(wsdl)))
    }),
    ("xsd-parser for quick-xml", |wsdl| {
        quick_xml(Schema::Schema(schema(wsdl)))
    }),
];

fn main() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = manifest.join("../../shared/conformance/wsdl/dev");
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let scratch = Scratch::new(manifest);
    println!(
        "| WSDL | way | source, MB | check, CPU s | errors |\n| --- | --- | --- | --- | --- |"
    );
    for (name, path) in WSDLS {
        let wsdl = shared.join(path);
        if !wsdl.exists() {
            eprintln!("{} is not there", wsdl.display());
            continue;
        }
        for (way, generate) in WAYS {
            let row = format!("{name} {way}");
            if !wanted.iter().all(|word| row.contains(word)) {
                continue;
            }
            let code = generate(&wsdl);
            let (time, errors) = scratch.check(&code);
            println!(
                "| {name} | {way} | {:.2} | {:.1} | {errors} |",
                code.len() as f64 / 1e6,
                time.as_secs_f64()
            );
        }
    }
}

fn sapo(generator: Generator) -> String {
    generator.render().expect("sapo takes the WSDL").text
}

fn schema(wsdl: &Path) -> String {
    schema_of(&fs::read_to_string(wsdl).expect("the WSDL can be read"))
}

/// A crate that depends on everything which generated code calls.
struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    fn new(manifest: &Path) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("compile");
        fs::create_dir_all(folder.join("src")).expect("the target directory can be written");
        let runtime = manifest.join("../runtime");
        let runtime = runtime.to_str().expect("the path is text");
        let dependencies = include_str!("peers/scratch.toml").replace("RUNTIME", runtime);
        fs::write(folder.join("Cargo.toml"), dependencies).expect("the manifest can be written");
        let scratch = Self { folder };
        // So that no measurement has the dependencies in it.
        scratch.check("");
        scratch
    }

    /// The CPU time of the check, and how many errors it found.
    fn check(&self, code: &str) -> (Duration, usize) {
        let allowed = format!("#![allow(warnings)]\n{code}");
        fs::write(self.folder.join("src/lib.rs"), allowed).expect("the source can be written");
        let before = cpu_time(UsageWho::RUSAGE_CHILDREN);
        let output = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--message-format=short"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .output()
            .expect("cargo runs");
        let time = cpu_time(UsageWho::RUSAGE_CHILDREN) - before;
        let messages = String::from_utf8_lossy(&output.stderr);
        let errors = messages.lines().filter(|line| line.contains(": error"));
        let first = errors.clone().next();
        first.into_iter().for_each(|line| eprintln!("{line}"));
        (time, errors.count())
    }
}
