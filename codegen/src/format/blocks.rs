//! Blocks and what consists of them: statements, `match`, `if`.
//!
//! ```text
//! before: "Read" => {
//!             self.read(call).await
//!         }
//! after:  "Read" => self.read(call).await,
//! ```

use syn::{Arm, Block, Expr, ExprIf, ExprMatch, Local, Stmt};

use super::room::{
    INDENT, Room, first_line_width, is_better_on_next_line, is_one_line, line_break,
    push_line_break, width,
};
use super::{attributes, expressions, items, patterns};

/// A block on lines of its own; an empty one is `{}`.
pub(super) fn lay_out(block: &Block, room: Room) -> String {
    if block.stmts.is_empty() {
        return "{}".to_owned();
    }
    // Each statement finds its own way, whatever contains the block.
    let nested = Room::line(room.indent + INDENT);
    let mut text = "{".to_owned();
    for statement in &block.stmts {
        push_line_break(&mut text, nested.indent);
        text.push_str(&self::statement(statement, nested));
    }
    push_line_break(&mut text, room.indent);
    text.push('}');
    text
}

/// A block that may be on the line of what precedes it, if it holds nothing but an expression that
/// fits there.
pub(super) fn maybe_one_line(before: &str, block: &Block, room: Room) -> Option<String> {
    if let Some(expr) = only_expression(block)
        && let Some(room) = room
            .skip(width(before) + 2)
            .and_then(|room| room.reserve(2))
        && let Some(text) = expressions::lay_out(expr, room).filter(|text| is_one_line(text))
        && width(&text) <= room.width()
    {
        return Some(format!("{before}{{ {text} }}"));
    }
    Some(before.to_owned() + &lay_out(block, room))
}

fn only_expression(block: &Block) -> Option<&Expr> {
    match &block.stmts[..] {
        [Stmt::Expr(expr, None)] => Some(expr),
        _ => None,
    }
}

fn statement(statement: &Stmt, room: Room) -> String {
    let lenient = room.lenient();
    try_statement(statement, room)
        .or_else(|| try_statement(statement, lenient))
        .unwrap_or_else(|| expressions::source(statement))
}

fn try_statement(statement: &Stmt, room: Room) -> Option<String> {
    match statement {
        Stmt::Local(local) if has_else(local) => Some(expressions::source(local)),
        Stmt::Local(local) => {
            let attributes = attributes::lay_out(&local.attrs, room);
            let pattern = patterns::lay_out(&local.pat, room.skip("let ".len())?)?;
            let left = format!("let {pattern}");
            let room = room.reserve(1)?;
            let text = match &local.init {
                Some(init) => expressions::assigned(
                    left + " =",
                    |room| expressions::lay_out(&init.expr, room),
                    room,
                )?,
                None => left,
            };
            Some(format!("{attributes}{text};"))
        }
        Stmt::Expr(expr, None) => expressions::lay_out(expr, room),
        Stmt::Expr(expr, Some(_)) => {
            expressions::lay_out(expr, room.reserve(1)?).map(|text| text + ";")
        }
        Stmt::Item(item) => Some(items::lay_out(item, room.indent)),
        Stmt::Macro(call) => {
            let room = room.reserve(1)?;
            let attributes = attributes::lay_out(&call.attrs, room);
            expressions::macro_call(&call.mac, room).map(|text| attributes + &text + ";")
        }
    }
}

/// Returns whether a `let` has an `else`, for which there is no layout here.
fn has_else(local: &Local) -> bool {
    local
        .init
        .as_ref()
        .is_some_and(|init| init.diverge.is_some())
}

pub(super) fn match_expr(choice: &ExprMatch, room: Room) -> Option<String> {
    let value = expressions::lay_out(&choice.expr, room.skip("match ".len())?.reserve(2)?)?;
    if choice.arms.is_empty() {
        return Some(format!("match {value} {{}}"));
    }
    let nested = room.nested();
    let mut text = format!("match {value} {{");
    for arm in &choice.arms {
        push_line_break(&mut text, nested.indent);
        text.push_str(&self::arm(arm, nested)?);
    }
    push_line_break(&mut text, room.indent);
    text.push('}');
    Some(text)
}

fn arm(arm: &Arm, room: Room) -> Option<String> {
    let attributes = attributes::lay_out(&arm.attrs, room);
    let pattern = patterns::lay_out(&arm.pat, room.reserve(" => {".len())?)?;
    let text = match &*arm.body {
        Expr::Block(body) => match only_expression(&body.block) {
            Some(body) => self::body(pattern, body, room)?,
            None => format!("{pattern} => {}", lay_out(&body.block, room)),
        },
        body => self::body(pattern, body, room)?,
    };
    Some(attributes + &text)
}

/// The expression behind an arm's arrow; on the next line and in a block if it reads better there.
fn body(pattern: String, body: &Expr, room: Room) -> Option<String> {
    let beside = room
        .skip(room.used(&pattern) + " => ".len())
        .and_then(|room| room.reserve(1));
    let same = beside.and_then(|room| expressions::lay_out(body, room));
    let budget = beside.map_or(0, Room::width);
    if let Some(text) = &same
        && is_one_line(text)
        && width(text) <= budget
    {
        return Some(format!("{pattern} => {text},"));
    }
    let next = expressions::lay_out(body, room.nested());
    let is_next_better = match (&same, &next) {
        (Some(same), Some(next)) => {
            is_better_on_next_line(same, next)
                || !(is_one_line(same) || extends_arm(body) && first_line_width(same) <= budget)
        }
        (None, Some(_)) => true,
        (Some(_), None) => false,
        (None, None) => return None,
    };
    // The style edition 2024 ends what leaves the function with a semicolon.
    let end = if matches!(body, Expr::Return(_)) {
        ";"
    } else {
        ""
    };
    match (same, next) {
        (_, Some(next)) if is_next_better => Some(format!(
            "{pattern} => {{{}{next}{end}{}}}",
            line_break(room.indent + INDENT),
            line_break(room.indent)
        )),
        (same, _) => same.map(|same| format!("{pattern} => {same},")),
    }
}

/// Returns whether the body of an arm may span lines without a block.
fn extends_arm(body: &Expr) -> bool {
    matches!(
        expressions::innermost(body),
        Expr::Array(_)
            | Expr::Async(_)
            | Expr::Block(_)
            | Expr::Call(_)
            | Expr::Closure(_)
            | Expr::Macro(_)
            | Expr::Match(_)
            | Expr::MethodCall(_)
            | Expr::Struct(_)
            | Expr::Tuple(_)
    )
}

pub(super) fn if_expr(branch: &ExprIf, room: Room) -> Option<String> {
    let within = room.skip("if ".len())?.reserve(2)?;
    let condition = expressions::lay_out(&branch.cond, within)?;
    // The brace has its own line if the condition ends further in than it begins.
    let last = condition.lines().last().filter(|line| *line != condition);
    let ends_within = last.is_some_and(|line| {
        let indent = line.len() - line.trim_start().len();
        indent > room.indent
    });
    let brace = match ends_within {
        true => line_break(room.indent),
        false => " ".to_owned(),
    };
    let mut text = format!(
        "if {condition}{brace}{}",
        lay_out(&branch.then_branch, room)
    );
    if let Some((_, other)) = &branch.else_branch {
        text.push_str(" else ");
        text.push_str(&match &**other {
            Expr::If(next) => self::if_expr(next, room)?,
            Expr::Block(block) => lay_out(&block.block, room),
            other => expressions::lay_out(other, room)?,
        });
    }
    Some(text)
}
