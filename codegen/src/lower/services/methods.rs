//! The methods of operations: what of a request is a parameter, what of a response the result.

use super::Clients;
use super::messages::Body;
use crate::model::{
    Absence, Access, BodyContent, Check, Codec, Field, Meaning, Parameter, ResultKind, RustType,
    Unwrap,
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
        // A schema says which enumerations are values that may be nil in a list; elsewhere they are
        // texts.
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
                check: Check::Never,
            }
        }
        _ => whole(),
    }
}

/// Returns the parameter for a field. Nil items can't be given to it, unless they are values for
/// which .NET has null as well (a number, a date, an enumeration); they are for the method that
/// accepts the whole request.
fn parameter(field: &Field, can_be_null: &dyn Fn(&RustType) -> bool) -> Parameter {
    let (absence, mut ty) = match (field.access, field.keeps_nil()) {
        (Access::One, false) => (Absence::Never, field.value.ty.clone()),
        (Access::Many, _) => (Absence::Never, field.ty()),
        (Access::Optional, true) => (Absence::Nillable, field.value.ty.clone()),
        (Access::One, true) | (Access::Optional, false) => {
            (Absence::Optional, field.value.ty.clone())
        }
    };
    let mut items = false;
    if (field.access != Access::One || field.keeps_nil())
        && let RustType::Vec(item) = &ty
        && let RustType::Option(item) = &**item
        && can_be_null(item)
    {
        items = true;
        ty = RustType::Vec(item.clone());
    }
    Parameter {
        name: field.name.clone(),
        ty,
        absence,
        items,
        boxed: field.boxed && field.access != Access::Many,
        names_of: match field.meaning.as_deref() {
            Some(Meaning::ElementNames(path)) => Some(path.clone()),
            Some(Meaning::Error { .. }) | None => None,
        },
    }
}

/// Returns the result that a method makes of a response's one field.
fn unwrapped(field: &Field) -> (RustType, Unwrap) {
    match (field.access, field.keeps_nil(), &field.value.ty) {
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
