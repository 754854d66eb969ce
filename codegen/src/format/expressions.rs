//! Expressions.
//!
//! ```text
//! before: Self { client: gen1::Client::new(&SHELVES, transport) }
//! after:  Self {
//!             client: gen1::Client::new(&SHELVES, transport),
//!         }
//!
//! before: pub static LIST: gen1::Operation<List, ()> =
//!             operation("List")
//!                 .with_request(NS, "AListOfBooks");
//! after:  pub static LIST: gen1::Operation<List, ()> =
//!             operation("List").with_request(NS, "AListOfBooks");
//! ```

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprClosure, ExprStruct, FieldValue, Macro, Member, ReturnType, Token};

use super::list::{ARRAY, CALL, LastComma, List, Piece, arguments};
use super::room::{INDENT, Room, is_better_on_next_line, is_one_line, line_break, width};
use super::{attributes, blocks, chains, flat, patterns, types};

/// The greatest width of all fields of a struct on one line (rustfmt's `struct_lit_width`).
const STRUCT: usize = 18;

pub(super) fn lay_out(expr: &Expr, room: Room) -> Option<String> {
    if let Some(line) = flat::expr(expr, room) {
        return Some(line);
    }
    let text = over_lines(expr, room)?;
    match attributes(expr) {
        [] => Some(text),
        attributes => Some(attributes::lay_out(attributes, room) + &text),
    }
}

/// The attributes of an expression.
pub(super) fn attributes(expr: &Expr) -> &[Attribute] {
    match expr {
        Expr::Array(expr) => &expr.attrs,
        Expr::Assign(expr) => &expr.attrs,
        Expr::Async(expr) => &expr.attrs,
        Expr::Await(expr) => &expr.attrs,
        Expr::Block(expr) => &expr.attrs,
        Expr::Call(expr) => &expr.attrs,
        Expr::Closure(expr) => &expr.attrs,
        Expr::Field(expr) => &expr.attrs,
        Expr::If(expr) => &expr.attrs,
        Expr::Lit(expr) => &expr.attrs,
        Expr::Macro(expr) => &expr.attrs,
        Expr::Match(expr) => &expr.attrs,
        Expr::MethodCall(expr) => &expr.attrs,
        Expr::Let(expr) => &expr.attrs,
        Expr::Paren(expr) => &expr.attrs,
        Expr::Path(expr) => &expr.attrs,
        Expr::Reference(expr) => &expr.attrs,
        Expr::Return(expr) => &expr.attrs,
        Expr::Struct(expr) => &expr.attrs,
        Expr::Try(expr) => &expr.attrs,
        Expr::Tuple(expr) => &expr.attrs,
        Expr::Unary(expr) => &expr.attrs,
        // Others are written as their tokens, with their attributes among them.
        _ => &[],
    }
}

