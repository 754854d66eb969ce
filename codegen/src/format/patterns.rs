//! Patterns.

use syn::Pat;

use super::list::{LastComma, List, Piece};
use super::room::{Room, WIDTH, width};
use super::{expressions, types};

pub(super) fn lay_out(pattern: &Pat, room: Room) -> Option<String> {
    match pattern {
        Pat::Ident(name) if name.subpat.is_none() => {
            let by_ref = name.by_ref.map_or("", |_| "ref ");
            let mutable = name.mutability.map_or("", |_| "mut ");
            Some(format!("{by_ref}{mutable}{}", name.ident))
        }
        Pat::Lit(literal) => room.fit(expressions::source(&literal.lit)),
        Pat::Path(path) => types::value_path(path, room),
        Pat::Reference(reference) => {
            let mutable = reference.mutability.map_or("&", |_| "&mut ");
            let inner = lay_out(&reference.pat, room.skip(width(mutable))?)?;
            Some(format!("{mutable}{inner}"))
        }
        Pat::Rest(_) => Some("..".to_owned()),
        Pat::Tuple(tuple) => list("", tuple.elems.iter()).lay_out(room),
        Pat::TupleStruct(value) => {
            let path = types::path(&value.path, room)?;
            list(&path, value.elems.iter()).lay_out(room)
        }
        Pat::Type(typed) => {
            let pattern = lay_out(&typed.pat, room)?;
            let ty = types::lay_out(&typed.ty, room.skip(width(&pattern) + 2)?)?;
            Some(format!("{pattern}: {ty}"))
        }
        Pat::Wild(_) => Some("_".to_owned()),
        other => room.fit(expressions::source(other)),
    }
}

fn list<'a>(before: &'a str, patterns: impl Iterator<Item = &'a Pat>) -> List<'a> {
    List {
        before,
        brackets: ('(', ')'),
        pieces: patterns.map(Piece::Pattern).collect(),
        widest: WIDTH,
        last_comma: LastComma::IfLines,
    }
}
