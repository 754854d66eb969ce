//! Reading and writing many small wildcards, as an envelope with many declarations has them.
//!
//! Allocations are counted, which slows everything down: times compare only among themselves.

use std::fmt::Write;

use divan::{AllocProfiler, Bencher, black_box};
use sapo::xml::{Any, Limits, Reader};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const WILDCARDS: usize = 10_000;
const DECLARATIONS: usize = 30;

fn main() {
    divan::main();
}

fn document() -> String {
    let mut text = "<list xmlns=\"urn:list\"".to_owned();
    for number in 0..DECLARATIONS {
        let _ = write!(text, " xmlns:n{number}=\"http://example.org/{number}\"");
    }
    text += ">";
    for number in 0..WILDCARDS {
        let _ = write!(text, "<n7:entry kind=\"n9:Kind\">{number}</n7:entry>");
    }
    text + "</list>"
}

fn read(document: &str) -> Vec<Any> {
    let mut trees = Vec::with_capacity(WILDCARDS);
    let mut r = Reader::new(document, &Limits::default()).unwrap();
    r.root().unwrap();
    r.children(&mut |r| {
        trees.push(r.read()?);
        Ok(())
    })
    .unwrap();
    trees
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn wildcards_read(bencher: Bencher<'_, '_>) {
    let document = document();
    bencher.bench_local(|| read(black_box(&document)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn wildcards_written(bencher: Bencher<'_, '_>) {
    let trees = read(&document());
    bencher.bench_local(|| {
        let texts = black_box(&trees).iter().map(Any::to_string);
        texts.map(|text| text.len()).sum::<usize>()
    });
}
