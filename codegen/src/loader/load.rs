//! A load in progress: references followed, each document read once, failures reported in the end.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report, Severity, Span};
use crate::document::{Document, Node, decode, decode_lossy};

use super::lock::{Lock, Locks};
use super::references::{self, Kind, references, schemas};
use super::{DocumentSet, Loader, Location, Page, read_file, uri, wellknown};

/// Reads the inputs and what they import.
pub(super) fn load(loader: &Loader<'_>, inputs: &[Location], report: &mut Report) -> DocumentSet {
    let mut load = Load {
        loader,
        report,
        set: DocumentSet::default(),
        origins: Vec::new(),
        locks: Locks::default(),
        known: HashMap::new(),
        queue: VecDeque::new(),
        failed: Vec::new(),
        bytes: 0,
        full: false,
    };
    load.set.files.extend_from_slice(loader.catalog.files());
    load.inputs(inputs);
    load.follow();
    load.bundled();
    load.report_failures();
    load.set.files.extend_from_slice(load.locks.read());
    load.set
}

/// A load in progress.
struct Load<'a> {
    loader: &'a Loader<'a>,
    report: &'a mut Report,
    set: DocumentSet,
    origins: Vec<Origin>,
    locks: Locks,
    /// The documents by what identifies them; `None` for those that could not be read.
    known: HashMap<Location, Option<usize>>,
    /// References that are still to be followed.
    queue: VecDeque<Pending>,
    /// References that led nowhere, to be reported unless their namespace turns up elsewhere.
    failed: Vec<(Pending, Failure)>,
    bytes: usize,
    /// A limit was reached, and reported.
    full: bool,
}

/// Where a document comes from.
struct Origin {
    /// What its references are relative to.
    base: Location,
    /// It is a file, perhaps one that was fetched: its references stay off the network.
    is_file: bool,
}

/// A reference to be followed.
struct Pending {
    document: usize,
    node: u32,
    kind: Kind,
    namespace: Option<String>,
    location: Option<String>,
    span: Span,
}

/// Why there is no document.
enum Failure {
    /// It was tried before, and reported then.
    Known,
    /// A sentence, and help.
    Unreadable(String, String),
    /// It must not be read: a sentence, and help.
    Refused(String, String),
    /// What was read is wrong.
    Invalid(Diagnostic),
    /// A limit was reached.
    Limit(String),
}

