//! Generates xsd-parser's code for the same types.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "peers")]
    xsd_parser_code();
}
