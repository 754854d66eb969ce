//! Whether two WSDLs generate the same bindings.

use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use sapo_codegen::Generator;

/// Checks that a published WSDL generates what ours does, but for documentation and endpoints, by the configuration that is
/// beside ours if there is one.
pub(crate) fn same(published: &Path, ours: &Path) -> Result<()> {
    let config = ours.with_extension("toml");
    let [published, ours] = [published, ours].map(|wsdl| bindings(wsdl, &config));
    let (published, ours) = (published?, ours?);
    for (number, (published, ours)) in published.iter().zip(&ours).enumerate() {
        ensure!(
            published == ours,
            "item {}: the published WSDL gives\n{published}\nand ours\n{ours}",
            number + 1
        );
    }
    ensure!(
        published.len() == ours.len(),
        "the published WSDL gives {} items, ours {}",
        published.len(),
        ours.len()
    );
    Ok(())
}

/// The items of what a WSDL generates, without documentation, endpoints and white space.
fn bindings(wsdl: &Path, config: &Path) -> Result<Vec<String>> {
    let mut generator = Generator::new().wsdl(wsdl).server(true);
    if config.exists() {
        generator = generator.config(config);
    }
    let output = generator.render().map_err(|error| anyhow!("{error}"))?;
    let mut code = String::new();
    for line in output.text.lines().map(str::trim) {
        if line.is_empty() {
            code.push('\n');
        } else if !line.starts_with("//") {
            code.extend(line.chars().filter(|character| !character.is_whitespace()));
        }
    }
    Ok(code
        .lines()
        .filter(|item| !item.is_empty())
        .map(without_endpoints)
        .collect())
}

/// Takes the URLs of ports out. How long they are decides where lines break, so commas behind the last argument
/// go too.
fn without_endpoints(item: &str) -> String {
    const PORT: &str = "gen1::Port::";
    let mut ports = item.split(PORT);
    let mut kept = ports.next().unwrap_or_default().to_owned();
    for port in ports {
        let (arguments, rest) = port.split_once(')').unwrap_or((port, ""));
        let without_url = arguments.split('"').next().unwrap_or_default();
        kept.push_str(PORT);
        kept.push_str(without_url);
        kept.push(')');
        kept.push_str(rest);
    }
    kept.replace(",]", "]").replace(",)", ")")
}
