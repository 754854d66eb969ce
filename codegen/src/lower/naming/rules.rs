//! Names in Rust: from XML by rule, apart from each other by suffix.
//!
//! A name follows from its own QName. Where two items of one module would have the same one, the
//! later in document order is given the suffix `2`, the next `3` and so on. What Rust or the
//! generated code itself needs is reserved: a type that would be called so ends in `_`.

use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;
use unicode_security::GeneralSecurityProfile;

/// Type names that generated code relies on meaning what they mean in the prelude; `Root`, which is
/// ours; and the parameters of generated types, `T` of clients and `S` of servers, which their
/// methods have in scope.
const RESERVED_TYPES: [&str; 25] = [
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Root",
    "S",
    "Self",
    "Some",
    "String",
    "T",
    "TryFrom",
    "Vec",
];

/// Names that mean crates and modules already where a module of ours is.
const RESERVED_MODULES: [&str; 8] = [
    "std", "core", "sapo", "gen1", "alloc", "self", "super", "crate",
];

/// Words that cannot be identifiers, not even raw ones.
const NEVER_RAW: [&str; 4] = ["self", "super", "crate", "_"];

/// Names that clippy wants no parameter to have (`disallowed_names`).
const PLACEHOLDERS: [&str; 3] = ["foo", "baz", "quux"];

/// Methods that a call on a client would find in place of an operation's, or an operation's in place
/// of them: the client's own, those of its traits, and those that the prelude's traits give every
/// value.
pub(in crate::lower) const RESERVED_METHODS: [&str; 14] = [
    "call",
    "client",
    "clone",
    "configured",
    "from_client",
    "into",
    "new",
    "try_into",
    "with_endpoint",
    "with_http_header",
    "with_interceptor",
    "with_reading",
    "with_soap12",
    "with_timeout",
];

/// Characters in the form that identifiers have them in; before their case is changed, as that
/// changes with it.
fn normal(xml: &str) -> String {
    xml.nfkc().collect()
}

/// The words of a name, in lower case.
pub(super) fn words(xml: &str) -> Vec<String> {
    let name = normal(xml).to_snake_case();
    name.split('_').map(str::to_owned).collect()
}

/// The name of a type.
pub(super) fn type_name(xml: &str) -> String {
    let name = identifier(&normal(xml).to_upper_camel_case(), xml, "Type");
    if is_reserved_type(&name) {
        format!("{name}_")
    } else {
        name
    }
}

/// The name of a variant of an enum.
pub(in crate::lower) fn variant_name(xml: &str) -> String {
    let name = identifier(&normal(xml).to_upper_camel_case(), xml, "Value");
    if name == "Self" {
        "Self_".to_owned()
    } else {
        name
    }
}

/// The name of the variant for a listed value. What its signs say is said in words where they stand
/// for themselves: alone (`<=`), before a number (`-1`, `>=65`), or at the end (`A+`). Numbers stay
/// apart: `1.0` is not `10`.
pub(in crate::lower) fn value_name(value: &str) -> String {
    let value = normal(value);
    let words = |signs: &str| -> Option<String> { signs.chars().map(sign_name).collect() };
    if value.is_empty() {
        return "Empty".to_owned();
    }
    if let Some(name) = words(&value) {
        return name;
    }
    let at_end = value.trim_end_matches(['+', '-']);
    let (rest, end) = value.split_at(at_end.len());
    let at_start = rest.trim_start_matches(['<', '>', '=', '!', '+', '-']);
    let (start, middle) = match at_start.starts_with(|c: char| c.is_ascii_digit()) {
        true => rest.split_at(rest.len() - at_start.len()),
        false => ("", rest),
    };
    let spelled = |signs| words(signs).unwrap_or_default();
    let mut cased = spelled(start);
    let mut pieces = pieces(middle).into_iter();
    cased.extend(pieces.next().map(str::to_upper_camel_case));
    for piece in pieces {
        cased.push('_');
        cased.push_str(&piece.to_upper_camel_case());
    }
    cased.push_str(&spelled(end));
    match identifier(&cased, &value, "Value") {
        name if name == "Self" => "Self_".to_owned(),
        name => name,
    }
}

