//! [`Any`] in serde's formats.
//!
//! An element is a map: `name` (`local` or `{namespace}local`), then, unless they are empty, `namespaces` (the
//! declarations in scope by prefix), `attributes` (keyed like `name`) and `content`, whose items are strings for text
//! and maps for elements. Prefixes of names are not kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Any, AttributeMap, Element, Namespace, XMLNode, attribute_key, split_key};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    name: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    namespaces: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "AttributeMap::is_empty")]
    attributes: AttributeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    content: Vec<Item>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Item {
    Text(String),
    Element(Form),
}

impl Serialize for Any {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        to_form(self.as_element()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Form::deserialize(deserializer).map(|form| Any::from(to_element(form)))
    }
}

fn to_form(element: &Element) -> Form {
    let namespace = element.namespace.as_deref().unwrap_or_default();
    Form {
        name: attribute_key(namespace, &element.name).into_owned(),
        namespaces: element
            .namespaces
            .as_ref()
            .map(|declared| declared.0.clone())
            .unwrap_or_default(),
        attributes: element.attributes.clone(),
        content: element
            .children
            .iter()
            .filter_map(|node| match node {
                XMLNode::Element(child) => Some(Item::Element(to_form(child))),
                XMLNode::Text(text) | XMLNode::CData(text) => Some(Item::Text(text.clone())),
                XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => None,
            })
            .collect(),
    }
}

fn to_element(form: Form) -> Element {
    let (namespace, local) = split_key(&form.name);
    let mut element = Element::new(local);
    element.namespace = (!namespace.is_empty()).then(|| namespace.to_owned());
    element.namespaces = (!form.namespaces.is_empty()).then_some(Namespace(form.namespaces));
    element.attributes = form.attributes;
    element.children = form
        .content
        .into_iter()
        .map(|item| match item {
            Item::Text(text) => XMLNode::Text(text),
            Item::Element(child) => XMLNode::Element(to_element(child)),
        })
        .collect();
    element
}
