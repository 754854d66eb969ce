//! Items: constants, types, implementations, functions.
//!
//! ```text
//! before: impl<S: Shelves + 'static> ::sapo::server::Service
//!         for ShelvesServer<S> {
//! after:  impl<S: Shelves + 'static> ::sapo::server::Service for ShelvesServer<S> {
//!
//! before: pub what_it_belongs_to: Option<AnAccountThatBelongsToSomeoneElseOrIsATypeOfTypes>,
//! after:  pub what_it_belongs_to:
//!             Option<AnAccountThatBelongsToSomeoneElseOrIsATypeOfTypes>,
//! ```

use std::borrow::Cow;

use syn::{
    Expr, Field, Fields, Generics, Ident, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct,
    ItemTrait, StaticMutability, TraitItem, Type, UseTree, Variant, Visibility,
};

use super::expressions::{assigned, source};
use super::list::{CALL, LastComma, List, Piece};
use super::room::{INDENT, Room, WIDTH, is_one_line, line_break, push_line_break, width};
use super::{attributes, expressions, functions, types};

/// The widest head of a trait, with its indentation.
const TRAIT: usize = WIDTH - 2 * INDENT;

/// Returns whether there is a layout for all parts of an item.
fn has_layout(item: &Item) -> bool {
    let is_plain = |generics: &Generics| generics.where_clause.is_none();
    match item {
        Item::Enum(item) => is_plain(&item.generics),
        Item::Impl(item) => item.unsafety.is_none(),
        Item::Static(item) => matches!(item.mutability, StaticMutability::None),
        Item::Struct(item) => is_plain(&item.generics),
        Item::Trait(item) => is_plain(&item.generics) && item.unsafety.is_none(),
        Item::Type(item) => is_plain(&item.generics),
        _ => true,
    }
}

/// An item, from its first attribute on.
pub(super) fn lay_out(item: &Item, indent: usize) -> String {
    if !has_layout(item) {
        return source(item);
    }
    let room = Room::line(indent);
    let (attrs, text) = match item {
        Item::Const(item) => (
            &item.attrs,
            constant(
                &item.vis,
                "const",
                &item.ident,
                &item.ty,
                Some(&item.expr),
                room,
            ),
        ),
        Item::Enum(item) => (&item.attrs, enumeration(item, room)),
        Item::Fn(item) => (
            &item.attrs,
            functions::lay_out(&visibility(&item.vis), &item.sig, Some(&item.block), room),
        ),
        Item::Impl(item) => (&item.attrs, impl_item(item, room)),
        Item::Mod(item) => (
            &item.attrs,
            format!("{}mod {};", visibility(&item.vis), item.ident),
        ),
        Item::Static(item) => (
            &item.attrs,
            constant(
                &item.vis,
                "static",
                &item.ident,
                &item.ty,
                Some(&item.expr),
                room,
            ),
        ),
        Item::Struct(item) => (&item.attrs, structure(item, room)),
        Item::Trait(item) => (&item.attrs, trait_item(item, room)),
        Item::Type(item) => (
            &item.attrs,
            alias(&item.vis, &item.ident, &item.generics, &item.ty, room),
        ),
        Item::Use(item) => {
            let colons = item.leading_colon.map_or("", |_| "::");
            let tree = use_tree(&item.tree);
            (
                &item.attrs,
                format!("{}use {colons}{tree};", visibility(&item.vis)),
            )
        }
        other => return source(other),
    };
    attributes::lay_out(attrs, room) + &text
}

fn visibility(visibility: &Visibility) -> Cow<'static, str> {
    match visibility {
        Visibility::Inherited => Cow::Borrowed(""),
        Visibility::Public(_) => Cow::Borrowed("pub "),
        Visibility::Restricted(within) => {
            let inside = within.in_token.map_or("", |_| "in ");
            Cow::Owned(format!("pub({inside}{}) ", source(&within.path)))
        }
    }
}

fn use_tree(tree: &UseTree) -> String {
    match tree {
        UseTree::Path(path) => format!("{}::{}", path.ident, use_tree(&path.tree)),
        UseTree::Name(name) => name.ident.to_string(),
        UseTree::Rename(name) => format!("{} as {}", name.ident, name.rename),
        UseTree::Glob(_) => "*".to_owned(),
        UseTree::Group(group) => {
            let items: Vec<String> = group.items.iter().map(use_tree).collect();
            format!("{{{}}}", items.join(", "))
        }
    }
}

