//! Server traits.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{doc, docs_or};
use super::methods::response_type;
use super::names::{Context, cfg, ident};
use crate::model::Service;
use crate::visible::code;

/// The trait of a service and what serves it, where they are wanted.
pub(super) fn emit(service: &Service, context: &Context<'_>) -> Option<TokenStream> {
    let names = service.server.as_ref()?;
    let r#trait = ident(&names.r#trait);
    let server = ident(&names.server);
    let description = ident(&service.constant);
    let methods = service.operations.iter().map(|operation| {
        let method = ident(&operation.method);
        let request = context.ty(&operation.request.value.ty);
        let response = response_type(operation, context);
        let cfg = cfg(operation.feature.as_slice());
        let docs = docs_or(
            &operation.docs,
            format!("Serves {}.", code(&operation.xml_name)),
        );
        // Another user of the same bindings may switch on what this implementation knows nothing of.
        let body = match operation.feature {
            None => quote!(;),
            Some(_) => {
                let unknown = format!("{} is not implemented", operation.xml_name);
                quote!({
                    let _ = (request, context);
                    async { Err(::sapo::Fault::receiver(#unknown)) }
                })
            }
        };
        quote! {
            #docs
            #cfg
            fn #method(
                &self,
                request: #request,
                context: &mut ::sapo::server::Context,
            ) -> impl ::sapo::server::ResponseFuture<#response> #body
        }
    });
    let arms = service.operations.iter().map(|operation| {
        let name = &operation.xml_name;
        let method = ident(&operation.method);
        let cfg = cfg(operation.feature.as_slice());
        match operation.response {
            Some(_) => quote! {
                #cfg
                #name => Box::pin(async {
                    let response = self.0.#method(call.request()?, call.context()).await?;
                    call.respond(&response)
                }),
            },
            None => quote! {
                #cfg
                #name => Box::pin(async {
                    self.0.#method(call.request()?, call.context()).await?;
                    call.acknowledge()
                }),
            },
        }
    });
    // Each operation has a future of its own. In a single one, the compiler would weigh every value
    // of every operation against every step: a thousand operations would take it gigabytes.
    let serve = match service.operations.is_empty() {
        true => quote!(Err(call.unknown())),
        false => quote! {
            let serving: ::sapo::server::Serving<'_> = match call.operation() {
                #(#arms)*
                _ => Box::pin(async { Err(call.unknown()) }),
            };
            serving.await
        },
    };
    let trait_docs = doc(&format!(
        "Implement this to serve {}.",
        code(&service.xml_name)
    ));
    let server_docs = doc(&format!(
        "A server for an implementation of [`{}`].",
        names.r#trait
    ));
    Some(quote! {
        #trait_docs
        pub trait #r#trait: ::core::marker::Send + ::core::marker::Sync {
            #(#methods)*
        }

        #server_docs
        #[derive(Debug, Clone)]
        pub struct #server<S>(pub S);

        impl<S: #r#trait + 'static> ::sapo::server::Service for #server<S> {
            const DESCRIPTION: &'static gen1::ServiceDescription = &#description;

            async fn serve(&self, call: &mut ::sapo::server::ServerCall) -> Result<(), ::sapo::Fault> {
                #serve
            }
        }
    })
}
