//! Clients.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{doc, docs};
use super::methods::{method, response_type};
use super::names::{Context, cfg, ident};
use crate::model::{
    BodyContent, Call, ElementName, HeaderCall, HeaderField, HttpParameters, Operation, RustType,
    Service, Version,
};
use crate::visible::code;

/// The descriptions of a service and its operations, and its client.
pub(super) fn emit(service: &Service, context: &Context<'_>) -> TokenStream {
    let client = ident(&service.client);
    let description = ident(&service.constant);
    let name = &service.xml_name;
    let ports = service
        .ports
        .iter()
        .map(|(version, endpoint)| match version {
            Some(Version::Soap11) => quote!(gen1::Port::new(gen1::Version::Soap11, #endpoint)),
            Some(Version::Soap12) => quote!(gen1::Port::new(gen1::Version::Soap12, #endpoint)),
            None => quote!(gen1::Port::http(#endpoint)),
        });
    let constants = service.operations.iter().map(|operation| {
        let constant = ident(&operation.constant);
        let cfg = cfg(operation.feature.as_slice());
        quote!(#cfg #constant.description())
    });
    let written: &[Operation] = match service.is_divided {
        true => &[],
        false => &service.operations,
    };
    let operations = written.iter().map(|operation| constant(operation, context));
    let summary = doc(&format!("Client of the service {}.", code(name)));
    let more = service.docs.text.is_some().then(|| {
        let text = docs(&service.docs);
        quote!(#[doc = ""] #text)
    });
    let requirements = service.requirements.iter().map(|requirement| {
        let text = doc(requirement);
        quote!(#[doc = ""] #text)
    });
    let methods = written.iter().map(|operation| method(operation, context));
    let headers = service.headers.iter();
    let blocks = headers.clone().map(|header| block(header, context));
    let headers = headers.filter_map(|header| with_header(header, context));
    let secrets = (!service.secrets.is_empty()).then(|| {
        let names = &service.secrets;
        quote!(.with_secrets(&[#(#names),*]))
    });
    let declarations = context
        .declares()
        .then(|| quote!(.with_declarations(&DECLARATIONS)));
    let own = own_methods(service);
    quote! {
        #(#operations)*

        #(#blocks)*

        static #description: gen1::ServiceDescription =
            gen1::ServiceDescription::new(#name, &[#(#ports),*], &[#(#constants),*])
                #secrets #declarations;

        #summary
        #more
        #(#requirements)*
        #[derive(Debug, Clone)]
        pub struct #client<T> {
            client: gen1::Client<T>,
        }

        impl<T: gen1::Transport> #client<T> {
            #own
            #(#headers)*
            #(#methods)*
        }

        impl<T: gen1::Transport> gen1::Service for #client<T> {
            type Transport = T;

            const DESCRIPTION: &'static gen1::ServiceDescription = &#description;

            fn from_client(client: gen1::Client<T>) -> Self {
                Self { client }
            }

            fn client(&self) -> &gen1::Client<T> {
                &self.client
            }
        }
    }
}

/// An operation that is apart from its client.
pub(super) fn call(call: &Call, context: &Context<'_>) -> TokenStream {
    let client = context.path(&call.client);
    let constant = constant(&call.operation, context);
    let method = method(&call.operation, context);
    quote! {
        #constant

        impl<T: gen1::Transport> #client<T> {
            #method
        }
    }
}

/// A header block that is apart from its client.
pub(super) fn header(call: &HeaderCall, context: &Context<'_>) -> TokenStream {
    let client = context.path(&call.client);
    let block = block(&call.header, context);
    let method = with_header(&call.header, context).map(|method| {
        quote! {
            impl<T: gen1::Transport> #client<T> {
                #method
            }
        }
    });
    quote!(#block #method)
}

/// The constant that names a header block and its type.
fn block(header: &HeaderField, context: &Context<'_>) -> TokenStream {
    let constant = ident(&header.constant);
    let element = context.element(&header.element);
    let ty = context.ty(&header.value.ty);
    let docs = doc(&format!(
        "The header block {}.",
        code(&header.element.local)
    ));
    let encoded = header.is_encoded.then(|| match &header.type_name {
        Some(name) => {
            let name = context.element(name);
            quote!(.encoded_as(#name))
        }
        None => quote!(.encoded()),
    });
    quote! {
        #docs
        pub const #constant: gen1::HeaderOf<#ty> = gen1::HeaderOf::new(#element) #encoded;
    }
}

/// The method that sets a header block which requests have.
fn with_header(header: &HeaderField, context: &Context<'_>) -> Option<TokenStream> {
    let method = ident(header.method.as_deref()?);
    let constant = ident(&header.constant);
    let ty = context.ty(&header.value.ty);
    let (parameter, value) = match header.value.ty {
        RustType::Secret(_) => (quote!(impl Into<#ty>), quote!(header.into())),
        _ => (ty, quote!(header)),
    };
    let docs = doc(&format!(
        "The same client, sending the header block {} with the operations that declare it.",
        code(&header.element.local)
    ));
    Some(quote! {
        #docs
        #[must_use]
        pub fn #method(self, header: #parameter) -> Self {
            Self {
                client: self.client.with_header(#constant.block(#value)),
            }
        }
    })
}

fn own_methods(service: &Service) -> TokenStream {
    let description = ident(&service.constant);
    let speaks_soap12 = service
        .ports
        .iter()
        .any(|(version, _)| *version == Some(Version::Soap12));
    let soap12 = speaks_soap12.then(|| {
        quote! {
            /// The same client, sending SOAP 1.2.
            #[must_use]
            pub fn with_soap12(self) -> Self {
                Self {
                    client: self.client.with_version(gen1::Version::Soap12),
                }
            }
        }
    });
    quote! {
        /// A client that sends through `transport`, to the endpoint that the WSDL gives.
        pub fn new(transport: T) -> Self {
            Self {
                client: gen1::Client::new(&#description, transport),
            }
        }

        /// The same client, sending to another endpoint.
        #[must_use]
        pub fn with_endpoint(self, url: impl Into<String>) -> Self {
            Self {
                client: self.client.with_endpoint(url),
            }
        }

        /// The same client, waiting no longer than `timeout` for each call.
        #[must_use]
        pub fn with_timeout(self, timeout: ::core::time::Duration) -> Self {
            Self {
                client: self.client.with_timeout(timeout),
            }
        }

        /// The same client, sending an HTTP header with each call.
        #[must_use]
        pub fn with_http_header(self, name: ::sapo::http::HeaderName, value: ::sapo::http::HeaderValue) -> Self {
            Self {
                client: self.client.with_http_header(name, value),
            }
        }

        /// The same client, with an interceptor around each call.
        #[must_use]
        pub fn with_interceptor(self, interceptor: impl gen1::Interceptor + 'static) -> Self {
            Self {
                client: self.client.with_interceptor(interceptor),
            }
        }

        /// The same client, with `reading` for its responses.
        #[must_use]
        pub fn with_reading(self, reading: gen1::Reading) -> Self {
            Self {
                client: self.client.with_reading(reading),
            }
        }

        #soap12

        /// Calls any operation of this service with its whole request.
        pub fn call<'c, Q: gen1::Content + ::core::marker::Sync, R: gen1::Content>(
            &'c self,
            operation: &'c gen1::Operation<Q, R>,
            request: &'c Q,
        ) -> gen1::Call<'c, T, R> {
            self.client.call(operation, request)
        }
    }
}

fn constant(operation: &Operation, context: &Context<'_>) -> TokenStream {
    let constant = ident(&operation.constant);
    let name = &operation.xml_name;
    let action = &operation.action;
    let mut value = quote!(operation(#name));
    if let Some(http) = &operation.http {
        let location = &http.location;
        let mut call = match http.is_post {
            true => quote!(gen1::Http::post(#location)),
            false => quote!(gen1::Http::get(#location)),
        };
        match http.parameters {
            HttpParameters::Query if http.is_post => call.extend(quote!(.in_query())),
            HttpParameters::Query | HttpParameters::Form => {}
            HttpParameters::Path => call.extend(quote!(.in_path())),
            HttpParameters::Document => call.extend(quote!(.as_document())),
        }
        value.extend(quote!(.with_http(#call)));
    }
    if !action.is_empty() {
        value.extend(quote!(.with_action(#action)));
    }
    if let Some(action) = &operation.soap12_action {
        value.extend(quote!(.with_soap12_action(#action)));
    }
    if operation.is_action_required {
        value.extend(quote!(.with_action_required()));
    }
    if let Some((request, response)) = &operation.addressing {
        value.extend(quote!(.with_addressing(#request, #response)));
    }
    match &operation.request.body {
        BodyContent::Nothing => {}
        BodyContent::Element(element) => {
            let request = context.element(element);
            value.extend(quote!(.with_request(#request)));
        }
        BodyContent::Parts(elements) => {
            let request = names(elements, context);
            value.extend(quote!(.with_request_parts(#request)));
        }
    }
    match (operation.response.as_ref()).map(|response| &response.body) {
        Some(BodyContent::Nothing) => {}
        Some(BodyContent::Element(element)) => {
            let response = context.element(element);
            value.extend(quote!(.with_response(#response)));
        }
        Some(BodyContent::Parts(elements)) => {
            let response = names(elements, context);
            value.extend(quote!(.with_response_parts(#response)));
        }
        None => value.extend(quote!(.one_way())),
    }
    if operation.is_encoded {
        value.extend(quote!(.encoded()));
    }
    if !operation.request_headers.is_empty() {
        let headers = names(&operation.request_headers, context);
        value.extend(quote!(.with_request_headers(#headers)));
    }
    if !operation.response_headers.is_empty() {
        let headers = names(&operation.response_headers, context);
        value.extend(quote!(.with_response_headers(#headers)));
    }
    let docs = doc(&format!("The operation {}.", code(name)));
    let request = context.ty(&operation.request.value.ty);
    let response = response_type(operation, context);
    quote!(#docs pub static #constant: gen1::Operation<#request, #response> = #value;)
}

/// The names of elements, as a slice.
fn names(elements: &[ElementName], context: &Context<'_>) -> TokenStream {
    let elements = elements.iter().map(|element| context.element(element));
    quote!(&[#((#elements)),*])
}
