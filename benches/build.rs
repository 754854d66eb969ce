//! Has xsd-parser generate its code for the types that are measured.

#[cfg(feature = "peers")]
#[path = "peers/generate.rs"]
#[allow(dead_code, unreachable_pub, reason = "the benchmarks use it too")]
mod generate;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "peers")]
    xsd_parser_code::generate();
}

#[cfg(feature = "peers")]
mod xsd_parser_code {
    use std::path::PathBuf;
    use std::{env, fs};

    use super::generate::{quick_xml, schema_file};

    const WSDL: &str = "../wsdl/authenticate.wsdl";

    pub(super) fn generate() {
        println!("cargo::rerun-if-changed={WSDL}");
        println!("cargo::rerun-if-changed=peers/generate.rs");
        let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
        let wsdl = fs::read_to_string(WSDL).expect("the WSDL is in the repository");
        let code = quick_xml(schema_file(&wsdl, &out));
        fs::write(out.join("xsd_parser.rs"), code).expect("OUT_DIR can be written");
    }
}
