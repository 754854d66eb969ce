//! Generates the bindings of every WSDL beside the sources of the servers.

use std::path::{Path, PathBuf};
use std::{env, fs};

use sapo_codegen::{Error, Generator};

fn main() -> Result<(), Error> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(Error::NoOutput)?);
    for site in ["asmx", "jaxws", "php"] {
        println!("cargo::rerun-if-changed={site}");
        for wsdl in wsdls(site.as_ref()) {
            let config = wsdl.with_extension("toml");
            let mut generator = Generator::new()
                .server(true)
                // With a path of its own, it doesn't repeat its warnings at every build.
                .out(out.join(&wsdl).with_extension("rs"))
                .wsdl(wsdl);
            if config.exists() {
                generator = generator.config(config);
            }
            generator.generate()?;
        }
    }
    Ok(())
}

/// Returns the WSDLs in a folder.
fn wsdls(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of a site");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "wsdl")
        })
        .collect();
    paths.sort();
    paths
}
