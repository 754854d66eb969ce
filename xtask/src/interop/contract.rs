//! Whether two WSDLs say the same.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use xmltree::{Element, XMLNode};

const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// The attributes of WSDL and XSD whose value is a qualified name.
const QNAMES: [&str; 7] = [
    "base", "binding", "element", "itemType", "message", "ref", "type",
];

/// Fails with the first difference between two WSDLs.
///
/// Documentation, prefixes, formatting and the address of the service are nobody's contract; everything else
/// is, the order of declarations included, since generated code keeps it.
pub(crate) fn same(published: &str, ours: &str) -> Result<()> {
    let published = outline(published).context("the published WSDL")?;
    let ours = outline(ours).context("our WSDL")?;
    let longest = published.len().max(ours.len());
    for i in 0..longest {
        let (theirs, mine) = (published.get(i), ours.get(i));
        if theirs != mine {
            let nothing = String::from("(the end)");
            bail!(
                "after\n  {}\nit says\n  {}\nwhere ours says\n  {}",
                i.checked_sub(1)
                    .map_or("(the start)", |before| &ours[before]),
                theirs.unwrap_or(&nothing),
                mine.unwrap_or(&nothing),
            );
        }
    }
    Ok(())
}

/// One line an element, indented by its depth, with every name expanded.
fn outline(document: &str) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    describe(&Element::parse(document.as_bytes())?, 0, &mut lines);
    Ok(lines)
}

fn describe(element: &Element, depth: usize, lines: &mut Vec<String>) {
    let namespace = element.namespace.as_deref().unwrap_or_default();
    if matches!(
        (namespace, element.name.as_str()),
        (WSDL, "documentation") | (XSD, "annotation")
    ) {
        return;
    }
    let attributes: BTreeMap<&str, String> = element
        .attributes
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .filter(|(name, _)| (element.name.as_str(), *name) != ("address", "location"))
        .map(|(name, value)| (name, expand(element, name, value)))
        .collect();
    let attributes: String = attributes
        .iter()
        .map(|(name, value)| format!(" {name}={value:?}"))
        .collect();
    lines.push(format!(
        "{:indent$}{{{namespace}}}{}{attributes}",
        "",
        element.name,
        indent = depth * 2,
    ));
    for child in element.children.iter().filter_map(XMLNode::as_element) {
        describe(child, depth + 1, lines);
    }
}

fn expand(element: &Element, attribute: &str, value: &str) -> String {
    let qualified = QNAMES
        .contains(&attribute)
        .then(|| value.split_once(':'))
        .flatten();
    match qualified {
        Some((prefix, local)) => {
            let namespaces = element.namespaces.as_ref();
            let namespace = namespaces.and_then(|n| n.get(prefix)).unwrap_or(prefix);
            format!("{{{namespace}}}{local}")
        }
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::same;

    fn wsdl(prefix: &str, ty: &str, address: &str) -> String {
        format!(
            r#"<{prefix}:definitions xmlns:{prefix}="http://schemas.xmlsoap.org/wsdl/"
                 xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
                 <{prefix}:documentation>{address}</{prefix}:documentation>
                 <{prefix}:types><x:schema><x:element type="{ty}" name="a"/></x:schema></{prefix}:types>
                 <soap:address location="{address}"/>
               </{prefix}:definitions>"#
        )
    }

    #[test]
    fn prefixes_documentation_and_address_do_not_count() {
        same(&wsdl("w", "x:int", "here"), &wsdl("wsdl", "x:int", "there")).unwrap();
    }

    #[test]
    fn a_difference_is_shown() {
        let error = same(&wsdl("w", "x:int", "a"), &wsdl("w", "x:long", "a")).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("XMLSchema}int") && text.contains("XMLSchema}long"),
            "{text}"
        );
    }

    #[test]
    fn a_missing_end_is_a_difference() {
        let empty = r#"<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/"/>"#;
        let error = same(empty, &wsdl("w", "x:int", "a")).unwrap_err();
        assert!(error.to_string().contains("(the end)"), "{error}");
    }
}
