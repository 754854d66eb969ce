//! Values in the model: their Rust types, and how the runtime reads and writes them.

use super::{Facets, Path};

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RustType {
    /// A type of the prelude: `String`, `i32`.
    Std(&'static str),
    /// A type of the runtime crate: `DateTime`.
    Sapo(&'static str),
    /// A type that the configuration names, as a path.
    Extern(String),
    /// A generated type.
    Generated(Path),
    /// Another name of a type, which a simple type has in the schema.
    Alias(Path, Box<RustType>),
    /// A generated struct around a value of a type, which a simple type is in the schema.
    Newtype(Path, Box<RustType>),
    /// `Vec<T>`
    Vec(Box<RustType>),
    /// `Option<T>`
    Option(Box<RustType>),
    /// `sapo::soap::Grid<T>`
    Grid(Box<RustType>),
    /// `Box<T>`
    Boxed(Box<RustType>),
    /// `sapo::Nillable<T>`
    Nillable(Box<RustType>),
    /// `sapo::Secret<T>`
    Secret(Box<RustType>),
}

impl RustType {
    /// Returns it, or the type that it is another name of.
    pub(crate) fn resolved(&self) -> &Self {
        match self {
            Self::Alias(_, ty) => ty.resolved(),
            ty => ty,
        }
    }

    /// Returns it, or the type of the values that it is a name of or a struct around.
    pub(crate) fn into_representation(self) -> Self {
        match self {
            Self::Alias(_, ty) | Self::Newtype(_, ty) => ty.into_representation(),
            ty => ty,
        }
    }

    /// Returns it, or the type that it hides if it is a secret.
    pub(crate) fn exposed(&self) -> &Self {
        let ty = match self {
            Self::Secret(ty) => ty,
            ty => ty,
        };
        ty.resolved()
    }

    /// Whether `Eq` and `Hash` can be derived for what holds its values.
    pub fn is_eq(&self) -> bool {
        match self {
            Self::Std(name) => !matches!(*name, "f32" | "f64"),
            Self::Sapo(_) => true,
            Self::Alias(_, ty) | Self::Newtype(_, ty) | Self::Vec(ty) => ty.is_eq(),
            _ => false,
        }
    }

    /// Whether `PartialOrd` and `Ord` can be derived for what holds its values.
    pub fn is_ord(&self) -> bool {
        match self {
            Self::Sapo(name) => matches!(*name, "Integer" | "Decimal" | "Uuid"),
            Self::Alias(_, ty) | Self::Newtype(_, ty) | Self::Vec(ty) => ty.is_ord(),
            ty => ty.is_eq(),
        }
    }

    /// Whether its values are copied rather than cloned.
    pub fn is_copy(&self) -> bool {
        match self {
            Self::Std(name) => *name != "String",
            Self::Sapo(name) => !matches!(
                *name,
                "Any" | "AnySimple" | "Attachment" | "Integer" | "Map" | "QName"
            ),
            Self::Alias(_, ty) | Self::Newtype(_, ty) | Self::Secret(ty) => ty.is_copy(),
            _ => false,
        }
    }

    /// Whether its values are what .NET calls references, which may be null.
    pub fn is_reference(&self) -> bool {
        match self {
            Self::Std("String")
            | Self::Sapo("Any" | "AnySimple" | "Attachment" | "Map")
            | Self::Generated(_)
            | Self::Grid(_)
            | Self::Vec(_) => true,
            Self::Alias(_, ty) | Self::Newtype(_, ty) | Self::Secret(ty) => ty.is_reference(),
            _ => false,
        }
    }

    /// Returns the number of vectors that it is, one in the other.
    pub fn vectors(&self) -> usize {
        match self {
            Self::Std(_)
            | Self::Sapo(_)
            | Self::Extern(_)
            | Self::Generated(_)
            | Self::Newtype(..) => 0,
            Self::Vec(ty) | Self::Grid(ty) => 1 + ty.vectors(),
            Self::Alias(_, ty)
            | Self::Option(ty)
            | Self::Boxed(ty)
            | Self::Nillable(ty)
            | Self::Secret(ty) => ty.vectors(),
        }
    }

    /// Whether its values are qualified names, whose prefixes have to be declared.
    pub fn holds_names(&self) -> bool {
        match self {
            Self::Sapo(name) => *name == "QName",
            Self::Alias(_, ty) | Self::Vec(ty) | Self::Secret(ty) => ty.holds_names(),
            _ => false,
        }
    }
}

/// The way in which the runtime reads and writes a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codec {
    /// As its type says.
    Own,
    /// A simple type's own lexical form, as an item of a list.
    Item,
    /// Octets in base 64.
    Base64,
    /// Octets in hexadecimal.
    Hex,
    /// Items separated by white space.
    List(Box<Codec>),
    /// The wrapper element of this shape around items.
    Array(Path, Box<Codec>),
    /// An array of SOAP encoding: the shape that describes its items (none where they may be
    /// anything), how they are read, and their brackets where they are arrays.
    SoapArray {
        /// The shape.
        shape: Option<Path>,
        /// The items.
        item: Box<Codec>,
        /// The brackets of the items.
        inner: String,
        /// Whether items that are nil are left out.
        drops_nil: bool,
    },
    /// May be nil.
    Nil(Box<Codec>),
    /// May be nil, and counts as absent then.
    NonNil(Box<Codec>),
    /// On the heap.
    Boxed(Box<Codec>),
    /// A secret.
    Hidden(Box<Codec>),
}

impl Codec {
    /// Returns it, or the codec of the value that it hides.
    pub(crate) fn exposed(&self) -> &Self {
        match self {
            Self::Hidden(codec) => codec,
            codec => codec,
        }
    }
}

/// A type with the way it is read and written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The type.
    pub ty: RustType,
    /// The way in which it is read and written.
    pub codec: Codec,
    /// The facets that a text has to satisfy, and the treatment of its white space, if the type
    /// alone doesn't tell.
    pub facets: Option<Facets>,
}

impl Value {
    pub(crate) fn new(ty: RustType, codec: Codec) -> Self {
        Self {
            ty,
            codec,
            facets: None,
        }
    }

    pub(crate) fn own(ty: RustType) -> Self {
        Self::new(ty, Codec::Own)
    }

    /// The same, or nil.
    pub(crate) fn or_nil(self) -> Self {
        Self {
            ty: RustType::Option(Box::new(self.ty)),
            codec: Codec::Nil(Box::new(self.codec)),
            facets: self.facets,
        }
    }
}

/// A value as Rust writes it.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `true`
    Bool(bool),
    /// An integer of the field's type.
    Integer(i128),
    /// A string, returned borrowed.
    Str(String),
    /// A value of an enumeration: its text, and the variant if the schema lists it.
    Listed(String, Option<String>),
    /// Anything else: read from its lexical form by the field's codec, which can.
    Parsed(String),
}
