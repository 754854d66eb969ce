//! Generated types in JSON: the keys are the names of XML, and nothing is lost on the way.

use sapo::xml::from_str;
use sapo_golden::configured::{Credentials, Root};

#[test]
fn values_come_back_from_json() {
    let document = |locked: &str| {
        format!(
            "<login xmlns='urn:configured' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' key='k' attempts='9'>\
             <user>u</user><attempts>3</attempts><ref>1</ref>{locked}<label value='1'>l</label></login>"
        )
    };
    for (locked, json) in [
        ("", None),
        ("<locked xsi:nil='true'/>", Some("null")),
        (
            "<locked>2026-11-22T00:00:00</locked>",
            Some("\"2026-11-22T00:00:00\""),
        ),
    ] {
        let Root::Login(value) = from_str(&document(locked)).unwrap();
        let text = serde_json::to_string(&value).unwrap();
        // What is the same in XML, or has no name there, is called as in Rust.
        for part in [
            r#""attempts":3"#,
            r#""attempts2":9"#,
            r#"{"value":"l","value2":1}"#,
        ] {
            assert!(text.contains(part), "{text}");
        }
        assert_eq!(text.contains("\"locked\""), json.is_some(), "{text}");
        if let Some(json) = json {
            assert!(text.contains(&format!("\"locked\":{json}")), "{text}");
        }
        let again: Credentials = serde_json::from_str(&text).unwrap();
        assert_eq!(again, *value, "{text}");
    }
}
