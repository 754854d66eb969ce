//! `sapo init`

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::process::ExitCode;

use heck::{ToSnakeCase, ToUpperCamelCase};
use sapo_codegen::diagnostic::Report;
use sapo_codegen::service::Service;
use sapo_codegen::{Options, Resolved};
use serde_json::json;

use crate::BAD_INPUT;
use crate::args::{CONFIG, Format, InitArgs};
use crate::progress::Progress;
use crate::terminal::{complain, diagnose, note, print_json};

/// So many operations are listed in the file.
const MOST_OPERATIONS: usize = 300;

pub(crate) fn run(args: &InitArgs) -> ExitCode {
    let format = args.format;
    if Path::new(CONFIG).exists() {
        complain(&already_there());
        return ExitCode::from(BAD_INPUT);
    }
    let progress = Progress::new("reading");
    let mut report = Report::new();
    let shown = progress.show();
    let (_, resolved) = args.input.generator(&progress).resolve(&mut report);
    drop(shown);
    diagnose(&report, format);
    if report.has_errors() {
        return ExitCode::from(BAD_INPUT);
    }
    let inputs = &args.input.inputs;
    let out = out(&inputs[0]);
    if let Err(error) = create(&text(inputs, &out, &resolved)) {
        complain(&match error.kind() {
            ErrorKind::AlreadyExists => already_there(),
            _ => format!("`{CONFIG}` can't be written: {error}"),
        });
        return ExitCode::from(BAD_INPUT);
    }
    match format {
        Format::Json => print_json(&json!({ "path": CONFIG, "out": out })),
        Format::Text => {
            let message = format!("wrote `{CONFIG}`: `sapo generate` writes `{out}` by it");
            note(&message, format);
            ExitCode::SUCCESS
        }
    }
}

fn already_there() -> String {
    format!("`{CONFIG}` is already there: edit it, or remove it first")
}

fn create(text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).open(CONFIG)?;
    file.write_all(text.as_bytes())
}

/// Returns the path of the output: named after the first input, and in `src` if there is one.
fn out(input: &str) -> String {
    let path = input.split(['?', '#']).next().unwrap_or_default();
    let name = path.trim_end_matches(['/', '\\']);
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default().to_snake_case();
    let stem = match stem.starts_with(|c: char| c.is_ascii_alphabetic()) && stem.is_ascii() {
        true => stem,
        false => "bindings".to_owned(),
    };
    match Path::new("src").is_dir() {
        true => format!("src/{stem}.rs"),
        false => format!("{stem}.rs"),
    }
}

/// Returns the text of the file. A setting that is off begins with `#` alone, and explanations
/// with `# `, so that removing the sign turns a setting on.
fn text(inputs: &[String], out: &str, resolved: &Resolved) -> String {
    let mut text = String::from(
        "# `sapo generate` writes what is under [[bindings]], and `sapo check` checks it. Remove the `#`\n\
         # before a setting to turn it on; `sapo config --schema` describes all of them.\n\n",
    );
    for switch in Options::SWITCHES {
        let setting = format!("#{} = true", switch.key);
        let about = switch.about.trim_end_matches('.');
        let _ = writeln!(text, "# {about}.\n{setting}");
    }
    text += "\n# An element that may be absent as well as nil is an `Option`, and vectors hold no items that are nil.\n\
             #nil = \"absent\"\n#nil-items = \"skip\"\n";
    text += "\n# Values that aren't shown, besides those that are named like secrets.\n#secret = [\"Type/Element\"]\n";
    let inputs: Vec<String> = inputs.iter().map(|input| quoted(input)).collect();
    let _ = write!(
        text,
        "\n[[bindings]]\ninputs = [{}]\nout = {}\n",
        inputs.join(", "),
        quoted(out)
    );
    tables(&resolved.services, &mut text);
    text
}

/// Adds tables with what can be set for each service, and for types.
fn tables(services: &[Service], text: &mut String) {
    let operations: Vec<&str> = operations(services);
    let (shown, more) = operations.split_at(operations.len().min(MOST_OPERATIONS));
    if !shown.is_empty() {
        *text += "\n# With this table, only the operations in the list are generated.\n#[select]\n#operations = [\n";
        for operation in shown {
            let _ = writeln!(text, "#    {},", quoted(operation));
        }
        if !more.is_empty() {
            let _ = writeln!(text, "# and {} more", more.len());
        }
        *text += "#]\n\n# Names of clients, by services.\n#[clients]\n";
        for service in services {
            let name = &*service.name.local;
            let client = format!("{}Client", name.to_upper_camel_case());
            let _ = writeln!(text, "#{} = {}", quoted(name), quoted(&client));
        }
        *text += "\n# Names of methods, by operations.\n#[methods]\n";
        let method = shown[0].to_snake_case();
        let _ = writeln!(text, "#{} = {}", quoted(shown[0]), quoted(&method));
    }
    *text += "\n# Names and types in Rust, by the name of a type, or of an element or attribute in one.\n\
              #[names]\n#\"Type/Element\" = \"rust_name\"\n\
              #[types]\n#\"Type/Element\" = \"::my_crate::RustType\"\n\
              #\"Type\" = { derive = [\"::my_crate::Trait\"], attributes = [\"#[must_use]\"] }\n\
              #\"SimpleType\" = { newtype = true }\n\
              \n# Errors inside the items of a result, by their type or element, with the place of the message.\n\
              #[item-errors]\n#\"Type/Element\" = \"Message\"\n\
              \n# Lists of names of elements, with the type that gets a constant for each name.\n\
              #[element-names]\n#\"Type/Element\" = \"Type\"\n";
}

/// Returns the names of the operations, each once.
fn operations(services: &[Service]) -> Vec<&str> {
    let interfaces = services.iter().flat_map(|service| &service.interfaces);
    let mut names: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    for operation in interfaces.flat_map(|interface| &interface.operations) {
        if seen.insert(&*operation.name) {
            names.push(&operation.name);
        }
    }
    names
}

/// Returns a text as a basic string of TOML.
fn quoted(text: &str) -> String {
    // The strings of JSON are strings of TOML too.
    json!(text).to_string()
}
