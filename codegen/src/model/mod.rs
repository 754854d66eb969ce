//! The Rust model: what will be written, every decision taken. It knows the schema's components and no syntax
//! of Rust; [`emit`](crate::emit) knows this and nothing before it.

mod arrays;
mod boxing;
mod choices;
mod defaults;
mod derived;
mod enumerations;
mod facets;
mod fields;
mod lower;
mod modules;
mod names;
mod operations;
mod order;
mod roots;
mod types;

pub use lower::lower;

/// Everything that one output holds.
#[derive(Debug)]
pub struct Model {
    /// The modules, the root first; each but the root has a name.
    pub modules: Vec<Module>,
    /// Whether generated types derive serde's traits.
    pub serde: bool,
    /// Further traits that generated types derive, as paths.
    pub derives: Vec<String>,
}

/// Index of a module in [`Model::modules`]; 0 is the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleId(pub usize);

/// The items of one namespace.
#[derive(Debug)]
pub struct Module {
    /// Its name, empty for the root.
    pub name: String,
    /// The namespace.
    pub namespace: String,
    /// What it holds, in the order in which it is written.
    pub items: Vec<Item>,
}

/// The name of a generated item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path {
    /// The module that holds it.
    pub module: ModuleId,
    /// Its name there.
    pub name: String,
}

impl Path {
    /// What names that extend this one begin with: it without the sign that keeps it from being a reserved one.
    fn stem(&self) -> &str {
        self.name.trim_end_matches('_')
    }
}

/// What is written at the top of a module.
#[derive(Debug)]
pub enum Item {
    /// A complex type as a struct.
    Struct(Struct),
    /// A choice, or the members of a substitution group, as an enum.
    Choice(Choice),
    /// A type and those derived from it, as an enum.
    Derived(Derived),
    /// A restriction to listed values.
    Enumeration(Enumeration),
    /// A union of simple types.
    Union(Union),
    /// The shape of a wrapper that is read as a `Vec`.
    Array(Array),
    /// What a simple type allows.
    Facets(FacetsItem),
    /// All documents of the schema.
    Root(Root),
    /// A client, and on demand the server trait of the same service.
    Service(Service),
}

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
    /// `Vec<T>`
    Vec(Box<RustType>),
    /// `Option<T>`
    Option(Box<RustType>),
    /// `Box<T>`
    Boxed(Box<RustType>),
    /// `sapo::Nillable<T>`
    Nillable(Box<RustType>),
    /// `sapo::Secret<T>`
    Secret(Box<RustType>),
}

impl RustType {
    /// Whether its values are copied rather than cloned.
    pub fn is_copy(&self) -> bool {
        match self {
            Self::Std(name) => *name != "String",
            Self::Sapo(name) => !matches!(*name, "Any" | "Integer" | "QName"),
            _ => false,
        }
    }
}

impl RustType {
    /// Whether its values are qualified names, whose prefixes have to be declared.
    pub fn holds_names(&self) -> bool {
        match self {
            Self::Sapo(name) => *name == "QName",
            Self::Vec(item) => item.holds_names(),
            _ => false,
        }
    }
}

/// How the runtime reads and writes a value.
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
    /// May be nil.
    Nil(Box<Codec>),
    /// On the heap.
    Boxed(Box<Codec>),
}

/// How often a field is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Once.
    One,
    /// At most once.
    Optional,
    /// Any number of times.
    Many,
}

/// Documentation of an item, as plain paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// What the schema says.
    pub text: Option<String>,
    /// What is added to it: the name in XML, a default.
    pub notes: Vec<String>,
}

/// A struct.
#[derive(Debug)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The namespace of its elements.
    pub namespace: String,
    /// How its content is laid out.
    pub layout: Layout,
    /// The fields of its content.
    pub fields: Vec<Field>,
    /// The fields of its attributes.
    pub attributes: Vec<AttributeField>,
    /// The field that keeps other attributes, and of which namespaces they are.
    pub any_attribute: Option<(String, Wildcard)>,
    /// The element that a document of this type has as its root.
    pub element: Option<ElementName>,
    /// Whether it has a default value.
    pub has_default: bool,
}

/// The name of an element.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementName {
    /// The namespace, empty for none.
    pub namespace: String,
    /// The local name.
    pub local: String,
}

/// How a struct's content is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// Elements.
    Sequence,
    /// Elements in any order.
    All,
    /// A value, in the field of that name.
    Text(String, Value),
    /// Text and elements mixed, in the field of that name.
    Mixed(String),
}

/// White space treatment that a shape has to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhiteSpace {
    /// Line ends and tabs become spaces.
    Replace,
    /// Also trimmed and runs made one.
    Collapse,
}

/// What a simple type allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facets {
    /// A built-in type, by the name of the runtime's constant.
    BuiltIn(&'static str),
    /// What a generated enum allows.
    Of(Path),
    /// Facets that have a name.
    Named(Path),
    /// A list of such items.
    List(Box<Facets>),
    /// A value of one of these.
    Union(Vec<Facets>),
    /// Another's, and more.
    Narrowed(Box<Narrowed>),
}

