//! Trees from typed values, and back.

use super::Any;
use crate::xml::content::Content;
use crate::xml::encoded::Encoding;
use crate::xml::shape::Shape;
use crate::xml::{Error, ErrorKind, Limits, Reader, Writer, is_nc_name};

/// A value that an element can hold: of a generated type, of a simple type, or a `str`.
///
/// `None` makes the element nil, an [`Any`] gives it its content and attributes, and an
/// [`Attachment`](crate::Attachment) is written as Base64.
#[diagnostic::on_unimplemented(
    message = "an element can't hold a `{Self}`",
    note = "pass a reference to a generated type, to a type such as `i32`, `String`, or \
            `sapo::DateTime`, or a `&str`"
)]
pub trait ElementValue {
    /// Describes the content.
    #[doc(hidden)]
    fn shape(&self) -> &'static Shape;

    /// Writes the value into the element opened last.
    #[doc(hidden)]
    fn write_into(&self, w: &mut Writer);
}

impl<T: Content> ElementValue for T {
    fn shape(&self) -> &'static Shape {
        Shape::of::<T>()
    }

    fn write_into(&self, w: &mut Writer) {
        w.content(self);
    }
}

impl ElementValue for str {
    fn shape(&self) -> &'static Shape {
        Shape::of::<String>()
    }

    fn write_into(&self, w: &mut Writer) {
        w.text(self);
    }
}

impl Any {
    /// Makes the element `name` in `namespace`, which is empty for none, from a value.
    ///
    /// This is what a wildcard (`xs:any`) holds. `xsi:type` is written only if the value is of a
    /// type that is derived from the declared one.
    ///
    /// ```
    /// use sapo::xml::Any;
    ///
    /// const NS: &str = "urn:example:crm";
    ///
    /// let fields = vec![
    ///     Any::element(NS, "LastName", "Wong")?,
    ///     Any::element(NS, "Active", &true)?,
    ///     Any::element(NS, "Phone", &None::<String>)?, // nil
    /// ];
    /// assert_eq!(fields[1].to_string(), r#"<Active xmlns="urn:example:crm">true</Active>"#);
    /// assert!(fields[2].is_nil());
    /// # Ok::<(), sapo::xml::Error>(())
    /// ```
    ///
    /// # Errors
    /// XML can't carry the value, or `name` isn't a name without a colon.
    pub fn element<T: ElementValue + ?Sized>(
        namespace: &str,
        name: &str,
        value: &T,
    ) -> Result<Self, Error> {
        Self::written(namespace, name, |w| value.write_into(w))
    }

    /// Makes the value of an `xs:anyType` from a typed value, whose type it names in `xsi:type`.
    ///
    /// The element is called `value` and is in no namespace. This has no effect on messages, since
    /// the field that holds the value gives it its name;
    /// `Any::element(namespace, name, &Any::typed(&value)?)` is the same under another name. The
    /// value of an anonymous type is written without `xsi:type`.
    ///
    /// ```
    /// use sapo::xml::Any;
    ///
    /// let any = Any::typed(&7)?;
    /// assert_eq!(any.type_name().unwrap().local(), "int");
    /// assert_eq!(any.read_as::<i64>()?, 7);
    /// # Ok::<(), sapo::xml::Error>(())
    /// ```
    ///
    /// # Errors
    /// XML can't carry the value.
    pub fn typed<T: ElementValue + ?Sized>(value: &T) -> Result<Self, Error> {
        Self::written("", "value", |w| {
            w.name_content_type(value.shape());
            value.write_into(w);
        })
    }

    /// Makes the value of an `xs:anyType` in a message in SOAP encoding (rpc/encoded), where the
    /// elements within a value are in no namespace and name their types too (SOAP 1.1, section 5).
    ///
    /// A simple value is the same as [`typed`](Self::typed) makes it.
    ///
    /// # Errors
    /// XML can't carry the value.
    pub fn encoded<T: ElementValue + ?Sized>(value: &T) -> Result<Self, Error> {
        Self::encoded_as("value", value)
    }

    /// [`encoded`](Self::encoded) under another name.
    pub(crate) fn encoded_as<T: ElementValue + ?Sized>(
        name: &str,
        value: &T,
    ) -> Result<Self, Error> {
        Self::written("", name, |w| {
            w.encoded(Encoding::Soap11);
            w.name_type(None, value.shape());
            value.write_into(w);
        })
    }

    /// Makes an element whose content `write` writes.
    pub(crate) fn written(
        namespace: &str,
        name: &str,
        write: impl FnOnce(&mut Writer),
    ) -> Result<Self, Error> {
        if !is_nc_name(name) {
            return Err(Error::new(ErrorKind::Name(name.to_owned())));
        }
        let mut w = Writer::new();
        w.start(namespace.to_owned(), name);
        write(&mut w);
        w.end();
        w.finish()?.parse()
    }

    /// Reads the content as a `T`, whatever `xsi:type` says; elements in it match fields by their
    /// local names.
    ///
    /// # Errors
    /// The content doesn't fit the type.
    pub fn read_as<T: Content>(&self) -> Result<T, Error> {
        self.read_content(true)
    }

    /// Reads the content as a `T`, in SOAP encoding or as the schema has it.
    pub(crate) fn read_content<T: Content>(&self, is_encoded: bool) -> Result<T, Error> {
        let text = self.to_string();
        let mut r = Reader::new(&text, &Limits::default())?;
        if is_encoded {
            r.encoded();
        }
        r.root()?;
        r.read().map_err(|error| error.within(self.name()))
    }
}
