//! `sapo fetch`: what a folder holds, and what it is good for.

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::web::{Answer, Site, serve};
use crate::{sapo, schema, stderr, stdout};

/// A place for a folder that is not there yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fetch-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry).into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The code that it exits with, and what it says.
fn run(arguments: &[&str], code: i32) -> (String, String) {
    let output = sapo(arguments);
    let (out, err) = (stdout(&output), stderr(&output));
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}\n{out}{err}"
    );
    (out, err)
}

/// A service as servers publish it: schemas by query string, an absolute location, two documents of one base name.
fn publish() -> Site {
    let site = serve();
    let types = site.url("shared/types.xsd");
    site.publish(
        "Orders.svc?wsdl",
        format!(
            "<wsdl:definitions xmlns:wsdl='http://schemas.xmlsoap.org/wsdl/' xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:orders'>\r\n
<wsdl:types><xs:schema targetNamespace='urn:orders'>
<xs:import namespace='urn:0' schemaLocation='?xsd=xsd0'/>
<xs:import namespace='urn:types' schemaLocation='{types}'/>
<xs:import namespace='http://www.w3.org/XML/1998/namespace' schemaLocation='http://www.w3.org/2001/xml.xsd'/>
<xs:element name='order' type='xs:string'/></xs:schema></wsdl:types></wsdl:definitions>"
        ),
    );
    site.publish(
        "Orders.svc?xsd=xsd0",
        schema("urn:0", "<xs:include schemaLocation='/other/Types.xsd'/>"),
    );
    site.publish(
        "other/Types.xsd",
        schema("urn:0", "<xs:element name='other'/>"),
    );
    site.answer("shared/types.xsd", Answer::Redirect("/v2/types.xsd".into()));
    site.publish(
        "v2/types.xsd",
        schema("urn:types", "<xs:include schemaLocation='more.xsd'/>"),
    );
    site.publish(
        "v2/more.xsd",
        schema("urn:types", "<xs:element name='more'/>"),
    );
    site
}

#[test]
fn a_folder_generates_offline_what_its_url_does() {
    let site = publish();
    let url = site.url("Orders.svc?wsdl");
    let folder = folder("whole");
    let path = folder.to_str().unwrap();
    let (out, _) = run(&["fetch", &url, "-o", path], 0);
    assert!(out.contains("added   Orders.wsdl"), "{out}");
    let all = [
        "Orders-xsd0.xsd",
        "Orders.wsdl",
        "Types-2.xsd",
        "more.xsd",
        "sapo.lock",
        "types.xsd",
    ];
    assert_eq!(names(&folder), all);
    // To the byte, the line ends included.
    let wsdl = std::fs::read_to_string(folder.join("Orders.wsdl")).unwrap();
    assert!(wsdl.contains(">\r\n\n<wsdl:types>"));
    assert!(wsdl.contains("'?xsd=xsd0'"));
    let lock = std::fs::read_to_string(folder.join("sapo.lock")).unwrap();
    assert!(
        lock.contains("redirected-to = \"http://127.0.0.1"),
        "{lock}"
    );

    let (online, _) = run(&["generate", &url, "--roots"], 0);
    let (offline, _) = run(&["generate", path, "--roots", "--offline"], 0);
    assert_eq!(online, offline);
    for variant in ["Order(", "Other(", "More("] {
        assert!(offline.contains(variant), "{offline}");
    }
    let file = folder.join("Orders.wsdl");
    let (file, _) = run(
        &["generate", file.to_str().unwrap(), "--roots", "--offline"],
        0,
    );
    assert_eq!(file, offline);

    // The same documents have the same names anywhere, and the folder can be moved.
    let moved = folder.with_file_name("fetch-moved");
    let _ = std::fs::remove_dir_all(&moved);
    run(&["fetch", &url, "-o", moved.to_str().unwrap()], 0);
    assert_eq!(
        lock,
        std::fs::read_to_string(moved.join("sapo.lock")).unwrap()
    );
    let (both, _) = run(&["generate", path, moved.to_str().unwrap(), "--roots"], 0);
    assert_eq!(both, offline, "what two folders hold is there once");
}

