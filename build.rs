//! Generates the bindings of the services from their WSDLs.

use sapo_codegen::{Error, Generator};

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
        generator("wsdl/embedded/forms.wsdl").generate()?;
        generator("wsdl/embedded/sibling.wsdl").generate()?;
    }
    Ok(())
}
