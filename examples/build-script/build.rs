//! Generates `greeter.rs` into `OUT_DIR`, and again whenever the WSDL or what it imports changes.

fn main() -> Result<(), sapo_codegen::Error> {
    sapo_codegen::Generator::new()
        .wsdl("wsdl/greeter.wsdl")
        .generate()?;
    Ok(())
}
