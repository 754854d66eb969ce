//! The contracts of real services, read from the files that their providers publish where these are at hand.

mod contract {
    pub(crate) mod describe;
}

use std::path::{Path, PathBuf};

use sapo_codegen::diagnostic::Report;
use sapo_codegen::loader::{Loader, Location};
use sapo_codegen::{schema, service, syntax};

use contract::describe::describe;

/// Returns the description of a document's contract. The document must have no errors.
fn described(path: &Path) -> String {
    let mut report = Report::new();
    let set = Loader::new().load(&[Location::File(path.to_owned())], &mut report);
    let documents = syntax::read(&set, &mut report);
    let schema = schema::resolve(&documents, &|_| false, &mut report);
    let services = service::resolve(&documents, &schema, &mut report);
    assert!(!report.has_errors(), "{report}");
    describe(&schema, &services)
}

/// The folder of published WSDLs beside the checkout, where there is one; a line says so where there is none.
///
/// Where `SAPO_SHARED_REQUIRED` is set, as `.ci/run` does, there has to be one.
fn published() -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/conformance/wsdl/dev"))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        assert!(
            std::env::var_os("SAPO_SHARED_REQUIRED").is_none(),
            "the published WSDLs are not beside this checkout"
        );
        println!("skipped: the published WSDLs are not beside this checkout");
    }
    found
}

fn ours() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl/authenticate.wsdl")
}

#[test]
fn our_authenticate_is_the_published_one() {
    let Some(published) = published() else {
        return;
    };
    let published = described(&published.join("24sevenoffice/authService.wsdl"));
    let ours = described(&ours());
    for (line, (ours, published)) in ours.lines().zip(published.lines()).enumerate() {
        assert_eq!(ours, published, "line {} of the contract", line + 1);
    }
    assert_eq!(ours.lines().count(), published.lines().count());
}

#[test]
fn published_wsdls_resolve_without_errors() {
    let Some(published) = published() else {
        return;
    };
    let manifest = std::fs::read_to_string(published.join("manifest.jsonl")).unwrap();
    let mut count = 0;
    for line in manifest.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = described(&published.join(entry["file"].as_str().unwrap()));
        count += usize::from(text.contains("operation "));
    }
    assert!(count > 100, "{count} of them have operations");
}

#[test]
fn a_contract_tells_what_changes_it() {
    let text = std::fs::read_to_string(ours()).unwrap();
    let before = described(&ours());
    let folder = std::env::temp_dir().join(format!("sapo-contract-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (what, with) in [
        ("minOccurs=\"0\"", "minOccurs=\"1\""),
        ("nillable=\"true\"", "nillable=\"false\""),
        ("\"ms:guid", "\"xs:string"),
        ("soapAction=\"http", "soapAction=\"urn:http"),
        ("type=\"xs:boolean\"", "type=\"xs:int\""),
    ] {
        assert!(text.contains(what), "{what}");
        let changed = folder.join("changed.wsdl");
        std::fs::write(&changed, text.replacen(what, with, 1)).unwrap();
        assert_ne!(described(&changed), before, "{what}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