impl Load<'_> {
    fn inputs(&mut self, inputs: &[Location]) {
        for input in inputs {
            let mapped = match input {
                Location::Url(url) => self.loader.catalog.resolve(url).map(Location::File),
                Location::File(_) => None,
            };
            let input = self.input(mapped.as_ref().unwrap_or(input));
            match self.read(&input) {
                Ok(index) if self.set.roots.contains(&index) => {}
                Ok(index) => self.set.roots.push(index),
                Err(Failure::Known) => {}
                Err(Failure::Invalid(diagnostic)) => self.report.push(diagnostic),
                Err(Failure::Limit(message)) => {
                    self.report
                        .push(Diagnostic::error("import-limit", None, message));
                }
                Err(Failure::Unreadable(message, help) | Failure::Refused(message, help)) => self
                    .report
                    .push(Diagnostic::error("input", None, message).with_help(help)),
            }
        }
    }

    /// The file that is meant by an input: of a folder of fetched documents, what was asked for.
    fn input(&mut self, input: &Location) -> Location {
        if let Location::File(path) = input
            && path.is_dir()
            && let Some(lock) = Lock::read(path, self.report)
            && let Some(first) = lock.documents.first()
        {
            return Location::File(path.join(&first.file));
        }
        input.clone()
    }

    fn follow(&mut self) {
        while let Some(pending) = self.queue.pop_front() {
            if self.full {
                return;
            }
            let Some(reference) = pending.location.as_deref() else {
                continue;
            };
            let location = self.locate(&pending, reference);
            let read = match self.refused(pending.document, &location) {
                Some(failure) => Err(failure),
                None => self.read(&location),
            };
            match read {
                Ok(target) => {
                    self.set
                        .targets
                        .insert((pending.document, pending.node), target);
                }
                Err(Failure::Limit(message)) => {
                    // Once is enough: whatever else is missing is missing for the same reason.
                    self.full = true;
                    let help = "is the import meant? The limits can be raised in the configuration";
                    self.report.push(
                        Diagnostic::error("import-limit", pending.span, message).with_help(help),
                    );
                }
                Err(failure) => self.failed.push((pending, failure)),
            }
        }
    }

    /// Where a reference leads: by the catalog, else relative to its document.
    fn locate(&self, pending: &Pending, reference: &str) -> Location {
        let catalog = &self.loader.catalog;
        let joined = self.origins[pending.document].base.join(reference);
        let mapped = match &joined {
            Location::Url(url) => catalog.resolve(url),
            Location::File(_) => None,
        };
        mapped
            .or_else(|| catalog.resolve(reference))
            .or_else(|| {
                let namespace = pending.namespace.as_deref()?;
                // A namespace alone does not outweigh a location on disk.
                matches!(joined, Location::Url(_))
                    .then(|| catalog.resolve(namespace))
                    .flatten()
            })
            .or_else(|| match &joined {
                Location::Url(url) => self.locks.file(url).cloned(),
                Location::File(_) => None,
            })
            .map_or(joined, Location::File)
    }

    /// Why a location must not be read from this document.
    fn refused(&self, document: usize, target: &Location) -> Option<Failure> {
        let Location::Url(url) = target else {
            return None;
        };
        let origin = &self.origins[document];
        let (message, help) = match &origin.base {
            _ if origin.is_file => (
                format!("`{target}` is not loaded: imports of files stay off the network"),
                "save a copy and map the location to it in a catalog",
            ),
            Location::Url(base) => {
                let host = uri::host(url);
                let is_own = host.is_some() && host == uri::host(base);
                let is_allowed = |host: &String| self.loader.hosts.contains(host);
                if is_own || host.as_ref().is_some_and(is_allowed) {
                    return None;
                }
                let message = format!("`{target}` is not loaded: it is on another host");
                let help = match host {
                    Some(host) => format!(
                        "fetch it with `sapo fetch --allow-host {host}`, or save a copy and map the location to it in a catalog"
                    ),
                    None => "save a copy and map the location to it in a catalog".to_owned(),
                };
                return Some(Failure::Refused(message, help));
            }
            Location::File(_) => return None,
        };
        Some(Failure::Refused(message, help.to_owned()))
    }

    /// The index of the document at a location, which is read if it was not yet.
    fn read(&mut self, location: &Location) -> Result<usize, Failure> {
        let locked = match location {
            Location::File(path) => self.locks.of(path, self.report),
            Location::Url(_) => None,
        };
        let published = locked.map(|locked| Location::Url(locked.base().to_owned()));
        let identity = match (&published, location) {
            (Some(url), _) => url.clone(),
            // Links and the case of names on some systems make one file of several paths.
            (None, Location::File(path)) => {
                Location::File(path.canonicalize().unwrap_or(path.clone()))
            }
            (None, Location::Url(_)) => location.clone(),
        };
        if let Some(known) = self.known.get(&identity) {
            return known.ok_or(Failure::Known);
        }
        let result = self.read_new(location, published);
        self.known.insert(identity, result.as_ref().ok().copied());
        result
    }

    /// Reads what is at a location, and was published at another where it was fetched.
    fn read_new(
        &mut self,
        location: &Location,
        published: Option<Location>,
    ) -> Result<usize, Failure> {
        let limits = &self.loader.limits;
        if self.set.documents.len() >= limits.documents {
            return Err(Failure::Limit(format!(
                "more than {} documents are imported",
                limits.documents
            )));
        }
        let (bytes, location) = match location {
            Location::File(path) => {
                let bytes = read_file(path, limits.document_bytes).map_err(|why| {
                    let help = match path.is_dir() {
                        true => "name a file in it, or a folder that `sapo fetch` has written",
                        false => "put it there, or map the location to where it is in a catalog",
                    };
                    let message = format!("`{location}` cannot be read: {why}");
                    Failure::Unreadable(message, help.to_owned())
                })?;
                (bytes, location.clone())
            }
            Location::Url(url) => {
                let page = self.fetch(url)?;
                let location = Location::Url(page.url);
                if let Some(Some(known)) = self.known.get(&location) {
                    return Ok(*known);
                }
                (page.bytes, location)
            }
        };
        if bytes.len() > limits.document_bytes {
            let limit = limits.document_bytes;
            return Err(Failure::Limit(format!(
                "`{location}` is larger than {limit} bytes"
            )));
        }
        self.bytes += bytes.len();
        if self.bytes > limits.total_bytes {
            return Err(Failure::Limit(format!(
                "the documents together are larger than {} bytes",
                limits.total_bytes
            )));
        }
        if let Location::File(path) = &location {
            self.set.files.push(path.clone());
        }
        let name: Arc<str> = location.to_string().into();
        let origin = Origin {
            is_file: matches!(location, Location::File(_)),
            base: published.unwrap_or_else(|| location.clone()),
        };
        let index = self.parse(name, bytes, origin).map_err(Failure::Invalid)?;
        if let Location::Url(_) = location {
            // Where it was redirected to, it is the same.
            self.known.insert(location, Some(index));
        }
        Ok(index)
    }

    fn fetch(&self, url: &str) -> Result<Page, Failure> {
        let shown = uri::without_user(url);
        let Some(fetch) = self.loader.fetch else {
            return Err(Failure::Refused(
                format!("`{shown}` is not loaded: the network is not to be used"),
                "save a copy and map the location to it in a catalog".to_owned(),
            ));
        };
        fetch
            .fetch(url, self.loader.limits.document_bytes)
            .map_err(|why| {
                let help = "try it in a browser, or save a copy and generate from that";
                Failure::Unreadable(format!("`{shown}` cannot be read: {why}"), help.to_owned())
            })
    }

    fn parse(
        &mut self,
        name: Arc<str>,
        bytes: Vec<u8>,
        origin: Origin,
    ) -> Result<usize, Diagnostic> {
        let text: Arc<str> = match decode(&name, &bytes) {
            Ok(text) => text.into(),
            Err(diagnostic) => {
                self.report.add_source(name, decode_lossy(&bytes).into());
                return Err(diagnostic);
            }
        };
        drop(bytes);
        self.report.add_source(name.clone(), text.clone());
        let document = Document::from_text(name, text, &self.loader.limits)?;
        let index = self.set.documents.len();
        let Some(found) = references(document.root()) else {
            return Err(not_a_schema(document.root()));
        };
        self.queue
            .extend(found.into_iter().map(|reference| Pending {
                document: index,
                node: reference.node.index(),
                kind: reference.kind,
                namespace: reference.namespace.map(str::to_owned),
                location: reference.location.map(str::to_owned),
                span: reference.node.attribute_span(reference.kind.attribute()),
            }));
        self.set.documents.push(document);
        self.origins.push(origin);
        Ok(index)
    }

    /// Adds our own schemas for the well-known namespaces that are used and that no document defines.
    fn bundled(&mut self) {
        let mut from = 0;
        while from < self.set.documents.len() {
            let mut wanted: Vec<&'static wellknown::Schema> = Vec::new();
            for document in &self.set.documents[from..] {
                let mut want = |namespace: &str| {
                    if let Some(schema) = wellknown::find(namespace)
                        && !wanted
                            .iter()
                            .any(|other| other.namespace == schema.namespace)
                    {
                        wanted.push(schema);
                    }
                };
                references::named_namespaces(document.root(), &mut want);
                references(document.root())
                    .into_iter()
                    .flatten()
                    .filter(|reference| matches!(reference.kind, Kind::Import | Kind::Wsdl))
                    .filter_map(|reference| reference.namespace)
                    .for_each(want);
            }
            from = self.set.documents.len();
            let defined = self.defined();
            for schema in wanted {
                if !defined.contains(schema.namespace) {
                    self.add_bundled(schema);
                }
            }
        }
    }

    fn add_bundled(&mut self, schema: &'static wellknown::Schema) {
        let name: Arc<str> = schema.namespace.into();
        let origin = Origin {
            base: Location::Url(schema.namespace.to_owned()),
            is_file: false,
        };
        match self.parse(name, schema.text.into(), origin) {
            Ok(index) => {
                self.set.bundled.insert(index);
                // Its references are to other well-known namespaces, which the next round adds.
                self.queue.clear();
            }
            Err(diagnostic) => self.report.push(diagnostic),
        }
    }

    /// The target namespaces of all that is loaded.
    fn defined(&self) -> HashSet<String> {
        self.set
            .documents
            .iter()
            .map(Document::root)
            .flat_map(|root| schemas(root).chain([root]))
            .map(|node| {
                node.attribute("targetNamespace")
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect()
    }

    fn report_failures(&mut self) {
        let defined = self.defined();
        let costs_little = self.set.has_wsdl() && !self.loader.whole;
        let written = |pending: &Pending| {
            uri::without_user(pending.location.as_deref().unwrap_or_default().trim())
        };
        for (pending, failure) in std::mem::take(&mut self.failed) {
            // Several WSDLs may well be of one namespace; but one of ours is there alone.
            let namespace = pending.namespace.as_deref();
            let is_ours =
                || namespace.is_some_and(|namespace| wellknown::find(namespace).is_some());
            let satisfied = (pending.kind == Kind::Import
                || pending.kind == Kind::Wsdl && is_ours())
                && pending
                    .namespace
                    .as_deref()
                    .is_some_and(|namespace| defined.contains(namespace));
            let severity = match self.loader.whole {
                true => Severity::Error,
                false => Severity::Warning,
            };
            match failure {
                Failure::Refused(..) if satisfied => continue,
                Failure::Unreadable(..) if satisfied && !self.loader.whole => continue,
                Failure::Unreadable(message, help) | Failure::Refused(message, help) => {
                    let written = format!("`{}`", written(&pending));
                    let message = match message.starts_with(&written) {
                        true => message,
                        false => format!("{written} is left out: {message}"),
                    };
                    self.report.push(
                        Diagnostic {
                            severity,
                            ..Diagnostic::error(pending.kind.code(), pending.span, message)
                        }
                        .with_help(help),
                    )
                }
                Failure::Invalid(diagnostic) if costs_little => {
                    let message = format!("`{}` is left out: it can't be read", written(&pending));
                    let code = pending.kind.code();
                    self.report
                        .push(Diagnostic::warning(code, pending.span, message));
                    self.report.push(Diagnostic {
                        severity: Severity::Warning,
                        ..diagnostic
                    });
                }
                Failure::Invalid(diagnostic) => self.report.push(diagnostic),
                Failure::Known | Failure::Limit(_) => {}
            }
            self.set.missing.insert((pending.document, pending.node));
        }
    }
}

fn not_a_schema(root: Node<'_>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "input",
        root.span(),
        format!(
            "this is neither a WSDL nor an XML Schema: its root is `{}`",
            root.name()
        ),
    );
    let help = match (root.namespace(), root.local()) {
        ("http://www.w3.org/ns/wsdl", _) => "WSDL 2.0 is not supported; WSDL 1.1 is",
        (_, "html" | "HTML") => "this is an HTML page: is it the right address?",
        (namespace, "schema") if namespace.starts_with("http://www.w3.org/") => {
            "this is a draft of XML Schema; the recommendation's namespace is `http://www.w3.org/2001/XMLSchema`"
        }
        _ => "the root must be `wsdl:definitions` or `xs:schema`",
    };
    diagnostic.with_help(help)
}
