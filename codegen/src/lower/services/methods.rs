//! The methods of operations: what of a request is a parameter, what of a response the result.

use super::Clients;
use super::messages::Body;
use crate::model::{
    Access, BodyContent, Codec, Conversion, Field, Parameter, ResultKind, RustType, Unwrap, Wrap,
};
use crate::service::{self, Style};

/// More parameters than this are not told apart by their places any more; the method takes the
/// request then.
const MOST_PARAMETERS: usize = 4;

impl Clients<'_, '_, '_> {
    /// The parameters of a request whose element is a wrapper of the operation's arguments.
    pub(super) fn method_parameters(
        &self,
        request: &Body,
        operation: &service::Operation,
    ) -> Option<Vec<Parameter>> {
        if let BodyContent::Element(element) = &request.message.body
            && !request.is_value
            && element.local != operation.name
        {
            return None;
        }
        let fields = request.fields.as_ref()?;
        // No schema says of what a type gives that it may be absent: that it is read so is for the
        // sake of answers.
        let is_declared = operation.style == Style::Document && operation.http.is_none();
        let can_be_null =
            |ty: &RustType| ty.is_reference() && !(is_declared && self.is_enumerated(ty));
        let parameters = fields.iter().map(|field| parameter(field, &can_be_null));
        (fields.len() <= MOST_PARAMETERS).then(|| parameters.collect())
    }

    /// Whether a type is that of simple values, of which it lists some or all.
    fn is_enumerated(&self, ty: &RustType) -> bool {
        match ty {
            RustType::Generated(path) => self.names.simple.values().any(|of| of == path),
            _ => false,
        }
    }
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
/// What .NET calls a reference type (a struct, a string, an array) is taken as it is even where the
/// schema lets it be absent or nil; a request without it is for the method that takes the whole
/// request. A value type that may be absent or nil (a number, a date, an enumeration) is what the
/// field is.
fn parameter(field: &Field, can_be_null: &dyn Fn(&RustType) -> bool) -> Parameter {
    let mut ty = field.value.ty.clone();
    let mut conversion = Conversion::default();
    match (field.access, field.nillable) {
        (Access::Many, true) if can_be_null(&ty) => {
            conversion.items = true;
            ty = RustType::Vec(Box::new(ty));
        }
        (Access::One, true) | (Access::Optional, _) if can_be_null(&ty) && !field.boxed => {
            conversion.wrap = match (field.access, field.nillable) {
                (Access::Optional, true) => Wrap::Nillable,
                _ => Wrap::Some,
            };
            if let RustType::Vec(item) = &ty
                && let RustType::Option(item) = &**item
                && can_be_null(item)
            {
                conversion.items = true;
                ty = RustType::Vec(item.clone());
            }
        }
        _ => ty = field.ty(),
    }
    Parameter {
        name: field.name.clone(),
        ty,
        conversion,
    }
}

/// Returns the result that a method makes of a response's one field.
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
