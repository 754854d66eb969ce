//! Compares the requests of the programs with those that the services document.

use sapo::transport::MemoryTransport;
use sapo::xml::Any;
use sapo::xml::tree::{Element, XMLNode};

/// Asserts that `sent` holds one request for each of the `documented` ones, with the same XML and SOAP action.
///
/// White space between elements and prefixes don't count.
///
/// # Panics
/// The requests differ in number or in content.
pub fn assert_sent(sent: &MemoryTransport, documented: &[(&str, &str)]) {
    let requests = sent.requests();
    assert_eq!(requests.len(), documented.len(), "the number of requests");
    for (request, (action, document)) in requests.iter().zip(documented) {
        assert_eq!(request.headers()["soapaction"], format!("\"{action}\""));
        let body = std::str::from_utf8(request.body()).expect("the request is UTF-8");
        assert_eq!(read(body), read(document));
    }
}

/// Reads a document without the white space that indents it.
fn read(document: &str) -> Any {
    let mut any: Any = document.parse().expect("the document is XML");
    unindent(any.as_element_mut());
    any
}

fn unindent(element: &mut Element) {
    if element
        .children
        .iter()
        .any(|node| node.as_element().is_some())
    {
        element
            .children
            .retain(|node| !matches!(node, XMLNode::Text(text) if text.trim().is_empty()));
    }
    let children = element.children.iter_mut();
    children
        .filter_map(XMLNode::as_mut_element)
        .for_each(unindent);
}
