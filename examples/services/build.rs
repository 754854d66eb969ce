//! Generates `vies.rs`, `exchange.rs`, and `salesforce.rs` into `OUT_DIR`.

fn main() -> Result<(), sapo_codegen::Error> {
    for service in ["vies", "exchange", "salesforce"] {
        sapo_codegen::Generator::new()
            .wsdl(format!("wsdl/{service}.wsdl"))
            .generate()?;
    }
    Ok(())
}
