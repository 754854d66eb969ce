//! Complex types as structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::codec::{attribute_method, codec, codec_type, read, read_as, write, write_as};
use super::construction;
use super::debug::Debug;
use super::derives::{attributes, of_elements};
use super::docs::{doc, docs, docs_and};
use super::failures;
use super::identity::identities;
use super::names::{Context, ident};
use super::shape;
use crate::model::{
    Array, Codec, Construction, ElementName, Key, Layout, Meaning, Path, Process, RustType, Struct,
};
use crate::visible::code;

/// A struct, its codec and its accessors.
pub(super) fn emit(ty: &Struct, context: &Context<'_>) -> TokenStream {
    let name = ident(&ty.name);
    let docs = docs(&ty.docs);
    let debug = Debug::of_struct(ty, context);
    let further: &[&str] = match ty.construction {
        Construction::Derived => &["Default"],
        Construction::Given | Construction::New(_) => &[],
    };
    let derives = of_elements(further, debug, &ty.marks, context);
    let debug = debug.implementation(&ty.name);
    let fields = fields(ty, context);
    let content = content(ty, context);
    let element_names = element_names(ty);
    let construction = construction::emit(ty, context);
    let failures = failures::of_struct(&name, &ty.failures, context);
    let document = ty.element.as_ref().map(|element| {
        let element = context.element(element);
        quote! {
            impl gen1::Document for #name {
                const ELEMENT: gen1::Name = (#element);
            }
        }
    });
    quote! {
        #docs
        #derives
        pub struct #name { #fields }
        #element_names
        #construction
        #debug
        #content
        #failures
        #document
    }
}

