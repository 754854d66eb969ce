//! Chains: a value, and the calls, fields, `.await`s and question marks that follow it.
//!
//! A chain stays on one line while it is no wider than [`CHAIN`], or has a single call. Otherwise
//! the last call may go on over the lines, and at last each link has a line.
//!
//! ```text
//! before: operation("Close").with_addressing("urn:doors:Close", "urn:doors:Closed").with_request(NS, "Door")
//! after:  operation("Close")
//!             .with_addressing("urn:doors:Close", "urn:doors:Closed")
//!             .with_request(NS, "Door")
//!
//! before: named(NS, "Door").model("Name Color? Handle? Lock* @Id")
//! after:  named(NS, "Door").model(
//!             "Name Color? Handle?
//!              Lock* @Id",
//!         )
//!
//! before: Ok(
//!             gen1::MayFail::checked(
//!                 *response.book,
//!             )?,
//!         )
//! after:  Ok(gen1::MayFail::checked(*response.book)?)
//! ```

use syn::{Expr, ExprMethodCall, Lit, Member};

use super::list::{Piece, arguments};
use super::room::{
    INDENT, Room, first_line_width, is_one_line, last_line, last_line_width, line_break,
    line_breaks, width,
};
use super::{expressions, types};

/// The widest chain of several links that stays on one line (rustfmt's `chain_width`).
const CHAIN: usize = 60;

/// A last call of at least this many lines stays beside the chain without a comparison.
const MANY_LINES: usize = 5;

struct Chain<'a> {
    root: &'a Expr,
    /// The question marks behind the root.
    root_tries: usize,
    links: Vec<Link<'a>>,
}

struct Link<'a> {
    kind: LinkKind<'a>,
    /// The question marks behind it.
    tries: usize,
}

enum LinkKind<'a> {
    Await,
    Call(&'a ExprMethodCall),
    Field(&'a Member),
}

pub(super) fn lay_out(expr: &Expr, room: Room) -> Option<String> {
    let chain = Chain::of(expr);
    let tries = "?".repeat(chain.root_tries);
    let root_room = room.reserve(chain.root_tries)?;
    let root = expressions::lay_out(chain.root, root_room)? + &tries;
    match chain.links.is_empty() {
        true => Some(root),
        false => chain.lay_out(root, room).and_then(|text| room.fit(text)),
    }
}

impl<'a> Chain<'a> {
    fn of(mut expr: &'a Expr) -> Self {
        let mut links = Vec::new();
        let mut tries = 0;
        loop {
            let kind;
            (kind, expr) = match expr {
                Expr::Try(inner) => {
                    tries += 1;
                    expr = &inner.expr;
                    continue;
                }
                Expr::Await(inner) => (LinkKind::Await, &*inner.base),
                Expr::Field(inner) => (LinkKind::Field(&inner.member), &*inner.base),
                Expr::MethodCall(call) => (LinkKind::Call(call), &*call.receiver),
                root => {
                    links.reverse();
                    return Self {
                        root,
                        root_tries: tries,
                        links,
                    };
                }
            };
            links.push(Link {
                kind,
                tries: std::mem::take(&mut tries),
            });
        }
    }

    fn lay_out(&self, mut root: String, room: Room) -> Option<String> {
        let mut links = &self.links[..];
        let mut is_block = is_block(self.root, &root);
        // A root as short as the indentation holds on to what follows it.
        while root.len() <= INDENT.saturating_sub(room.begin - room.indent) && is_one_line(&root) {
            let Some(text) = links[0].lay_out(room.skip(width(&root))?) else {
                break;
            };
            root.push_str(&text);
            is_block = ends_with_brackets(&root);
            links = &links[1..];
            if links.is_empty() {
                return Some(root);
            }
        }
        let own = match is_block {
            true => room.at(room.indent),
            false => room.nested(),
        };
        let (last, others) = links.split_last()?;
        let mut texts = vec![root];
        for link in others {
            texts.push(link.lay_out(own)?);
        }
        let (text, is_one_line) = self.last(last, &texts, room, own)?;
        if !is_one_line && room.is_one_line_chain {
            return None;
        }
        texts.push(text);
        let connector = match is_one_line {
            true => String::new(),
            false => line_break(own.indent),
        };
        Some(texts.join(&connector))
    }

    /// The last link, and whether the whole chain begins on one line with it.
    fn last(
        &self,
        last: &Link<'_>,
        before: &[String],
        room: Room,
        own: Room,
    ) -> Option<(String, bool)> {
        let extends = ends_with_brackets(&before[0]);
        let used = last.tries
            + match extends {
                true => last_line_width(&before[0]),
                false => before.iter().map(|text| width(text)).sum(),
            };
        let budget = match self.links.len() {
            1 => room.width(),
            _ => room.width().min(CHAIN),
        }
        .saturating_sub(used);
        let is_all_one_line = budget > 0 && before.iter().all(|text| is_one_line(text));
        // What follows the chain follows its last line too. rustfmt counts the last question marks
        // twice.
        let behind = room.reserved() + last.tries;
        let (room, own) = (room.within_compared(), own.within_compared());
        let alone = || last.lay_out(own.reserve(behind)?);
        if !is_all_one_line && !extends {
            return alone().map(|text| (text, false));
        }
        let beside = match is_all_one_line {
            true => room,
            false => own,
        };
        let over = beside
            .reserve(last.tries)
            .and_then(|room| room.skip(used))
            .and_then(|room| last.lay_out(room));
        let Some(over) = over else {
            return alone().map(|text| (text, false));
        };
        let fits = first_line_width(&over) <= budget;
        let is_one_line = fits && is_all_one_line;
        if fits && line_breaks(&over) + 1 >= MANY_LINES {
            return Some((over, is_all_one_line));
        }
        if !room.may_compare() {
            return Some((over, is_one_line));
        }
        match alone() {
            Some(alone) if !fits => Some((alone, false)),
            Some(alone) if line_breaks(&alone) < line_breaks(&over) => Some((alone, false)),
            _ => Some((over, is_one_line)),
        }
    }
}

impl Link<'_> {
    fn lay_out(&self, room: Room) -> Option<String> {
        let text = self.kind.lay_out(room.reserve(self.tries)?)?;
        Some(text + &"?".repeat(self.tries))
    }
}

