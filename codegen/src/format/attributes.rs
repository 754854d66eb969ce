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
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Path, Token};

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
        let (derives, behind) = leading_derives(rest);
        if !derives.is_empty() {
            rest = behind;
            text.push_str(&format!("#[{}]{end}", derive(&derives, room)));
            continue;
        }
        rest = others;
        if let Some(documentation) = documentation(attribute) {
            for line in documentation.split('\n') {
                text.push_str("///");
                text.push_str(line);
                text.push_str(&end);
            }
            continue;
        }
        let within = room.skip(2).and_then(|room| room.reserve(1));
        let line = within
            .and_then(|room| meta(&attribute.meta, room))
            .or_else(|| meta(&attribute.meta, room.lenient()))
            .unwrap_or_else(|| source(&attribute.meta));
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

/// Returns the traits of the derives that attributes begin with, and the attributes behind them.
fn leading_derives(attributes: &[Attribute]) -> (Vec<Path>, &[Attribute]) {
    let parser = Punctuated::<Path, Token![,]>::parse_terminated;
    let mut traits = Vec::new();
    let mut rest = attributes;
    while let [attribute, others @ ..] = rest
        && attribute.path().is_ident("derive")
        && let Ok(paths) = attribute.parse_args_with(parser)
    {
        traits.extend(paths);
        rest = others;
    }
    (traits, rest)
}

/// Derives that follow each other, as one.
fn derive(traits: &[Path], room: Room) -> String {
    let names: Vec<String> = traits
        .iter()
        .map(|path| types::path(path, room.lenient()).unwrap_or_else(|| source(path)))
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
