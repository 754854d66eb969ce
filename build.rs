//! Generates the bindings of the services from their WSDLs.

use sapo_codegen::{Error, Generator};

fn main() -> Result<(), Error> {
    let is_on = |feature| std::env::var_os(format!("CARGO_FEATURE_{feature}")).is_some();
    let generate = |wsdl: &str| {
        Generator::new()
            .wsdl(wsdl)
            .config("wsdl/sapo.toml")
            .serde(is_on("SERDE"))
            .server(is_on("EMBEDDED"))
            .generate()
    };
    generate("wsdl/authenticate.wsdl")?;
    generate("wsdl/auth.wsdl")?;
    if is_on("EMBEDDED") {
        generate("tests/interop/asmx/sibling.wsdl")?;
        generate("tests/interop/asmx/encoded.wsdl")?;
        for service in ["forms", "auth-literal", "auth-document", "echo"] {
            generate(&format!("tests/interop/php/{service}.wsdl"))?;
        }
    }
    Ok(())
}