impl LinkKind<'_> {
    fn lay_out(&self, room: Room) -> Option<String> {
        match self {
            Self::Await => Some(".await".to_owned()),
            Self::Field(Member::Named(name)) => Some(format!(".{name}")),
            Self::Field(Member::Unnamed(at)) => Some(format!(".{}", at.index)),
            Self::Call(call) => {
                let mut before = format!(".{}", call.method);
                if let Some(generics) = &call.turbofish {
                    let types = generics.args.iter();
                    let types = types.map(|argument| types::argument(argument, room));
                    let types = types.collect::<Option<Vec<_>>>()?.join(", ");
                    before.push_str(&format!("::<{types}>"));
                }
                let mut list = arguments(&before, &call.args);
                if call.method == "model"
                    && let [Piece::Expr(Expr::Lit(model))] = &list.pieces[..]
                    && let Lit::Str(words) = &model.lit
                {
                    list.pieces = vec![Piece::Words(words)];
                }
                list.lay_out(room)
            }
        }
    }
}

/// Returns whether a root ends with the bracket of something that spans lines.
fn is_block(root: &Expr, text: &str) -> bool {
    let ends = match root {
        Expr::Unary(inner) => return is_block(&inner.expr, text),
        Expr::Paren(inner) => return is_block(&inner.expr, text),
        Expr::Array(_)
        | Expr::Async(_)
        | Expr::Block(_)
        | Expr::Call(_)
        | Expr::Closure(_)
        | Expr::If(_)
        | Expr::Macro(_)
        | Expr::Match(_)
        | Expr::Struct(_) => true,
        _ => false,
    };
    ends && !is_one_line(text)
}

/// Returns whether the last line of a text is nothing but closing brackets.
fn ends_with_brackets(text: &str) -> bool {
    last_line(text)
        .chars()
        .all(|character| matches!(character, '(' | ')' | ']' | '}' | '?' | '>' | ' '))
}
