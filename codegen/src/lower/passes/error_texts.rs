//! Finds the texts in errors inside items, as the configuration names them.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Access, Codec, Derived, Failure, Field, Item, Layout, Meaning, Path, RustType, Step, Text,
    Value,
};
use crate::nearest::nearest;
use crate::visible::code;

/// Finds texts in errors, among the types of the output.
pub(super) struct Texts<'m>(HashMap<&'m Path, &'m Item>);

impl<'m> Texts<'m> {
    pub(super) fn new(types: impl Iterator<Item = (&'m Path, &'m Item)>) -> Self {
        Self(types.collect())
    }

    /// Returns the way in which a field or variant of a type tells a failure, if it is an error.
    ///
    /// # Errors
    /// The rule names no text in the error, or the element is always there.
    pub(super) fn failure(&self, of: &Path, field: &Field) -> Result<Option<Failure>, Diagnostic> {
        let Some(Meaning::Error {
            message,
            code: code_names,
        }) = field.meaning.as_deref()
        else {
            return Ok(None);
        };
        // An error within an error is its cause, and the outer one is no item.
        if self.may_be(&field.value.ty, of) {
            return Ok(None);
        }
        let local = &field.particle.local;
        let text = |names: &[String]| {
            let text = self.text(local, &field.value, names);
            text.map_err(|message| Diagnostic::error("config", None, message))
        };
        let message = text(message)?;
        let code_text = code_names.as_deref().map(text).transpose()?;
        let is_text = matches!(message, Text::Itself { .. }) && self.is_string(&field.value.ty);
        let is_always_there = field.access == Access::One && !field.nillable;
        if is_always_there && !is_text && matches!(self.0.get(of), Some(Item::Struct(_))) {
            let message = format!(
                "{} is in every `{}`, so it doesn't tell which of them failed",
                code(local),
                of.name
            );
            let help =
                "under `item-errors` in the configuration, name an element that may be absent";
            return Err(Diagnostic::warning("config", None, message).with_help(help));
        }
        let at = Step {
            name: field.name.clone(),
            ty: field.ty(),
        };
        Ok(Some(Failure::Error {
            at,
            is_text,
            message,
            code: code_text,
        }))
    }

    /// Whether a value of a type may be of the generated type at this path.
    fn may_be(&self, ty: &RustType, path: &Path) -> bool {
        let RustType::Generated(own) = ty else {
            return false;
        };
        own == path
            || match self.0.get(own) {
                Some(Item::Derived(of)) => {
                    let mut variants = of.variants.iter();
                    variants.any(|one| self.may_be(&one.value.ty, path))
                }
                _ => false,
            }
    }

    /// Whether a type is `String`, by whatever name, or a newtype of that.
    fn is_string(&self, ty: &RustType) -> bool {
        match ty {
            RustType::Alias(_, ty) | RustType::Newtype(_, ty) => self.is_string(ty),
            RustType::Std(name) => *name == "String",
            RustType::Generated(path) => match self.0.get(path) {
                Some(Item::Alias(alias)) => self.is_string(&alias.target),
                _ => false,
            },
            _ => false,
        }
    }

    /// Returns the text that these names lead to from an element whose type has derived types. One
    /// that restricts the element away has no text.
    fn text_of_derived(
        &self,
        element: &str,
        of: &Derived,
        ty: &RustType,
        names: &[String],
    ) -> Result<Text, String> {
        let mut texts = Vec::new();
        let mut lacking = None;
        for variant in &of.variants {
            match self.text(element, &variant.value, names) {
                Ok(text) => texts.push((variant.name.clone(), text)),
                Err(message) => lacking = lacking.or(Some(message)),
            }
        }
        match (ty, lacking) {
            (_, Some(message)) if texts.is_empty() => Err(message),
            (RustType::Generated(path), _) if !texts.is_empty() => {
                Ok(Text::OneOf(path.clone(), texts))
            }
            _ => Err(no_text(element, ty)),
        }
    }

