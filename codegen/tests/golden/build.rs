//! Lists the cases: a module of each golden file, and what the tests need to know of it.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let cases = manifest.join("../cases");
    println!("cargo::rerun-if-changed={}", cases.display());
    // The cases lie outside of this crate, and so outside of its package.
    let mut folders: Vec<PathBuf> = match cases.exists() {
        true => fs::read_dir(&cases)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?,
        false => Vec::new(),
    };
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let (mut modules, mut list) = (String::new(), String::new());
    for folder in folders {
        let case = Golden::of(folder)?;
        case.list(&mut modules, &mut list)?;
        if case.files.len() > 1 {
            case.by_other_ways(&out, &mut modules)?;
        }
        if case.text().contains("// [features]") {
            case.combinations(&out, &mut modules)?;
        }
    }
    let text = format!("{modules}\n/// Every case.\npub static CASES: &[Case] = &[\n{list}];\n");
    fs::write(out.join("cases.rs"), text)?;
    Ok(())
}

/// The golden files of a case.
struct Golden {
    name: String,
    folder: PathBuf,
    /// The files, from the folder, and their texts; `expected.rs` is the first.
    files: Vec<(PathBuf, String)>,
}

impl Golden {
    fn of(folder: PathBuf) -> Result<Self, Box<dyn Error>> {
        let name = folder.file_name().and_then(|name| name.to_str());
        let name = name
            .ok_or("a case's folder has a name in UTF-8")?
            .to_owned();
        let mut files = Vec::new();
        let mut left = vec![PathBuf::from("expected.rs"), PathBuf::from("expected")];
        while let Some(path) = left.pop() {
            let whole = folder.join(&path);
            if whole.is_dir() {
                for entry in fs::read_dir(whole)? {
                    left.push(path.join(entry?.file_name()));
                }
            } else if whole.exists() {
                files.push((path, fs::read_to_string(whole)?));
            }
        }
        files.sort_by_key(|(path, _)| (path.components().count(), path.clone()));
        Ok(Self {
            name,
            folder,
            files,
        })
    }

    fn text(&self) -> String {
        self.files.iter().map(|(_, text)| text.as_str()).collect()
    }

    fn module(&self) -> String {
        self.name.replace('-', "_")
    }

    fn list(&self, modules: &mut String, list: &mut String) -> Result<(), Box<dyn Error>> {
        let (name, module) = (&self.name, self.module());
        // A case that was never blessed is shown by the test that compares it.
        if self.files.is_empty() {
            writeln!(
                list,
                "    Case {{ name: {name:?}, echo: None, messages: &[] }},"
            )?;
            return Ok(());
        }
        let golden = self.folder.join("expected.rs");
        writeln!(
            modules,
            "#[allow(missing_docs)] // what the schema does not document\n#[path = {golden:?}]\npub mod {module};\n"
        )?;
        let echo = match self.text().contains("pub enum Root ") {
            true => format!("Some(echo::<{module}::Root>)"),
            false => "None".to_owned(),
        };
        // Services of one case have one schema.
        let whole = self.text();
        let client = between(&whole, "gen1::Service for ", "<T>").unwrap_or_default();
        let messages: String = self
            .files
            .iter()
            .map(|(_, text)| messages(text, &module, client))
            .collect();
        writeln!(
            list,
            "    Case {{ name: {name:?}, echo: {echo}, messages: &[{messages}] }},"
        )?;
        Ok(())
    }

    /// The same as other users have it: included deep within modules, as what a build script writes is, and as a module
    /// that is found by its name.
    fn by_other_ways(&self, out: &Path, modules: &mut String) -> Result<(), Box<dyn Error>> {
        let module = self.module();
        let included = out.join(format!("{module}_included"));
        self.copy(&included, str::to_owned)?;
        let included = included.join("expected.rs");
        self.copy(&out.join(format!("{module}_by_name")), str::to_owned)?;
        fs::write(
            out.join(format!("{module}_by_name.rs")),
            "pub mod expected;\n",
        )?;
        writeln!(
            modules,
            "#[allow(missing_docs)]\npub mod {module}_included {{ pub mod deep {{ include!({included:?}); }} }}\n\
             #[allow(missing_docs)]\npub mod {module}_by_name;\n"
        )?;
        Ok(())
    }

    /// The same with none of its features, each by itself, each two, and so on; documents where all are.
    fn combinations(&self, out: &Path, modules: &mut String) -> Result<(), Box<dyn Error>> {
        println!("cargo::rustc-check-cfg=cfg(switched_on, switched_off)");
        println!("cargo::rustc-cfg=switched_on");
        let table = self.text();
        let features: Vec<&str> = table
            .lines()
            .filter_map(|line| line.strip_prefix("// ")?.strip_suffix(" = []"))
            .collect();
        let all = (1 << features.len()) - 1;
        for set in 0..=all {
            let module = format!("{}_switched_{set}", self.module());
            let folder = out.join(&module);
            self.copy(&folder, |text| {
                let switched = |text: &str, feature: &str, on: bool| {
                    let to = if on { "switched_on" } else { "switched_off" };
                    text.replace(&format!("feature = {feature:?}"), to)
                };
                let mut text = switched(text, "root", set == all);
                for (at, feature) in features.iter().enumerate() {
                    text = switched(&text, feature, set & (1 << at) != 0);
                }
                text
            })?;
            writeln!(
                modules,
                "#[allow(missing_docs)]\n#[path = {:?}]\npub mod {module};\n",
                folder.join("expected.rs")
            )?;
        }
        Ok(())
    }

    fn copy(&self, to: &Path, change: impl Fn(&str) -> String) -> Result<(), Box<dyn Error>> {
        let _ = fs::remove_dir_all(to);
        for (path, text) in &self.files {
            let path = to.join(path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, change(text))?;
        }
        Ok(())
    }
}

/// The messages of a golden file's operations: their elements, and the types that hold them.
fn messages(text: &str, module: &str, client: &str) -> String {
    let namespace = between(text, "const NS: &str = ", ";").unwrap_or("\"\"");
    let mut list = String::new();
    let client = format!("{module}::{client}<MemoryTransport>");
    for operation in text.split(": gen1::Operation<").skip(1) {
        let Some((types, operation)) = operation.split_once("> =") else {
            continue;
        };
        let operation = operation.split(";\n").next().unwrap_or_default();
        let encoded = operation.contains(".encoded()");
        let mut types = types.split(',').map(str::trim);
        let (request, response) = (types.next(), types.next());
        let all = [
            (request, ".with_request(", false),
            (response, ".with_response(", false),
            (request, ".with_request_parts(&[(", true),
            (response, ".with_response_parts(&[(", true),
        ];
        for (ty, part, in_parts) in all {
            let (Some(ty), Some(element)) = (ty, between(operation, part, ")")) else {
                continue;
            };
            let Some((within, local)) = element.split_once(", ") else {
                continue;
            };
            let within = if within == "NS" { namespace } else { within };
            let ty = ty.trim_start_matches("super::");
            let ty = if ty.starts_with("::") {
                ty.to_owned()
            } else if let Some(ty) = ty.strip_prefix("Option<") {
                format!("Option<{module}::{ty}")
            } else {
                format!("{module}::{ty}")
            };
            list += &format!(
                "Message {{ service: <{client} as sapo::gen1::Service>::DESCRIPTION, namespace: {within}, local: {local}, encoded: {encoded}, in_parts: {in_parts}, echo: echo_message::<{ty}> }},"
            );
        }
    }
    list
}

fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(behind)?.0.trim())
}
