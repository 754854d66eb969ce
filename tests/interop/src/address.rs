//! The addresses of the servers that `cargo xtask interop` starts.

/// Returns the address of a server by its name in the environment, such as `ASMX` in
/// `SAPO_INTEROP_ASMX`. If the server isn't running, prints a line that says so and returns `None`.
pub fn address(name: &str) -> Option<String> {
    let variable = format!("SAPO_INTEROP_{name}");
    let address = std::env::var(&variable).ok();
    if address.is_none() {
        eprintln!("skipped: {variable} is not set; `cargo xtask interop` sets it");
    }
    address
}
