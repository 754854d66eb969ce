//! OASIS XML Catalogs: where documents are to be taken from instead of where they say they are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report, Span};
use crate::document::{Document, Node, XML};
use crate::limits::Limits;

use super::{Location, read_file, uri};

const NAMESPACE: &str = "urn:oasis:names:tc:entity:xmlns:xml:catalog";

/// Catalogs may lead to catalogs this many levels deep.
const NESTING: usize = 16;

/// Maps URIs to files (XML Catalogs 1.1, section 7.2): the entries `uri`, `system`, `rewriteURI`, `rewriteSystem`, `uriSuffix`,
/// `systemSuffix`, `nextCatalog` and `group`. Locations as written, locations made absolute, and the namespaces of imports
/// from the network are looked up.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    exact: Vec<(String, PathBuf)>,
    prefixes: Vec<(String, String)>,
    suffixes: Vec<(String, PathBuf)>,
    files: Vec<PathBuf>,
}

impl Catalog {
    /// Reads a catalog and those it leads to. Problems go to the report.
    pub fn read(path: &Path, report: &mut Report) -> Self {
        let mut catalog = Self::default();
        catalog.add(path, None, 0, report);
        catalog
    }

    /// The file that a URI is mapped to: by the first entry that names it, else by the longest prefix, else by the longest suffix.
    pub fn resolve(&self, uri: &str) -> Option<PathBuf> {
        let exact = self.exact.iter().find(|(from, _)| from == uri);
        if let Some((_, path)) = exact {
            return Some(path.clone());
        }
        let prefix = self
            .prefixes
            .iter()
            .filter_map(|(from, to)| Some((from.len(), to, uri.strip_prefix(from.as_str())?)))
            .max_by_key(|(length, ..)| *length);
        if let Some((_, to, rest)) = prefix {
            return file(Location::from(format!("{to}{rest}")));
        }
        self.suffixes
            .iter()
            .filter(|(suffix, _)| uri.ends_with(suffix.as_str()))
            .max_by_key(|(suffix, _)| suffix.len())
            .map(|(_, path)| path.clone())
    }

    /// The files that were read.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    fn add(&mut self, path: &Path, from: Option<Span>, level: usize, report: &mut Report) {
        if self.files.iter().any(|known| known == path) || level > NESTING {
            return;
        }
        let limits = Limits::default();
        let location = Location::from(path);
        let bytes = match read_file(path, limits.document_bytes) {
            Ok(bytes) => bytes,
            Err(why) => {
                let message = format!("the catalog `{location}` cannot be read: {why}");
                report.push(Diagnostic::error("catalog", from, message));
                return;
            }
        };
        self.files.push(path.to_owned());
        let name = location.to_string();
        let lossy = crate::document::decode_lossy(&bytes);
        report.add_source(Arc::from(name.as_str()), lossy.into());
        match Document::parse(&name, &bytes, &limits) {
            Ok(document) if document.root().is(NAMESPACE, "catalog") => {
                self.entries(document.root(), &location, level, report);
            }
            Ok(document) => report.push(
                Diagnostic::error("catalog", document.root().span(), "this is not a catalog")
                    .with_help(format!("its root must be `catalog` of `{NAMESPACE}`")),
            ),
            Err(diagnostic) => report.push(diagnostic),
        }
    }

    fn entries(&mut self, node: Node<'_>, base: &Location, level: usize, report: &mut Report) {
        let base = &within(node, base);
        for entry in node
            .children()
            .filter(|child| child.namespace() == NAMESPACE)
        {
            let (from, to) = match entry.local() {
                "group" => {
                    self.entries(entry, base, level, report);
                    continue;
                }
                "nextCatalog" => ("catalog", "catalog"),
                "uri" => ("name", "uri"),
                "system" => ("systemId", "uri"),
                "rewriteURI" => ("uriStartString", "rewritePrefix"),
                "rewriteSystem" => ("systemIdStartString", "rewritePrefix"),
                "uriSuffix" => ("uriSuffix", "uri"),
                "systemSuffix" => ("systemIdSuffix", "uri"),
                other => {
                    // Public identifiers and delegation have no part in finding schemas.
                    report.push(Diagnostic::warning(
                        "catalog",
                        entry.span(),
                        format!("`{other}` entries are not used"),
                    ));
                    continue;
                }
            };
            let (Some(from), Some(to)) = (entry.attribute(from), entry.attribute(to)) else {
                let message = format!("`{}` needs both `{from}` and `{to}`", entry.local());
                report.push(Diagnostic::error("catalog", entry.span(), message));
                continue;
            };
            let target = within(entry, base).join(to);
            let Some(path) = file(target) else {
                let message = "entries that lead into the network are not used";
                report.push(Diagnostic::warning("catalog", entry.span(), message));
                continue;
            };
            match entry.local() {
                "nextCatalog" => self.add(&path, Some(entry.span()), level + 1, report),
                "uri" | "system" => self.exact.push((from.to_owned(), path)),
                "uriSuffix" | "systemSuffix" => self.suffixes.push((from.to_owned(), path)),
                _ => {
                    let mut prefix = Location::File(path).to_string();
                    if to.ends_with('/') && !prefix.ends_with('/') {
                        prefix.push('/');
                    }
                    self.prefixes.push((from.to_owned(), prefix));
                }
            }
        }
    }
}

/// What the URIs in an entry are relative to: `xml:base`.
fn within(node: Node<'_>, base: &Location) -> Location {
    match node.attribute_ns(XML, "base") {
        // A folder, so something in it must stand for what is dropped when joining.
        Some(folder) if folder.ends_with('/') && !uri::is_http(folder) => {
            base.join(&format!("{folder}catalog.xml"))
        }
        Some(folder) => base.join(folder),
        None => base.clone(),
    }
}

fn file(location: Location) -> Option<PathBuf> {
    match location {
        Location::File(path) => Some(path),
        Location::Url(_) => None,
    }
}