#[test]
fn a_folder_is_checked_and_brought_up_to_date() {
    let site = publish();
    let folder = folder("update");
    let path = folder.to_str().unwrap();
    run(&["fetch", &site.url("Orders.svc?wsdl"), "-o", path], 0);
    let (out, _) = run(&["fetch", path, "--check"], 0);
    assert!(out.ends_with("5 documents, as published\n"), "{out}");

    site.publish(
        "Orders.svc?xsd=xsd0",
        schema("urn:0", "<xs:element name='new'/>"),
    );
    site.publish(
        "v2/types.xsd",
        schema(
            "urn:types",
            "<xs:include schemaLocation='more.xsd'/><xs:include schemaLocation='../a/types.xsd'/>",
        ),
    );
    site.publish("a/types.xsd", schema("urn:types", ""));
    let before = names(&folder);
    let (out, err) = run(&["fetch", path, "--check"], 1);
    let changed: Vec<&str> = out.lines().map(|line| &line[..20]).collect();
    assert_eq!(
        changed[..4],
        [
            "changed Orders-xsd0.",
            "changed types.xsd (h",
            "added   types-3.xsd ",
            "removed Types-2.xsd "
        ],
        "{out}"
    );
    assert!(err.contains("is not what is published"), "{err}");
    assert_eq!(names(&folder), before, "nothing is written");

    let output = sapo(&["fetch", path, "--check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["changes"][0]["change"], "changed");
    assert_eq!(json["changes"][0]["file"], "Orders-xsd0.xsd");
    assert_eq!(json["documents"].as_array().unwrap().len(), 5);

    std::fs::write(folder.join("notes.txt"), "mine").unwrap();
    run(&["fetch", path], 0);
    run(&["fetch", path, "--check"], 0);
    let after = names(&folder);
    assert!(after.contains(&"notes.txt".into()), "{after:?}");
    assert!(!after.contains(&"Types-2.xsd".into()), "{after:?}");

    // What was edited is kept, what is lost is fetched again.
    let file = folder.join("types.xsd");
    std::fs::write(&file, "mine").unwrap();
    let (out, _) = run(&["fetch", path, "--check"], 1);
    assert!(out.contains("edited  types.xsd"), "{out}");
    site.publish(
        "v2/more.xsd",
        schema("urn:types", "<xs:element name='most'/>"),
    );
    let (_, err) = run(&["fetch", path], 2);
    assert!(err.contains("was edited after it was fetched"), "{err}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert!(
        !std::fs::read_to_string(folder.join("more.xsd"))
            .unwrap()
            .contains("most")
    );
    std::fs::remove_file(&file).unwrap();
    let (out, _) = run(&["fetch", path], 0);
    assert!(out.contains("lost    types.xsd"), "{out}");
    assert_eq!(names(&folder), after);
    run(&["fetch", path, "--check"], 0);
}

#[test]
fn nothing_is_written_unless_all_of_it_can_be_had() {
    let site = publish();
    let url = site.url("Orders.svc?wsdl");
    let folder = folder("missing");
    let path = folder.to_str().unwrap();
    let config = folder.with_file_name("fetch-limits.toml");
    std::fs::write(&config, "[limits]\ndocument-bytes = 300").unwrap();
    let config = config.to_str().unwrap();
    let (_, err) = run(&["fetch", &url, "-o", path, "--config", config], 2);
    assert!(err.contains("larger than 300 bytes"), "{err}");

    site.withdraw("v2/more.xsd");
    let (_, err) = run(&["fetch", &url, "-o", path], 2);
    assert!(err.contains("status 404"), "{err}");
    assert!(err.contains("v2/types.xsd:1:"), "{err}");
    assert!(!folder.exists());

    let import = "<xs:import namespace='urn:away' schemaLocation='http://sapo.invalid/away.xsd'/>";
    site.publish("v2/more.xsd", schema("urn:types", import));
    let (_, err) = run(&["fetch", &url, "-o", path], 2);
    assert!(err.contains("it is on another host"), "{err}");
    assert!(!folder.exists());
    let leftover = names(folder.parent().unwrap());
    assert!(
        !leftover
            .iter()
            .any(|name| name.starts_with(".fetch-missing")),
        "{leftover:?}"
    );
    let (_, err) = run(&["fetch", &url, "-o", path, "--allow-missing"], 0);
    assert!(err.contains("warning[src-import]"), "{err}");

    // What is there already stays as it is.
    let before = names(&folder);
    site.withdraw("Orders.svc?wsdl");
    run(&["fetch", path], 2);
    run(&["fetch", path, "--check"], 2);
    assert_eq!(names(&folder), before);
}

#[test]
fn a_folder_is_not_written_over_nor_left() {
    let site = publish();
    let url = site.url("Orders.svc?wsdl");
    let folder = folder("there");
    let path = folder.to_str().unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("more.xsd"), "mine").unwrap();
    let (_, err) = run(&["fetch", &url, "-o", path], 2);
    assert!(
        err.contains("was not fetched and would be overwritten"),
        "{err}"
    );
    assert_eq!(names(&folder), ["more.xsd"]);
    std::fs::remove_file(folder.join("more.xsd")).unwrap();
    run(&["fetch", &url, "-o", path], 0);

    let (_, err) = run(&["fetch", &site.url("v2/more.xsd"), "-o", path], 2);
    assert!(err.contains("fetch into another folder"), "{err}");
    run(&["fetch", &url], 2);
    run(&["fetch", path, "-o", path], 2);
    run(&["fetch", folder.parent().unwrap().to_str().unwrap()], 2);

    let file = folder.join("sapo.lock");
    let lock = std::fs::read_to_string(&file).unwrap();
    for (from, to, expected) in [
        (
            "\"more.xsd\"",
            "\"../more.xsd\"",
            "is not the name of a file",
        ),
        (
            "\"more.xsd\"",
            "\"/etc/passwd\"",
            "is not the name of a file",
        ),
        (
            "\"more.xsd\"",
            "\"types.xsd\"",
            "is listed for several documents",
        ),
        ("version = 1", "version = 2", "is of version 2"),
        ("version = 1", "version = one", "sapo.lock:3:"),
    ] {
        std::fs::write(&file, lock.replacen(from, to, 1)).unwrap();
        for arguments in [&["fetch", path][..], &["generate", path]] {
            let (_, err) = run(arguments, 2);
            assert!(err.contains(expected), "{err}");
        }
    }
}

#[test]
fn passwords_are_not_kept() {
    let site = publish();
    let folder = folder("user");
    let path = folder.to_str().unwrap();
    let url = site.url("Orders.svc?wsdl").replace("//", "//anna:secret@");
    let (out, err) = run(&["fetch", &url, "-o", path], 0);
    let lock = std::fs::read_to_string(folder.join("sapo.lock")).unwrap();
    for text in [out, err, lock] {
        assert!(!text.contains("secret"), "{text}");
    }
    run(&["generate", path, "--offline"], 0);
    run(&["fetch", &url, "-o", path, "--check"], 0);
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn limits_count_bytes_that_are_decompressed() {
    let site = serve();
    let folder = folder("bomb");
    let path = folder.to_str().unwrap();
    let url = site.url("bomb.xsd");

    // What is beyond the limit is not even looked at: that it is no gzip goes unnoticed.
    let mut bomb = gzip(&vec![b' '; 1 << 20]).repeat(65);
    bomb.extend(b"not gzip");
    assert!(bomb.len() < 1 << 20);
    site.answer("bomb.xsd", Answer::Encoded("gzip", bomb));
    for arguments in [
        &["fetch", &url, "-o", path][..],
        &["generate", &url],
        &["inspect", &url],
        &["diff", &url, &url],
    ] {
        let (_, err) = run(arguments, 2);
        assert!(err.contains("it is larger than 67108864 bytes"), "{err}");
    }
    assert!(!folder.exists());

    // What decompresses to nothing has a limit, too.
    let config = folder.with_extension("toml");
    let config = config.to_str().unwrap();
    std::fs::write(config, "[limits]\ndocument-bytes = 4096\n").unwrap();
    let nothing = gzip(b"").repeat(1000);
    site.answer("bomb.xsd", Answer::Encoded("gzip", nothing));
    let (_, err) = run(&["fetch", &url, "-o", path, "--config", config], 2);
    assert!(err.contains("it is larger than 4096 bytes"), "{err}");

    // The greatest size is allowed, compressed or not.
    let mut page = schema("urn:a", "");
    page += &" ".repeat(4096 - page.len());
    let compressed = Answer::Encoded("gzip", gzip(page.as_bytes()));
    for answer in [Answer::Page(page.clone()), compressed] {
        site.answer("bomb.xsd", answer);
        run(&["generate", &url, "--config", config], 0);
        site.answer("bomb.xsd", Answer::Page(page.clone() + " "));
        let (_, err) = run(&["generate", &url, "--config", config], 2);
        assert!(err.contains("larger than 4096 bytes"), "{err}");
    }
}

#[test]
fn small_documents_add_up() {
    let site = serve();
    let folder = folder("many");
    let path = folder.to_str().unwrap();
    let url = site.url("0.xsd");
    for at in 0..10 {
        let import = format!(
            "<xs:import namespace='urn:{}' schemaLocation='{}.xsd'/>",
            at + 1,
            at + 1
        );
        let page = schema(&format!("urn:{at}"), &import) + &" ".repeat(10_000);
        site.answer(
            &format!("{at}.xsd"),
            Answer::Encoded("gzip", gzip(page.as_bytes())),
        );
    }
    let config = folder.with_extension("toml");
    let config = config.to_str().unwrap();
    std::fs::write(config, "[limits]\ntotal-bytes = 50_000\n").unwrap();
    for arguments in [
        &["fetch", &url, "-o", path, "--config", config][..],
        &["generate", &url, "--config", config],
    ] {
        let (_, err) = run(arguments, 2);
        assert!(
            err.contains("together are larger than 50000 bytes"),
            "{err}"
        );
    }
}

#[test]
fn what_is_not_whole_is_not_a_document() {
    let site = serve();
    let url = site.url("a.xsd");
    let page = schema("urn:a", "<xs:element name='a'/>");
    let compressed = gzip(page.as_bytes());
    let cut = compressed[..compressed.len() - 4].to_vec();
    for (answer, expected) in [
        (Answer::Cut(page.clone()), "cannot be read"),
        (Answer::Encoded("gzip", cut), "cannot be read"),
        (
            Answer::Encoded("gzip", page.clone().into()),
            "cannot be read",
        ),
        // Neither was asked for.
        (
            Answer::Encoded("deflate", compressed.clone()),
            "the unknown encoding \"deflate\"",
        ),
        (
            Answer::Encoded("br", compressed),
            "the unknown encoding \"br\"",
        ),
    ] {
        site.answer("a.xsd", answer);
        let (_, err) = run(&["generate", &url], 2);
        assert!(err.contains(expected), "{err}");
    }
    site.answer("a.xsd", Answer::Encoded("identity", page.into()));
    run(&["generate", &url], 0);
}
