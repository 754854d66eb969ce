//! Canonical XML 1.0, as far as SOAP messages need it, of documents whose white space between tags means nothing.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

type Scope = BTreeMap<String, String>;

/// The canonical form: what two documents share exactly where they say the same with the same prefixes.
pub(crate) fn canonical(document: &str) -> String {
    let mut events = Reader::from_str(document);
    let mut scopes = vec![Scope::new()];
    let mut open = Vec::new();
    let mut out = String::new();
    loop {
        match events.read_event().expect("well-formed") {
            Event::Start(tag) => {
                scopes.push(start(&tag, scopes.last().unwrap(), &mut out));
                open.push(tag.name().0.to_owned());
            }
            Event::Empty(tag) => {
                start(&tag, scopes.last().unwrap(), &mut out);
                out.push_str(&format!("</{}>", tag.name().0));
            }
            Event::End(tag) => {
                assert_eq!(open.pop().as_deref(), Some(tag.name().0));
                scopes.pop();
                out.push_str(&format!("</{}>", tag.name().0));
            }
            Event::Text(text) => {
                let text = text.into_inner();
                if !text.trim().is_empty() {
                    out.push_str(&text);
                }
            }
            Event::GeneralRef(name) => out.push_str(&format!("&{};", name.into_inner())),
            Event::Eof => return out,
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            other => panic!("{other:?} in a SOAP message"),
        }
    }
}

/// Writes a start tag: new declarations by prefix, then attributes by namespace and name.
fn start(tag: &BytesStart<'_>, outer: &Scope, out: &mut String) -> Scope {
    let mut scope = outer.clone();
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.expect("an attribute");
        let (key, value) = (attribute.key.0.to_owned(), attribute.value.to_string());
        match key.strip_prefix("xmlns") {
            Some(prefix) => {
                scope.insert(prefix.trim_start_matches(':').to_owned(), value);
            }
            None => attributes.push((key, value)),
        }
    }
    let namespace = |key: &str| {
        key.split_once(':')
            .map(|(prefix, local)| (scope[prefix].clone(), local.to_owned()))
            .unwrap_or_else(|| (String::new(), key.to_owned()))
    };
    attributes.sort_by_key(|(key, _)| namespace(key));
    out.push_str(&format!("<{}", tag.name().0));
    for (prefix, uri) in scope
        .iter()
        .filter(|(prefix, uri)| outer.get(*prefix) != Some(uri))
    {
        match prefix.as_str() {
            "" => out.push_str(&format!(" xmlns=\"{uri}\"")),
            prefix => out.push_str(&format!(" xmlns:{prefix}=\"{uri}\"")),
        }
    }
    for (key, value) in attributes {
        out.push_str(&format!(" {key}=\"{value}\""));
    }
    out.push('>');
    scope
}
