//! Ways to read and write Rust types that several schema types share: octets, lists, wrapped arrays.

use std::borrow::Cow;
use std::fmt::Debug;

use super::content::{Codec, Content, Own};
use super::reader::Reader;
use super::shape::Shape;
use super::simple::{Simple, WhiteSpace};
use super::writer::Writer;
use super::{Facets, Scope, ValueError};

/// Another lexical form of a `T` than the type's own.
pub trait TextCodec<T> {
    /// What happens to white space before [`parse`](Self::parse) sees the text.
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    /// Whether [`parse`](Self::parse) refuses each text that white space is treated in: then it may
    /// be tried first, and white space be treated only if it fails.
    const REFUSES_SPACE: bool = false;

    /// What a text has to satisfy in Strict, where [`parse`](Self::parse) alone takes more.
    const FACETS: &'static Facets = &Facets::ANY;

    /// Gives bytes their lexical form, if values are bytes, which may come beside the document.
    const BINARY: Option<fn(&[u8]) -> String> = None;

    /// Whether errors must not show the text.
    const IS_SECRET: bool = false;

    /// Reads the lexical form.
    fn parse(&self, text: &str, scope: &Scope<'_>) -> Result<T, ValueError>;

    /// [`parse`](Self::parse) of a text that the value may keep.
    fn take(&self, text: Cow<'_, str>, scope: &Scope<'_>) -> Result<T, ValueError> {
        self.parse(&text, scope)
    }

    /// Returns some value, for the place of one that can't be read. Nobody sees it.
    fn placeholder(&self) -> T;

    /// Writes the lexical form.
    fn format(&self, value: &T, w: &mut Writer);

    /// Declares what prefixes [`format`](Self::format) will need.
    fn declare(&self, value: &T, w: &mut Writer) {
        let _ = (value, w);
    }

    /// Puts the value of an element beside the document, where the document has that and the value is fit for it;
    /// whether it did.
    fn put_beside(&self, value: &T, w: &mut Writer) -> bool {
        let _ = (value, w);
        false
    }
}

/// A simple type's own lexical form, for the items of a [`List`].
#[derive(Debug, Clone, Copy)]
pub struct Item;

impl<T: Simple> TextCodec<T> for Item {
    const WHITE_SPACE: WhiteSpace = T::WHITE_SPACE;
    const REFUSES_SPACE: bool = T::REFUSES_SPACE;
    const FACETS: &'static Facets = T::FACETS;
    const IS_SECRET: bool = T::IS_SECRET;

    fn parse(&self, text: &str, scope: &Scope<'_>) -> Result<T, ValueError> {
        T::parse(text, scope)
    }

    fn take(&self, text: Cow<'_, str>, scope: &Scope<'_>) -> Result<T, ValueError> {
        T::take(text, scope)
    }

    fn placeholder(&self) -> T {
        T::placeholder()
    }

    fn format(&self, value: &T, w: &mut Writer) {
        value.format(w);
    }

    fn declare(&self, value: &T, w: &mut Writer) {
        value.declare(w);
    }
}

/// Octets as `xs:base64Binary`.
#[derive(Debug, Clone, Copy)]
pub struct Base64;

impl TextCodec<Vec<u8>> for Base64 {
    const FACETS: &'static Facets = &Facets::BASE64_BINARY;
    const BINARY: Option<fn(&[u8]) -> String> = Some(base64);

    fn parse(&self, text: &str, _: &Scope<'_>) -> Result<Vec<u8>, ValueError> {
        use base64::Engine;
        let engine = &base64::engine::general_purpose::STANDARD;
        let invalid = |_| ValueError::new("xs:base64Binary", text);
        if text.contains(' ') {
            engine.decode(text.replace(' ', "")).map_err(invalid)
        } else {
            engine.decode(text).map_err(invalid)
        }
    }

    fn placeholder(&self) -> Vec<u8> {
        Vec::new()
    }

    fn put_beside(&self, value: &Vec<u8>, w: &mut Writer) -> bool {
        w.includes(value)
    }

    fn format(&self, value: &Vec<u8>, w: &mut Writer) {
        w.plain(&base64(value));
    }
}

pub(super) fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Octets as `xs:hexBinary`.
#[derive(Debug, Clone, Copy)]
pub struct Hex;

impl TextCodec<Vec<u8>> for Hex {
    const FACETS: &'static Facets = &Facets::HEX_BINARY;
    const BINARY: Option<fn(&[u8]) -> String> = Some(|bytes| hex::encode_upper(bytes));

    fn parse(&self, text: &str, _: &Scope<'_>) -> Result<Vec<u8>, ValueError> {
        hex::decode(text).map_err(|_| ValueError::new("xs:hexBinary", text))
    }

    fn placeholder(&self) -> Vec<u8> {
        Vec::new()
    }

    fn format(&self, value: &Vec<u8>, w: &mut Writer) {
        w.plain(&hex::encode_upper(value));
    }
}

/// Items separated by white space (XSD Part 2, section 2.5.1.2), each by its own codec.
#[derive(Debug, Clone, Copy)]
pub struct List<C>(pub C);

impl<T, C: TextCodec<T>> TextCodec<Vec<T>> for List<C> {
    const FACETS: &'static Facets = &Facets::list(C::FACETS);