/// Facets added to those of another type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrowed {
    /// The other.
    pub base: Facets,
    /// What is added.
    pub facets: Vec<Facet>,
}

/// One facet; names are the runtime's methods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facet {
    /// How white space is treated.
    WhiteSpace(WhiteSpace),
    /// A length, or a number of digits.
    Number(&'static str, u32),
    /// A least or greatest value.
    Bound(&'static str, String),
    /// The values that are allowed.
    Values(Vec<String>),
    /// The patterns that all have to match.
    Patterns(Vec<String>),
    /// The values of the enum that this is a part of.
    Listed,
}

/// Facets that have a name.
#[derive(Debug)]
pub struct FacetsItem {
    /// The name of the constant.
    pub name: String,
    /// The type's name in XML.
    pub type_name: String,
    /// What it allows.
    pub facets: Facets,
}

/// A field for elements.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// What one occurrence holds.
    pub value: Value,
    /// Whether an occurrence may be nil.
    pub nillable: bool,
    /// Whether an occurrence is kept on the heap, because its type would hold itself otherwise.
    pub boxed: bool,
    /// How often it is there.
    pub access: Access,
    /// What stands in the shape.
    pub particle: Particle,
    /// The value that `name_or_default` gives.
    pub default: Option<Literal>,
}

/// A type with the way it is read and written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The type.
    pub ty: RustType,
    /// How it is read and written.
    pub codec: Codec,
    /// What a text has to satisfy, and how its white space is treated, where the type alone does not tell.
    pub facets: Option<Facets>,
}

impl Field {
    /// The whole type.
    pub fn ty(&self) -> RustType {
        let value = if self.boxed {
            RustType::Boxed(Box::new(self.value.ty.clone()))
        } else {
            self.value.ty.clone()
        };
        match (self.access, self.nillable) {
            (Access::One, false) => value,
            (Access::One, true) | (Access::Optional, false) => RustType::Option(Box::new(value)),
            (Access::Optional, true) => {
                RustType::Option(Box::new(RustType::Nillable(Box::new(value))))
            }
            (Access::Many, false) => RustType::Vec(Box::new(value)),
            (Access::Many, true) => RustType::Vec(Box::new(RustType::Option(Box::new(value)))),
        }
    }

    /// How one occurrence is read and written.
    pub fn codec(&self) -> Codec {
        let value = if self.boxed {
            Codec::Boxed(Box::new(self.value.codec.clone()))
        } else {
            self.value.codec.clone()
        };
        match value {
            Codec::Own => Codec::Own,
            codec if self.nillable => Codec::Nil(Box::new(codec)),
            codec => codec,
        }
    }
}

/// A field of a shape.
#[derive(Debug, Clone)]
pub struct Particle {
    /// The namespace where it is not the shape's.
    pub namespace: Option<String>,
    /// The local name in XML; empty for a group or a wildcard.
    pub local: String,
    /// What occurs.
    pub term: Term,
    /// The least number of occurrences.
    pub min: u32,
    /// The greatest, `None` where unbounded.
    pub max: Option<u32>,
    /// The value that the schema gives.
    pub value: Option<Constraint>,
}

/// What occurs in a shape.
#[derive(Debug, Clone)]
pub enum Term {
    /// An element.
    Element,
    /// The elements of another generated type.
    Group(Path),
    /// Elements of these namespaces.
    Any(Wildcard),
}

/// The namespaces of a wildcard.
#[derive(Debug, Clone)]
pub enum Wildcard {
    /// All.
    Any,
    /// All but this and none.
    Other(String),
    /// These.
    List(Vec<String>),
}

/// A default or fixed value, as written in the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constraint {
    /// The value of an empty element, or an absent attribute.
    Default(String),
    /// The only value.
    Fixed(String),
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
    /// A variant of an enumeration.
    Variant(Path, String),
    /// Anything else: parsed from its lexical form.
    Parsed(String),
}

/// A field for an attribute.
#[derive(Debug, Clone)]
pub struct AttributeField {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// What it holds.
    pub value: Value,
    /// Whether it has to be there.
    pub required: bool,
    /// The namespace, empty for none.
    pub namespace: String,
    /// The local name in XML.
    pub local: String,
    /// The value that the schema gives.
    pub constraint: Option<Constraint>,
}

/// An enum with a variant for each branch of a choice.
#[derive(Debug)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The namespace of its elements.
    pub namespace: String,
    /// Its variants: fields that occur once or many times, whose names are the variants'.
    pub variants: Vec<Field>,
}

/// An enum of a type and its derived types.
#[derive(Debug)]
pub struct Derived {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The base type's own name as `xsi:type` would give it, and its variant unless it is abstract.
    pub variants: Vec<DerivedVariant>,
    /// Whether the first variant is the base type itself, which needs no `xsi:type`.
    pub has_base: bool,
    /// The base type's name in XML.
    pub base: ElementName,
}

/// A variant for a derived type.
#[derive(Debug)]
pub struct DerivedVariant {
    /// Its name.
    pub name: String,
    /// What it holds, on the heap.
    pub value: Value,
    /// The type's name in XML.
    pub type_name: ElementName,
}

