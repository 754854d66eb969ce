//! Reading and writing a response of 10,000 identities.
//!
//! Compare throughputs within a run. The fastest of the samples is what other work on the machine disturbs least.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use sapo_benches::document::{ENTRIES, identities};

fn main() {
    divan::main();
}

/// Measures work on the document, in bytes of it a second.
fn on_document<T>(bencher: Bencher<'_, '_>, work: impl Fn(&str) -> T) {
    let document = identities(ENTRIES);
    bencher
        .counter(BytesCount::of_str(&document))
        .bench_local(|| work(black_box(&document)));
}

#[divan::bench_group(sample_count = 50, sample_size = 1)]
mod decode {
    use super::*;

    /// The floor for whoever reads by quick-xml.
    #[divan::bench]
    fn bare_quick_xml(bencher: Bencher<'_, '_>) {
        on_document(bencher, sapo_benches::bare::read);
    }

    #[divan::bench]
    fn sapo(bencher: Bencher<'_, '_>) {
        use sapo_authenticate::authenticate::GetIdentitiesResponse;
        on_document(bencher, |document| {
            sapo::xml::from_str::<GetIdentitiesResponse>(document).unwrap()
        });
    }

    #[cfg(feature = "peers")]
    #[divan::bench]
    fn serde_quick_xml(bencher: Bencher<'_, '_>) {
        use sapo_benches::peers::serde::GetIdentitiesResponse;
        on_document(bencher, |document| {
            quick_xml::de::from_str::<GetIdentitiesResponse>(document).unwrap()
        });
    }

    #[cfg(feature = "peers")]
    #[divan::bench]
    fn xsd_parser(bencher: Bencher<'_, '_>) {
        on_document(bencher, |document| {
            sapo_benches::peers::read_by_xsd_parser(document)
        });
    }
}

#[divan::bench_group(sample_count = 50, sample_size = 1)]
mod encode {
    use super::*;

    #[divan::bench]
    fn sapo(bencher: Bencher<'_, '_>) {
        use sapo_authenticate::authenticate::GetIdentitiesResponse;
        let document = identities(ENTRIES);
        let value: GetIdentitiesResponse = sapo::xml::from_str(&document).unwrap();
        on_document(bencher, |_| {
            sapo::xml::to_string(black_box(&value)).unwrap()
        });
    }

    #[cfg(feature = "peers")]
    #[divan::bench]
    fn serde_quick_xml(bencher: Bencher<'_, '_>) {
        use sapo_benches::peers::serde::GetIdentitiesResponse;
        let document = identities(ENTRIES);
        let value: GetIdentitiesResponse = quick_xml::de::from_str(&document).unwrap();
        on_document(bencher, |_| {
            quick_xml::se::to_string(black_box(&value)).unwrap()
        });
    }

    #[cfg(feature = "peers")]
    #[divan::bench]
    fn xsd_parser(bencher: Bencher<'_, '_>) {
        use sapo_benches::peers::{read_by_xsd_parser, write_by_xsd_parser};
        let value = read_by_xsd_parser(&identities(ENTRIES));
        on_document(bencher, |_| write_by_xsd_parser(black_box(&value)));
    }
}
