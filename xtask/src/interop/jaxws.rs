//! Java's JAX-WS: the services of tests/interop/jaxws, compiled and served, and the WSDLs that it publishes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::{bindings, files};
use crate::command::run;
use crate::packages::JAXWS_LIBRARY;
use crate::site::Site;
use crate::{target, workspace};

/// Writes the beans that stand for messages. Debian's runtime cannot make them by itself: it lacks a library for that.
const PROCESSOR: &str = "com.sun.tools.ws.processor.modeler.annotation.WebServiceAp";
const PROCESSOR_PATH: &str =
    "/usr/share/java/jaxws-tools.jar:/usr/share/java/jaxb-jxc.jar:/usr/share/java/jaxb-xjc.jar";

/// Where the sources and the WSDLs are.
fn folder() -> PathBuf {
    workspace().join("tests/interop/jaxws")
}

/// Compiles the services, and serves them on a free port.
pub(super) fn start() -> Result<Site> {
    let classes = target().join("interop/jaxws/classes");
    if classes.exists() {
        fs::remove_dir_all(&classes)?;
    }
    fs::create_dir_all(&classes)?;
    let mut javac = Command::new("javac");
    javac.args(["-Werror", "-encoding", "UTF-8", "-classpath", JAXWS_LIBRARY]);
    javac.args(["-processorpath", PROCESSOR_PATH, "-processor", PROCESSOR]);
    javac.arg("-d").arg(&classes).arg("-s").arg(&classes);
    for entry in files(&folder())? {
        match entry.is_dir() {
            true => javac.args(files(&entry)?),
            false
                if entry
                    .extension()
                    .is_some_and(|extension| extension == "java") =>
            {
                javac.arg(entry)
            }
            false => &mut javac,
        };
    }
    // The processor leaves empty folders where it is started.
    run(javac.current_dir(&classes))?;
    let mut process = Command::new("java")
        .arg("-classpath")
        .arg(std::env::join_paths([Path::new(JAXWS_LIBRARY), &classes])?)
        .arg("Server")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("java does not start")?;
    let stdout = process.stdout.take().expect("it is piped");
    Site::of(process, stdout, |line| Some(line.trim_end().to_owned()))
}

/// Checks that the WSDLs that the server publishes, of both versions of SOAP, give the bindings that ours do.
/// `SAPO_BLESS=1` makes those of SOAP 1.1 ours.
pub(super) fn publishes(site: &Site) -> Result<()> {
    let bless = std::env::var_os("SAPO_BLESS").is_some();
    for ours in files(&folder())? {
        let is_wsdl = ours
            .extension()
            .is_some_and(|extension| extension == "wsdl");
        let Some(service) = ours.file_stem().filter(|_| is_wsdl) else {
            continue;
        };
        for version in ["soap11", "soap12"] {
            let published = match bless && version == "soap11" {
                true => folder(),
                false => target().join("interop/jaxws").join(version),
            };
            fs::create_dir_all(&published)?;
            let published = published.join(service).with_extension("wsdl");
            save(site, version, &service.to_string_lossy(), &published)?;
            bindings::same(&published, &ours).with_context(|| {
                format!(
                    "{version} publishes another WSDL than {}: see {}",
                    ours.display(),
                    published.display()
                )
            })?;
        }
    }
    Ok(())
}

/// Writes a published WSDL and its schemas as they are checked in: next to each other, in SOAP 1.1, and sorted.
fn save(site: &Site, version: &str, service: &str, path: &Path) -> Result<()> {
    let place = format!("/{version}/{service}");
    let wsdl = site.get(&format!("{place}?wsdl"))?;
    let location = |number: usize| format!("{}{place}?xsd={number}\"", site.address());
    let schemas = (1..)
        .take_while(|&number| wsdl.contains(&location(number)))
        .count();
    let local = |text: &str| {
        let mut text = sorted(text)?;
        for number in 1..=schemas {
            text = text.replace(&location(number), &format!("{service}-{number}.xsd\""));
        }
        anyhow::Ok(
            text.replace(&format!("{}/{version}", site.address()), "http://localhost")
                .replace("soap12", "soap"),
        )
    };
    fs::write(path, local(&wsdl)?)?;
    for number in 1..=schemas {
        let schema = site.get(&format!("{place}?xsd={number}"))?;
        let path = path.with_file_name(format!("{service}-{number}.xsd"));
        fs::write(path, local(&schema)?)?;
    }
    Ok(())
}

/// A WSDL or a schema whose messages, operations and global components are in the order of their names: Java says
/// nothing about the order of methods. What is before the root element is left out.
fn sorted(text: &str) -> Result<String> {
    const GROUPS: [(&str, &[&str]); 4] = [
        ("definitions", &["message"]),
        ("portType", &["operation"]),
        ("binding", &["operation"]),
        ("schema", &["element", "complexType", "simpleType"]),
    ];
    let document = roxmltree::Document::parse(text)?;
    let mut places = Vec::new();
    for parent in document.descendants() {
        let Some((_, kinds)) = GROUPS.iter().find(|(name, _)| parent.has_tag_name(*name)) else {
            continue;
        };
        for kind in *kinds {
            let of_kind = |child: &roxmltree::Node<'_, '_>| child.tag_name().name() == *kind;
            let children: Vec<_> = parent.children().filter(of_kind).collect();
            let mut sorted = children.clone();
            sorted.sort_by_key(|child| child.attribute("name"));
            places.extend(children.into_iter().zip(sorted));
        }
    }
    places.sort_by_key(|(place, _)| place.range().start);
    let mut output = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let mut at = document.root_element().range().start;
    for (place, content) in places {
        output.push_str(&text[at..place.range().start]);
        output.push_str(&text[content.range()]);
        at = place.range().end;
    }
    output.push_str(&text[at..]);
    output.push('\n');
    Ok(output)
}