/// The constants with names of elements.
fn element_names(ty: &Struct) -> Option<TokenStream> {
    let name = ident(&ty.name);
    let constants = ty.element_names.iter().map(|constant| {
        let (name, local) = (ident(&constant.name), &constant.local);
        let docs = doc(&format!("The name of the element {}.", code(local)));
        quote!(#docs pub const #name: &'static str = #local;)
    });
    (!ty.element_names.is_empty()).then(|| quote!(impl #name { #(#constants)* }))
}

/// The documentation of a list of names of elements.
fn names_of(path: &Path, context: &Context<'_>) -> String {
    format!(
        "Names of elements, which {} has as constants.",
        context.link(path)
    )
}

fn fields(ty: &Struct, context: &Context<'_>) -> TokenStream {
    let (keys, attribute_keys) = ty.keys();
    let elements = ty.fields.iter().zip(&keys).map(|(field, key)| {
        let name = ident(&field.name);
        let docs = match field.meaning.as_deref() {
            Some(Meaning::ElementNames(path)) => docs_and(&field.docs, names_of(path, context)),
            Some(Meaning::Error { .. }) | None => docs(&field.docs),
        };
        let serde = serde_field(key, &field.ty(), context);
        let of = context.ty(&field.ty());
        let attributes = self::attributes(&field.attributes);
        quote!(#docs #serde #attributes pub #name: #of,)
    });
    let layout = match &ty.layout {
        Layout::Sequence | Layout::All => None,
        Layout::Text(name, value) => {
            let serde = serde_field(&None, &value.ty, context);
            let name = ident(name);
            let of = context.ty(&value.ty);
            Some(quote! {
                /// The value of the element.
                #serde
                pub #name: #of,
            })
        }
        Layout::Mixed { name, .. } => {
            let name = ident(name);
            Some(quote! {
                /// Text and elements in their order.
                pub #name: Vec<::sapo::xml::Node>,
            })
        }
    };
    let attributes = ty.attributes.iter().zip(&attribute_keys);
    let attributes = attributes.map(|(attribute, key)| {
        let name = ident(&attribute.name);
        let docs = docs(&attribute.docs);
        let whole = attribute.ty();
        let serde = serde_field(key, &whole, context);
        let of = context.ty(&whole);
        let attributes = self::attributes(&attribute.attributes);
        quote!(#docs #serde #attributes pub #name: #of,)
    });
    let any = ty.any_attribute.as_ref().map(|(name, ..)| {
        let name = ident(name);
        quote! {
            /// Attributes that the schema leaves open.
            pub #name: Vec<(::sapo::QName, String)>,
        }
    });
    quote!(#(#elements)* #layout #(#attributes)* #any)
}

/// The key of a field, and what stands for its absence.
fn serde_field(key: &Key, ty: &RustType, context: &Context<'_>) -> Option<TokenStream> {
    if !context.serde() {
        return None;
    }
    let rename = key.as_ref().map(|key| quote!(rename = #key,));
    let absent = match ty.resolved() {
        RustType::Nillable(_) => Some(quote!(
            default,
            skip_serializing_if = "::sapo::Nillable::is_absent"
        )),
        RustType::Option(_) => Some(quote!(default, skip_serializing_if = "Option::is_none")),
        RustType::Vec(_) => Some(quote!(default, skip_serializing_if = "Vec::is_empty")),
        _ => None,
    };
    (rename.is_some() || absent.is_some()).then(|| quote!(#[serde(#rename #absent)]))
}

/// The implementation of `Content`.
fn content(ty: &Struct, context: &Context<'_>) -> TokenStream {
    let name = ident(&ty.name);
    let type_name = match &ty.type_name {
        Some(name) => context.element(name),
        None => {
            let namespace = context.namespace(&ty.namespace);
            quote!(#namespace, "")
        }
    };
    let mut shape = match &ty.layout {
        Layout::Sequence | Layout::All => {
            let parts = shape::parts(ty.fields.iter(), &ty.attributes, &ty.namespace, context);
            sequence(ty.type_name.as_ref(), &ty.namespace, &parts, context)
        }
        Layout::Text(_, value) => {
            let attributes = shape::parts([].iter(), &ty.attributes, &ty.namespace, context);
            let facets = shape::facets(value, context);
            let constraint = shape::constraint(ty.value.as_ref());
            quote!(text(#type_name) #attributes #facets #constraint)
        }
        Layout::Mixed { .. } => shape::mixed(ty, context),
    };
    shape.extend(identities(&ty.identities, context));
    let in_any_order = match ty.layout {
        Layout::All => true,
        Layout::Mixed { in_any_order, .. } => in_any_order,
        Layout::Sequence | Layout::Text(..) => false,
    };
    if in_any_order {
        shape.extend(quote!(.in_any_order()));
    }
    if ty.is_abstract {
        shape.extend(quote!(.abstract_type()));
    }
    if let Some((_, wildcard, process)) = &ty.any_attribute {
        let wildcard = shape::wildcard(wildcard, context);
        shape.extend(quote!(.any_attribute(#wildcard)));
        shape.extend(match process {
            Process::Skip => None,
            Process::Lax => Some(quote!(.lax_attributes())),
            Process::Strict => Some(quote!(.declared_attributes())),
        });
    }

    let mut reads: Vec<TokenStream> = Vec::new();
    let mut writes: Vec<TokenStream> = Vec::new();
    for attribute in &ty.attributes {
        let field = ident(&attribute.name);
        let method = attribute_method(attribute);
        let read = read_as(method, &attribute.value.codec, context);
        reads.push(quote!(#field: #read));
        writes.push(write_as(
            method,
            &attribute.value.codec,
            &quote!(&self.#field),
            context,
        ));
    }
    if let Some((any, ..)) = &ty.any_attribute {
        let field = ident(any);
        reads.push(quote!(#field: r.any_attributes()));
        writes.push(quote!(any_attributes(&self.#field)));
    }
    for field in &ty.fields {
        let name = ident(&field.name);
        let read = read(field, context);
        reads.push(quote!(#name: #read));
        writes.push(write(
            field,
            &quote!(&self.#name),
            &quote!(&*self.#name),
            context,
        ));
    }
    match &ty.layout {
        Layout::Sequence | Layout::All => {}
        Layout::Text(field, value) => {
            let field = ident(field);
            let (method, codec) = match &value.codec {
                Codec::Nil(codec) => ("nillable_value", &**codec),
                codec => ("value", codec),
            };
            let read = read_as(method, codec, context);
            reads.push(quote!(#field: #read));
            let value = quote!(&self.#field);
            writes.push(write_as(method, codec, &value, context));
        }
        Layout::Mixed { name, .. } => {
            let field = ident(name);
            reads.push(quote!(#field: r.nodes()));
            writes.push(quote!(nodes(&self.#field)));
        }
    }
    // No field leads to a message, so that the field could say it may be nil.
    let is_nillable = match &ty.layout {
        Layout::Text(_, value) => matches!(value.codec, Codec::Nil(_)),
        _ => false,
    };
    let is_nillable = is_nillable.then(|| {
        quote!(
            const IS_NILLABLE: bool = true;
        )
    });
    let (r, w) = match reads.is_empty() {
        true => (quote!(_), quote!(_)),
        false => (quote!(r), quote!(w)),
    };
    quote! {
        impl gen1::Content for #name {
            const SHAPE: gen1::Shape = #shape;
            #is_nillable

            fn read(#r: &mut gen1::Reader<'_>) -> Self {
                Self { #(#reads),* }
            }

            fn write(&self, #w: &mut gen1::Writer) {
                #(w.#writes;)*
            }
        }
    }
}

/// The shape of parts that follow one another, those of a type that may have a name.
fn sequence(
    name: Option<&ElementName>,
    namespace: &str,
    parts: &TokenStream,
    context: &Context<'_>,
) -> TokenStream {
    let fields_in = context.namespace(namespace);
    match name {
        Some(name) => {
            let elsewhere = name.namespace != namespace && !parts.is_empty();
            let elsewhere = elsewhere.then(|| quote!(.fields_in(#fields_in)));
            let name = context.element(name);
            quote!(named(#name) #parts #elsewhere)
        }
        None => quote!(sequence(#fields_in) #parts),
    }
}

/// The codec of a wrapper.
pub(super) fn array(array: &Array, context: &Context<'_>) -> TokenStream {
    let name = ident(&array.name);
    // Only the shape of a type has a model.
    let field = shape::field(&array.field, context);
    let field = quote!(.fields(&[#field]));
    if array.is_encoded {
        return quote! {
            pub(crate) static #name: gen1::Shape = gen1::Shape::soap_array() #field;
        };
    }
    let type_name = array.type_name.as_ref();
    let shape = sequence(type_name, &array.namespace, &field, context);
    let identities = identities(&array.identities, context);
    let shape = quote!(#shape #identities);
    let item = array.field.codec();
    let (of, item) = match item {
        Codec::Own => (quote!(gen1::Array), quote!(array(&#shape))),
        item => {
            let of = codec_type(&item);
            let item = codec(&item, context);
            (
                quote!(gen1::Array<#of>),
                quote!(gen1::Array::with(&#shape, #item)),
            )
        }
    };
    // Other modules' fields may be of this type.
    quote! {
        pub(crate) const #name: #of = #item;
    }
}