    /// Returns the text that these names lead to from an element of a value.
    fn text(&self, element: &str, value: &Value, names: &[String]) -> Result<Text, String> {
        let ty = one(&value.ty);
        let item = match ty {
            RustType::Generated(path) => self.0.get(path).copied(),
            _ => None,
        };
        let shape = wrapper(&value.codec).and_then(|path| self.0.get(path));
        if let Some(Item::Array(array)) = shape {
            // The items of the wrapper are those of the field.
            let local = array.field.particle.local.as_str();
            return match names {
                [name, rest @ ..] if local == name => self.text(local, &array.field.value, rest),
                [name, ..] => Err(lacks(element, name, [local])),
                [] => Err(no_text(element, ty)),
            };
        }
        match (item, names) {
            (Some(Item::Alias(alias)), _) => {
                let target = Value::own(alias.target.clone());
                self.text(element, &target, names)
            }
            (Some(Item::Derived(of)), _) => self.text_of_derived(element, of, ty, names),
            (Some(Item::Struct(of)), [name, rest @ ..]) => {
                let elements = of.fields.iter();
                let elements =
                    elements.map(|one| (&*one.particle.local, &one.name, one.ty(), &one.value));
                let attributes = of.attributes.iter();
                let attributes =
                    attributes.map(|one| (&*one.local, &one.name, one.ty(), &one.value));
                let members: Vec<_> = elements.chain(attributes).collect();
                match members.iter().find(|(local, ..)| local == name) {
                    Some((local, field, ty, value)) => {
                        let text = self.text(local, value, rest)?;
                        Ok(text_in(field, ty, text))
                    }
                    None => Err(lacks(
                        element,
                        name,
                        members.iter().map(|(local, ..)| *local),
                    )),
                }
            }
            (_, [name, ..]) => Err(lacks(element, name, [])),
            (item, []) => {
                if let Some(Item::Struct(of)) = item
                    && let Layout::Text(field, value) = &of.layout
                {
                    let text = self.text(element, value, names)?;
                    return Ok(text_in(field, &value.ty, text));
                }
                let is_listed = matches!(item, Some(Item::Enumeration(_)));
                let is_text = is_listed || is_displayed(ty);
                if !is_text || value.ty.vectors() > 1 {
                    return Err(no_text(element, ty));
                }
                Ok(Text::Itself { is_listed })
            }
        }
    }
}

/// Returns a text in a field.
fn text_in(field: &str, ty: &RustType, text: Text) -> Text {
    let step = Step {
        name: field.to_owned(),
        ty: ty.clone(),
    };
    Text::In(step, Box::new(text))
}

/// Returns the complaint that a rule names a member which an element doesn't have.
fn lacks<'n>(element: &str, name: &str, others: impl IntoIterator<Item = &'n str>) -> String {
    let near = nearest(name, others);
    let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    let (element, name) = (code(element), code(name));
    format!(
        "{element} has no element or attribute {name}, which `item-errors` in the configuration names{near}"
    )
}

/// Returns the complaint that a rule names what isn't a text, or mustn't be shown.
fn no_text(element: &str, ty: &RustType) -> String {
    let element = code(element);
    match ty {
        RustType::Secret(_) => format!(
            "{element} is secret, so it can't be a text under `item-errors` in the configuration"
        ),
        _ => format!(
            "{element} isn't a text: under `item-errors` in the configuration, name one in it"
        ),
    }
}

/// Returns the shape of the wrapper around items.
fn wrapper(codec: &Codec) -> Option<&Path> {
    match codec {
        Codec::Array(shape, _) => Some(shape),
        Codec::Nil(codec) | Codec::NonNil(codec) | Codec::Boxed(codec) => wrapper(codec),
        _ => None,
    }
}

/// Returns the type of one value of a type that holds any number of them.
fn one(ty: &RustType) -> &RustType {
    match ty.resolved() {
        RustType::Option(ty) | RustType::Nillable(ty) | RustType::Boxed(ty) | RustType::Vec(ty) => {
            one(ty)
        }
        ty => ty,
    }
}

/// Whether `Display` writes a value as XML does.
fn is_displayed(ty: &RustType) -> bool {
    match ty {
        RustType::Std(name) => *name != "()",
        RustType::Sapo(name) => !matches!(*name, "Any" | "Attachment" | "Map" | "QName"),
        RustType::Newtype(..) => true,
        _ => false,
    }
}
