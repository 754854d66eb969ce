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
        writeln!(list, "    Case {{ name: {name:?}, echo: None }},")?;
        return Ok(());
    }
    let module = name.replace('-', "_");
    writeln!(
        modules,
        "#[allow(missing_docs)] // what the schema does not document\n#[path = {golden:?}]\npub mod {module};\n"
    )?;
    let has_roots = fs::read_to_string(&golden)?.contains("\npub enum Root ");
    let echo = match has_roots {
        true => format!("Some(echo::<{module}::Root>)"),
        false => "None".to_owned(),
    };
    writeln!(list, "    Case {{ name: {name:?}, echo: {echo} }},")?;
    Ok(())
}
