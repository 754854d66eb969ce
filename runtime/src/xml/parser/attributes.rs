//! Attributes, and the namespace declarations among them.

use std::borrow::Cow;

use quick_xml::events::attributes::{Attribute, Attributes};

use super::{Error, Parser, Tag, is_qualified_name, limit, malformed, unbound};
use crate::xml::characters::{Place, resolve};
use crate::xml::namespaces::{Binding, XML_NAMESPACE, XMLNS_NAMESPACE};

/// An attribute with its name resolved.
#[derive(Debug)]
pub(crate) struct RawAttribute<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) namespace: String,
    pub(crate) local: &'a str,
    pub(crate) value: Cow<'a, str>,
}

impl<'a> Parser<'a> {
    /// The attributes of a tag but for namespace declarations: namespace, local name, value.
    pub(crate) fn attributes(
        &self,
        tag: &Tag<'a>,
    ) -> impl Iterator<Item = Result<RawAttribute<'a>, Error>> {
        attributes_of(tag).filter_map(move |attribute| {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => return Some(Err(malformed(error, tag.offset))),
            };
            let name: &'a str = attribute.key.0;
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            if prefix == "xmlns" || name == "xmlns" {
                return None;
            }
            let namespace = match prefix {
                "" => "",
                prefix => match self.scope().resolve_prefix(prefix) {
                    Some(namespace) => namespace,
                    None => return Some(Err(unbound(prefix, tag.offset))),
                },
            };
            Some(
                attribute_value(&attribute, tag.offset).map(|value| RawAttribute {
                    prefix,
                    namespace: namespace.to_owned(),
                    local,
                    value,
                }),
            )
        })
    }

    /// The value of one attribute of a tag.
    pub(crate) fn attribute(
        &self,
        tag: &Tag<'a>,
        namespace: &str,
        local: &str,
    ) -> Result<Option<Cow<'a, str>>, Error> {
        if !tag.has_attributes() {
            return Ok(None);
        }
        for attribute in attributes_of(tag) {
            let attribute = attribute.map_err(|error| malformed(error, tag.offset))?;
            let (prefix, name) = attribute
                .key
                .0
                .split_once(':')
                .unwrap_or(("", attribute.key.0));
            if name != local || prefix.is_empty() != namespace.is_empty() {
                continue;
            }
            if prefix.is_empty() || self.scope().resolve_prefix(prefix) == Some(namespace) {
                return attribute_value(&attribute, tag.offset).map(Some);
            }
        }
        Ok(None)
    }

    /// Brings a tag's namespace declarations into scope, and checks its attributes on the way.
    pub(super) fn declare(&mut self, raw_attributes: &'a str, offset: usize) -> Result<(), Error> {
        let mut prefixed: Vec<&'a str> = Vec::new();
        for (count, attribute) in parse_attributes(raw_attributes).enumerate() {
            if count == self.limits.attributes {
                return Err(limit("number of attributes", self.limits.attributes).at(offset));
            }
            let attribute = attribute.map_err(|error| malformed(error, offset))?;
            let name: &'a str = attribute.key.0;
            if !is_qualified_name(name) {
                return Err(malformed(format!("{name:?} is not a name"), offset));
            }
            let prefix = match name.split_once(':') {
                None if name == "xmlns" => "",
                Some(("xmlns", prefix)) => prefix,
                Some(_) => {
                    prefixed.push(name);
                    continue;
                }
                None => continue,
            };
            let namespace = attribute_value(&attribute, offset)?;
            let is_reserved = (prefix == "xml") != (namespace == XML_NAMESPACE)
                || prefix == "xmlns"
                || namespace == XMLNS_NAMESPACE;
            if is_reserved || (namespace.is_empty() && !prefix.is_empty()) {
                return Err(malformed(
                    format!("the prefix {prefix:?} cannot be bound to {namespace:?}"),
                    offset,
                ));
            }
            if prefix.is_empty() {
                self.default = self.bindings.len();
            }
            self.bindings.push(Binding { prefix, namespace });
        }
        self.check_prefixed(&prefixed, offset)
    }

    /// Checks that the prefixes of attributes are bound, and that no two attributes have one
    /// expanded name.
    fn check_prefixed(&self, names: &[&'a str], offset: usize) -> Result<(), Error> {
        if names.is_empty() {
            return Ok(());
        }
        let mut expanded: Vec<(&str, &str)> = Vec::with_capacity(names.len());
        for name in names {
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            let Some(namespace) = self.scope().resolve_prefix(prefix) else {
                return Err(unbound(prefix, offset));
            };
            expanded.push((namespace, local));
        }
        expanded.sort_unstable();
        if let Some(pair) = expanded.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(malformed(
                format!("the attribute {} is given twice", pair[0].1),
                offset,
            ));
        }
        Ok(())
    }
}

fn attributes_of<'a>(tag: &Tag<'a>) -> Attributes<'a> {
    parse_attributes(tag.raw_attributes)
}

fn parse_attributes(raw: &str) -> Attributes<'_> {
    Attributes::new(raw, 0)
}

/// The value of an attribute.
fn attribute_value<'a>(attribute: &Attribute<'a>, offset: usize) -> Result<Cow<'a, str>, Error> {
    if memchr::memchr(b'<', attribute.value.as_bytes()).is_some() {
        return Err(malformed("an attribute value holds a <", offset));
    }
    match &attribute.value {
        Cow::Borrowed(raw) => resolve(raw, Place::Attribute),
        Cow::Owned(raw) => resolve(raw, Place::Attribute).map(|value| value.into_owned().into()),
    }
    .map_err(|message| malformed(message, offset))
}
