//! How the toolkits of Rust read and write the document.

use std::fs;
use std::hint::black_box;

use sapo_authenticate::authenticate::GetIdentitiesResponse;
use sapo_benches::document::ENTRIES;
use sapo_benches::peers;

use crate::{number, processor_time, read, repeat};

/// A toolkit, whose values are `T`.
pub(crate) struct Toolkit<T> {
    decode: fn(&str) -> T,
    encode: fn(&T) -> Vec<u8>,
    /// The number of identities.
    count: fn(&T) -> usize,
}

pub(crate) const SAPO: Toolkit<GetIdentitiesResponse> = Toolkit {
    decode: |document| sapo::xml::from_str(document).expect("the document is valid"),
    encode: |value| {
        let written = sapo::xml::to_string(value);
        written.expect("the value can be written").into()
    },
    count: |value| value.get_identities_result.as_ref().map_or(0, Vec::len),
};

pub(crate) const SERDE: Toolkit<peers::serde::GetIdentitiesResponse> = Toolkit {
    decode: |document| quick_xml::de::from_str(document).expect("the document is valid"),
    encode: |value| {
        let written = quick_xml::se::to_string(value);
        written.expect("the value can be written").into()
    },
    count: |value| {
        let list = value.get_identities_result.as_ref();
        list.map_or(0, |list| list.identity.len())
    },
};

pub(crate) const XSD_PARSER: Toolkit<peers::xsd_parser::tns::GetIdentitiesResponse> = Toolkit {
    decode: peers::read_by_xsd_parser,
    encode: peers::write_by_xsd_parser,
    count: |value| {
        let list = value.get_identities_result.as_ref();
        list.map_or(0, |list| list.identity.len())
    },
};

impl<T> Toolkit<T> {
    /// Does the work that the arguments ask for.
    pub(crate) fn run(&self, work: &[&str]) {
        match *work {
            ["decode", file, seconds] => {
                let document = read(file);
                repeat(number(seconds), processor_time, || {
                    drop(self.checked(black_box(&document)))
                });
            }
            ["encode", file, seconds, output] => {
                let value = self.checked(&read(file));
                let mut written = Vec::new();
                repeat(number(seconds), processor_time, || {
                    written = (self.encode)(black_box(&value))
                });
                fs::write(output, written).expect("the output can be written");
            }
            ["memory", file, count] => {
                let document = read(file);
                for _ in 0..number(count) as usize {
                    black_box(self.checked(&document));
                }
            }
            _ => panic!("this toolkit does not do {work:?}"),
        }
    }

    fn checked(&self, document: &str) -> T {
        let value = (self.decode)(document);
        assert_eq!((self.count)(&value), ENTRIES);
        value
    }
}
