//! The stages in their order: from documents to text.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Report};
use crate::emit;
use crate::loader::DocumentSet;
use crate::model::{self, Options};
use crate::schema::{self, components::Schema};
use crate::service::{self, Service};
use crate::syntax;

/// What a set of documents says, every reference resolved.
#[derive(Debug)]
pub struct Resolved {
    /// The components of all schemas.
    pub schema: Schema,
    /// The services, in document order.
    pub services: Vec<Service>,
}

/// Resolves a set of documents. Problems go to the report; what could be resolved is returned nevertheless.
pub fn resolve(documents: &DocumentSet, report: &mut Report) -> Resolved {
    let syntax = syntax::read(documents, report);
    let schema = schema::resolve(&syntax, report);
    let services = service::resolve(&syntax, &schema, report);
    Resolved { schema, services }
}

/// Generates the text for a set of documents; `None` where the report says why not.
pub fn pipeline(documents: &DocumentSet, config: &Config, report: &mut Report) -> Option<String> {
    let Resolved { schema, services } = resolve(documents, report);
    if report.has_errors() {
        return None;
    }
    let options = options(documents, config);
    let model = model::lower(&schema, &services, &options, report);
    if report.has_errors() {
        return None;
    }
    match emit::emit(&model) {
        Ok(text) => Some(text),
        Err(error) => {
            let help = "this is a fault of the generator; please report it with the schema";
            report.push(Diagnostic::error("internal", None, error.to_string()).with_help(help));
            None
        }
    }
}

/// The part of the configuration that decides about the model.
fn options(documents: &DocumentSet, config: &Config) -> Options {
    let first = documents.roots().first();
    Options {
        serde: config.serde,
        server: config.server,
        roots: config.roots,
        types_only: config.types_only,
        target_namespace: first
            .and_then(|&root| documents.documents().get(root))
            .and_then(|document| document.root().attribute("targetNamespace"))
            .map(str::to_owned),
        names: strings(&config.names),
        types: strings(&config.types),
        secrets: config.secret.iter().map(ToString::to_string).collect(),
    }
}

fn strings<K: ToString, V: ToString>(
    map: &std::collections::BTreeMap<K, V>,
) -> std::collections::HashMap<String, String> {
    map.iter()
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect()
}
