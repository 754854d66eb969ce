//! Code on one line. Most code is short, so this is tried before any other layout.

use std::fmt::Write;

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    Expr, ExprPath, GenericArgument, Lit, Member, Path, PathArguments, PathSegment, QSelf, Type,
    UnOp,
};

use super::expressions;
use super::list::CALL;
use super::room::Room;

/// The columns by which a line is shorter than its room, so that whatever follows fits, however rustfmt
/// counts it.
pub(super) const SPARE: usize = 8;

/// An expression that any list or chain may have on its line, if it is one.
pub(super) fn expr(expr: &Expr, room: Room) -> Option<String> {
    let limit = room.width().min(CALL).saturating_sub(SPARE);
    let mut line = Line {
        text: String::new(),
        limit,
    };
    line.expr(expr)?;
    Some(line.text)
}

/// A type that keeps within its room, if it does.
pub(super) fn ty(ty: &Type, room: Room) -> Option<String> {
    let limit = room.width().saturating_sub(SPARE);
    let mut line = Line {
        text: String::new(),
        limit,
    };
    line.ty(ty)?;
    Some(line.text)
}

/// A line that is written. Each method fails if the code needs several lines, or this one would get
/// too long.
struct Line {
    text: String,
    /// The most bytes that it may have.
    limit: usize,
}

impl Line {
    fn push(&mut self, text: &str) -> Option<()> {
        self.text.push_str(text);
        (self.text.len() <= self.limit).then_some(())
    }

    fn tokens(&mut self, tokens: impl std::fmt::Display) -> Option<()> {
        write!(self.text, "{tokens}").ok()?;
        (self.text.len() <= self.limit).then_some(())
    }

    fn list<'a, T: 'a>(
        &mut self,
        items: impl IntoIterator<Item = &'a T>,
        mut write: impl FnMut(&mut Self, &'a T) -> Option<()>,
    ) -> Option<()> {
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                self.push(", ")?;
            }
            write(self, item)?;
        }
        Some(())
    }

    fn exprs(&mut self, exprs: &Punctuated<Expr, syn::Token![,]>) -> Option<()> {
        self.list(exprs, Self::expr)
    }

    fn expr(&mut self, expr: &Expr) -> Option<()> {
        if !expressions::attributes(expr).is_empty() {
            return None;
        }
        match expr {
            Expr::Array(array) => {
                self.push("[")?;
                self.exprs(&array.elems)?;
                self.push("]")
            }
            Expr::Await(inner) => {
                self.expr(&inner.base)?;
                self.push(".await")
            }
            Expr::Call(call) => {
                self.expr(&call.func)?;
                self.push("(")?;
                self.exprs(&call.args)?;
                self.push(")")
            }
            Expr::Field(field) => {
                self.expr(&field.base)?;
                self.push(".")?;
                match &field.member {
                    Member::Named(name) => self.tokens(name),
                    Member::Unnamed(at) => self.tokens(at.index),
                }
            }
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => self.tokens(text.token()),
                other => self.tokens(other.to_token_stream()),
            },
            Expr::MethodCall(call) => {
                self.expr(&call.receiver)?;
                self.push(".")?;
                self.tokens(&call.method)?;
                if let Some(generics) = &call.turbofish {
                    self.push("::")?;
                    self.arguments(&generics.args)?;
                }
                self.push("(")?;
                self.exprs(&call.args)?;
                self.push(")")
            }
            Expr::Path(ExprPath { qself, path, .. }) => self.path(qself.as_ref(), path, true),
            Expr::Reference(reference) => {
                self.push(if reference.mutability.is_some() {
                    "&mut "
                } else {
                    "&"
                })?;
                self.expr(&reference.expr)
            }
            Expr::Try(inner) => {
                self.expr(&inner.expr)?;
                self.push("?")
            }
            Expr::Tuple(tuple) if tuple.elems.len() > 1 => {
                self.push("(")?;
                self.exprs(&tuple.elems)?;
                self.push(")")
            }
            Expr::Unary(unary) => {
                match unary.op {
                    UnOp::Deref(_) => self.push("*")?,
                    UnOp::Not(_) => self.push("!")?,
                    UnOp::Neg(_) => self.push("-")?,
                    _ => return None,
                }
                self.expr(&unary.expr)
            }
            _ => None,
        }
    }

    fn ty(&mut self, ty: &Type) -> Option<()> {
        match ty {
            Type::Path(ty) => self.path(ty.qself.as_ref(), &ty.path, false),
            Type::Reference(reference) => {
                self.push("&")?;
                if let Some(lifetime) = &reference.lifetime {
                    self.tokens(lifetime)?;
                    self.push(" ")?;
                }
                if reference.mutability.is_some() {
                    self.push("mut ")?;
                }
                self.ty(&reference.elem)
            }
            Type::Slice(slice) => {
                self.push("[")?;
                self.ty(&slice.elem)?;
                self.push("]")
            }
            Type::Tuple(tuple) if tuple.elems.len() != 1 => {
                self.push("(")?;
                self.list(&tuple.elems, Self::ty)?;
                self.push(")")
            }
            _ => None,
        }
    }

    /// A path; the first segments of one such as `<T as Simple>::FACETS` are those of the trait.
    fn path(&mut self, within: Option<&QSelf>, path: &Path, is_value: bool) -> Option<()> {
        let mut of_trait = 0;
        if let Some(within) = within {
            self.push("<")?;
            self.ty(&within.ty)?;
            of_trait = within.position;
            self.push(if of_trait > 0 { " as " } else { ">" })?;
        }
        for (at, segment) in path.segments.iter().enumerate() {
            let is_first = at == 0 && (path.leading_colon.is_none() || of_trait > 0);
            if !is_first {
                self.push("::")?;
            }
            self.segment(segment, is_value && at >= of_trait)?;
            if at + 1 == of_trait {
                self.push(">")?;
            }
        }
        Some(())
    }

    fn segment(&mut self, segment: &PathSegment, is_value: bool) -> Option<()> {
        self.tokens(&segment.ident)?;
        match &segment.arguments {
            PathArguments::None => Some(()),
            PathArguments::AngleBracketed(list) => {
                if is_value {
                    self.push("::")?;
                }
                self.arguments(&list.args)
            }
            PathArguments::Parenthesized(_) => None,
        }
    }

    fn arguments(&mut self, arguments: &Punctuated<GenericArgument, syn::Token![,]>) -> Option<()> {
        self.push("<")?;
        self.list(arguments, |line, argument| match argument {
            GenericArgument::Lifetime(lifetime) => line.tokens(lifetime),
            GenericArgument::Type(ty) => line.ty(ty),
            _ => None,
        })?;
        self.push(">")
    }
}
