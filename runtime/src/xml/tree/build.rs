//! Building elements piece by piece.

use super::{Any, Element, XMLNode, attribute_key};

impl Any {
    /// Makes an empty element, `name` in `namespace`, which is empty for none.
    ///
    /// The `with_` methods add its content:
    ///
    /// ```
    /// use sapo::xml::Any;
    ///
    /// let query = Any::new("", "Where").with_child(
    ///     Any::new("", "Eq")
    ///         .with_child(Any::new("", "FieldRef").with_attribute("", "Name", "Status"))
    ///         .with_child(
    ///             Any::new("", "Value")
    ///                 .with_attribute("", "Type", "Text")
    ///                 .with_text("Done"),
    ///         ),
    /// );
    /// assert_eq!(
    ///     query.to_string(),
    ///     r#"<Where><Eq><FieldRef Name="Status"/><Value Type="Text">Done</Value></Eq></Where>"#
    /// );
    /// ```
    ///
    /// Nothing is checked yet: an element that XML can't carry, because a name isn't a name or a
    /// text has a control character, makes the request fail before it is sent.
    pub fn new(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        let namespace = namespace.into();
        let mut element = Element::new("");
        element.name = name.into();
        element.namespace = (!namespace.is_empty()).then_some(namespace);
        Self::from(element)
    }

    /// Adds the attribute `name` in `namespace`, which is empty for none, or replaces its value.
    ///
    /// A prefix in `value` doesn't resolve; [`element`](Self::element) and [`typed`](Self::typed)
    /// write values that are qualified names.
    #[must_use]
    pub fn with_attribute(mut self, namespace: &str, name: &str, value: impl Into<String>) -> Self {
        let key = attribute_key(namespace, name).into_owned();
        let attributes = &mut self.as_element_mut().attributes;
        attributes.insert(key, value.into());
        self
    }

    /// Adds a child element after the content that is there.
    #[must_use]
    pub fn with_child(self, child: Self) -> Self {
        self.with_node(XMLNode::Element(child.into_element()))
    }

    /// Adds text after the content that is there.
    #[must_use]
    pub fn with_text(self, text: impl Into<String>) -> Self {
        self.with_node(XMLNode::Text(text.into()))
    }

    fn with_node(mut self, node: XMLNode) -> Self {
        self.as_element_mut().children.push(node);
        self
    }
}
