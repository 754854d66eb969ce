//! The attributes of a type, in the order of its shape.

use std::borrow::Cow;

use super::Reader;
use super::validate::Holder;
use crate::value::QName;
use crate::xml::codec::{Item, TextCodec};
use crate::xml::namespaces::XSI_NAMESPACE;
use crate::xml::simple::Simple;
use crate::xml::{Error, ErrorKind};

impl<'a> Reader<'a> {
    /// The next attribute of the shape, which may be absent; its default is applied then.
    pub fn attribute<T: Simple>(&mut self) -> Option<T> {
        self.attribute_as(Item)
    }

    /// The next attribute of the shape, which has to be there.
    pub fn required_attribute<T: Simple>(&mut self) -> T {
        self.required_attribute_as(Item)
    }

    /// [`required_attribute`](Self::required_attribute) by a codec.
    pub fn required_attribute_as<T, C: TextCodec<T>>(&mut self, codec: C) -> T {
        let value = self.attempt(|r| r.find_required(&codec));
        value.unwrap_or_else(|| codec.placeholder())
    }

    fn find_required<T, C: TextCodec<T>>(&mut self, codec: &C) -> Result<T, Error> {
        let shape = self.element.shape;
        let named = shape.attributes.at(self.element.attribute);
        let (namespace, name) = (shape.namespace_of_attribute(&named), named.local);
        // A fixed value does not make up for the attribute that has it.
        if self.strict
            && let Some(tag) = &self.element.tag
            && (self.parser.attribute(tag, namespace, name)?).is_none()
        {
            return Err(self.missing_attribute(name));
        }
        self.find_attribute(codec)?
            .ok_or_else(|| self.missing_attribute(name))
    }

    #[cold]
    fn missing_attribute(&self, name: &str) -> Error {
        Error::new(ErrorKind::Missing(format!("the attribute {name}"))).at(self.offset())
    }

    /// [`attribute`](Self::attribute) by a codec.
    pub fn attribute_as<T, C: TextCodec<T>>(&mut self, codec: C) -> Option<T> {
        self.attempt(|r| r.find_attribute(&codec)).flatten()
    }

    fn find_attribute<T, C: TextCodec<T>>(&mut self, codec: &C) -> Result<Option<T>, Error> {
        let shape = self.element.shape;
        let named = shape.attributes.at(self.element.attribute);
        self.element.attribute += 1;
        let namespace = shape.namespace_of_attribute(&named);
        let found = match &self.element.tag {
            Some(tag) => self.parser.attribute(tag, namespace, named.local)?,
            None => None,
        };
        let text = match (found, named.value) {
            (Some(text), _) => text,
            (None, Some(value)) => Cow::Borrowed(value.text()),
            (None, None) => return Ok(None),
        };
        let text = C::WHITE_SPACE.max(named.white_space).treat(text);
        if self.strict {
            let offset = self.element.tag.as_ref().map_or(0, |tag| tag.offset);
            let demands = [C::FACETS, named.facets];
            let holder = Holder::Attribute(namespace, named.local);
            self.check_value(&text, demands, named.value, holder, offset)
                .map_err(|error| error.redacted_if(C::IS_SECRET))
                .map_err(|error| error.within(format!("@{}", named.local)))?;
        }
        match codec.take(text, &self.parser.scope()) {
            Ok(value) => Ok(Some(value)),
            Err(error) => {
                let error = self.invalid(error).redacted_if(C::IS_SECRET);
                Err(error.within(format!("@{}", named.local)))
            }
        }
    }

    /// The attributes that the shape does not name, those of `xsi:` left out.
    pub fn any_attributes(&mut self) -> Vec<(QName, String)> {
        self.attempt(Self::other_attributes).unwrap_or_default()
    }

    fn other_attributes(&mut self) -> Result<Vec<(QName, String)>, Error> {
        let Some(tag) = &self.element.tag else {
            return Ok(Vec::new());
        };
        let mut others = Vec::new();
        for attribute in self.parser.attributes(tag) {
            let attribute = attribute?;
            let named = (self.element.shape).attribute(&attribute.namespace, attribute.local);
            if named.is_none() && attribute.namespace != XSI_NAMESPACE {
                let name = QName::new(attribute.namespace, attribute.local);
                others.push((name, attribute.value.into_owned()));
            }
        }
        Ok(others)
    }
}
