//! The builder: what a build script or a test of a project sees.

use std::path::{Path, PathBuf};

use sapo_codegen::{Error, Generator};

const WSDL: &str = "../wsdl/authenticate.wsdl";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("generator-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_file_is_written_only_where_it_changes() {
    let out = folder("write").join("authenticate.rs");
    let generator = || Generator::new().wsdl(WSDL).out(&out);
    assert!(generator().generate().unwrap().changed);
    assert!(!generator().generate().unwrap().changed);
    assert!(generator().roots(true).generate().unwrap().changed);
    assert!(generator().roots(true).check().is_ok());
    match generator().check() {
        Err(Error::Stale { path, files, diff }) => {
            assert_eq!((&path, &files[..]), (&out, &[out.clone()][..]));
            assert!(diff.contains("-pub enum Root {"), "{diff}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_output_that_cannot_be_written_is_named_with_its_reason_once() {
    let out = folder("unwritable").join("file").join("authenticate.rs");
    std::fs::write(out.parent().unwrap(), "in the way").unwrap();
    let error = Generator::new()
        .wsdl(WSDL)
        .out(&out)
        .generate()
        .unwrap_err();
    let Error::Output { source, .. } = &error else {
        panic!("{error}");
    };
    assert!(error.to_string().ends_with(&format!(": {source}")));
    let mut next = std::error::Error::source(&error);
    while let Some(source) = next {
        assert!(!error.to_string().contains(&source.to_string()), "{source}");
        next = source.source();
    }
}

#[test]
fn the_result_depends_on_nothing_but_the_input() {
    let folder = folder("same");
    let copy = folder.join("other name.wsdl");
    std::fs::copy(WSDL, &copy).unwrap();
    let here = Generator::new().wsdl(WSDL).render().unwrap();
    let there = Generator::new().wsdl(&copy).render().unwrap();
    assert_eq!(here.text, there.text);
    assert_eq!(there.files, [copy]);
}

#[test]
fn the_configuration_file_counts_and_is_watched() {
    let folder = folder("config");
    let config = folder.join("sapo.toml");
    std::fs::write(
        &config,
        "roots = true\nderives = [\"Hash\", \"::other::Trait\"]\nsecret = [\"Credential/Password\"]\n[names]\nIdentity = \"Persona\"\n",
    )
    .unwrap();
    let output = Generator::new()
        .wsdl(WSDL)
        .config(&config)
        .render()
        .unwrap();
    for expected in [
        "pub enum Root",
        "Secret<String>",
        ", Hash, ::other::Trait)]\npub struct Persona",
    ] {
        assert!(output.text.contains(expected), "{expected}");
    }
    assert!(output.files.contains(&config));

    std::fs::write(&config, "unknown = 1\n").unwrap();
    let error = Generator::new()
        .wsdl(WSDL)
        .config(&config)
        .render()
        .unwrap_err();
    assert!(error.to_string().contains("sapo.toml:1:1"), "{error}");
}

#[test]
fn errors_are_shown_as_they_are_by_a_failing_main() {
    let error = Generator::new().wsdl("no/such.wsdl").render().unwrap_err();
    let shown = format!("Error: {error:?}");
    assert!(
        shown.contains("error[input]: `no/such.wsdl` cannot be read"),
        "{shown}"
    );
    assert!(matches!(Generator::new().render(), Err(Error::Input(_))));
    assert!(matches!(
        Generator::new().wsdl(WSDL).check(),
        Err(Error::NoOutput)
    ));
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through() {
    let folder = folder("link");
    let (file, link) = (folder.join("file.rs"), folder.join("link.rs"));
    std::fs::write(&file, "").unwrap();
    std::os::unix::fs::symlink("file.rs", &link).unwrap();
    Generator::new().wsdl(WSDL).out(&link).generate().unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("pub struct Identity")
    );
}

#[test]
fn a_client_says_that_its_service_requires_addressing() {
    let output = Generator::new().wsdl("tests/errors/wsdl-addressing/input.wsdl");
    let text = output.render().unwrap().text;
    let docs = |client: &str| {
        let (_, docs) = text
            .split_once(&format!("/// Client of the service `{client}`.\n"))
            .unwrap();
        docs.split_once("#[derive").unwrap().0.to_owned()
    };
    for service in [
        "Extension",
        "Older",
        "Assertion",
        "Referenced",
        "EachAlternative",
        "OfOperation",
    ] {
        let docs = docs(service);
        assert!(
            docs.contains("This service requires WS-Addressing"),
            "{service}: {docs}"
        );
        assert!(
            docs.contains("with_interceptor(sapo::soap::addressing::Addressing::new())"),
            "{docs}"
        );
    }
    assert!(
        docs("OfPort").contains("The port `OfPort` requires WS-Addressing"),
        "{}",
        docs("OfPort")
    );
    for service in ["Optional", "OptionalAssertion", "OneAlternative", "Plain"] {
        assert_eq!(docs(service), "", "{service}");
    }
}

#[test]
fn structs_can_do_without_comparison() {
    let out = folder("no-partial-eq").join("choice.rs");
    let generator = Generator::new()
        .xsd("tests/cases/enumerations/input.xsd")
        .types_only(true)
        .no_partial_eq(true)
        .out(&out);
    generator.generate().unwrap();
    let text = std::fs::read_to_string(&out).unwrap();
    let derives = |kind: &str| -> Vec<&str> {
        let items = text.split("#[derive(").skip(1);
        let of_kind = items.filter(|item| item.split("pub ").nth(1).unwrap().starts_with(kind));
        of_kind
            .map(|item| item.split(')').next().unwrap())
            .collect()
    };
    assert!(
        derives("struct")
            .iter()
            .all(|one| !one.contains("PartialEq"))
            && !derives("struct").is_empty()
    );
    assert!(
        derives("enum").iter().any(|one| one.contains("PartialEq")),
        "{text}"
    );
}
