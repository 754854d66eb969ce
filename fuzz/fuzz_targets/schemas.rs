//! Any bytes as a WSDL or a schema end in bindings or in diagnostics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sapo_codegen::diagnostic::Report;
use sapo_codegen::loader::{Loader, Location};

fuzz_target!(|data: &[u8]| {
    let file = std::env::temp_dir().join(format!("sapo-fuzz-{}.wsdl", std::process::id()));
    if std::fs::write(&file, data).is_err() {
        return;
    }
    let mut report = Report::new();
    let documents = Loader::new().load(&[Location::File(file)], &mut report);
    let text = sapo_codegen::pipeline(&documents, &Default::default(), "fuzz.rs", &mut report);
    assert!(text.is_some() || report.has_errors());
});