/// An enum of listed values.
#[derive(Debug)]
pub struct Enumeration {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its values.
    pub values: Vec<EnumerationValue>,
    /// Whether white space in its lexical form counts.
    pub white_space: Option<WhiteSpace>,
    /// The type's name in XML, for messages.
    pub type_name: String,
    /// What it allows.
    pub facets: Facets,
}

/// One listed value.
#[derive(Debug)]
pub struct EnumerationValue {
    /// The variant.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The lexical form.
    pub value: String,
}

/// An enum of the member types of a union.
#[derive(Debug)]
pub struct Union {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its variants, tried in this order.
    pub members: Vec<UnionMember>,
    /// The type's name in XML, for messages.
    pub type_name: String,
    /// What it allows.
    pub facets: Facets,
}

/// A member type of a union.
#[derive(Debug)]
pub struct UnionMember {
    /// The variant.
    pub name: String,
    /// What it holds.
    pub value: Value,
    /// Whether it is an enumeration, which takes listed values only here.
    pub is_enumeration: bool,
}

/// The shape of a wrapper.
#[derive(Debug)]
pub struct Array {
    /// The name of the static.
    pub name: String,
    /// The wrapper's name in XML.
    pub type_name: String,
    /// The namespace of its field.
    pub namespace: String,
    /// Its one field.
    pub field: Field,
}

/// The enum of all documents.
#[derive(Debug)]
pub struct Root {
    /// A variant for each global element.
    pub variants: Vec<RootVariant>,
}

/// A document.
#[derive(Debug)]
pub struct RootVariant {
    /// The variant.
    pub name: String,
    /// The element, as a field that occurs once.
    pub field: Field,
    /// The element's name.
    pub element: ElementName,
}

/// An interface of a service.
#[derive(Debug)]
pub struct Service {
    /// The service's name in XML.
    pub xml_name: String,
    /// The client's name.
    pub client: String,
    /// The server trait's name, where one is wanted.
    pub server: Option<ServerNames>,
    /// Its documentation.
    pub docs: Docs,
    /// The static that describes it.
    pub constant: String,
    /// Its ports: version and endpoint, the latter empty where the WSDL gives none.
    pub ports: Vec<(Version, String)>,
    /// The header blocks that its requests may carry.
    pub headers: Vec<HeaderField>,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// A version of SOAP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// SOAP 1.1
    Soap11,
    /// SOAP 1.2
    Soap12,
}

/// The names of the server side.
#[derive(Debug)]
pub struct ServerNames {
    /// The trait.
    pub r#trait: String,
    /// The struct that serves an implementation of it.
    pub server: String,
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// Its name in XML.
    pub xml_name: String,
    /// The method's name.
    pub method: String,
    /// The constant's name.
    pub constant: String,
    /// Its documentation.
    pub docs: Docs,
    /// `soapAction`.
    pub action: String,
    /// `soapAction` in SOAP 1.2, where that is another.
    pub soap12_action: Option<String>,
    /// The request.
    pub request: Message,
    /// The answer; `None` for a one-way operation.
    pub response: Option<Message>,
    /// The parameters of the method, where the request is unwrapped.
    pub parameters: Option<Vec<Parameter>>,
    /// What the method returns.
    pub result: ResultKind,
    /// The header blocks of requests.
    pub request_headers: Vec<ElementName>,
    /// The header blocks of responses.
    pub response_headers: Vec<ElementName>,
}

/// A message's body.
#[derive(Debug)]
pub struct Message {
    /// The element in the body; `None` where the body is empty.
    pub element: Option<ElementName>,
    /// What it holds.
    pub value: Value,
}

/// A header block that a client can be given.
#[derive(Debug)]
pub struct HeaderField {
    /// The method that sets it.
    pub method: String,
    /// The element.
    pub element: ElementName,
    /// What it holds.
    pub value: Value,
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, the field's own.
    pub name: String,
    /// Its type.
    pub ty: RustType,
    /// How it becomes the field.
    pub conversion: Conversion,
}

/// How a parameter becomes the field of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conversion {
    /// As it is.
    Same,
    /// `Some(value)`
    Some,
    /// Each item becomes `Some(item)`.
    SomeItems,
    /// Each item becomes `Some(item)`, and their vector too.
    SomeItemsWrapped,
    /// `Some(Nillable::Value(value))`
    SomeInto,
}

/// What a method makes of the response.
#[derive(Debug)]
pub enum ResultKind {
    /// Nothing is answered: a one-way operation.
    OneWay,
    /// The response holds nothing.
    Unit,
    /// The response as it is.
    Whole(RustType),
    /// Its one field.
    Field {
        /// The field.
        field: String,
        /// The type that is returned.
        ty: RustType,
        /// How the field becomes it.
        unwrap: Unwrap,
    },
}

/// How a field of a response becomes a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwrap {
    /// As it is.
    Same,
    /// An absent array is empty.
    OrEmpty,
    /// Nil items are left out.
    Flatten,
    /// An absent array is empty, nil items are left out.
    OrEmptyFlatten,
}