/// Lays out an assigned value, or a field's type, with `end` behind it.
fn ended(left: String, right: impl Fn(Room) -> Option<String>, end: &str, room: Room) -> String {
    let strict = room.reserve(width(end));
    let lenient = room.lenient();
    strict
        .and_then(|room| assigned(left.clone(), &right, room))
        .or_else(|| assigned(left.clone(), &right, lenient))
        .unwrap_or(left)
        + end
}

fn constant(
    vis: &Visibility,
    keyword: &str,
    name: &Ident,
    ty: &Type,
    value: Option<&Expr>,
    room: Room,
) -> String {
    let before = format!("{}{keyword} {name}", visibility(vis));
    // The equals sign stays on the line of the type.
    let beside = room
        .skip(width(&before) + 2)
        .and_then(|room| room.reserve(2))
        .and_then(|room| types::lay_out(ty, room));
    let left = match beside {
        Some(ty) => format!("{before}: {ty}"),
        None => {
            let lenient = room.nested().lenient();
            let ty = types::lay_out(ty, lenient).unwrap_or_else(|| source(ty));
            format!("{before}:{}{ty}", line_break(lenient.indent))
        }
    };
    match value {
        Some(value) => ended(
            left + " =",
            |room| expressions::lay_out(value, room),
            ";",
            room,
        ),
        None => left + ";",
    }
}

fn alias(vis: &Visibility, name: &Ident, generics: &Generics, ty: &Type, room: Room) -> String {
    let generics = types::parameters(generics, room);
    let left = format!("{}type {name}{generics} =", visibility(vis));
    ended(left, |room| types::lay_out(ty, room), ";", room)
}

fn structure(item: &ItemStruct, room: Room) -> String {
    let generics = types::parameters(&item.generics, room);
    let before = format!("{}struct {}{generics}", visibility(&item.vis), item.ident);
    match &item.fields {
        Fields::Unit => before + ";",
        Fields::Named(fields) => braced(
            before,
            fields.named.iter().map(|one| field(one, room)),
            room,
        ),
        Fields::Unnamed(_) => fields(&before, &item.fields, room) + ";",
    }
}

fn enumeration(item: &ItemEnum, room: Room) -> String {
    let generics = types::parameters(&item.generics, room);
    let before = format!("{}enum {}{generics}", visibility(&item.vis), item.ident);
    braced(
        before,
        item.variants.iter().map(|one| variant(one, room)),
        room,
    )
}

/// Members of a type, each on a line.
fn braced(before: String, members: impl Iterator<Item = String>, room: Room) -> String {
    let mut text = before + " {";
    let mut is_empty = true;
    for member in members {
        is_empty = false;
        push_line_break(&mut text, room.indent + INDENT);
        text.push_str(&member);
    }
    if !is_empty {
        push_line_break(&mut text, room.indent);
    }
    text + "}"
}

fn field(field: &Field, room: Room) -> String {
    let room = room.nested();
    let name = field.ident.as_ref().map(ToString::to_string);
    let left = format!("{}{}:", visibility(&field.vis), name.unwrap_or_default());
    attributes::lay_out(&field.attrs, room)
        + &ended(left, |room| types::lay_out(&field.ty, room), ",", room)
}

fn variant(variant: &Variant, room: Room) -> String {
    let room = room.nested();
    let name = variant.ident.to_string();
    let text = match &variant.fields {
        Fields::Unit => name,
        Fields::Named(fields) => {
            braced(name, fields.named.iter().map(|one| field(one, room)), room)
        }
        Fields::Unnamed(_) => fields(&name, &variant.fields, room),
    };
    attributes::lay_out(&variant.attrs, room) + &text + ","
}

/// The fields of a tuple struct or variant.
fn fields(before: &str, fields: &Fields, room: Room) -> String {
    let list = List {
        before,
        brackets: ('(', ')'),
        pieces: fields.iter().map(Piece::Field).collect(),
        widest: CALL,
        last_comma: LastComma::IfLines,
    };
    let lenient = room.lenient();
    room.reserve(1)
        .and_then(|room| list.lay_out(room))
        .or_else(|| list.lay_out(lenient))
        .unwrap_or_else(|| before.to_owned())
}

