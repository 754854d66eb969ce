//! Identity constraints as expressions.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Context;
use crate::model::{Identity, IdentityKind};

/// The call that adds constraints to a field or a shape, if there are any.
pub(super) fn identities(identities: &[Identity], context: &Context<'_>) -> Option<TokenStream> {
    let each = identities.iter().map(|one| identity(one, context));
    (!identities.is_empty()).then(|| quote!(.identities(&[#(#each),*])))
}

fn identity(identity: &Identity, context: &Context<'_>) -> TokenStream {
    let name = context.element(&identity.name);
    let (selector, fields) = (&identity.selector, &identity.fields);
    let paths = quote!(#selector, &[#(#fields),*]);
    let constraint = match &identity.kind {
        IdentityKind::Unique => quote!(gen1::Identity::unique(#name, #paths)),
        IdentityKind::Key => quote!(gen1::Identity::key(#name, #paths)),
        IdentityKind::KeyReference(key) => {
            let key = context.element(key);
            quote!(gen1::Identity::reference(#name, (#key), #paths))
        }
    };
    let namespaces = identity.namespaces.iter().map(|(prefix, namespace)| {
        let namespace = context.namespace(namespace);
        quote!((#prefix, #namespace))
    });
    let namespaces =
        (!identity.namespaces.is_empty()).then(|| quote!(.namespaces(&[#(#namespaces),*])));
    quote!(#constraint #namespaces)
}
