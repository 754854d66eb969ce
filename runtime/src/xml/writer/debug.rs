//! `Debug` of generated structs. Their `write` visits each field anyway, so `Debug` needs no code of
//! its own, which would take the compiler longer.

use std::fmt::{self, Debug, Formatter, Write};

use heck::ToSnakeCase;

use super::Writer;
use crate::xml::content::Content;
use crate::xml::shape::Shape;

/// Formats a struct as a derived `Debug` does, on one line or, for `{:#?}`, on several. Other flags of
/// the formatter, such as a precision, don't reach the fields.
///
/// The fields of the struct are called as the elements and attributes of its shape are, in snake case,
/// and `value` is the text. Elements come before attributes.
///
/// # Errors
/// The formatter, or `Debug` of a field, reports one.
///
/// ```
/// use std::fmt;
///
/// use sapo::gen1::{self, words::*};
///
/// struct Size {
///     width: i32,
///     unit: Option<String>,
/// }
///
/// impl fmt::Debug for Size {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         gen1::debug("Size", self, f)
///     }
/// }
///
/// impl gen1::Content for Size {
///     const SHAPE: gen1::Shape = named("http://example.org/", "Size").model("Width @unit");
///
///     fn read(r: &mut gen1::Reader<'_>) -> Self {
///         Self { unit: r.attribute(), width: r.one() }
///     }
///
///     fn write(&self, w: &mut gen1::Writer) {
///         w.attribute(&self.unit);
///         w.one(&self.width);
///     }
/// }
///
/// let size = Size { width: 20, unit: None };
/// assert_eq!(format!("{size:?}"), "Size { width: 20, unit: None }");
/// ```
pub fn debug<T: Content>(name: &str, value: &T, f: &mut Formatter<'_>) -> fmt::Result {
    let mut writer = Writer::noting(Shape::of::<T>(), f.alternate());
    value.write(&mut writer);
    writer.show_notes(name, f)
}

/// The fields of one struct, noted as they are visited. A visit that is noted ends there, so nothing
/// is written.
#[derive(Debug)]
pub(super) struct Notes {
    is_pretty: bool,
    content: Vec<Note>,
    /// Visited before the content, but declared behind it.
    attributes: Vec<Note>,
    /// The error of a value that can't be shown.
    result: fmt::Result,
}

/// The name of a field, and its value as text.
#[derive(Debug)]
struct Note {
    name: String,
    value: String,
}

impl Notes {
    fn note(&mut self, local: &str, value: &dyn Debug) -> Note {
        let mut text = String::new();
        let result = match self.is_pretty {
            true => write!(text, "{value:#?}"),
            false => write!(text, "{value:?}"),
        };
        self.result = self.result.and(result);
        Note {
            name: local.to_snake_case(),
            value: text,
        }
    }
}

impl Writer {
    /// Begins to note the fields of one value, and writes nothing.
    fn noting(shape: &'static Shape, is_pretty: bool) -> Self {
        let mut writer = Self::new();
        writer.shape = shape;
        writer.notes = Some(Box::new(Notes {
            is_pretty,
            content: Vec::new(),
            attributes: Vec::new(),
            result: Ok(()),
        }));
        writer
    }

    fn show_notes(self, name: &str, f: &mut Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(name);
        if let Some(notes) = self.notes {
            notes.result?;
            for Note { name, value } in notes.content.iter().chain(&notes.attributes) {
                shown.field(name, &format_args!("{value}"));
            }
        }
        shown.finish()
    }

    /// Notes what an element or the text holds.
    #[cold]
    pub(super) fn note_content(&mut self, local: &str, value: &dyn Debug) {
        if let Some(notes) = &mut self.notes {
            let note = notes.note(local, value);
            notes.content.push(note);
        }
    }

    /// Notes what an attribute holds.
    #[cold]
    pub(super) fn note_attribute(&mut self, local: &str, value: &dyn Debug) {
        if let Some(notes) = &mut self.notes {
            let note = notes.note(local, value);
            notes.attributes.push(note);
        }
    }
}