/// A text, divided where something stands between two digits.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    let mut last_digit = None;
    for (at, character) in text.char_indices() {
        match character {
            '0'..='9' => {
                if last_digit.is_some_and(|last| last + 1 < at) {
                    pieces.push(&text[begin..at]);
                    begin = at;
                }
                last_digit = Some(at);
            }
            _ if character.is_alphanumeric() => last_digit = None,
            _ => {}
        }
    }
    pieces.push(&text[begin..]);
    pieces
}

/// Returns the name of a sign.
fn sign_name(sign: char) -> Option<&'static str> {
    Some(match sign {
        ' ' => "Space",
        '!' => "Not",
        '"' => "Quote",
        '#' => "Hash",
        '$' => "Dollar",
        '%' => "Percent",
        '&' => "And",
        '\'' => "Apostrophe",
        '(' => "LeftParenthesis",
        ')' => "RightParenthesis",
        '*' => "Star",
        '+' => "Plus",
        ',' => "Comma",
        '-' => "Minus",
        '.' => "Dot",
        '/' => "Slash",
        ':' => "Colon",
        ';' => "Semicolon",
        '<' => "Less",
        '=' => "Equal",
        '>' => "Greater",
        '?' => "Question",
        '@' => "At",
        '[' => "LeftBracket",
        '\\' => "Backslash",
        ']' => "RightBracket",
        '^' => "Caret",
        '_' => "Underscore",
        '`' => "Backtick",
        '{' => "LeftBrace",
        '|' => "Bar",
        '}' => "RightBrace",
        '~' => "Tilde",
        _ => return None,
    })
}

