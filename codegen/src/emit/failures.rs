//! The trait `MayFail`: values that tell that a service failed to process them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::{Context, ident};
use crate::model::{Failure, RustType, Step, Text};

/// The implementation for a struct, if it has a way to tell.
pub(super) fn of_struct(
    name: &Ident,
    failures: &[Failure],
    context: &Context<'_>,
) -> Option<TokenStream> {
    let mut ways = failures.iter().map(|failure| {
        let field = ident(&failure.at().name);
        let found = Found::first(&quote!(self.#field), &failure.at().ty);
        told(failure, found, context)
    });
    let first = ways.next()?;
    Some(implementation(name, quote!(#first #(.or_else(|| #ways))*)))
}

/// The implementation for an enum of so many variants, if any of them has a way to tell.
pub(super) fn of_enum(
    name: &Ident,
    failures: &[Failure],
    variants: usize,
    context: &Context<'_>,
) -> Option<TokenStream> {
    if failures.is_empty() {
        return None;
    }
    let arms = failures.iter().map(|failure| {
        let Step { name, ty } = failure.at();
        let variant = ident(name);
        let told = told(failure, Found::first_in(quote!(value), ty), context);
        quote!(Self::#variant(value) => #told,)
    });
    let others = (failures.len() < variants).then(|| quote!(_ => None,));
    let body = quote!(match self { #(#arms)* #others });
    Some(implementation(name, body))
}

fn implementation(name: &Ident, body: TokenStream) -> TokenStream {
    quote! {
        impl gen1::MayFail for #name {
            fn failure(&self) -> Option<gen1::Failure> {
                #body
            }
        }
    }
}

/// Whether the values of a type, or those that it may hold, are newtypes.
fn is_newtype(ty: &RustType) -> bool {
    match ty {
        RustType::Newtype(..) => true,
        RustType::Option(ty) | RustType::Nillable(ty) | RustType::Boxed(ty) | RustType::Vec(ty) => {
            is_newtype(ty)
        }
        _ => false,
    }
}

/// Returns the failure that a value tells, as an `Option`.
fn told(failure: &Failure, found: Found, context: &Context<'_>) -> TokenStream {
    let Failure::Error {
        at,
        is_text,
        message,
        code,
    } = failure
    else {
        return match found {
            Found::Always { value, .. } => quote!(gen1::MayFail::failure(#value)),
            Found::Maybe(value) => quote!(#value.and_then(gen1::MayFail::failure)),
        };
    };
    let made = |error: TokenStream| {
        let found = || Found::Always {
            value: error.clone(),
            place: error.clone(),
        };
        let code = code.as_ref().map(|code| {
            let code = text(found(), code, false, context);
            quote!(.with_code(#code))
        });
        let message = text(found(), message, false, context);
        quote!(gen1::Failure::default() #code .with_message(#message))
    };
    // An empty text is no error.
    if *is_text {
        let value = found.optional();
        let made = made(quote!(error));
        let borrowed = is_newtype(&at.ty).then(|| quote!(.as_ref()));
        return quote!(#value.filter(|text| !text #borrowed .trim().is_empty()).map(|error| #made));
    }
    match found {
        Found::Always { place, .. } => {
            let made = made(place);
            quote!(Some(#made))
        }
        Found::Maybe(value) => {
            let made = made(quote!(error));
            quote!(#value.map(|error| #made))
        }
    }
}

/// Returns a text in a value, as an `Option`: of a reference, or if it is to be `owned`, of a `String`.
fn text(found: Found, of: &Text, owned: bool, context: &Context<'_>) -> TokenStream {
    match of {
        Text::Itself { is_listed } => {
            let listed = is_listed.then(|| quote!(.as_str()));
            match found {
                Found::Always { place, .. } if owned => quote!(Some(#place #listed.to_string())),
                Found::Always { place, .. } if *is_listed => quote!(Some(#place.as_str())),
                Found::Maybe(value) if *is_listed && owned => {
                    quote!(#value.map(|text| text.as_str().to_string()))
                }
                Found::Maybe(value) if owned => quote!(#value.map(|text| text.to_string())),
                Found::Maybe(value) if *is_listed => quote!(#value.map(|text| text.as_str())),
                found => found.optional(),
            }
        }
        Text::In(step, inner) => {
            let field = ident(&step.name);
            let found = found.then(|place| Found::first(&quote!(#place.#field), &step.ty));
            text(found, inner, owned, context)
        }
        Text::OneOf(path, variants) => {
            let path = context.path(path);
            let arms = variants.iter().map(|(name, inner)| {
                let variant = ident(name);
                let one = Found::Always {
                    value: quote!(one),
                    place: quote!(one),
                };
                // Their types may differ.
                let text = text(one, inner, true, context);
                quote!(#path::#variant(one) => #text,)
            });
            let arms = quote!({ #(#arms)* _ => None, });
            match found {
                Found::Always { value, .. } => quote!(match #value #arms),
                Found::Maybe(value) => quote!(#value.and_then(|one| match one #arms)),
            }
        }
    }
}

/// The first value that a place holds.
enum Found {
    /// It is always there.
    Always {
        /// A reference to it.
        value: TokenStream,
        /// The place, from which methods and fields lead on.
        place: TokenStream,
    },
    /// It may be absent: an `Option` of a reference.
    Maybe(TokenStream),
}

impl Found {
    /// Finds it in a place of this type.
    fn first(place: &TokenStream, ty: &RustType) -> Self {
        let items = |items: TokenStream, item: &RustType| {
            let flat = matches!(item, RustType::Option(_)).then(|| quote!(.flatten()));
            Self::Maybe(quote!(#items #flat.next()))
        };
        Self::Maybe(match ty {
            RustType::Option(inner) => match &**inner {
                RustType::Boxed(_) => quote!(#place.as_deref()),
                RustType::Vec(item) => return items(quote!(#place.iter().flatten()), item),
                _ => quote!(#place.as_ref()),
            },
            RustType::Nillable(inner) => match &**inner {
                RustType::Boxed(_) => quote!(#place.as_deref().value()),
                RustType::Vec(item) => {
                    let all = quote!(#place.as_ref().value().into_iter().flatten());
                    return items(all, item);
                }
                _ => quote!(#place.as_ref().value()),
            },
            RustType::Vec(item) => match &**item {
                RustType::Option(_) => quote!(#place.iter().flatten().next()),
                _ => quote!(#place.first()),
            },
            RustType::Boxed(_) => {
                return Self::Always {
                    value: quote!(&*#place),
                    place: place.clone(),
                };
            }
            _ => {
                return Self::Always {
                    value: quote!(&#place),
                    place: place.clone(),
                };
            }
        })
    }

    /// Finds it in a variable that is a reference to this type.
    fn first_in(variable: TokenStream, ty: &RustType) -> Self {
        match Self::first(&variable, ty) {
            Self::Always { place, .. } => Self::Always {
                value: match ty {
                    RustType::Boxed(_) => quote!(&**#variable),
                    _ => variable,
                },
                place,
            },
            found => found,
        }
    }

    /// Finds what a function finds in it.
    fn then(self, find: impl FnOnce(TokenStream) -> Self) -> Self {
        match self {
            Self::Always { place, .. } => find(place),
            Self::Maybe(outer) => Self::Maybe(match find(quote!(one)) {
                Self::Always { value, .. } => quote!(#outer.map(|one| #value)),
                Self::Maybe(inner) => quote!(#outer.and_then(|one| #inner)),
            }),
        }
    }

    /// Returns it as an `Option` of a reference.
    fn optional(self) -> TokenStream {
        match self {
            Self::Always { value, .. } => quote!(Some(#value)),
            Self::Maybe(value) => value,
        }
    }
}
