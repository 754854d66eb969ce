//! What is published at a URL, with all that it imports, as it is now.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::Report;
use crate::limits::Limits;

use super::lock::{Lock, Locked, sha256};
use super::references::XSD;
use super::{Fetch, Loader, Location, Page, uri};

/// Documents as they are published: that at a URL, and all that it imports, to the byte.
///
/// It gives them as the web would, so a [`Generator`](crate::Generator) can have it as its
/// [`fetcher`](crate::Generator::fetcher).
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The documents, that of the URL first, then what it imports in the order in which it was reached.
    pub documents: Vec<Published>,
    /// Documents that are not to be had were gone on without.
    pub allow_missing: bool,
}

/// A published document.
#[derive(Debug, Clone)]
pub struct Published {
    /// What a lock file says about it.
    pub locked: Locked,
    /// The document.
    pub bytes: Vec<u8>,
}

impl Snapshot {
    /// Fetches the document at a URL and what it imports. Files are called as they were `before`, the others after their
    /// URLs. All has to be there that is referred to ([`Loader::whole`]), unless it is allowed to be missing, now or
    /// before. Imports may lead to the host of the URL, to `hosts`, and to hosts from which documents were fetched before.
    /// Problems go to the report; where it has errors, there is no snapshot.
    pub fn take(
        url: &str,
        fetch: &dyn Fetch,
        limits: Limits,
        allow_missing: bool,
        hosts: &[String],
        before: Option<&Lock>,
        report: &mut Report,
    ) -> Option<Self> {
        let recorder = Recorder {
            fetch,
            pages: RefCell::default(),
        };
        let allow_missing = allow_missing || before.is_some_and(|lock| lock.allow_missing);
        let fetched = before.iter().flat_map(|lock| &lock.documents);
        let fetched = fetched.filter_map(|document| uri::host(&document.url));
        let loader = Loader::new()
            .limits(limits)
            .hosts(hosts.iter().cloned().chain(fetched))
            .fetch(&recorder)
            .whole(!allow_missing);
        let set = loader.load(&[Location::from(url)], report);
        if report.has_errors() {
            return None;
        }
        let schemas: HashSet<&str> = set
            .documents()
            .iter()
            .filter(|document| document.root().is(XSD, "schema"))
            .map(|document| &**document.uri())
            .collect();
        let mut names = Names::new(before);
        let pages = recorder.pages.into_inner().into_iter();
        let documents = pages.map(|(url, page)| {
            let url = uri::without_user(&url);
            let base = uri::without_user(&page.url);
            let extension = match schemas.contains(base.as_str()) {
                true => "xsd",
                false => "wsdl",
            };
            let file = names.of(&url, &base, extension);
            let locked = Locked {
                redirected_to: (base != url).then_some(base),
                url,
                file,
                sha256: sha256(&page.bytes),
            };
            let bytes = page.bytes;
            Published { locked, bytes }
        });
        Some(Self {
            documents: documents.collect(),
            allow_missing,
        })
    }

    /// The lock file of a folder that holds these.
    pub fn lock(&self) -> Lock {
        let documents = self.documents.iter();
        let documents = documents.map(|one| one.locked.clone()).collect();
        Lock::new(documents, self.allow_missing)
    }
}

impl Fetch for Snapshot {
    fn fetch(&self, url: &str, _limit: usize) -> Result<Page, String> {
        let wanted = uri::without_user(url);
        let found = self
            .documents
            .iter()
            .find(|one| one.locked.url == wanted || one.locked.base() == wanted);
        let one = found.ok_or("it could not be had before")?;
        Ok(Page {
            url: one.locked.base().to_owned(),
            bytes: one.bytes.clone(),
        })
    }
}

/// Keeps what is fetched.
struct Recorder<'f> {
    fetch: &'f dyn Fetch,
    pages: RefCell<Vec<(String, Page)>>,
}

impl Fetch for Recorder<'_> {
    fn fetch(&self, url: &str, limit: usize) -> Result<Page, String> {
        let page = self.fetch.fetch(url, limit)?;
        let kept = (url.to_owned(), page.clone());
        self.pages.borrow_mut().push(kept);
        Ok(page)
    }
}

/// The names of files.
struct Names<'l> {
    /// Those that documents had before, by where these were in the end.
    before: HashMap<&'l str, &'l str>,
    /// Those that are given, by the same.
    given: HashMap<String, String>,
    /// In small letters: some systems do not tell `a` from `A`.
    taken: HashSet<String>,
}

