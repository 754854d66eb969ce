//! Has xsd-parser generate code for the types of a WSDL.

use std::fs;
use std::path::Path;

use xsd_parser::Config;
use xsd_parser::config::{
    GeneratorFlags, InterpreterFlags, OptimizerFlags, ParserFlags, Resolver, Schema,
};

/// Types that quick-xml reads and writes by code of their own.
///
/// # Panics
/// If xsd-parser does not take the schema.
pub fn quick_xml(schema: Schema) -> String {
    generate(schema, GeneratorFlags::all(), |config| {
        config.with_quick_xml().with_advanced_enums()
    })
}

/// Types that derive serde's traits, for quick-xml.
///
/// # Panics
/// If xsd-parser does not take the schema.
pub fn serde(schema: Schema) -> String {
    // The types that xsd-parser has for these don't implement serde's traits.
    let without = GeneratorFlags::ANY_TYPE_SUPPORT
        | GeneratorFlags::MIXED_TYPE_SUPPORT
        | GeneratorFlags::NILLABLE_TYPE_SUPPORT;
    let flags = GeneratorFlags::all() - without;
    generate(schema, flags, Config::with_serde_quick_xml)
}

fn generate(schema: Schema, flags: GeneratorFlags, rendered: fn(Config) -> Config) -> String {
    let mut config = Config::default();
    config.parser.resolver = vec![Resolver::File];
    config.parser.flags = ParserFlags::all();
    config.parser.schemas = vec![schema];
    config.interpreter.flags = InterpreterFlags::all() - InterpreterFlags::WITH_NUM_BIG_INT;
    config.optimizer.flags = OptimizerFlags::all() - OptimizerFlags::REMOVE_DUPLICATES;
    config.generator.flags = flags;
    let code = xsd_parser::generate(rendered(config)).expect("xsd-parser takes the schema");
    code.to_string()
}

/// The one schema in a WSDL as a document of its own, with the namespaces that the WSDL declares around it.
///
/// # Panics
/// If there is none.
pub fn schema_of(wsdl: &str) -> String {
    let start = wsdl.find(":schema ").expect("the WSDL has a schema");
    let open = wsdl[..start].rfind('<').expect("a tag begins");
    let close = format!("</{}:schema>", &wsdl[open + 1..start]);
    let end = wsdl.find(&close).expect("the schema has an end") + close.len();
    let root = wsdl.find(":definitions").expect("the WSDL has a root");
    let root = &wsdl[root..root + wsdl[root..].find('>').expect("its tag ends")];
    let name = start + ":schema ".len();
    let own = &wsdl[name..name + wsdl[name..].find('>').expect("its tag ends")];
    let declared = root
        .split_whitespace()
        .filter(|word| word.starts_with("xmlns"))
        .filter(|word| !own.contains(word.split('=').next().unwrap_or_default()));
    let declared: Vec<&str> = declared.collect();
    format!(
        "{}{} {}",
        &wsdl[open..name],
        declared.join(" "),
        &wsdl[name..end]
    )
}

/// The schema in a WSDL as a file in a folder, beside the one that Authenticate's imports without saying where it is.
///
/// # Panics
/// If there is none, or the folder can't be written.
pub fn schema_file(wsdl: &str, folder: &Path) -> Schema {
    const TYPES: &str = "http://microsoft.com/wsdl/types/";
    let import = format!(r#"<xs:import namespace="{TYPES}""#);
    let located = format!(r#"{import} schemaLocation="types.xsd""#);
    let types = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{TYPES}">
        <xs:simpleType name="guid"><xs:restriction base="xs:string"/></xs:simpleType>
    </xs:schema>"#
    );
    fs::write(folder.join("types.xsd"), types).expect("the folder can be written");
    let schema = folder.join("schema.xsd");
    fs::write(&schema, schema_of(wsdl).replace(&import, &located))
        .expect("the folder can be written");
    Schema::File(schema)
}
