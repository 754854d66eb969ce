//! What is a content model in the shape of a type, and what is listed.

use sapo_codegen::Generator;

/// The code for a type of so many elements and attributes.
fn code(name: &str, elements: usize, attributes: usize) -> String {
    let element = |at| format!("<xs:element name='e{at}' type='xs:int' minOccurs='0'/>");
    let attribute = |at| format!("<xs:attribute name='a{at}' type='xs:int'/>");
    let elements: String = (0..elements).map(element).collect();
    let attributes: String = (0..attributes).map(attribute).collect();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("models-{name}.xsd"));
    let schema = format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:complexType name='T'>\
         <xs:sequence>{elements}</xs:sequence>{attributes}</xs:complexType></xs:schema>"
    );
    std::fs::write(&path, schema).unwrap();
    let generator = Generator::new().xsd(&path).types_only(true).all_types(true);
    let code = generator.render().unwrap().text;
    std::fs::remove_file(path).unwrap();
    code
}

#[test]
fn as_many_words_as_the_runtime_takes_are_a_model() {
    let code = code("most", 120, 8);
    assert!(code.contains(".model("), "{code}");
    assert!(code.contains("@a7\""), "{code}");
    assert!(!code.contains(".attributes("), "{code}");
}

#[test]
fn attributes_are_listed_if_there_are_too_many_words() {
    let code = code("attributes", 120, 9);
    assert!(code.contains("e119?\""), "{code}");
    assert!(code.contains("attribute(\"a8\")"), "{code}");
}

#[test]
fn elements_are_listed_if_there_are_too_many() {
    let code = code("elements", 129, 1);
    assert!(!code.contains(".model("), "{code}");
    assert!(code.contains("optional(\"e128\")"), "{code}");
    assert!(code.contains("attribute(\"a0\")"), "{code}");
}