/// An expression that is long, or holds blocks or structs.
fn over_lines(expr: &Expr, room: Room) -> Option<String> {
    match expr {
        Expr::Array(array) => {
            let list = List {
                before: "",
                brackets: ('[', ']'),
                pieces: array.elems.iter().map(Piece::Expr).collect(),
                widest: ARRAY,
                last_comma: LastComma::IfLines,
            };
            list.lay_out(room)
        }
        Expr::Assign(assign) => {
            let left = lay_out(&assign.left, room)? + " =";
            assigned(left, |room| lay_out(&assign.right, room), room)
        }
        Expr::Async(block) => {
            let before = match block.capture {
                Some(_) => "async move ",
                None => "async ",
            };
            blocks::maybe_one_line(before, &block.block, room)
        }
        Expr::Block(block) if block.label.is_none() => {
            blocks::maybe_one_line("", &block.block, room)
        }
        Expr::Call(call) => {
            let callee = lay_out(&call.func, room)?;
            arguments(&callee, &call.args).lay_out(room)
        }
        Expr::Closure(closure) if is_plain(closure) => self::closure(closure, room),
        Expr::If(branch) => blocks::if_expr(branch, room),
        Expr::Let(condition) => {
            let pattern = patterns::lay_out(&condition.pat, room)?;
            let left = format!("let {pattern} =");
            assigned(left, |room| lay_out(&condition.expr, room), room)
        }
        Expr::Lit(literal) => room.fit(source(&literal.lit)),
        Expr::Macro(call) => self::macro_call(&call.mac, room),
        Expr::Match(choice) => blocks::match_expr(choice, room),
        Expr::Await(_) | Expr::Field(_) | Expr::MethodCall(_) | Expr::Try(_) => {
            chains::lay_out(expr, room)
        }
        Expr::Paren(inner) => {
            let inner = lay_out(&inner.expr, room.skip(1)?.reserve(1)?)?;
            Some(format!("({inner})"))
        }
        Expr::Path(path) => types::value_path(path, room),
        Expr::Reference(reference) => {
            let prefix = match reference.mutability {
                Some(_) => "&mut ",
                None => "&",
            };
            prefixed(prefix, &reference.expr, room)
        }
        Expr::Return(back) => match &back.expr {
            Some(value) => prefixed("return ", value, room),
            None => Some("return".to_owned()),
        },
        Expr::Struct(value) => structure(value, room),
        Expr::Tuple(tuple) => {
            let list = List {
                before: "",
                brackets: ('(', ')'),
                pieces: tuple.elems.iter().map(Piece::Expr).collect(),
                widest: CALL,
                last_comma: match tuple.elems.len() {
                    1 => LastComma::Always,
                    _ => LastComma::IfLines,
                },
            };
            list.lay_out(room)
        }
        Expr::Unary(unary) => prefixed(&source(&unary.op), &unary.expr, room),
        other => room.fit(source(other)),
    }
}

