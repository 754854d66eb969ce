//! Trees as typed values: what an element whose type is left open says of itself.

use super::Any;
use crate::value::QName;
use crate::xml::content::Content;
use crate::xml::encoded::Encoding;
use crate::xml::namespaces::XSI_NAMESPACE;
use crate::xml::{Error, Limits, Reader, Writer};

impl Any {
    /// An element, in no namespace, that holds a value and names its type in `xsi:type`.
    ///
    /// ```
    /// use sapo::xml::Any;
    ///
    /// let any = Any::of("value", &7)?;
    /// assert_eq!(any.type_name().unwrap().local(), "int");
    /// assert_eq!(any.read_as::<i64>()?, 7);
    /// # Ok::<(), sapo::xml::Error>(())
    /// ```
    ///
    /// # Errors
    /// XML cannot carry the value, or `local` is no name.
    pub fn of<T: Content>(local: &str, value: &T) -> Result<Self, Error> {
        let mut w = Writer::new();
        w.encoded(Encoding::Soap11);
        w.start("", local);
        if let Some((namespace, local)) = T::SHAPE.type_name {
            w.xsi_type(namespace, local);
        }
        w.content(value);
        w.end();
        let text = w.finish()?;
        let mut r = Reader::new(&text, &Limits::default())?;
        r.root()?;
        r.any()
    }

    /// The content as a `T`, whatever `xsi:type` says; elements in it match fields by their local names.
    ///
    /// # Errors
    /// It does not fit.
    pub fn read_as<T: Content>(&self) -> Result<T, Error> {
        let text = self.to_string();
        let mut r = Reader::new(&text, &Limits::default())?;
        r.encoded();
        r.root()?;
        r.content().map_err(|error| error.within(self.local_name()))
    }

    /// The type that `xsi:type` names; `None` where it names none, or its prefix is not bound.
    pub fn type_name(&self) -> Option<QName> {
        let name = self.xsi_attribute("type")?.trim();
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let namespace = match prefix {
            "" => self.resolve_prefix("").unwrap_or_default(),
            prefix => self.resolve_prefix(prefix)?,
        };
        Some(QName::new(namespace, local))
    }

    /// Whether the element is nil.
    pub fn is_nil(&self) -> bool {
        let nil = self.xsi_attribute("nil").map(str::trim);
        matches!(nil, Some("true" | "1"))
    }

    /// The elements in it, each of which can stand by itself.
    pub fn children(&self) -> impl Iterator<Item = Self> {
        let element = self.element();
        let elements = element.children.iter().filter_map(|node| node.as_element());
        elements.map(|child| {
            let mut child = child.clone();
            if child.namespaces.is_none() {
                child.namespaces.clone_from(&element.namespaces);
            }
            Self::from(child)
        })
    }

    fn xsi_attribute(&self, local: &str) -> Option<&str> {
        let key = super::attribute_key(XSI_NAMESPACE, local);
        let value = self.element().attributes.get(&*key);
        value.map(String::as_str)
    }
}
