//! How often reading and writing allocate, beside what the values themselves need.
//!
//! The counting allocator slows everything down, so the times here mean nothing; see `identities` for those.

use divan::{AllocProfiler, Bencher, black_box};
use sapo_authenticate::authenticate::GetIdentitiesResponse;
use sapo_benches::document::{ENTRIES, identities};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn read(document: &str) -> GetIdentitiesResponse {
    sapo::xml::from_str(document).unwrap()
}

#[divan::bench_group(sample_count = 1, sample_size = 1)]
mod decode {
    use super::*;

    /// What the values need: each vector and string once, as large as it is.
    #[divan::bench]
    fn copy_of_the_values(bencher: Bencher<'_, '_>) {
        let value = read(&identities(ENTRIES));
        bencher.bench_local(|| black_box(&value).clone());
    }

    #[divan::bench]
    fn sapo(bencher: Bencher<'_, '_>) {
        let document = identities(ENTRIES);
        bencher.bench_local(|| read(black_box(&document)));
    }

    #[cfg(feature = "peers")]
    #[divan::bench]
    fn serde_quick_xml(bencher: Bencher<'_, '_>) {
        use sapo_benches::peers::serde::GetIdentitiesResponse;
        let document = identities(ENTRIES);
        bencher.bench_local(|| {
            quick_xml::de::from_str::<GetIdentitiesResponse>(black_box(&document)).unwrap()
        });
    }

    #[cfg(feature = "peers")]
    #[divan::bench]
    fn xsd_parser(bencher: Bencher<'_, '_>) {
        let document = identities(ENTRIES);
        bencher.bench_local(|| sapo_benches::peers::read_by_xsd_parser(black_box(&document)));
    }
}

#[divan::bench_group(sample_count = 1, sample_size = 1)]
mod encode {
    use super::*;

    #[divan::bench]
    fn sapo(bencher: Bencher<'_, '_>) {
        let value = read(&identities(ENTRIES));
        bencher.bench_local(|| sapo::xml::to_string(black_box(&value)).unwrap());
    }
}
