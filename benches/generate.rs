//! Generating bindings from the largest WSDLs there are, and from Authenticate's.
//!
//! The large ones are not part of the repository: they are looked for in `../shared/conformance`, and left out where
//! that is not there.

use std::path::{Path, PathBuf};

use divan::Bencher;
use sapo_codegen::Generator;

fn main() {
    divan::main();
}

fn generate(bencher: Bencher<'_, '_>, wsdl: &Path) {
    if !wsdl.exists() {
        eprintln!("{} is not there", wsdl.display());
        return;
    }
    bencher.bench_local(|| Generator::new().wsdl(wsdl).render().unwrap().text.len());
}

fn shared(wsdl: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join("shared/conformance/wsdl/dev").join(wsdl)
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn authenticate(bencher: Bencher<'_, '_>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    generate(bencher, &root.join("wsdl/authenticate.wsdl"));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn workday(bencher: Bencher<'_, '_>) {
    generate(bencher, &shared("wasabi/spec/fixtures/workday.wsdl"));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn economic(bencher: Bencher<'_, '_>) {
    generate(bencher, &shared("wasabi/spec/fixtures/economic.wsdl"));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn vboxweb(bencher: Bencher<'_, '_>) {
    generate(bencher, &shared("gowsdl/fixtures/vboxweb.wsdl"));
}
