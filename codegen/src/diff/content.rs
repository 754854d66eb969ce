//! What stands between tags, as text: elements of mixed content, what wildcards admit, how values are written.

use crate::model::{Codec, Field, Process, RustType, Term, Wildcard};

use super::items::Surface;
use super::names::{Called, type_text};
use super::things::{Aspect, Thing};

impl Surface<'_> {
    pub(super) fn wildcard(&self, thing: &mut Thing, wildcard: &Wildcard, process: Process) {
        // The name within is of no account.
        let newer = |namespace: &str| self.names.qualified(namespace, "*");
        let key = wildcard_text(wildcard, process, &newer);
        let shown = wildcard_text(wildcard, process, &str::to_owned);
        thing.named(Aspect::Wildcard, key, shown);
    }

    /// The elements of mixed content.
    pub(super) fn admitted(&self, fields: &[Field], namespace: &str) -> String {
        let fields = fields.iter().map(|field| {
            let particle = &field.particle;
            let what = match &particle.term {
                Term::Element => {
                    let own = particle.namespace.as_deref().unwrap_or(namespace);
                    let name = self.names.qualified(own, &particle.local);
                    format!("{name}: {}", self.admitted_type(&field.value.ty))
                }
                Term::Group(path) => self.names.matched(path),
                Term::Inner(inner) => {
                    let kind = if inner.is_choice { "one of" } else { "all of" };
                    let fields = self.admitted(&inner.fields, &inner.namespace);
                    format!("{kind} ({fields})")
                }
                Term::Any(wildcard, process) => {
                    let newer = |namespace: &str| self.names.qualified(namespace, "*");
                    wildcard_text(wildcard, *process, &newer)
                }
            };
            format!("{what} {}..{:?}", particle.min, particle.max)
        });
        fields.collect::<Vec<_>>().join(", ")
    }

    /// The type of an element of mixed content. No value is of it, so what is derived from it is of no account.
    fn admitted_type(&self, ty: &RustType) -> String {
        type_text(ty, &|path| match self.type_names.get(path) {
            Some(name) => self.names.element(name),
            None => self.names.matched(path),
        })
    }
}

/// What a wildcard admits.
fn wildcard_text(
    wildcard: &Wildcard,
    process: Process,
    namespace: &dyn Fn(&str) -> String,
) -> String {
    let namespaces = match wildcard {
        Wildcard::Any => "any namespace".to_owned(),
        Wildcard::Other(own) => format!("namespaces other than `{}`", namespace(own)),
        Wildcard::List(all) => {
            let all: Vec<String> = all.iter().map(|one| namespace(one)).collect();
            format!("namespaces `{}`", all.join("`, `"))
        }
    };
    let process = match process {
        Process::Skip => "skip",
        Process::Lax => "lax",
        Process::Strict => "strict",
    };
    format!("{namespaces} ({process})")
}

/// How a value is written, where its type does not tell.
pub(super) fn codec_text(codec: &Codec, path: Called<'_>) -> String {
    match codec {
        Codec::Own | Codec::Item => "its own text".to_owned(),
        Codec::Base64 => "base64".to_owned(),
        Codec::Hex => "hexadecimal digits".to_owned(),
        Codec::List(_) => "a list".to_owned(),
        Codec::Array(shape, item) => {
            format!(
                "elements of `{}` around {}",
                path(shape),
                codec_text(item, path)
            )
        }
        Codec::SoapArray { shape, inner, .. } => {
            let of = shape.as_ref().map(path).unwrap_or_default();
            format!("an array of SOAP encoding {of}{inner}")
        }
        // Its type tells.
        Codec::Nil(inner) | Codec::Boxed(inner) => codec_text(inner, path),
    }
}
