//! Names that refer to something: prefixes resolved where they are in scope.

use crate::diagnostic::Span;
use crate::document::Node;
use crate::qname::{QName, is_ncname};
use crate::severity::Judge;

/// A name that refers to a component, and where it does.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The name.
    pub name: QName,
    /// The attribute that holds it.
    pub span: Span,
}

/// The name in the attribute `local` of `node`, where there is one.
pub(super) fn reference(
    node: Node<'_>,
    local: &str,
    code: &'static str,
    judge: &mut Judge<'_>,
) -> Option<Reference> {
    let written = node.attribute(local)?;
    let span = node.attribute_span(local);
    let name = resolve(node, written, &span, code, judge)?;
    Some(Reference { name, span })
}

/// What the name `written` means at `node`.
pub(super) fn resolve(
    node: Node<'_>,
    written: &str,
    span: &Span,
    code: &'static str,
    judge: &mut Judge<'_>,
) -> Option<QName> {
    let written = written.trim();
    if let Some(name) = node.resolve(written).filter(|_| is_qname(written)) {
        return Some(name);
    }
    match written.split_once(':') {
        Some((prefix, _)) if is_qname(written) => judge.violation_with_help(
            code,
            span,
            format!("the prefix of `{written}` is not declared"),
            format!("declare it: xmlns:{prefix}=\"…\""),
        ),
        _ => {
            let code = match code {
                "wsdl-resolve" => "wsdl-name",
                _ => "s4s-att-invalid-value",
            };
            judge.violation(code, span, format!("`{written}` is not a name"));
            // Where that only warns, what it refers to may well have a name of the same kind.
            return node.resolve(written).filter(|name| !name.local.is_empty());
        }
    }
    None
}

/// Whether `name` is an NCName, or two with a colon between.
pub(super) fn is_qname(name: &str) -> bool {
    match name.split_once(':') {
        Some((prefix, local)) => is_ncname(prefix) && is_ncname(local),
        None => is_ncname(name),
    }
}
