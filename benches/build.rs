//! Has xsd-parser generate its code for the types that are measured.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "peers")]
    xsd_parser_code::generate();
}

#[cfg(feature = "peers")]
mod xsd_parser_code {
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use xsd_parser::config::{
        Config, GeneratorFlags, InterpreterFlags, OptimizerFlags, ParserFlags, Resolver, Schema,
    };

    const WSDL: &str = "../wsdl/authenticate.wsdl";

    /// The schema that the WSDL imports without saying where it is.
    const MICROSOFT_TYPES: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
        xmlns:ms="http://microsoft.com/wsdl/types/" targetNamespace="http://microsoft.com/wsdl/types/">
        <xs:simpleType name="guid"><xs:restriction base="xs:string"/></xs:simpleType>
    </xs:schema>"#;

    pub(super) fn generate() {
        println!("cargo::rerun-if-changed={WSDL}");
        let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
        let wsdl = fs::read_to_string(WSDL).expect("the WSDL is in the repository");
        let schema = out.join("authenticate.xsd");
        write(&schema, &schema_of(&wsdl));
        write(&out.join("types.xsd"), MICROSOFT_TYPES);

        let mut config = Config::default().with_quick_xml();
        config.parser.resolver = vec![Resolver::File];
        config.parser.flags = ParserFlags::all();
        config.parser.schemas = vec![Schema::File(schema)];
        config.interpreter.flags = InterpreterFlags::all() - InterpreterFlags::WITH_NUM_BIG_INT;
        config.optimizer.flags = OptimizerFlags::all() - OptimizerFlags::REMOVE_DUPLICATES;
        config.generator.flags = GeneratorFlags::all();
        let code = xsd_parser::generate(config).expect("xsd-parser takes the schema");
        write(&out.join("xsd_parser.rs"), &code.to_string());
    }

    fn write(path: &Path, text: &str) {
        fs::write(path, text).expect("OUT_DIR can be written");
    }

    /// The schema within the WSDL as a document of its own.
    fn schema_of(wsdl: &str) -> String {
        let start = wsdl.find("<xs:schema").expect("the WSDL has a schema");
        let end = wsdl.find("</xs:schema>").expect("the schema has an end");
        let declared = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
            xmlns:ms="http://microsoft.com/wsdl/types/" xmlns:tns="http://24sevenOffice.com/webservices""#;
        let body = &wsdl[start + "<xs:schema".len()..end];
        // The WSDL leaves out where the types are, which xsd-parser needs to know.
        let import = r#"<xs:import namespace="http://microsoft.com/wsdl/types/""#;
        let located = format!(r#"{import} schemaLocation="types.xsd""#);
        format!("{declared}{}</xs:schema>", body.replace(import, &located))
    }
}
