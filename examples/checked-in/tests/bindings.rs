//! The checked-in bindings are those of the WSDL.

#[test]
fn bindings_are_up_to_date() {
    sapo_codegen::Generator::new()
        .wsdl("wsdl/greeter.wsdl")
        .out("src/greeter.rs")
        .check()
        .unwrap_or_else(|error| panic!("{error}"));
}
