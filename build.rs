//! Generates the bindings of the services from their WSDLs.

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
    let generator = |wsdl: &str| {
        Generator::new()
            .wsdl(wsdl)
            .serde(is_on("SERDE"))
            .server(is_on("EMBEDDED"))
    };
    generator("wsdl/authenticate.wsdl")
        .config("wsdl/sapo.toml")
        .generate()?;
    generator("wsdl/auth.wsdl")
        .config("wsdl/auth.toml")
        .generate()?;
    if is_on("EMBEDDED") {
        for service in OF_TESTS {
            generator(&format!("tests/interop/{service}.wsdl")).generate()?;
        }
    }
    Ok(())
}
