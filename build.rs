//! Generates the bindings of the services from their WSDLs.

use std::path::{Path, PathBuf};

use sapo_codegen::{Error, Generator};

/// The services that tests meet, and the embedded servers.
const OF_TESTS: &[&str] = &[
    "asmx/sibling",
    "asmx/encoded",
    "asmx/values",
    "asmx/structures",
    "asmx/shapes",
    "asmx/open",
    "asmx/dataset",
    "asmx/bare",
    "asmx/literal",
    "asmx/headers",
    "asmx/faults",
    "asmx/queries",
    "php/forms",
    "php/auth-literal",
    "php/auth-document",
    "php/echo",
    "jaxws/addressing",
    "jaxws/attachments",
    "jaxws/envelopes",
    "jaxws/everything",
    "jaxws/exceptions",
    "jaxws/guarded",
    "jaxws/sums",
];

fn main() -> Result<(), Error> {
    let is_on = |feature| std::env::var_os(format!("CARGO_FEATURE_{feature}")).is_some();
    let generator = |wsdl: &Path| {
        Generator::new()
            .wsdl(wsdl)
            .serde(is_on("SERDE"))
            .server(is_on("EMBEDDED"))
    };
    generator("wsdl/authenticate.wsdl".as_ref())
        .config("wsdl/sapo.toml")
        .generate()?;
    generator("wsdl/auth.wsdl".as_ref())
        .config("wsdl/auth.toml")
        .generate()?;
    if is_on("EMBEDDED") {
        let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or(Error::NoOutput)?);
        println!("cargo::rerun-if-changed=tests/interop");
        for service in OF_TESTS {
            let wsdl = PathBuf::from(format!("tests/interop/{service}.wsdl"));
            let config = wsdl.with_extension("toml");
            // A path of its own, as warnings about these are not for who builds the client.
            let path = out.join(wsdl.with_extension("rs").file_name().unwrap_or_default());
            let generator = generator(&wsdl).out(path);
            match config.exists() {
                true => generator.config(config).generate()?,
                false => generator.generate()?,
            };
        }
    }
    Ok(())
}
