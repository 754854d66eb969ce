//! Types, paths and generics.

use syn::{
    ExprPath, GenericArgument, GenericParam, Generics, Path, PathArguments, PathSegment, QSelf,
    ReturnType, Type, TypeParamBound, WherePredicate,
};

use super::expressions::source;
use super::flat;
use super::list::{LastComma, List, Piece};
use super::room::{INDENT, Room, WIDTH, line_break, push_line_break, width};

pub(super) fn lay_out(ty: &Type, room: Room) -> Option<String> {
    flat::ty(ty, room).or_else(|| over_lines(ty, room))
}

fn over_lines(ty: &Type, room: Room) -> Option<String> {
    match ty {
        Type::Array(array) => {
            let of = lay_out(&array.elem, room.skip(1)?)?;
            Some(format!("[{of}; {}]", source(&array.len)))
        }
        Type::ImplTrait(ty) => {
            // rustfmt doesn't count the keyword here.
            let bounds = bounds(&ty.bounds, room)?;
            Some(format!("impl {bounds}"))
        }
        Type::Infer(_) => Some("_".to_owned()),
        Type::TraitObject(ty) => {
            let bounds = bounds(&ty.bounds, room)?;
            Some(format!("dyn {bounds}"))
        }
        Type::Path(ty) => qualified(ty.qself.as_ref(), &ty.path, false, room),
        Type::Reference(reference) => {
            let mut prefix = "&".to_owned();
            if let Some(lifetime) = &reference.lifetime {
                prefix.push_str(&format!("{lifetime} "));
            }
            if reference.mutability.is_some() {
                prefix.push_str("mut ");
            }
            let of = lay_out(&reference.elem, room.skip(width(&prefix))?)?;
            Some(prefix + &of)
        }
        Type::Slice(slice) => {
            let of = lay_out(&slice.elem, room.skip(1)?)?;
            Some(format!("[{of}]"))
        }
        Type::Tuple(tuple) => {
            let types: Vec<String> = tuple
                .elems
                .iter()
                .map(|ty| lay_out(ty, room))
                .collect::<Option<_>>()?;
            Some(match &types[..] {
                [only] => format!("({only},)"),
                types => format!("({})", types.join(", ")),
            })
        }
        other => Some(source(other)),
    }
}

/// A path in a type, or of a struct or a macro.
pub(super) fn path(path: &Path, room: Room) -> Option<String> {
    qualified(None, path, false, room)
}

/// A path that is a value.
pub(super) fn value_path(path: &ExprPath, room: Room) -> Option<String> {
    qualified(path.qself.as_ref(), &path.path, true, room)
}

/// A path; the first segments of one such as `<T as Simple>::FACETS` are those of the trait.
fn qualified(within: Option<&QSelf>, path: &Path, is_value: bool, room: Room) -> Option<String> {
    let mut text = String::new();
    let mut of_trait = 0;
    if let Some(within) = within {
        text.push('<');
        text.push_str(&lay_out(&within.ty, room.skip(1)?)?);
        of_trait = within.position;
        text.push_str(if of_trait > 0 { " as " } else { ">" });
    }
    for (at, segment) in path.segments.iter().enumerate() {
        let is_first = at == 0 && (path.leading_colon.is_none() || of_trait > 0);
        if !is_first {
            text.push_str("::");
        }
        text = self::segment(text, segment, is_value && at >= of_trait, room)?;
        if at + 1 == of_trait {
            text.push('>');
        }
    }
    Some(text)
}

fn segment(before: String, segment: &PathSegment, is_value: bool, room: Room) -> Option<String> {
    let before = room.fit(format!("{before}{}", segment.ident))?;
    match &segment.arguments {
        PathArguments::None => Some(before),
        PathArguments::AngleBracketed(list) => {
            let colons = if is_value { "::" } else { "" };
            // rustfmt doesn't count the colons here.
            let begin = room.begin.saturating_sub(width(colons));
            arguments(
                &format!("{before}{colons}"),
                &list.args,
                Room { begin, ..room },
            )
        }
        PathArguments::Parenthesized(_) => Some(before + &source(&segment.arguments)),
    }
}

/// Type arguments behind a path.
fn arguments<'a>(
    before: &str,
    arguments: impl IntoIterator<Item = &'a GenericArgument>,
    room: Room,
) -> Option<String> {
    let list = List {
        before,
        brackets: ('<', '>'),
        pieces: arguments.into_iter().map(Piece::Type).collect(),
        widest: WIDTH,
        last_comma: LastComma::IfLines,
    };
    list.lay_out(room)
}

pub(super) fn argument(argument: &GenericArgument, room: Room) -> Option<String> {
    match argument {
        GenericArgument::Lifetime(lifetime) => Some(lifetime.to_string()),
        GenericArgument::Type(ty) => lay_out(ty, room),
        GenericArgument::AssocType(ty) => {
            let before = format!("{} = ", ty.ident);
            let ty = lay_out(&ty.ty, room.skip(width(&before))?)?;
            Some(before + &ty)
        }
        other => Some(source(other)),
    }
}

/// The bounds of a type: `Send + 'static`.
pub(super) fn bounds<'a>(
    bounds: impl IntoIterator<Item = &'a TypeParamBound>,
    room: Room,
) -> Option<String> {
    let bounds = bounds.into_iter().map(|bound| match bound {
        TypeParamBound::Lifetime(lifetime) => Some(lifetime.to_string()),
        TypeParamBound::Trait(bound) if bound.lifetimes.is_none() && bound.maybe.is_none() => {
            path(&bound.path, room)
        }
        other => Some(source(other)),
    });
    Some(bounds.collect::<Option<Vec<_>>>()?.join(" + "))
}

/// The parameters that an item declares: `<T: Transport>`, or nothing.
pub(super) fn parameters(generics: &Generics, room: Room) -> String {
    if generics.params.is_empty() {
        return String::new();
    }
    let parameters = generics.params.iter().map(|parameter| match parameter {
        GenericParam::Type(ty) if ty.default.is_some() => source(ty),
        GenericParam::Type(ty) if !ty.bounds.is_empty() => {
            let bounds = bounds(&ty.bounds, room).unwrap_or_else(|| source(&ty.bounds));
            format!("{}: {bounds}", ty.ident)
        }
        GenericParam::Type(ty) => ty.ident.to_string(),
        other => source(other),
    });
    format!("<{}>", parameters.collect::<Vec<_>>().join(", "))
}

/// The lines of a `where` clause, each with a line break before it.
pub(super) fn conditions(generics: &Generics, room: Room) -> String {
    let Some(clause) = &generics.where_clause else {
        return String::new();
    };
    let mut text = line_break(room.indent) + "where";
    for predicate in &clause.predicates {
        push_line_break(&mut text, room.indent + INDENT);
        match predicate {
            WherePredicate::Type(predicate) => {
                let ty = lay_out(&predicate.bounded_ty, room);
                let ty = ty.unwrap_or_else(|| source(&predicate.bounded_ty));
                let bounds = bounds(&predicate.bounds, room);
                let bounds = bounds.unwrap_or_else(|| source(&predicate.bounds));
                text.push_str(&format!("{ty}: {bounds},"));
            }
            other => text.push_str(&(source(other) + ",")),
        }
    }
    text
}

/// The type that a function returns, behind its arrow; nothing if it returns nothing.
pub(super) fn returned(output: &ReturnType, room: Room) -> Option<String> {
    match output {
        ReturnType::Default => Some(String::new()),
        ReturnType::Type(_, ty) => {
            let ty = lay_out(ty, room.skip("-> ".len())?)?;
            Some(format!(" -> {ty}"))
        }
    }
}
