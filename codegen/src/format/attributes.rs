//! Attributes, and documentation as `///` lines.
//!
//! ```text
//! before: #[derive(Debug, Clone)]
//!         #[derive(Eq)]
//! after:  #[derive(Debug, Clone, Eq)]
//!
//! before: #[serde(rename = "LicenseNumber", default, skip_serializing_if = "Option::is_none")]
//! after:  #[serde(
//!             rename = "LicenseNumber",
//!             default,
//!             skip_serializing_if = "Option::is_none"
//!         )]
//! ```

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Token};

use super::expressions::{self, source};
use super::list::{self, ATTRIBUTE, LastComma, List, Piece};
use super::room::{INDENT, Room, WIDTH, line_break, width};
use super::types;

/// The widest line of a derive, with its indentation.
const DERIVE: usize = WIDTH - INDENT;

/// The lines of attributes, each with a line break behind it.
pub(super) fn lay_out(attributes: &[Attribute], room: Room) -> String {
    let mut text = String::new();
    let end = line_break(room.indent);
    let mut rest = attributes;
    while let [attribute, others @ ..] = rest {
        rest = others;
        if let Some(documentation) = documentation(attribute) {
            for line in documentation.split('\n') {
                text.push_str("///");
                text.push_str(line);
                text.push_str(&end);
            }
            continue;
        }
        let line = match attribute.path().is_ident("derive") {
            true if paths(attribute).is_some() => {
                let more = rest
                    .iter()
                    .take_while(|next| next.path().is_ident("derive") && paths(next).is_some())
                    .count();
                let (merged, others) = rest.split_at(more);
                rest = others;
                derive(std::iter::once(attribute).chain(merged), room)
            }
            _ => {
                let within = room.skip(2).and_then(|room| room.reserve(1));
                let lenient = room.lenient();
                within
                    .and_then(|room| meta(&attribute.meta, room))
                    .or_else(|| meta(&attribute.meta, lenient))
                    .unwrap_or_else(|| source(&attribute.meta))
            }
        };
        text.push_str(&format!("#[{line}]{end}"));
    }
    text
}

/// The text of a doc comment.
fn documentation(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The arguments of an attribute, if they are paths.
fn paths(attribute: &Attribute) -> Option<Punctuated<syn::Path, Token![,]>> {
    let parser = Punctuated::parse_terminated;
    attribute.parse_args_with(parser).ok()
}

/// Derives that follow each other, as one.
fn derive<'a>(attributes: impl Iterator<Item = &'a Attribute>, room: Room) -> String {
    let names: Vec<String> = attributes
        .filter_map(paths)
        .flatten()
        .map(|path| types::path(&path, room.lenient()).unwrap_or_else(|| source(&path)))
        .collect();
    let line = format!("derive({})", names.join(", "));
    let nested = room.nested();
    match room.indent + width(&line) + 3 <= DERIVE {
        true => line,
        false => format!(
            "derive({}{},{})",
            line_break(nested.indent),
            list::fill(&names, nested),
            line_break(room.indent)
        ),
    }
}

/// Lays out the content of an attribute, or one of its arguments.
pub(super) fn meta(meta: &Meta, room: Room) -> Option<String> {
    match meta {
        Meta::Path(path) => types::path(path, room),
        Meta::NameValue(pair) => {
            let before = types::path(&pair.path, room)? + " = ";
            let value = expressions::lay_out(&pair.value, room.skip(width(&before))?)?;
            Some(before + &value)
        }
        Meta::List(list) => {
            let before = types::path(&list.path, room)?;
            let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
            match list.parse_args_with(parser) {
                Ok(given) => List {
                    before: &before,
                    brackets: ('(', ')'),
                    pieces: given.iter().map(Piece::Meta).collect(),
                    widest: ATTRIBUTE,
                    last_comma: LastComma::Never,
                }
                .lay_out(room),
                Err(_) => room.fit(format!("{before}({})", list.tokens)),
            }
        }
    }
}
