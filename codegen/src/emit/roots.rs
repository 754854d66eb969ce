//! The enum of all documents.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::codec::codec;
use super::debug::Debug;
use super::derives::of_elements;
use super::names::{Context, ident};
use super::shape;
use crate::model::{Marks, Root};
use crate::visible::code;

pub(super) fn emit(root: &Root, context: &Context<'_>) -> TokenStream {
    let debug = Debug::of_enum(context);
    let derives = of_elements(&[], debug, &Marks::default(), context);
    let debug = debug.implementation("Root");
    let fields = root.variants.iter();
    let fields = fields.map(|variant| shape::field(&variant.field, context));
    let fields = shape::listed(fields);
    let variants = root.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let ty = context.ty(&variant.field.ty());
        let docs = super::docs::doc(&code(&variant.element.local));
        quote!(#docs #name(#ty),)
    });
    let reads = root.variants.iter().enumerate().map(|(at, variant)| {
        let name = ident(&variant.name);
        let at = Literal::usize_unsuffixed(at);
        let codec = codec(&variant.field.codec(), context);
        quote!(Some(#at) => r.read_as(#codec).map(Self::#name),)
    });
    let writes = root.variants.iter().enumerate().map(|(at, variant)| {
        let name = ident(&variant.name);
        let at = Literal::usize_unsuffixed(at);
        let codec = codec(&variant.field.codec(), context);
        quote!(Self::#name(value) => w.root_as(&ROOTS, #at, value, #codec),)
    });
    // Where no element is global, no document is one of the schema's.
    let (shape, read, w, write) = if root.variants.is_empty() {
        let read = quote!(Err(r.unexpected_root("an element of the schema")));
        (None, read, quote!(_), quote!(match *self {}))
    } else {
        let attributes = shape::attribute_list(&root.attributes, "", context);
        let shape = quote! {
            static ROOTS: gen1::Shape = choice(NS) #fields #attributes;
        };
        let declare = root.declares().then(|| quote!(r.declare(&DECLARATIONS);));
        let read = quote! {
            #declare
            match r.root_of(&ROOTS) {
                #(#reads)*
                _ => Err(r.unexpected_root("an element of the schema")),
            }
        };
        (
            Some(shape),
            read,
            quote!(w),
            quote!(match self { #(#writes)* }),
        )
    };
    let declarations = root.declares().then(|| {
        let types = shape::listed(root.types.iter().map(|ty| {
            let shape = shape::field(ty, context);
            // Of a simple type, the facets say it all.
            let held = match ty.value.facets {
                Some(_) => None,
                None => shape::held(ty, context),
            };
            quote!(#shape #held)
        }));
        quote! {
            /// The declarations that strict reading checks wildcards, `xs:anyType`, and `xsi:type` against.
            pub(crate) static DECLARATIONS: gen1::Declarations =
                gen1::Declarations::of::<Root>(&ROOTS, &derived(NS) #types);
        }
    });
    quote! {
        /// Any document of the schema.
        #derives
        pub enum Root { #(#variants)* }

        #debug

        #shape
        #declarations

        impl gen1::Read for Root {
            fn read_root(r: &mut gen1::Reader<'_>) -> gen1::Result<Self> {
                #read
            }
        }

        impl gen1::Write for Root {
            fn write_root(&self, #w: &mut gen1::Writer) {
                #write
            }
        }
    }
}
