//! A document that is read as a tree is written as an equal one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sapo::xml::{self, Any, Error, Read, Reader, Write, Writer};

#[derive(Debug, PartialEq)]
struct Tree(Any);

impl Read for Tree {
    fn read_root(r: &mut Reader<'_>) -> Result<Self, Error> {
        r.any().map(Self)
    }
}

impl Write for Tree {
    fn write_root(&self, w: &mut Writer) {
        w.start(self.0.namespace().to_owned(), self.0.name());
        w.content(&self.0);
        w.end();
    }
}

fuzz_target!(|data: &[u8]| {
    if let Ok(tree) = xml::from_slice::<Tree>(data) {
        let text = xml::to_string(&tree).expect("what was read can be written");
        let again: Tree = xml::from_str(&text).expect("what was written can be read");
        assert_eq!(again, tree, "{text}");
    }
});
