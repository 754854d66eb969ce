//! Functions and methods.
//!
//! ```text
//! before: async fn put_in(&self, request: &PutIn, context: &mut Context) -> Result<PutInResponse, Fault> {
//! after:  async fn put_in(
//!             &self,
//!             request: &PutIn,
//!             context: &mut Context,
//!         ) -> Result<PutInResponse, Fault> {
//! ```

use syn::{Block, FnArg, Signature};

use super::expressions::source;
use super::room::{Room, WIDTH, is_one_line, last_line_width, line_break, push_line_break, width};
use super::{attributes, blocks, patterns, types};

pub(super) fn lay_out(
    visibility: &str,
    signature: &Signature,
    body: Option<&Block>,
    room: Room,
) -> String {
    let mut text = self::head(visibility, signature, body.is_some(), room);
    let conditions = types::conditions(&signature.generics, room);
    text.push_str(&conditions);
    let Some(body) = body else {
        return text + ";";
    };
    // rustfmt counts the indentation of the last of several lines twice.
    let used = match is_one_line(&text) {
        true => 0,
        false => last_line_width(&text) + room.indent + " {".len(),
    };
    let fits = conditions.is_empty() && used <= WIDTH;
    text.push_str(&match fits {
        true => " ".to_owned(),
        false => line_break(room.indent),
    });
    match body.stmts.is_empty() && !is_one_line(&text) {
        true => text + "{" + &line_break(room.indent) + "}",
        false => text + &blocks::lay_out(body, room),
    }
}

/// The head of a function: on one line, or with a line for each parameter.
fn head(visibility: &str, signature: &Signature, has_body: bool, room: Room) -> String {
    let lenient = room.lenient();
    let is_async = signature.asyncness.map_or("", |_| "async ");
    let is_const = signature.constness.map_or("", |_| "const ");
    let generics = types::parameters(&signature.generics, room);
    let name = &signature.ident;
    let before = format!("{visibility}{is_const}{is_async}fn {name}{generics}(");
    let nested = room.nested();
    let parameters: Vec<String> = signature
        .inputs
        .iter()
        .map(|input| parameter(input, nested))
        .collect();
    let end = if has_body { " {" } else { ";" };
    let returned = types::returned(&signature.output, lenient);
    let returned = returned.unwrap_or_else(|| source(&signature.output));
    let line = format!("{before}{}){returned}", parameters.join(", "));
    if is_one_line(&line) && room.indent + width(&line) + width(end) <= WIDTH {
        return line;
    }
    let mut text = before;
    for parameter in &parameters {
        push_line_break(&mut text, nested.indent);
        text.push_str(parameter);
        text.push(',');
    }
    if !parameters.is_empty() {
        push_line_break(&mut text, room.indent);
    }
    text.push(')');
    text + &types::returned(&signature.output, room).unwrap_or(returned)
}

fn parameter(input: &FnArg, room: Room) -> String {
    match input {
        FnArg::Receiver(receiver) => source(receiver).replace("& ", "&").replace(" :", ":"),
        FnArg::Typed(typed) => {
            let pattern = patterns::lay_out(&typed.pat, room);
            let pattern = pattern.unwrap_or_else(|| source(&typed.pat));
            let beside = room
                .skip(width(&pattern) + 2)
                .and_then(|room| room.reserve(1));
            let ty = beside
                .and_then(|room| types::lay_out(&typed.ty, room))
                .or_else(|| types::lay_out(&typed.ty, room.lenient()))
                .unwrap_or_else(|| source(&typed.ty));
            attributes::lay_out(&typed.attrs, room) + &format!("{pattern}: {ty}")
        }
    }
}