    fn parse(&self, text: &str, scope: &Scope<'_>) -> Result<Vec<T>, ValueError> {
        text.split(' ')
            .filter(|item| !item.is_empty())
            .map(|item| self.0.parse(item, scope))
            .collect()
    }

    fn placeholder(&self) -> Vec<T> {
        Vec::new()
    }

    fn format(&self, value: &Vec<T>, w: &mut Writer) {
        for (at, item) in value.iter().enumerate() {
            if at > 0 {
                w.plain(" ");
            }
            self.0.format(item, w);
        }
    }

    fn declare(&self, value: &Vec<T>, w: &mut Writer) {
        for item in value {
            self.0.declare(item, w);
        }
    }
}

/// Makes text codecs codecs of elements too (an `impl` for all of them at once would overlap with [`Own`]'s).
macro_rules! element_codec {
    ($($codec:ty: $value:ty, $xsd:expr $(, $t:ident, $c:ident)?;)*) => {$(
        impl$(<$t, $c: TextCodec<$t>>)? Codec<$value> for $codec {
            fn shape(&self) -> &'static Shape {
                const { &Shape::simple($xsd) }
            }

            fn facets(&self) -> &'static Facets {
                <Self as TextCodec<$value>>::FACETS
            }

            fn read(&self, r: &mut Reader<'_>) -> $value {
                r.simple_as(self)
            }

            fn write(&self, value: &$value, w: &mut Writer) {
                w.simple_as(value, self);
            }
        }
    )*};
}

element_codec! {
    Base64: Vec<u8>, Some("base64Binary");
    Hex: Vec<u8>, Some("hexBinary");
    List<C>: Vec<T>, None, T, C;
}

/// An element that holds one repeated element, as a `Vec`.
#[derive(Debug, Clone, Copy)]
pub struct Array<C = Own> {
    shape: &'static Shape,
    item: C,
}

impl Array {
    /// The array whose one field, repeated, is described by `shape`.
    pub const fn of(shape: &'static Shape) -> Self {
        Self::with(shape, Own)
    }
}

impl<C> Array<C> {
    /// The array of items that have a codec of their own.
    pub const fn with(shape: &'static Shape, item: C) -> Self {
        Self {
            shape: shape.listed(),
            item,
        }
    }
}

impl<T: Debug, C: Codec<T> + Copy> Codec<Vec<T>> for Array<C> {
    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn read(&self, r: &mut Reader<'_>) -> Vec<T> {
        r.many_as(self.item)
    }

    fn write(&self, value: &Vec<T>, w: &mut Writer) {
        w.many_as(value, self.item);
    }
}

/// A value that may be nil, by another codec.
#[derive(Debug, Clone, Copy)]
pub struct Nil<C>(pub C);

impl<T, C: Codec<T>> Codec<Option<T>> for Nil<C> {
    fn shape(&self) -> &'static Shape {
        self.0.shape()
    }

    fn facets(&self) -> &'static Facets {
        self.0.facets()
    }

    fn is_nillable(&self) -> bool {
        true
    }

    fn read(&self, r: &mut Reader<'_>) -> Option<T> {
        match r.nil(self.0.shape()) {
            true => None,
            false => Some(self.0.read(r)),
        }
    }

    fn write(&self, value: &Option<T>, w: &mut Writer) {
        match value {
            Some(value) => self.0.write(value, w),
            None => w.nil(),
        }
    }
}

/// A value by another codec, in an element that counts as absent if it is nil.
#[derive(Debug, Clone, Copy)]
pub struct NonNil<C>(pub C);

impl<T, C: Codec<T>> Codec<T> for NonNil<C> {
    fn shape(&self) -> &'static Shape {
        self.0.shape()
    }

    fn facets(&self) -> &'static Facets {
        self.0.facets()
    }

    fn is_nillable(&self) -> bool {
        true
    }

    fn drops_nil(&self) -> bool {
        true
    }

    fn read(&self, r: &mut Reader<'_>) -> T {
        self.0.read(r)
    }

    fn write(&self, value: &T, w: &mut Writer) {
        self.0.write(value, w);
    }
}

/// A value on the heap, by another codec.
#[derive(Debug, Clone, Copy)]
pub struct Boxed<C>(pub C);

impl<T, C: Codec<T>> Codec<Box<T>> for Boxed<C> {
    fn shape(&self) -> &'static Shape {
        self.0.shape()
    }

    fn facets(&self) -> &'static Facets {
        self.0.facets()
    }

    fn is_nillable(&self) -> bool {
        self.0.is_nillable()
    }

    fn read(&self, r: &mut Reader<'_>) -> Box<T> {
        Box::new(self.0.read(r))
    }

    fn write(&self, value: &Box<T>, w: &mut Writer) {
        self.0.write(value, w);
    }
}

impl<T: Content> Codec<T> for Own {
    #[inline]
    fn shape(&self) -> &'static Shape {
        Shape::of::<T>()
    }

    #[inline]
    fn is_nillable(&self) -> bool {
        T::IS_NILLABLE
    }

    fn facets(&self) -> &'static Facets {
        T::TEXT_FACETS
    }

    #[inline]
    fn read(&self, r: &mut Reader<'_>) -> T {
        T::read(r)
    }

    #[inline]
    fn write(&self, value: &T, w: &mut Writer) {
        value.write(w);
    }
}
