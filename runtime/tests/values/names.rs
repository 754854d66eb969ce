use sapo::QName;

use crate::{assert_refused, read};

#[test]
fn prefixes_are_resolved() {
    const XML: &str = "http://www.w3.org/XML/1998/namespace";
    assert_eq!(read("xml:lang"), Ok(QName::new(XML, "lang")));
    assert_eq!(read("lang"), Ok(QName::new("", "lang")));
    assert_eq!(read("Ærlig-1.0_ø"), Ok(QName::new("", "Ærlig-1.0_ø")));
    assert_refused::<QName>(&[
        "",
        ":",
        ":a",
        "xml:",
        "a:b:c",
        "xml:a:b",
        "unbound:a",
        "1a",
        "-a",
        "a b",
        "xml:1",
    ]);
}

#[test]
fn names_have_a_text_outside_of_xml() {
    let name = QName::new("urn:x", "a");
    assert_eq!(name.to_string(), "{urn:x}a");
    assert_eq!("{urn:x}a".parse(), Ok(name));
    assert_eq!("a".parse(), Ok(QName::new("", "a")));
    assert!("{urn:x}".parse::<QName>().is_err());
    assert!("{urn:x".parse::<QName>().is_err());
}