/// The name of a field or a parameter.
pub(in crate::lower) fn field_name(xml: &str) -> String {
    let name = snake_name(xml);
    if PLACEHOLDERS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// The name of a method. A reserved one ends in `_`.
pub(in crate::lower) fn method_name(xml: &str) -> String {
    let name = snake_name(xml);
    if RESERVED_METHODS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// Returns the reserved name that a method's name was changed for.
pub(in crate::lower) fn reserved_method(method: &str) -> Option<&str> {
    let name = method.strip_suffix('_')?;
    RESERVED_METHODS.contains(&name).then_some(name)
}

fn snake_name(xml: &str) -> String {
    let name = identifier(&normal(xml).to_snake_case(), xml, "field");
    if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// The words of a header block's name, with `header` at the end if they don't say it themselves.
pub(in crate::lower) fn header_words(local: &str) -> String {
    match local.to_lowercase().ends_with("header") {
        true => local.to_owned(),
        false => format!("{local} header"),
    }
}

/// The name of a static. One in a script without cases begins with a word that has one: a parameter
/// could be called the same, and cannot stand in front of a static.
pub(in crate::lower) fn constant_name(xml: &str) -> String {
    let name = identifier(&normal(xml).to_shouty_snake_case(), xml, "ITEM");
    match name.contains(char::is_uppercase) {
        true => name,
        false => format!("ITEM_{name}"),
    }
}

/// The name of the module of a namespace, made of the words that identify it.
pub(super) fn module_name(name: &str, namespace: &str) -> String {
    if namespace.is_empty() {
        return "unqualified".to_owned();
    }
    match name {
        "" => identifier("", namespace, "namespace"),
        // In scripts without cases a type could be called the same.
        name if name == name.to_upper_camel_case() => {
            identifier(&format!("namespace_{name}"), namespace, "namespace")
        }
        name if is_reserved_module(name) => format!("{name}_"),
        _ => identifier(name, namespace, "namespace"),
    }
}

/// Whether a module of this name would stand for something else that generated code needs.
pub(super) fn is_reserved_module(name: &str) -> bool {
    RESERVED_MODULES.contains(&name)
}

/// Whether a type of this name would stand for something else that generated code needs.
pub(in crate::lower) fn is_reserved_type(name: &str) -> bool {
    RESERVED_TYPES.contains(&name)
}

/// The name of the module of a part that is called after an operation or a type.
pub(in crate::lower) fn part_name(xml: &str) -> String {
    let name = identifier(&normal(xml).to_snake_case(), xml, "part");
    // In scripts without cases a type could be called the same.
    if name == name.to_upper_camel_case() {
        return format!("part_{name}");
    }
    match NEVER_RAW.contains(&name.as_str()) || is_reserved_module(&name) {
        true => format!("{name}_"),
        false => name,
    }
}

/// The name of the feature that switches an operation on. What is no letter and no digit in it is
/// left out.
pub(in crate::lower) fn feature_name(xml: &str) -> String {
    let name = normal(xml).to_kebab_case();
    let kept: String = name
        .chars()
        .filter(|&c| c == '-' || unicode_ident::is_xid_continue(c))
        .collect();
    match kept.trim_matches('-') {
        "" => "operation".to_owned(),
        // Cargo has a feature of this name, which is on unless one says otherwise.
        "default" => "default-operation".to_owned(),
        name => name.to_owned(),
    }
}

/// Makes an identifier of a cased name: with a prefix where it would begin with a digit, and of the
/// characters' numbers where nothing is left of it. Characters that Rust warns about in identifiers
/// (those outside of Unicode's general security profile, UTS 39) are written as their numbers too.
fn identifier(cased: &str, xml: &str, prefix: &str) -> String {
    let is_lower = prefix.starts_with(char::is_lowercase);
    let mut kept = String::with_capacity(cased.len());
    for character in cased.chars() {
        if character == '_' || character.is_ascii_alphanumeric() {
            kept.push(character);
        } else if unicode_ident::is_xid_continue(character) {
            if character.identifier_allowed() {
                kept.push(character);
            } else {
                // The sign keeps the case of a name that begins so, whatever the number begins
                // with.
                kept.push(if is_lower { 'u' } else { 'U' });
                kept.push_str(&format!("{:x}", character as u32));
            }
        }
    }
    let separator = if is_lower { "_" } else { "" };
    let is_blank = kept.chars().all(|c| c == '_');
    match kept.chars().next() {
        Some('_') if !is_blank => kept,
        Some(first) if unicode_ident::is_xid_start(first) => kept,
        Some(_) if !is_blank => format!("{prefix}{separator}{kept}"),
        _ => {
            let numbers: Vec<String> = xml.chars().map(|c| format!("{:x}", c as u32)).collect();
            format!("{prefix}{separator}{}", numbers.join(separator))
        }
    }
}

/// Whether the name in XML can be told from the one in Rust.
pub(in crate::lower) fn is_evident(rust: &str, xml: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    plain(rust) == plain(xml)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers_whatever_the_schema_calls_things() {
        assert_eq!(
            type_name("Module_Webservices_Auth"),
            "ModuleWebservicesAuth"
        );
        assert_eq!(type_name("Option"), "Option_");
        assert_eq!(type_name("t"), "T_");
        assert_eq!(constant_name("Option"), "OPTION");
        assert_eq!(constant_name("借书"), "ITEM_借书");
        assert_eq!(part_name("借书"), "part_借书");
        assert_eq!(type_name("3DModel"), "Type3dModel");
        assert_eq!(field_name("IdentityId"), "identity_id");
        assert_eq!(field_name("self"), "self_");
        assert_eq!(field_name("Into"), "into");
        assert_eq!(method_name("Into"), "into_");
        assert_eq!(field_name("1st"), "field_1st");
        assert_eq!(type_name("A20ↀ"), "A20U2180");
        assert_eq!(field_name("〡20"), "u302120");
        assert_eq!(field_name("ϓ01"), "ύ01");
        assert_eq!(field_name("จำนวน"), "จํานวน");
        assert_eq!(variant_name("-"), "Value2d");
        assert_eq!(variant_name("+"), "Value2b");
        assert_eq!(type_name("Größe"), "Größe");
    }

    #[test]
    fn values_are_told_apart_by_what_their_signs_say() {
        let names = [
            ("", "Empty"),
            ("<=", "LessEqual"),
            ("!=", "NotEqual"),
            ("#", "Hash"),
            ("-", "Minus"),
            ("1", "Value1"),
            ("-1", "Minus1"),
            ("+1.5", "Plus1_5"),
            (">=65", "GreaterEqual65"),
            ("1.0", "Value1_0"),
            ("10", "Value10"),
            ("v1.10-beta", "V1_10Beta"),
            ("2026-11-22", "Value2026_11_22"),
            ("A", "A"),
            ("A+", "APlus"),
            ("AA-", "AaMinus"),
            ("C++", "CPlusPlus"),
            ("#all", "All"),
            ("self", "Self_"),
            ("a-b", "AB"),
            ("§", "Valuea7"),
        ];
        for (value, name) in names {
            assert_eq!(value_name(value), name, "{value}");
        }
    }
}
