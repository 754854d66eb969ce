//! Namespace declarations in scope (Namespaces in XML 1.0).

use std::borrow::Cow;

/// The namespace of `xml:lang` and its kin.
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of namespace declarations themselves.
pub const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";
/// The namespace of `xsi:type` and `xsi:nil`.
pub const XSI_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The namespace of XML Schema and its built-in types.
pub const XSD_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema";

/// A prefix and the namespace it stands for.
#[derive(Debug, Clone)]
pub(crate) struct Binding<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) namespace: Cow<'a, str>,
}

impl<'a> Binding<'a> {
    pub(crate) fn new(prefix: &'a str, namespace: &'a str) -> Self {
        Self {
            prefix,
            namespace: Cow::Borrowed(namespace),
        }
    }
}

/// The namespace declarations in scope at some place of a document.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'s> {
    /// Innermost last.
    bindings: &'s [Binding<'s>],
}

impl<'s> Scope<'s> {
    /// A scope without declarations, where only the prefix `xml` is bound.
    pub const EMPTY: Scope<'static> = Scope {
        bindings: &[Binding {
            prefix: "xml",
            namespace: Cow::Borrowed(XML_NAMESPACE),
        }],
    };

    pub(crate) fn new(bindings: &'s [Binding<'s>]) -> Self {
        Self { bindings }
    }

    /// The namespace a prefix is bound to; the empty prefix asks for the default namespace, which is
    /// empty where none is declared.
    pub fn resolve_prefix(&self, prefix: &str) -> Option<&'s str> {
        self.bindings
            .iter()
            .rfind(|binding| binding.prefix == prefix)
            .map(|binding| &*binding.namespace)
            .or(if prefix.is_empty() { Some("") } else { None })
    }

    /// Every declaration in scope, each prefix once, innermost first.
    pub fn declarations(&self) -> impl Iterator<Item = (&'s str, &'s str)> {
        let bindings = self.bindings;
        bindings
            .iter()
            .enumerate()
            .rev()
            .filter(move |(at, binding)| {
                !bindings[at + 1..]
                    .iter()
                    .any(|inner| inner.prefix == binding.prefix)
            })
            .map(|(_, binding)| (binding.prefix, &*binding.namespace))
    }
}
