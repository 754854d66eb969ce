//! Each case's golden file is what the generator writes. What the files do is tested by the crate in
//! `codegen/tests/golden`, which compiles them.
//!
//! `SAPO_BLESS=1 cargo test -p sapo-codegen --test golden` writes them anew.

use std::path::{Path, PathBuf};
use std::{env, fs};

use sapo_codegen::{Error, Generator};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(name)
}

/// The generator of a case: everything on for a WSDL, types and documents for a schema. A case whose
/// name begins with `default-` is generated with default options.
fn generator(name: &str) -> Generator {
    let folder = folder(name);
    let (wsdl, xsd) = (folder.join("input.wsdl"), folder.join("input.xsd"));
    let is_default = name.starts_with("default-");
    let mut generator = Generator::new()
        .roots(!is_default)
        .out(folder.join("expected.rs"));
    generator = if wsdl.exists() {
        generator.wsdl(wsdl).server(!is_default)
    } else {
        generator.xsd(xsd).types_only(true)
    };
    let config = folder.join("sapo.toml");
    if config.exists() {
        generator = generator.config(config);
    }
    generator
}

#[test]
fn golden_files_are_what_is_generated() {
    let bless = env::var_os("SAPO_BLESS").is_some();
    for entry in fs::read_dir(folder("")).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        let generator = generator(name);
        if bless {
            if let Err(error) = generator.generate() {
                panic!("{name}: {error}");
            }
            continue;
        }
        match generator.check() {
            Ok(_) => {}
            Err(Error::Stale { files, .. }) => panic!(
                "{name}: what is generated differs from {files:?}; run with SAPO_BLESS=1 and look at the difference"
            ),
            Err(error) => panic!("{name}: {error}"),
        }
    }
}
