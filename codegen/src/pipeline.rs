//! The stages in their order: from documents to text.

use std::path::PathBuf;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Report};
use crate::emit;
use crate::loader::DocumentSet;
use crate::lower;
use crate::model::Model;
use crate::output::Name;
use crate::qname::QName;
use crate::schema::{self, components::Schema};
use crate::service::{self, Service};
use crate::syntax;

/// What is generated.
#[derive(Debug)]
pub struct Text {
    /// The text of the first file.
    pub text: String,
    /// The other files, by their paths from the folder of the first.
    pub parts: Vec<(PathBuf, String)>,
    /// The number of types that no operation reaches, which aren't generated.
    pub left_out: usize,
}

/// What a set of documents says, every reference resolved.
#[derive(Debug)]
pub struct Resolved {
    /// The components of all schemas.
    pub schema: Schema,
    /// The services, in document order.
    pub services: Vec<Service>,
}

/// Resolves a set of documents. Problems go to the report; what could be resolved is returned nevertheless.
pub fn resolve(documents: &DocumentSet, config: &Config, report: &mut Report) -> Resolved {
    let mut syntax = syntax::read(documents, report);
    if !config.types.is_empty() {
        syntax.declare_given(|name| config.type_for(&[name]).is_some());
    }
    let given = |path: &[&QName]| config.type_for(path).is_some();
    let schema = schema::resolve(&syntax, &given, report);
    let services = service::resolve(&syntax, &schema, report);
    Resolved { schema, services }
}

/// Generates the text for a set of documents, in one file or, where the configuration says so, several; `None` where the
/// report says why not. `name` is that of the first file, which the others are called after.
pub fn pipeline(
    documents: DocumentSet,
    config: &Config,
    name: &str,
    report: &mut Report,
) -> Option<Text> {
    let resolved = resolve(&documents, config, report);
    let namespace = target_namespace(&documents).map(str::to_owned);
    // The trees take more memory than anything that follows.
    drop(documents);
    let model = model(&resolved, namespace.as_deref(), config, report)?;
    drop(resolved);
    let name = Name(name);
    match emit::emit(&model, &name.folder()) {
        Ok(files) => {
            let mut texts = files.into_iter().map(|file| {
                let path = PathBuf::from(&file.path);
                (path, name.text(file, &model.features))
            });
            let text = texts.next().map(|(_, text)| text).unwrap_or_default();
            let parts = texts.collect();
            Some(Text {
                text,
                parts,
                left_out: model.left_out,
            })
        }
        Err(error) => {
            let help = "this is a fault of the generator; please report it with the schema";
            report.push(Diagnostic::error("internal", None, error.to_string()).with_help(help));
            None
        }
    }
}

/// What a set of documents says, and the Rust that it becomes; `None` where the report says why not.
pub(crate) fn lower(
    documents: &DocumentSet,
    config: &Config,
    report: &mut Report,
) -> Option<(Resolved, Model)> {
    let resolved = resolve(documents, config, report);
    let model = model(&resolved, target_namespace(documents), config, report)?;
    Some((resolved, model))
}

fn model(
    resolved: &Resolved,
    namespace: Option<&str>,
    config: &Config,
    report: &mut Report,
) -> Option<Model> {
    if report.has_errors() {
        return None;
    }
    let Resolved { schema, services } = resolved;
    let model = lower::lower(schema, services, config, namespace, report);
    (!report.has_errors()).then_some(model)
}

/// The target namespace of the first input.
fn target_namespace(documents: &DocumentSet) -> Option<&str> {
    let root = *documents.roots().first()?;
    let document = documents.documents().get(root)?;
    document.root().attribute("targetNamespace")
}