/// The tokens, as they are written in a row.
pub(super) fn source(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

fn prefixed(prefix: &str, expr: &Expr, room: Room) -> Option<String> {
    let mut text = lay_out(expr, room.skip(width(prefix))?)?;
    text.insert_str(0, prefix);
    Some(text)
}

/// Lays out the right side of an equals sign or a colon: on its line, or on the next if it reads
/// better there.
pub(super) fn assigned(
    left: String,
    right: impl Fn(Room) -> Option<String>,
    room: Room,
) -> Option<String> {
    let same = room.skip(room.used(&left) + 1).unwrap_or(room.none());
    let on_same = right(same);
    if let Some(text) = &on_same
        && is_one_line(text)
        && width(text) <= same.width()
    {
        return Some(format!("{left} {text}"));
    }
    let next = room.at(room.indent + INDENT).reserve(room.reserved())?;
    let text = match (on_same, right(next)) {
        (Some(same), Some(next_line)) if !next.fits(&next_line) => format!(" {same}"),
        (Some(same), Some(next_line)) if !is_better_on_next_line(&same, &next_line) => {
            format!(" {same}")
        }
        (_, Some(next_line)) => line_break(next.indent) + &next_line,
        (Some(same), None) => format!(" {same}"),
        (None, None) => return None,
    };
    Some(left + &text)
}

/// Returns whether a closure has nothing but parameters and a body.
fn is_plain(closure: &ExprClosure) -> bool {
    matches!(closure.output, ReturnType::Default)
        && closure.asyncness.is_none()
        && closure.constness.is_none()
        && closure.lifetimes.is_none()
}

fn closure(closure: &ExprClosure, room: Room) -> Option<String> {
    let inputs: Vec<String> = closure
        .inputs
        .iter()
        .map(|input| patterns::lay_out(input, room))
        .collect::<Option<_>>()?;
    let moves = closure.capture.as_ref().map_or("", |_| "move ");
    let prefix = format!("{moves}|{}| ", inputs.join(", "));
    let within = room.skip(width(&prefix))?;
    if let Expr::Block(body) = &*closure.body {
        return blocks::maybe_one_line(&prefix, &body.block, room);
    }
    let may_break = matches!(
        innermost(&closure.body),
        Expr::Async(_) | Expr::Match(_) | Expr::Struct(_)
    );
    match lay_out(&closure.body, within).filter(|body| may_break || is_one_line(body)) {
        Some(body) => Some(format!("{prefix}{body}")),
        None => {
            let body = lay_out(&closure.body, room.nested())?;
            Some(format!(
                "{prefix}{{{}{body}{}}}",
                line_break(room.indent + INDENT),
                line_break(room.indent)
            ))
        }
    }
}

pub(super) fn macro_call(call: &Macro, room: Room) -> Option<String> {
    let before = types::path(&call.path, room)? + "!";
    let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
    match call.parse_body_with(parser) {
        Ok(given) => List {
            last_comma: LastComma::Never,
            ..arguments(&before, &given)
        }
        .lay_out(room),
        Err(_) => room.fit(format!("{before}({})", call.tokens)),
    }
}

fn structure(value: &ExprStruct, room: Room) -> Option<String> {
    let path = types::path(&value.path, room)?;
    if value.fields.is_empty() && value.rest.is_none() {
        return Some(format!("{path} {{}}"));
    }
    let nested = room.nested().reserve(1)?;
    let mut fields: Vec<String> = value
        .fields
        .iter()
        .map(|one| field(one, nested))
        .collect::<Option<_>>()?;
    if let Some(rest) = &value.rest {
        fields.push(prefixed("..", rest, nested)?);
    }
    let total: usize = fields.iter().map(|field| width(field)).sum();
    let total = total + 2 * (fields.len() - 1);
    let left = room.width().saturating_sub(width(&path) + 5);
    if total <= left.min(STRUCT) && fields.iter().all(|field| is_one_line(field)) {
        return Some(format!("{path} {{ {} }}", fields.join(", ")));
    }
    let comma = if value.rest.is_none() { "," } else { "" };
    let next = line_break(nested.indent);
    Some(format!(
        "{path} {{{next}{}{comma}{}}}",
        fields.join(&format!(",{next}")),
        line_break(room.indent)
    ))
}

fn field(field: &FieldValue, room: Room) -> Option<String> {
    let attributes = attributes::lay_out(&field.attrs, room);
    let name = match &field.member {
        Member::Named(name) => name.to_string(),
        Member::Unnamed(at) => at.index.to_string(),
    };
    if field.colon_token.is_none() {
        return Some(attributes + &name);
    }
    let value = match room
        .skip(width(&name) + 2)
        .and_then(|room| lay_out(&field.expr, room))
    {
        Some(value) => format!("{name}: {value}"),
        None => {
            let value = lay_out(&field.expr, room.nested().reserve(1)?)?;
            format!("{name}:{}{value}", line_break(room.indent + INDENT))
        }
    };
    Some(attributes + &value)
}

/// Returns whether the last of `count` arguments may begin on the line of the others and span the
/// next.
pub(super) fn can_go_over_lines(expr: &Expr, count: usize) -> bool {
    match innermost(expr) {
        _ if !attributes(expr).is_empty() => false,
        Expr::Async(_) | Expr::Block(_) | Expr::Closure(_) => true,
        Expr::Array(_)
        | Expr::Call(_)
        | Expr::Macro(_)
        | Expr::Match(_)
        | Expr::MethodCall(_)
        | Expr::Struct(_)
        | Expr::Tuple(_) => count == 1,
        _ => false,
    }
}

/// The expression within references, negations and question marks.
pub(super) fn innermost(expr: &Expr) -> &Expr {
    match expr {
        Expr::Reference(inner) => innermost(&inner.expr),
        Expr::Try(inner) => innermost(&inner.expr),
        Expr::Unary(inner) => innermost(&inner.expr),
        other => other,
    }
}

/// Returns whether an expression is a literal, a name, or little more.
pub(super) fn is_simple(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Path(path) => path.qself.is_none() && path.path.segments.len() == 1,
        Expr::Field(inner) => is_simple(&inner.base),
        Expr::Reference(inner) => is_simple(&inner.expr),
        Expr::Try(inner) => is_simple(&inner.expr),
        Expr::Unary(inner) => is_simple(&inner.expr),
        _ => false,
    }
}