pub(super) fn tuple_field(field: &Field, room: Room) -> Option<String> {
    let attributes = attributes::lay_out(&field.attrs, room);
    let visibility = visibility(&field.vis);
    let ty = types::lay_out(&field.ty, room.skip(width(&visibility))?)?;
    Some(attributes + &visibility + &ty)
}

fn impl_item(item: &ItemImpl, room: Room) -> String {
    let generics = types::parameters(&item.generics, room);
    let lenient = room.lenient();
    let of = types::lay_out(&item.self_ty, lenient);
    let of = of.unwrap_or_else(|| source(&item.self_ty));
    let mut header = format!("impl{generics} ");
    match &item.trait_ {
        Some((path, _)) => {
            header.push_str(&types::path(path, lenient).unwrap_or_else(|| source(path)));
            // rustfmt doesn't count the indentation here.
            let fits = width(&header) + width(&of) + " for  {".len() <= WIDTH;
            header.push_str(&match fits {
                true => format!(" for {of}"),
                false => format!("{}for {of}", line_break(room.indent + INDENT)),
            });
        }
        None => header.push_str(&of),
    }
    header.push_str(&types::conditions(&item.generics, room));
    let members = item
        .items
        .iter()
        .map(|member| impl_member(member, room.nested()));
    members_of(header, members, room)
}

/// Members of a trait or an implementation: a blank line between them, except between those that
/// are a line each.
fn members_of(header: String, members: impl Iterator<Item = String>, room: Room) -> String {
    let is_short = is_one_line(&header);
    let mut text = match is_short {
        true => header + " {",
        false => header + &line_break(room.indent) + "{",
    };
    let mut was_brief: Option<bool> = None;
    for member in members {
        let is_brief = is_one_line(&member) && member.ends_with(';');
        if was_brief.is_some_and(|was| !was || !is_brief) {
            text.push('\n');
        }
        was_brief = Some(is_brief);
        push_line_break(&mut text, room.indent + INDENT);
        text.push_str(&member);
    }
    if was_brief.is_some() || !is_short {
        push_line_break(&mut text, room.indent);
    }
    text + "}"
}

fn impl_member(member: &ImplItem, room: Room) -> String {
    let (attrs, text) = match member {
        ImplItem::Const(member) => (
            &member.attrs,
            constant(
                &member.vis,
                "const",
                &member.ident,
                &member.ty,
                Some(&member.expr),
                room,
            ),
        ),
        ImplItem::Fn(member) => (
            &member.attrs,
            functions::lay_out(
                &visibility(&member.vis),
                &member.sig,
                Some(&member.block),
                room,
            ),
        ),
        ImplItem::Type(member) => (
            &member.attrs,
            alias(
                &member.vis,
                &member.ident,
                &member.generics,
                &member.ty,
                room,
            ),
        ),
        other => return source(other),
    };
    attributes::lay_out(attrs, room) + &text
}

fn trait_item(item: &ItemTrait, room: Room) -> String {
    let generics = types::parameters(&item.generics, room);
    let mut header = format!("{}trait {}{generics}", visibility(&item.vis), item.ident);
    if !item.supertraits.is_empty() {
        let lenient = room.lenient();
        let bounds = types::bounds(&item.supertraits, lenient);
        let bounds = bounds.unwrap_or_else(|| source(&item.supertraits));
        let fits = room.indent + width(&header) + width(&bounds) + ":  {".len() <= TRAIT;
        header.push_str(&match fits {
            true => format!(": {bounds}"),
            false => format!(":{}{bounds}", line_break(room.indent + INDENT)),
        });
    }
    let members = item
        .items
        .iter()
        .map(|member| trait_member(member, room.nested()));
    members_of(header, members, room)
}

fn trait_member(member: &TraitItem, room: Room) -> String {
    let (attrs, text) = match member {
        TraitItem::Const(member) => {
            let value = member.default.as_ref().map(|(_, value)| value);
            let vis = &Visibility::Inherited;
            (
                &member.attrs,
                constant(vis, "const", &member.ident, &member.ty, value, room),
            )
        }
        TraitItem::Fn(member) => (
            &member.attrs,
            functions::lay_out("", &member.sig, member.default.as_ref(), room),
        ),
        other => return source(other),
    };
    attributes::lay_out(attrs, room) + &text
}
