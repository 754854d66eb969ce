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
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use xsd_parser::config::Schema;

    use super::generate::{quick_xml, schema_of};

    const WSDL: &str = "../wsdl/authenticate.wsdl";

    /// The schema that the WSDL imports without saying where it is.
    const MICROSOFT_TYPES: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
        xmlns:ms="http://microsoft.com/wsdl/types/" targetNamespace="http://microsoft.com/wsdl/types/">
        <xs:simpleType name="guid"><xs:restriction base="xs:string"/></xs:simpleType>
    </xs:schema>"#;

    pub(super) fn generate() {
        println!("cargo::rerun-if-changed={WSDL}");
        println!("cargo::rerun-if-changed=peers/generate.rs");
        let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
        let wsdl = fs::read_to_string(WSDL).expect("the WSDL is in the repository");
        // The WSDL leaves out where the types are, which xsd-parser needs to know.
        let import = r#"<xs:import namespace="http://microsoft.com/wsdl/types/""#;
        let located = format!(r#"{import} schemaLocation="types.xsd""#);
        let schema = out.join("authenticate.xsd");
        write(&schema, &schema_of(&wsdl).replace(import, &located));
        write(&out.join("types.xsd"), MICROSOFT_TYPES);
        write(&out.join("xsd_parser.rs"), &quick_xml(Schema::File(schema)));
    }

    fn write(path: &Path, text: &str) {
        fs::write(path, text).expect("OUT_DIR can be written");
    }
}
