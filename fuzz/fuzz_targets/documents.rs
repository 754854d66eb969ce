//! Whatever is read by generated types is written and read again as the same value.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&which, document)) = data.split_first() else {
        return;
    };
    let cases = sapo_golden::CASES;
    let case = &cases[usize::from(which) % cases.len()];
    if let Some(echo) = case.echo {
        let _ = echo(document, which & 0x80 != 0);
    }
});