impl<'l> Names<'l> {
    fn new(before: Option<&'l Lock>) -> Self {
        let documents = || before.iter().flat_map(|lock| &lock.documents);
        Self {
            before: documents()
                .map(|one| (one.base(), one.file.as_str()))
                .collect(),
            given: HashMap::new(),
            taken: documents().map(|one| one.file.to_lowercase()).collect(),
        }
    }

    /// The name of the document that was asked for at `url` and found at `base`.
    fn of(&mut self, url: &str, base: &str, extension: &str) -> String {
        if let Some(name) = self.given.get(base) {
            return name.clone();
        }
        let name = match self.before.get(base) {
            Some(&name) => name.to_owned(),
            None => self.new_name(&stem(url), extension),
        };
        self.taken.insert(name.to_lowercase());
        self.given.insert(base.to_owned(), name.clone());
        name
    }

    fn new_name(&self, stem: &str, extension: &str) -> String {
        let plain = std::iter::once(format!("{stem}.{extension}"));
        let mut names = plain.chain((2..).map(|number| format!("{stem}-{number}.{extension}")));
        let free = names.find(|name| !self.taken.contains(&name.to_lowercase()));
        free.unwrap_or_default()
    }
}

/// What a file is called after: the last step of a URL's path, and what its query asks for.
/// `https://host/a/Orders.svc?xsd=xsd0` is `Orders-xsd0`.
fn stem(url: &str) -> String {
    /// Far from what file systems refuse.
    const LONGEST: usize = 100;
    let (path, query) = uri::path_and_query(url);
    let last = path.rsplit('/').find(|step| !step.is_empty());
    let decoded = last.map(|step| uri::percent_decode(step).unwrap_or(step.to_owned()));
    let mut words = vec![without_extension(decoded.as_deref().unwrap_or_default()).to_owned()];
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        // `?wsdl` alone says no more than the extension does.
        if let Some((_, value)) = pair.split_once('=') {
            let value = uri::percent_decode(value).unwrap_or(value.to_owned());
            words.push(without_extension(&value).to_owned());
        } else if !["wsdl", "singlewsdl", "xsd"].contains(&pair.to_ascii_lowercase().as_str()) {
            words.push(pair.to_owned());
        }
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let stem: String = words
        .join("-")
        .chars()
        .map(|c| if plain(c) { c } else { '-' })
        .take(LONGEST)
        .collect();
    let stem = stem.trim_matches(['.', '-']);
    match stem {
        "" => "service".to_owned(),
        stem if is_device(stem) => format!("{stem}_"),
        stem => stem.to_owned(),
    }
}

fn without_extension(name: &str) -> &str {
    const EXTENSIONS: [&str; 9] = [
        "wsdl", "xsd", "asmx", "svc", "php", "xml", "jws", "aspx", "do",
    ];
    match name.rsplit_once('.') {
        Some((stem, extension))
            if EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()) =>
        {
            stem
        }
        _ => name,
    }
}

/// Whether Windows takes this for a device, whatever extension follows.
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let numbered = name.strip_suffix(|c: char| c.is_ascii_digit());
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul")
        || matches!(numbered, Some("com" | "lpt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_after_what_is_asked_for() {
        for (url, expected) in [
            ("https://host/a/Orders.asmx?WSDL", "Orders"),
            ("https://host/a/Orders.svc?singleWsdl", "Orders"),
            ("https://host/a/Orders.svc?xsd=xsd0", "Orders-xsd0"),
            ("https://host/types/v1.2.xsd", "v1.2"),
            ("https://host/?wsdl", "service"),
            ("https://host", "service"),
            ("https://host/api/?wsdl&version=2", "api-2"),
            (
                "https://host/a?xsd=../../etc/passwd.xsd",
                "a-..-..-etc-passwd",
            ),
            ("https://host/%2e%2e/%2e%2e%2fx.xsd", "x"),
            ("https://host/.hidden", "hidden"),
            ("https://host/AUX.xsd", "AUX_"),
            ("https://host/%C3%B8re.xsd", "re"),
        ] {
            assert_eq!(stem(url), expected, "{url}");
        }
        assert_eq!(stem(&format!("http://host/{}", "x".repeat(300))).len(), 100);
    }

    #[test]
    fn no_two_documents_have_one_name() {
        let mut names = Names::new(None);
        let mut name = |url: &str| names.of(url, url, "xsd");
        assert_eq!(name("http://a/x/types.xsd"), "types.xsd");
        assert_eq!(name("http://a/y/Types.xsd"), "Types-2.xsd");
        assert_eq!(name("http://a/y/types-2.xsd"), "types-2-2.xsd");
        assert_eq!(name("http://a/x/types.xsd"), "types.xsd");
    }
}
