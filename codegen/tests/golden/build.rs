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
    let (mut modules, mut list) = (String::new(), String::new());
    for folder in folders {
        case(&folder, &mut modules, &mut list)?;
    }
    let text = format!("{modules}\n/// Every case.\npub static CASES: &[Case] = &[\n{list}];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("cases.rs"), text)?;
    Ok(())
}

fn case(folder: &Path, modules: &mut String, list: &mut String) -> Result<(), Box<dyn Error>> {
    let name = folder
        .file_name()
        .and_then(|name| name.to_str())
        .ok_or("a case's folder has a name in UTF-8")?;
    let golden = folder.join("expected.rs");
    // A case that was never blessed is shown by the test that compares it.
    if !golden.exists() {
        writeln!(
            list,
            "    Case {{ name: {name:?}, echo: None, messages: &[] }},"
        )?;
        return Ok(());
    }
    let module = name.replace('-', "_");
    writeln!(
        modules,
        "#[allow(missing_docs)] // what the schema does not document\n#[path = {golden:?}]\npub mod {module};\n"
    )?;
    let text = fs::read_to_string(&golden)?;
    let has_roots = text.contains("\npub enum Root ");
    let echo = match has_roots {
        true => format!("Some(echo::<{module}::Root>)"),
        false => "None".to_owned(),
    };
    let messages = messages(&text, &module);
    writeln!(
        list,
        "    Case {{ name: {name:?}, echo: {echo}, messages: &[{messages}] }},"
    )?;
    Ok(())
}

/// The messages of a golden file's operations: their elements, and the types that hold them.
fn messages(text: &str, module: &str) -> String {
    let namespace = between(text, "const NS: &str = ", ";").unwrap_or("\"\"");
    let mut list = String::new();
    for method in text.split("pub async fn ").skip(1) {
        let method = method
            .split_once("\n    }\n")
            .map_or(method, |(method, _)| method);
        let call = method.split_once("self.client.").map(|(_, call)| call);
        let Some(constant) = call.and_then(|call| between(call, "(&", ",")) else {
            continue;
        };
        let Some(operation) = between(text, &format!("pub static {constant}: "), ";") else {
            continue;
        };
        let encoded = operation.contains(".encoded()");
        let ends = [',', ')', '\n'];
        let request = method.split_once("request: &").map(|(_, rest)| rest);
        let request = request.and_then(|rest| rest.split(ends).next());
        let response = between(method, "gen1::Response<", ">,");
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
            let ty = if ty.starts_with("::") {
                ty.to_owned()
            } else {
                format!("{module}::{ty}")
            };
            list += &format!(
                "Message {{ namespace: {within}, local: {local}, encoded: {encoded}, in_parts: {in_parts}, echo: echo_message::<{ty}> }},"
            );
        }
    }
    list
}

fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(behind)?.0.trim())
}
