//! `xs:anySimpleType` (XSD Part 2, section 3.1).

use std::borrow::Cow;
use std::fmt;

use super::QName;
use crate::xml::{
    Content, Reader, Scope, Shape, Simple as _, TextCodec, ValueError, WhiteSpace, Writer,
};

/// The value of an element that may be of any simple type: its text, and the type that it names.
///
/// ```
/// use sapo::{AnySimple, QName};
///
/// let plain = AnySimple::from("42");
/// let typed = plain.of_type(QName::new("http://www.w3.org/2001/XMLSchema", "int"));
/// assert_eq!(typed.text, "42");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AnySimple {
    /// The value as it is written, white space included.
    pub text: String,
    /// What `xsi:type` says it is; where it says nothing, the text is all there is.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub type_name: Option<QName>,
}

impl AnySimple {
    /// The same text, of this type.
    #[must_use]
    pub fn of_type(self, type_name: QName) -> Self {
        Self {
            type_name: Some(type_name),
            ..self
        }
    }
}

impl<T: Into<String>> From<T> for AnySimple {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            type_name: None,
        }
    }
}

impl fmt::Display for AnySimple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Any text.
struct Text;

impl TextCodec<String> for Text {
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Preserve;

    fn parse(&self, text: &str, _: &Scope<'_>) -> Result<String, ValueError> {
        Ok(text.to_owned())
    }

    fn take(&self, text: Cow<'_, str>, _: &Scope<'_>) -> Result<String, ValueError> {
        Ok(text.into_owned())
    }

    fn placeholder(&self) -> String {
        String::new()
    }

    fn format(&self, value: &String, w: &mut Writer) {
        value.format(w);
    }
}

impl Content for AnySimple {
    const SHAPE: Shape = Shape::SIMPLE;

    fn read(r: &mut Reader<'_>) -> Self {
        let type_name = r.attempt(|r| {
            let name = r.type_name()?;
            Ok(name.map(|(namespace, local)| QName::new(namespace, local)))
        });
        Self {
            text: r.simple_as(&Text),
            type_name: type_name.flatten(),
        }
    }

    fn write(&self, w: &mut Writer) {
        if let Some(name) = &self.type_name {
            w.xsi_type(name.namespace(), name.local());
        }
        w.simple_as(&self.text, &Text);
    }
}
