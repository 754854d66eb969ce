//! Document sets: what is followed, what is not, and what is said about it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use sapo_codegen::diagnostic::Report;
use sapo_codegen::limits::Limits;
use sapo_codegen::loader::{
    Catalog, DocumentSet, Fetch, Loader, Location, Lock, Page, Snapshot, sha256,
};

/// A folder of files that is gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("loader-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        for (path, text) in files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn file(&self, name: &str) -> Location {
        Location::from(self.0.join(name))
    }

    /// Names of documents without the folder's own.
    fn names(&self, set: &DocumentSet) -> Vec<String> {
        let prefix = format!("{}/", Location::from(self.0.clone()));
        set.documents()
            .iter()
            .map(|document| document.uri().replace(&prefix, ""))
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A web of documents that notes what is asked of it.
#[derive(Default)]
struct Web {
    pages: HashMap<&'static str, String>,
    asked: RefCell<Vec<String>>,
}

impl Fetch for Web {
    fn fetch(&self, url: &str, _: usize) -> Result<Page, String> {
        self.asked.borrow_mut().push(url.to_owned());
        match self.pages.get(url) {
            Some(page) => Ok(Page {
                url: url.to_owned(),
                bytes: page.clone().into_bytes(),
            }),
            None => Err("404 Not Found".into()),
        }
    }
}

fn schema(namespace: &str, content: &str) -> String {
    format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='{namespace}'>{content}</xs:schema>"
    )
}

