//! Each case's golden file is what the generator writes. What the files do is tested by the crate in
//! `codegen/tests/golden`, which compiles them.
//!
//! `SAPO_BLESS=1 cargo test -p sapo-codegen --test golden` writes them anew.

use std::path::{Path, PathBuf};
use std::{env, fs};

use sapo_codegen::Generator;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(name)
}

/// What the generator writes for a case: everything on for a WSDL, types and documents for a schema.
fn generate(name: &str) -> String {
    let folder = folder(name);
    let (wsdl, xsd) = (folder.join("input.wsdl"), folder.join("input.xsd"));
    let mut generator = Generator::new().roots(true);
    generator = if wsdl.exists() {
        generator.wsdl(wsdl).server(true)
    } else {
        generator.xsd(xsd).types_only(true)
    };
    let config = folder.join("sapo.toml");
    if config.exists() {
        generator = generator.config(config);
    }
    match generator.render() {
        Ok(output) => output.text,
        Err(error) => panic!("{name}: {error}"),
    }
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
        let generated = generate(name);
        let golden = path.join("expected.rs");
        if bless {
            if fs::read_to_string(&golden).ok().as_deref() != Some(&*generated) {
                fs::write(&golden, generated).unwrap();
            }
            continue;
        }
        let expected = fs::read_to_string(&golden)
            .unwrap_or_else(|_| panic!("{name} has no golden file: run with SAPO_BLESS=1"));
        assert!(
            expected == generated,
            "{name}: what is generated differs from expected.rs; run with SAPO_BLESS=1 and look at the difference"
        );
    }
}
