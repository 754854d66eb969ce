//! Trees without the values of secrets.

use super::{Element, XMLNode, split_key};

/// Decides what is secret in a tree, and what stands for it.
pub(crate) trait Masking {
    /// Returns whether elements and attributes of this local name hold secrets.
    fn is_secret(&self, name: &str) -> bool;

    /// Returns the text that replaces a secret.
    fn replace(&mut self, secret: &str) -> String;
}

/// Masks the elements and attributes whose names say that they are secret, and the values of maps
/// whose keys say so. A structure that is named so keeps its elements, but none of their texts.
///
/// It recurses as deep as the tree is nested.
pub(crate) fn mask(element: &mut Element, masking: &mut impl Masking) {
    if masking.is_secret(&element.name) {
        return mask_texts(element, masking);
    }
    mask_attributes(element, masking);
    let has_secret_value = is_secret_entry(element, masking);
    for child in &mut element.children {
        if let XMLNode::Element(child) = child {
            match has_secret_value && child.name == "value" {
                true => mask_texts(child, masking),
                false => mask(child, masking),
            }
        }
    }
}

/// Masks all texts of an element.
pub(crate) fn mask_texts(element: &mut Element, masking: &mut impl Masking) {
    mask_attributes(element, masking);
    let has_elements = element
        .children
        .iter()
        .any(|node| node.as_element().is_some());
    if !has_elements {
        let text = text(element);
        if !text.is_empty() {
            element.children = vec![XMLNode::Text(masking.replace(&text))];
        }
        return;
    }
    for child in &mut element.children {
        match child {
            XMLNode::Element(child) => mask_texts(child, masking),
            XMLNode::Text(text) | XMLNode::CData(text) if !text.trim().is_empty() => {
                *text = masking.replace(text);
            }
            _ => {}
        }
    }
}

fn mask_attributes(element: &mut Element, masking: &mut impl Masking) {
    for (key, value) in &mut element.attributes {
        if masking.is_secret(split_key(key).1) {
            *value = masking.replace(value);
        }
    }
}

/// Returns whether an element is an entry of a map (`<item><key/><value/></item>`) whose key says
/// that the value is secret.
fn is_secret_entry(element: &Element, masking: &impl Masking) -> bool {
    let mut children = element.children.iter().filter_map(XMLNode::as_element);
    let key = children.find(|child| child.name == "key");
    key.is_some_and(|key| masking.is_secret(&text(key)))
}

/// Returns the text directly within an element.
fn text(element: &Element) -> String {
    let mut text = String::new();
    for node in &element.children {
        if let XMLNode::Text(piece) | XMLNode::CData(piece) = node {
            text.push_str(piece);
        }
    }
    text
}

/// Masks the common names of secrets, for `Debug`.
pub(crate) struct ByName;

impl Masking for ByName {
    fn is_secret(&self, name: &str) -> bool {
        crate::value::is_secret_name(name)
    }

    fn replace(&mut self, _: &str) -> String {
        crate::value::secret::HIDDEN.to_owned()
    }
}
