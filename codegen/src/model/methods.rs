//! The methods of operations: what of a request is a parameter, what of a response the result.

use super::messages::Body;
use super::{
    Access, BodyContent, Codec, Conversion, Field, Parameter, ResultKind, RustType, Unwrap,
};
use crate::service;

/// More parameters than this are not told apart by their places any more; the method takes the request then.
const MOST_PARAMETERS: usize = 4;

/// The parameters of a request whose element is a wrapper of the operation's arguments.
pub(super) fn parameters(request: &Body, operation: &service::Operation) -> Option<Vec<Parameter>> {
    if let BodyContent::Element(element) = &request.message.body
        && !request.is_value
        && element.local != operation.name
    {
        return None;
    }
    let fields = request.fields.as_ref()?;
    (fields.len() <= MOST_PARAMETERS).then(|| fields.iter().map(parameter).collect())
}

pub(super) fn result(response: &Body) -> ResultKind {
    let whole = || ResultKind::Whole(response.message.value.ty.clone());
    match response.fields.as_deref() {
        Some([]) => ResultKind::Unit,
        Some([field]) => {
            let (ty, unwrap) = unwrapped(field);
            ResultKind::Field {
                field: field.name.clone(),
                ty,
                unwrap,
            }
        }
        _ => whole(),
    }
}

/// The parameter for a field.
///
/// What .NET calls a reference type (a struct, a string, an array) is taken as it is even where the schema
/// lets it be absent; a request without it is for the method that takes the whole request. A value type that
/// may be absent is an `Option`.
fn parameter(field: &Field) -> Parameter {
    let value = &field.value.ty;
    let is_reference = value.is_reference();
    let (ty, conversion) = match (field.access, field.nillable, value) {
        (Access::One, false, _) | (Access::Many, false, _) => (field.ty(), Conversion::Same),
        (Access::Many, true, _) => (
            RustType::Vec(Box::new(value.clone())),
            Conversion::SomeItems,
        ),
        (_, _, RustType::Vec(item))
            if matches!(**item, RustType::Option(_))
                && (field.access == Access::Optional) != field.nillable
                && field.access != Access::Many =>
        {
            let RustType::Option(inner) = &**item else {
                return whole(field);
            };
            (RustType::Vec(inner.clone()), Conversion::SomeItemsWrapped)
        }
        (Access::One, true, _) | (Access::Optional, false, _) if is_reference && !field.boxed => {
            (value.clone(), Conversion::Some)
        }
        (Access::Optional, true, _) if is_reference && !field.boxed => {
            (value.clone(), Conversion::SomeInto)
        }
        _ => return whole(field),
    };
    Parameter {
        name: field.name.clone(),
        ty,
        conversion,
    }
}

fn whole(field: &Field) -> Parameter {
    Parameter {
        name: field.name.clone(),
        ty: field.ty(),
        conversion: Conversion::Same,
    }
}

/// What a method returns of a response's one field.
fn unwrapped(field: &Field) -> (RustType, Unwrap) {
    match (field.access, field.nillable, &field.value.ty) {
        (Access::Many, true, value) => (RustType::Vec(Box::new(value.clone())), Unwrap::Flatten),
        (Access::Optional, false, RustType::Vec(item))
        | (Access::One, true, RustType::Vec(item)) => {
            match &**item {
                RustType::Option(inner) => (RustType::Vec(inner.clone()), Unwrap::OrEmptyFlatten),
                // Octets that are absent are not octets that are empty.
                _ if matches!(field.value.codec, Codec::Array(..)) => {
                    (field.value.ty.clone(), Unwrap::OrEmpty)
                }
                _ => (field.ty(), Unwrap::Same),
            }
        }
        _ => (field.ty(), Unwrap::Same),
    }
}
