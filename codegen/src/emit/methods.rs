//! The methods of clients.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs_or;
use super::names::{Context, ident};
use crate::model::{Absence, Check, Docs, Operation, Parameter, ResultKind, RustType, Unwrap};
use crate::visible::code;

/// The method of an operation.
pub(super) fn method(operation: &Operation, context: &Context<'_>) -> TokenStream {
    let method = ident(&operation.method);
    let constant = ident(&operation.constant);
    let docs = docs_or(
        &method_docs(operation, context),
        format!("Calls {}.", code(&operation.xml_name)),
    );
    let request_type = context.ty(&operation.request.value.ty);
    let response = response_type(operation, context);
    let (result, returning) = match &operation.result {
        ResultKind::OneWay | ResultKind::Whole(_) => (quote!(#response), quote!()),
        ResultKind::Unit => (quote!(#response, ()), quote!(.returning(drop))),
        ResultKind::Field {
            field,
            ty,
            unwrap,
            check,
        } => {
            let field = ident(field);
            let value = unwrapped(quote!(response.#field), ty, *unwrap, *check);
            let returning = match check {
                Check::Whole { .. } => quote!(.try_returning(|response| Ok(#value))),
                Check::Never | Check::Each => quote!(.returning(|response| #value)),
            };
            let result = result_type(ty, *check, context);
            (quote!(#response, #result), returning)
        }
    };
    match &operation.parameters {
        Some(parameters) => {
            let declared = parameters.iter().map(|parameter| {
                let name = ident(&parameter.name);
                let ty = context.ty(&parameter.ty);
                match parameter.absence {
                    Absence::Never if parameter.is_converted() => quote!(#name: impl Into<#ty>),
                    Absence::Never => quote!(#name: #ty),
                    Absence::Optional => quote!(#name: impl gen1::IntoOptional<#ty>),
                    Absence::Nillable => quote!(#name: impl gen1::IntoNillable<#ty>),
                }
            });
            let fields = parameters.iter().map(field);
            quote! {
                #docs
                pub fn #method(&self #(, #declared)*) -> gen1::Call<'_, T, #result> {
                    let request = #request_type { #(#fields),* };
                    self.client.call(&#constant, request) #returning
                }
            }
        }
        None => quote! {
            #docs
            pub fn #method<'c>(&'c self, request: &'c #request_type) -> gen1::Call<'c, T, #result> {
                self.client.call(&#constant, request) #returning
            }
        },
    }
}

/// Returns the type of an operation's response, `()` if it is one-way.
pub(super) fn response_type(operation: &Operation, context: &Context<'_>) -> TokenStream {
    match &operation.response {
        Some(response) => context.ty(&response.value.ty),
        None => quote!(()),
    }
}

/// Returns the result that a method makes of the response's field.
fn unwrapped(field: TokenStream, ty: &RustType, unwrap: Unwrap, check: Check) -> TokenStream {
    let value = match unwrap {
        Unwrap::Same => field,
        Unwrap::OrEmpty => quote!(#field.unwrap_or_default()),
        Unwrap::Flatten => quote!(#field.into_iter().flatten()),
        Unwrap::OrEmptyFlatten => quote!(#field.unwrap_or_default().into_iter().flatten()),
    };
    let is_iterator = matches!(unwrap, Unwrap::Flatten | Unwrap::OrEmptyFlatten);
    match check {
        Check::Never if is_iterator => quote!(#value.collect()),
        Check::Never => value,
        Check::Each => {
            let items = (!is_iterator).then(|| quote!(.into_iter()));
            quote!(#value #items.map(gen1::MayFail::checked).collect())
        }
        Check::Whole { boxed } => match (ty, boxed) {
            (RustType::Option(_) | RustType::Nillable(_), false) => {
                quote!(#value.map(gen1::MayFail::checked).transpose()?)
            }
            (RustType::Option(_) | RustType::Nillable(_), true) => {
                quote!(#value.map(|item| gen1::MayFail::checked(*item)).transpose()?)
            }
            (_, false) => quote!(gen1::MayFail::checked(#value)?),
            (_, true) => quote!(gen1::MayFail::checked(*#value)?),
        },
    }
}

/// Returns the type of that result.
fn result_type(ty: &RustType, check: Check, context: &Context<'_>) -> TokenStream {
    match ty {
        RustType::Vec(item) if check == Check::Each => {
            let item = context.ty(item);
            quote!(Vec<Result<#item, ::sapo::ItemError<#item>>>)
        }
        ty => context.ty(ty),
    }
}

/// Returns what a result doesn't tell of the response.
fn lost(unwrap: Unwrap) -> Option<&'static str> {
    match unwrap {
        Unwrap::Same => None,
        Unwrap::OrEmpty => {
            Some("A list that is absent or nil is empty; `.message()` tells them apart.")
        }
        Unwrap::Flatten => Some("Items that are nil are left out; `.message()` has them."),
        Unwrap::OrEmptyFlatten => Some(
            "A list that is absent or nil is empty, and items that are nil are left out; `.message()` tells them apart.",
        ),
    }
}

/// Returns the documentation of an operation, with what a caller of its method needs to know.
fn method_docs(operation: &Operation, context: &Context<'_>) -> Docs {
    let mut docs = operation.docs.clone();
    if let ResultKind::Field { check, unwrap, .. } = &operation.result {
        docs.notes.extend(lost(*unwrap).map(str::to_owned));
        docs.notes.extend(match check {
            Check::Never => None,
            Check::Each => Some("An item that the service failed to process is an `Err`, which holds it."),
            Check::Whole { .. } => Some(
                "If the service failed to process the item, that is an [`Error::Item`](::sapo::Error::Item), which holds it.",
            ),
        }.map(str::to_owned));
    }
    for parameter in operation.parameters.iter().flatten() {
        docs.notes.extend(parameter.names_of.as_ref().map(|path| {
            format!(
                "{} accepts names of elements, which {} has as constants.",
                code(&parameter.name),
                context.link(path)
            )
        }));
    }
    docs
}

/// The field of the request that a parameter becomes.
fn field(parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    let mut value = match parameter.absence {
        Absence::Never if parameter.is_converted() => quote!(#name.into()),
        Absence::Never => quote!(#name),
        Absence::Optional => quote!(#name.into_optional()),
        Absence::Nillable => quote!(#name.into_nillable()),
    };
    let is_required = parameter.absence == Absence::Never;
    if parameter.items {
        value = match is_required {
            true => quote!(#value.into_iter().map(Some).collect()),
            false => quote!(#value.map(|items| items.into_iter().map(Some).collect())),
        };
    }
    if parameter.boxed {
        value = match is_required {
            true => quote!(Box::new(#value)),
            false => quote!(#value.map(Box::new)),
        };
    }
    match is_required && !parameter.items && !parameter.boxed && !parameter.is_converted() {
        true => quote!(#name),
        false => quote!(#name: #value),
    }
}