fn wsdl(content: &str) -> String {
    format!(
        "<wsdl:definitions xmlns:wsdl='http://schemas.xmlsoap.org/wsdl/' xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:w'>{content}</wsdl:definitions>"
    )
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn imports_are_followed_relative_to_their_document_and_read_once() {
    let folder = Folder::new(
        "follow",
        &[
            (
                "a.wsdl",
                &wsdl(
                    "<wsdl:import namespace='urn:w' location='sub/b.wsdl'/>
                     <wsdl:types><xs:schema targetNamespace='urn:i'><xs:include schemaLocation=' types/c.xsd '/></xs:schema></wsdl:types>",
                ),
            ),
            ("sub/b.wsdl", &wsdl("<wsdl:import namespace='urn:d' location='../types/d%20d.xsd'/>")),
            ("types/c.xsd", &schema("urn:i", "<xs:import namespace='urn:d' schemaLocation='./d d.xsd'/>")),
            ("types/d d.xsd", &schema("urn:d", "<xs:redefine schemaLocation='../types/./c.xsd'/>")),
        ],
    );
    let mut report = Report::new();
    let set = Loader::new().load(
        &[folder.file("a.wsdl"), folder.file("sub/b.wsdl")],
        &mut report,
    );
    assert!(report.is_empty(), "{report}");
    assert_eq!(
        folder.names(&set),
        ["a.wsdl", "sub/b.wsdl", "types/c.xsd", "types/d d.xsd"]
    );
    assert_eq!(set.roots(), [0, 1]);
    assert_eq!(set.files().len(), 4);
    let import = set.documents()[0].root().children().next().unwrap();
    assert_eq!(set.target(0, import), Some(1));
    let redefine = set.documents()[3].root().children().next().unwrap();
    assert_eq!(set.target(3, redefine), Some(2));
}

#[test]
fn a_missing_document_is_reported_where_it_is_imported() {
    let folder = Folder::new(
        "missing",
        &[(
            "a.wsdl",
            &wsdl(
                "\n<wsdl:import namespace='urn:x' location='no.wsdl'/>\n<wsdl:types><xs:schema>\n <xs:include schemaLocation='no.xsd'/></xs:schema></wsdl:types>",
            ),
        )],
    );
    let mut report = Report::new();
    let set = Loader::new().load(&[folder.file("a.wsdl"), folder.file("b.wsdl")], &mut report);
    assert_eq!(codes(&report), ["input", "wsdl-import", "src-include"]);
    let places: Vec<_> = report
        .located()
        .map(|at| (at.severity, at.line, at.column))
        .collect();
    assert_eq!(
        places,
        [
            ("error", None, None),
            ("warning", Some(2), Some(32)),
            ("warning", Some(4), Some(14))
        ]
    );
    let import = set.documents()[0].root().children().next().unwrap();
    assert_eq!(set.target(0, import), None);
    assert!(set.is_missing(0, import));
}

#[test]
fn a_namespace_that_another_document_defines_satisfies_an_import() {
    let folder = Folder::new(
        "satisfied",
        &[
            (
                "a.xsd",
                &schema(
                    "urn:a",
                    "<xs:import namespace='urn:b'/><xs:import namespace='urn:b' schemaLocation='gone.xsd'/>",
                ),
            ),
            ("b.xsd", &schema("urn:b", "")),
        ],
    );
    let mut report = Report::new();
    Loader::new().load(&[folder.file("a.xsd"), folder.file("b.xsd")], &mut report);
    assert!(report.is_empty(), "{report}");
}

#[test]
fn files_stay_off_the_network_and_urls_on_their_host() {
    let folder = Folder::new(
        "network",
        &[(
            "a.xsd",
            &schema(
                "urn:a",
                "<xs:import namespace='urn:b' schemaLocation='http://example.org/b.xsd'/>",
            ),
        )],
    );
    let mut web = Web::default();
    web.pages.insert(
        "http://example.org/s?wsdl",
        wsdl(
            "<wsdl:types><xs:schema>
             <xs:import namespace='urn:1' schemaLocation='?xsd=1'/>
             <xs:import namespace='urn:2' schemaLocation='https://EXAMPLE.org:8443/2.xsd'/>
             <xs:import namespace='urn:3' schemaLocation='http://evil.example/3.xsd'/>
             <xs:import namespace='urn:4' schemaLocation='http://example.org@evil.example/4.xsd'/>
             <xs:import namespace='urn:5' schemaLocation='file:///etc/passwd'/>
             </xs:schema></wsdl:types>",
        ),
    );
    web.pages
        .insert("http://example.org/s?xsd=1", schema("urn:1", ""));
    web.pages
        .insert("https://EXAMPLE.org:8443/2.xsd", schema("urn:2", ""));
    let mut report = Report::new();
    let loader = Loader::new().fetch(&web);
    loader.load(&[folder.file("a.xsd")], &mut report);
    assert_eq!(web.asked.borrow().len(), 0);
    assert_eq!(codes(&report), ["src-import"]);

    let mut report = Report::new();
    loader.load(&["http://example.org/s?wsdl#x".into()], &mut report);
    assert_eq!(
        *web.asked.borrow(),
        [
            "http://example.org/s?wsdl",
            "http://example.org/s?xsd=1",
            "https://EXAMPLE.org:8443/2.xsd"
        ]
    );
    assert_eq!(codes(&report), ["src-import"; 3], "{report}");

    let mut report = Report::new();
    Loader::new().load(&["http://me:secret@example.org/s".into()], &mut report);
    assert_eq!(codes(&report), ["input"]);
    assert!(!report.to_string().contains("secret"));
}

#[test]
fn well_known_namespaces_are_bundled() {
    let folder = Folder::new(
        "bundled",
        &[
            (
                "a.xsd",
                &schema(
                    "urn:a",
                    "<xs:import namespace='http://www.w3.org/1999/xlink' schemaLocation='http://www.w3.org/1999/xlink.xsd'/>
                     <xs:import namespace='http://www.w3.org/2005/08/addressing'/>
                     <xs:element name='x' type='xs:string'/>",
                ),
            ),
            // Refers to the encoding without importing it, as old services do.
            (
                "b.wsdl",
                &wsdl(
                    "<wsdl:types><xs:schema xmlns:e='http://schemas.xmlsoap.org/soap/encoding/'><xs:complexType name='l'>
                     <xs:complexContent><xs:restriction base='e:Array'/></xs:complexContent></xs:complexType></xs:schema></wsdl:types>",
                ),
            ),
            ("c.xsd", &schema("http://www.w3.org/XML/1998/namespace", "<xs:attribute name='lang'/>")),
        ],
    );
    let mut report = Report::new();
    let set = Loader::new().load(&[folder.file("a.xsd"), folder.file("b.wsdl")], &mut report);
    assert!(report.is_empty(), "{report}");
    assert_eq!(
        folder.names(&set)[2..],
        [
            "http://www.w3.org/1999/xlink",
            "http://www.w3.org/2005/08/addressing",
            "http://schemas.xmlsoap.org/soap/encoding/",
            "http://www.w3.org/XML/1998/namespace",
        ]
    );
    assert!(!set.is_bundled(1) && set.is_bundled(2) && set.is_bundled(5));
    assert_eq!(set.files().len(), 2);

    // The user's own copy is taken, also by what is bundled.
    let set = Loader::new().load(&[folder.file("a.xsd"), folder.file("c.xsd")], &mut report);
    assert_eq!(set.documents().len(), 4);
}

#[test]
fn every_bundled_schema_is_complete() {
    let namespaces = [
        "http://microsoft.com/wsdl/types/",
        "http://schemas.xmlsoap.org/soap/encoding/",
        "http://schemas.xmlsoap.org/soap/envelope/",
        "http://schemas.xmlsoap.org/ws/2004/08/addressing",
        "http://schemas.xmlsoap.org/wsdl/",
        "http://ws-i.org/profiles/basic/1.1/xsd",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/2001/XMLSchema",
        "http://www.w3.org/2003/05/soap-encoding",
        "http://www.w3.org/2003/05/soap-envelope",
        "http://www.w3.org/2004/08/xop/include",
        "http://www.w3.org/2004/11/xmlmime",
        "http://www.w3.org/2005/05/xmlmime",
        "http://www.w3.org/2005/08/addressing",
        "http://www.w3.org/XML/1998/namespace",
    ];
    let imports: String = namespaces
        .iter()
        .map(|uri| format!("<xs:import namespace='{uri}'/>"))
        .collect();
    let folder = Folder::new("complete", &[("a.xsd", &schema("urn:a", &imports))]);
    let mut report = Report::new();
    let set = Loader::new().load(&[folder.file("a.xsd")], &mut report);
    assert!(report.is_empty(), "{report}");
    assert_eq!(set.documents().len(), namespaces.len() + 1);
    for (document, namespace) in set.documents()[1..].iter().zip(namespaces) {
        assert_eq!(
            document.root().attribute("targetNamespace"),
            Some(namespace)
        );
    }
}

#[test]
fn a_catalog_maps_locations_and_namespaces_to_files() {
    let folder = Folder::new(
        "catalog",
        &[
            (
                "a.wsdl",
                &wsdl(
                    "<wsdl:types><xs:schema>
                     <xs:import namespace='urn:1' schemaLocation='http://example.org/1.xsd'/>
                     <xs:import namespace='urn:2' schemaLocation='http://example.org/2.xsd'/>
                     <xs:import namespace='urn:3' schemaLocation='http://example.org/deep/er/3.xsd'/>
                     <xs:import namespace='urn:4' schemaLocation='http://elsewhere.example/4.xsd'/>
                     <xs:import namespace='urn:5' schemaLocation='urn:location:5'/>
                     </xs:schema></wsdl:types>",
                ),
            ),
            (
                "cat/catalog.xml",
                "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog' xml:base='../local/'>
                 <system systemId='http://example.org/1.xsd' uri='1.xsd'/>
                 <group xml:base='copies/'><uri name='urn:2' uri='2.xsd'/></group>
                 <rewriteURI uriStartString='http://example.org/' rewritePrefix='nowhere/'/>
                 <rewriteSystem systemIdStartString='http://example.org/deep/' rewritePrefix='d/'/>
                 <uriSuffix uriSuffix='/4.xsd' uri='4.xsd'/>
                 <nextCatalog catalog='../cat/next.xml'/>
                 </catalog>",
            ),
            (
                "cat/next.xml",
                "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>
                 <uri name='urn:location:5' uri='../local/5.xsd'/><nextCatalog catalog='catalog.xml'/></catalog>",
            ),
            ("local/1.xsd", &schema("urn:1", "")),
            ("local/copies/2.xsd", &schema("urn:2", "")),
            ("local/d/er/3.xsd", &schema("urn:3", "")),
            ("local/4.xsd", &schema("urn:4", "")),
            ("local/5.xsd", &schema("urn:5", "")),
        ],
    );
    let mut report = Report::new();
    let catalog = Catalog::read(&folder.0.join("cat/catalog.xml"), &mut report);
    let set = Loader::new()
        .catalog(catalog)
        .load(&[folder.file("a.wsdl")], &mut report);
    // `urn:2` is found by its location first, and that entry leads nowhere.
    assert_eq!(codes(&report), ["src-import"], "{report}");
    assert_eq!(
        folder.names(&set)[1..],
        [
            "local/1.xsd",
            "local/d/er/3.xsd",
            "local/4.xsd",
            "local/5.xsd"
        ]
    );
    assert_eq!(set.files().len(), 7);
}

#[test]
fn import_bombs_end_in_one_diagnostic() {
    struct Bomb;
    impl Fetch for Bomb {
        fn fetch(&self, url: &str, _: usize) -> Result<Page, String> {
            let imports: String = (0..10)
                .map(|n| format!("<xs:import namespace='urn:{n}' schemaLocation='{url}{n}'/>"))
                .collect();
            Ok(Page {
                url: url.to_owned(),
                bytes: schema("urn:a", &imports).into_bytes(),
            })
        }
    }
    let limits = Limits {
        documents: 50,
        ..Limits::default()
    };
    let mut report = Report::new();
    let set = Loader::new()
        .limits(limits)
        .fetch(&Bomb)
        .load(&["http://example.org/".into()], &mut report);
    assert_eq!(set.documents().len(), 50);
    assert_eq!(codes(&report), ["import-limit"]);
    assert!(report.located().all(|at| at.line.is_some()));

    let limits = Limits {
        total_bytes: 10_000,
        ..Limits::default()
    };
    let mut report = Report::new();
    Loader::new()
        .limits(limits)
        .fetch(&Bomb)
        .load(&["http://example.org/".into()], &mut report);
    assert_eq!(codes(&report), ["import-limit"]);
}

#[test]
fn other_documents_are_refused_as_inputs_and_left_out_as_imports() {
    let folder = Folder::new(
        "other",
        &[
            ("a.wsdl", "<description xmlns='http://www.w3.org/ns/wsdl'/>"),
            ("b.wsdl", "<html><body>Not found</body></html>"),
            (
                "c.wsdl",
                &wsdl(
                    "<wsdl:import namespace='urn:b' location='b.wsdl'/><wsdl:import namespace='urn:b' location='b.wsdl'/>",
                ),
            ),
        ],
    );
    let mut report = Report::new();
    Loader::new().load(&[folder.file("a.wsdl"), folder.file("c.wsdl")], &mut report);
    assert_eq!(codes(&report), ["input", "wsdl-import", "input"]);
    let severities: Vec<_> = report.located().map(|at| at.severity).collect();
    assert_eq!(severities, ["error", "warning", "warning"]);
    let text = report.to_string();
    assert!(
        text.contains("WSDL 2.0") && text.contains("HTML page"),
        "{text}"
    );
}

#[test]
fn hosts_are_allowed_by_name_and_stay_so() {
    let mut web = Web::default();
    let import = |location: &str| {
        format!(
            "<wsdl:types><xs:schema><xs:import namespace='urn:1' schemaLocation='{location}'/></xs:schema></wsdl:types>"
        )
    };
    web.pages.insert(
        "http://example.org/w",
        wsdl(&import("http://Cdn.Example/a b\u{e9}.xsd")),
    );
    web.pages
        .insert("http://Cdn.Example/a%20b%C3%A9.xsd", schema("urn:1", ""));
    let url = "http://example.org/w";
    let take = |hosts: &[String], before: Option<&Lock>, report: &mut Report| {
        Snapshot::take(url, &web, Limits::default(), false, hosts, before, report)
    };
    let mut report = Report::new();
    assert!(take(&[], None, &mut report).is_none());
    let text = report.to_string();
    assert!(text.contains("--allow-host cdn.example"), "{text}");
    // As it is written.
    assert!(
        text.contains("`http://Cdn.Example/a b\u{e9}.xsd`"),
        "{text}"
    );
    assert!(take(&["other.example".to_owned()], None, &mut Report::new()).is_none());
    let mut report = Report::new();
    let snapshot = take(&["CDN.example".to_owned()], None, &mut report);
    let snapshot = snapshot.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(snapshot.documents.len(), 2);
    // What was fetched can be brought up to date.
    assert!(
        take(&[], Some(&snapshot.lock()), &mut report).is_some(),
        "{report}"
    );
}

#[test]
fn a_fetched_folder_stands_for_what_was_published() {
    let mut web = Web::default();
    web.pages.insert(
        "http://example.org/s?wsdl",
        wsdl(
            "<wsdl:types><xs:schema><xs:import namespace='urn:1' schemaLocation='?xsd=1'/></xs:schema></wsdl:types>",
        ),
    );
    web.pages
        .insert("http://example.org/s?xsd=1", schema("urn:1", ""));
    let folder = Folder::new("fetched", &[]);
    let mut report = Report::new();
    let url = "http://example.org/s?wsdl";
    let snapshot = Snapshot::take(url, &web, Limits::default(), false, &[], None, &mut report);
    let snapshot = snapshot.unwrap_or_else(|| panic!("{report}"));
    snapshot.write(&folder.0, None).unwrap();
    let lock = Lock::read(&folder.0, &mut report).unwrap();
    assert_eq!(lock, snapshot.lock());
    let page = &web.pages["http://example.org/s?xsd=1"];
    assert_eq!(lock.documents[1].sha256, sha256(page.as_bytes()));
    assert_eq!(snapshot.changes(&folder.0, Some(&lock)).unwrap(), []);

    // By the folder and by each of its files, and into it from elsewhere; without the network.
    let other = Folder::new(
        "fetched-from",
        &[(
            "own.wsdl",
            &wsdl("<wsdl:import namespace='urn:w' location='../loader-fetched/s.wsdl'/>"),
        )],
    );
    for inputs in [
        vec![Location::from(folder.0.clone())],
        vec![folder.file("s.wsdl"), Location::from(folder.0.clone())],
        vec![other.file("own.wsdl")],
    ] {
        let set = Loader::new().load(&inputs, &mut report);
        assert!(report.is_empty(), "{report}");
        let names = folder.names(&set);
        assert_eq!(names[names.len() - 2..], ["s.wsdl", "s-1.xsd"]);
        // What changes is noticed.
        assert!(set.files().contains(&folder.0.join("sapo.lock")));
    }

    // What the lock file does not list stays off the network, on the same host as well.
    std::fs::remove_file(folder.0.join("sapo.lock")).unwrap();
    let kept = Lock::new(lock.documents[..1].to_vec(), false);
    std::fs::write(folder.0.join("sapo.lock"), kept.text()).unwrap();
    let asked = web.asked.borrow().len();
    let loader = Loader::new().fetch(&web);
    loader.load(&[folder.file("s.wsdl")], &mut report);
    assert_eq!(codes(&report), ["src-import"]);
    assert_eq!(web.asked.borrow().len(), asked);
}

#[test]
fn the_current_folder_is_shown_by_its_name() {
    for text in [".", "./", "a/.."] {
        assert_eq!(Location::from(text).to_string(), ".", "{text}");
    }
}
