//! Reading documents of other forms than those that .NET writes without white space.

use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use sapo::xml::{Read, from_str};
use sapo_authenticate::authenticate::{GetIdentitiesResponse, HasSessionResponse};
use sapo_benches::document::{ENTRIES, identities, prefixed, pretty};

#[path = "../codegen/tests/cases/attributes/expected.rs"]
#[allow(dead_code, unreachable_pub, reason = "golden files of a library")]
mod attributes;
#[path = "../codegen/tests/cases/mixed/expected.rs"]
#[allow(dead_code, unreachable_pub, reason = "golden files of a library")]
mod mixed;

fn main() {
    divan::main();
}

/// Measures reading a document of so many identities.
fn read_large(bencher: Bencher<'_, '_>, document: &str) {
    bencher
        .counter(BytesCount::of_str(document))
        .bench_local(|| from_str::<GetIdentitiesResponse>(black_box(document)).unwrap());
}

/// Measures reading a small document many times.
fn read_small<T: Read>(bencher: Bencher<'_, '_>, document: &str) {
    const TIMES: usize = 1_000;
    bencher
        .counter(BytesCount::new(TIMES * document.len()))
        .bench_local(|| {
            for _ in 0..TIMES {
                black_box(from_str::<T>(black_box(document)).unwrap());
            }
        });
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn identities_compact(bencher: Bencher<'_, '_>) {
    read_large(bencher, &identities(ENTRIES));
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn identities_pretty(bencher: Bencher<'_, '_>) {
    read_large(bencher, &pretty(&identities(ENTRIES)));
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn identities_prefixed(bencher: Bencher<'_, '_>) {
    read_large(bencher, &prefixed("auth", &identities(ENTRIES)));
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn small(bencher: Bencher<'_, '_>) {
    const DOCUMENT: &str = r#"<HasSessionResponse xmlns="http://24sevenOffice.com/webservices"><HasSessionResult>true</HasSessionResult></HasSessionResponse>"#;
    read_small::<HasSessionResponse>(bencher, DOCUMENT);
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn attributes_alone(bencher: Bencher<'_, '_>) {
    const DOCUMENT: &str = r#"<a:extended xmlns:a="urn:attributes" by="Åse" note="fragile, this side up" size="12" kind="box"/>"#;
    read_small::<attributes::Extended>(bencher, DOCUMENT);
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn mixed_content(bencher: Bencher<'_, '_>) {
    const DOCUMENT: &str = r#"<m:letter xmlns:m="urn:mixed" copies="2">Dear <name>Kari</name>, on <date>2026-11-21</date> we had <paid>2.5</paid> and more.</m:letter>"#;
    read_small::<mixed::Letter>(bencher, DOCUMENT);
}
