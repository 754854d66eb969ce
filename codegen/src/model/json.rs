//! The keys of fields and variants in JSON: the name in XML, or the one in Rust if XML has no name
//! for them, or the same for several.

use super::{Choice, Layout, Scope, Struct};

/// A key in JSON, where that is another than the name in Rust.
pub type Key = Option<String>;

impl Struct {
    /// The keys of the fields for elements, and of those for attributes.
    pub fn keys(&self) -> (Vec<Key>, Vec<Key>) {
        let text = match &self.layout {
            Layout::Text(name, _) | Layout::Mixed { name, .. } => Some(name),
            Layout::Sequence | Layout::All => None,
        };
        let any = self.any_attribute.as_ref().map(|(name, ..)| name);
        let elements = self.fields.iter();
        let elements = elements.map(|field| (&*field.name, &*field.particle.local));
        let attributes = self.attributes.iter();
        let attributes = attributes.map(|field| (&*field.name, &*field.local));
        let others = text.into_iter().chain(any).map(|name| (&**name, ""));
        let mut keys = keys(elements.chain(attributes).chain(others).collect());
        keys.truncate(self.fields.len() + self.attributes.len());
        let of_attributes = keys.split_off(self.fields.len());
        (keys, of_attributes)
    }
}

impl Choice {
    /// The keys of the variants.
    pub fn keys(&self) -> Vec<Key> {
        let variants = self.variants.iter();
        keys(
            variants
                .map(|variant| (&*variant.name, &*variant.particle.local))
                .collect(),
        )
    }
}

/// The keys for names in Rust and in XML, the latter empty where there is none. Of several that are
/// the same in XML the first has it as its key.
fn keys(names: Vec<(&str, &str)>) -> Vec<Key> {
    let nameless = names.iter().filter(|(_, xml)| xml.is_empty());
    let mut scope = Scope::with(nameless.map(|(rust, _)| *rust));
    let firsts: Vec<bool> = names
        .iter()
        .map(|(_, xml)| !xml.is_empty() && scope.take_if_free(xml))
        .collect();
    let key = |((rust, xml), is_first): ((&str, &str), bool)| {
        let key = match is_first {
            true => xml.to_owned(),
            false if xml.is_empty() => return None,
            false => scope.take(rust.to_owned()),
        };
        (key != rust).then_some(key)
    };
    names.into_iter().zip(firsts).map(key).collect()
}
