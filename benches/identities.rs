//! Reading and writing a response of 10,000 identities: `cargo bench -p sapo-benches --features peers`.
//!
//! The figures to compare are the throughputs of one run; the fastest column is the one that other work on the
//! machine disturbs least.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use sapo_benches::document::{ENTRIES, identities};
use sapo_benches::{bare, types};

fn main() {
    divan::main();
}

fn measured(bencher: Bencher<'_, '_>, work: impl Fn(&str)) {
    let document = identities(ENTRIES);
    bencher
        .counter(BytesCount::of_str(&document))
        .bench_local(|| work(black_box(&document)));
}

#[divan::bench_group(sample_count = 30, sample_size = 1)]
mod decode {
    use super::*;

    #[divan::bench]
    fn bare_quick_xml(bencher: Bencher<'_, '_>) {
        measured(bencher, |document| {
            black_box(bare::read(document));
        });
    }

    #[divan::bench]
    fn sapo(bencher: Bencher<'_, '_>) {
        measured(bencher, |document| {
            let response: types::GetIdentitiesResponse = sapo::xml::from_str(document).unwrap();
            black_box(response);
        });
    }
}

#[divan::bench_group(sample_count = 30, sample_size = 1)]
mod encode {
    use super::*;

    #[divan::bench]
    fn sapo(bencher: Bencher<'_, '_>) {
        let document = identities(ENTRIES);
        let response: types::GetIdentitiesResponse = sapo::xml::from_str(&document).unwrap();
        bencher
            .counter(BytesCount::of_str(&document))
            .bench_local(|| sapo::xml::to_string(black_box(&response)).unwrap());
    }
}
