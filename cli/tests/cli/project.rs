//! The documents of this project: sapo.lock, `sapo check`, and changes of the schema.

use std::fs;
use std::path::{Path, PathBuf};

use crate::web::{Site, serve};
use crate::{sapo, sapo_in, stderr, stdout};

const WSDL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../wsdl");
const HOST: &str = "https://api.24sevenoffice.com/";
const PUBLISHED: &str = "authenticate/v001/authenticate.asmx?wsdl";

/// Replaces a text that is there once.
fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    text.replace(from, to)
}

/// A copy of the project's documents whose service is a local server.
struct Copy {
    folder: PathBuf,
    site: Site,
    /// The WSDL of Authenticate, which the server publishes.
    document: String,
}

impl Copy {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("project-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let files = [
            "auth.toml",
            "auth.wsdl",
            "authenticate.wsdl",
            "sapo.lock",
            "sapo.toml",
        ];
        for file in files {
            fs::copy(Path::new(WSDL).join(file), folder.join(file)).unwrap();
        }
        let document = fs::read_to_string(folder.join("authenticate.wsdl")).unwrap();
        let site = serve();
        site.publish(PUBLISHED, document.as_str());
        let new = Self {
            folder,
            site,
            document,
        };
        let lock = fs::read_to_string(new.folder.join("sapo.lock")).unwrap();
        new.write("sapo.lock", &replaced(&lock, HOST, &new.site.url("")));
        new
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.join(file), text).unwrap();
    }

    fn run(&self, arguments: &[&str], code: i32) -> (String, String) {
        let output = sapo_in(&self.folder, arguments);
        let (out, err) = (stdout(&output), stderr(&output));
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}\n{out}{err}"
        );
        (out, err)
    }

    /// Returns the line about a changed document.
    fn change(&self, change: &str) -> String {
        let url = self.site.url(PUBLISHED);
        format!("  {change:<7} authenticate.wsdl ({url})\n")
    }
}

const NO_ERRORS: &str = "authenticate.wsdl: no errors\nauth.wsdl: no errors\n";

#[test]
fn the_documents_are_those_that_sapo_lock_lists() {
    let output = sapo_in(Path::new(WSDL), &["check", "--offline"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let fetched = ".: as fetched, not compared with what is published (--offline)\n";
    assert_eq!(stdout(&output), format!("{NO_ERRORS}{fetched}"));
    assert_eq!(stderr(&output), "");
}

#[test]
fn the_full_check_compares_them_with_the_service() {
    let own = Copy::new("published");
    let (out, err) = own.run(&["check"], 0);
    assert_eq!(out, format!("{NO_ERRORS}.: as published\n"));
    assert_eq!(err, "");

    let removed = r#"<xs:element minOccurs="0" maxOccurs="1" name="Email" type="xs:string">"#;
    let renamed = removed.replace("Email", "Mail");
    let newer = replaced(&own.document, removed, &renamed);
    own.site.publish(PUBLISHED, newer.as_str());
    let (out, err) = own.run(&["check"], 1);
    let changed = format!(
        "{NO_ERRORS}.: not what is published\n{}",
        own.change("changed")
    );
    assert!(out.starts_with(&changed), "{out}");
    assert!(out.contains("breaking: `Passport::email` is gone"), "{out}");
    assert_eq!(
        err,
        "error: `.` is not what is published: `sapo fetch .` updates it\n"
    );
    // Nothing on disk has changed.
    own.run(&["check", "--offline"], 0);

    own.run(&["fetch", "."], 0);
    assert_eq!(
        fs::read_to_string(own.folder.join("authenticate.wsdl")).unwrap(),
        newer
    );
    own.run(&["check"], 0);
}

#[test]
fn the_document_of_a_neighbor_is_not_compared() {
    let own = Copy::new("neighbor");
    // auth.wsdl, which no server publishes, comes first.
    let entries = "[[bindings]]\ninputs = ['auth.wsdl']\nconfig = 'auth.toml'\n";
    let tracked = "[[bindings]]\ninputs = ['authenticate.wsdl']\n";
    let comment = "<wsdl:types><!-- newer -->";
    let newer = replaced(&own.document, "<wsdl:types>", comment);
    own.site.publish(PUBLISHED, newer);
    let changed = format!(".: not what is published\n{}", own.change("changed"));

    own.write("sapo.toml", &format!("{entries}{tracked}"));
    let (out, _) = own.run(&["check"], 1);
    let same = "nothing changes for callers\n";
    assert!(out.ends_with(&format!("{changed}{same}")), "{out}");

    own.write("sapo.toml", entries);
    let (out, _) = own.run(&["check"], 1);
    assert!(out.ends_with(&changed), "{out}");
}

#[test]
fn an_edited_document_is_found_without_a_network() {
    let own = Copy::new("edited");
    let edited = replaced(
        &own.document,
        "authenticated elsewhere",
        "authenticated before",
    );
    own.write("authenticate.wsdl", &edited);
    let (out, err) = own.run(&["check", "--offline"], 1);
    let not_fetched = format!("{NO_ERRORS}.: not what was fetched\n");
    assert_eq!(out, format!("{not_fetched}{}", own.change("edited")));
    assert_eq!(
        err,
        "error: `.` is not what was fetched: restore the files, or remove them and run `sapo fetch .`\n"
    );
    let (out, _) = own.run(&["check", "--offline", "--format", "json"], 1);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let published = &json["published"][0];
    assert_eq!(published["changed"], true);
    assert_eq!(published["skipped"], true);
    assert_eq!(published["changes"][0]["change"], "edited");
    assert_eq!(json["bindings"][0]["inputs"][0], "authenticate.wsdl");
    let (out, _) = own.run(&["check"], 1);
    assert!(out.contains(&own.change("edited")), "{out}");

    fs::remove_file(own.folder.join("authenticate.wsdl")).unwrap();
    let (out, _) = own.run(&["check", "--offline"], 2);
    assert!(out.ends_with(&own.change("lost")), "{out}");
    // As the message says.
    own.run(&["fetch", "."], 0);
    own.run(&["check", "--offline"], 0);
}

#[test]
fn outputs_of_the_build_script_are_not_written() {
    let own = Copy::new("skipped");
    let files = || fs::read_dir(&own.folder).unwrap().count();
    let before = files();
    for arguments in [&["generate"][..], &["generate", "--check"]] {
        let (out, err) = own.run(arguments, 0);
        assert_eq!(out, "");
        let skipped = |input: &str| {
            format!("note: skipped `{input}`: without `out`, a build script generates it\n")
        };
        assert_eq!(err, skipped("authenticate.wsdl") + &skipped("auth.wsdl"));
    }
    assert_eq!(files(), before);
    let (out, _) = own.run(&["generate", "--format", "json"], 0);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json[1]["inputs"][0], "auth.wsdl");
    assert_eq!(json[1]["skipped"], true);

    // Errors in the documents are found all the same.
    own.write("auth.wsdl", "<html/>");
    let (out, err) = own.run(&["check", "--offline"], 2);
    assert!(!out.contains("auth.wsdl: no errors"), "{out}");
    assert!(err.contains("auth.wsdl:1:1"), "{err}");
}

/// A change of a type in authenticate.wsdl.
struct Change<'a> {
    ty: &'a str,
    /// A text that is once in the type's definition.
    from: &'a str,
    to: &'a str,
    /// The lines of the report without their places.
    report: &'a [&'a str],
}

const BREAKING: [Change<'static>; 5] = [
    Change {
        ty: "Credential",
        from: "<xs:sequence>",
        to: r#"<xs:sequence><xs:element name="LicenseId" type="xs:int" />"#,
        report: &[
            "breaking: `Credential::license_id` is new: requests must have it [added]",
            "1 of 1 change breaks callers",
        ],
    },
    Change {
        ty: "Identity",
        from: r#"name="IsCurrent""#,
        to: r#"name="IsActive""#,
        report: &[
            "breaking: `Identity::is_active` is new: requests must have it [added]",
            "breaking: `Identity::is_current` is gone: code that names it no longer compiles [removed]",
            "2 of 2 changes break callers",
        ],
    },
    Change {
        ty: "Client",
        from: r#"name="Id" type="xs:long""#,
        to: r#"name="Id" type="ms:guid""#,
        report: &[
            "breaking: `Client::id` is `Uuid`, was `i64`: code that reads or sets it no longer compiles [type]",
            "1 of 1 change breaks callers",
        ],
    },
    Change {
        ty: "User",
        from: r#"maxOccurs="1" default="" name="Name""#,
        to: r#"maxOccurs="unbounded" default="" name="Name""#,
        report: &[
            "breaking: `User::name` is `Vec<String>`, was `Option<String>`: it may be there several times now [type]",
            "1 of 1 change breaks callers",
        ],
    },
    Change {
        ty: "Passport",
        from: r#"<xs:element minOccurs="0" maxOccurs="1" name="Email" type="xs:string">
            <xs:annotation>
              <xs:documentation>The user's e-mail address, which is also the user name.</xs:documentation>
            </xs:annotation>
          </xs:element>"#,
        to: "",
        report: &[
            "breaking: `Passport::email` is gone: code that names it no longer compiles [removed]",
            "1 of 1 change breaks callers",
        ],
    },
];

impl Change<'_> {
    /// Returns the document with the change.
    fn of(&self, document: &str) -> String {
        let begin = format!(r#"<xs:complexType name="{}">"#, self.ty);
        let (before, rest) = document.split_once(&begin).unwrap();
        let (definition, after) = rest.split_once("</xs:complexType>").unwrap();
        let definition = replaced(definition, self.from, self.to);
        format!("{before}{begin}{definition}</xs:complexType>{after}")
    }

    /// Checks what `sapo diff` reports, and its exit code.
    fn check(&self, name: &str, code: i32) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("project-types");
        fs::create_dir_all(&folder).unwrap();
        let old = format!("{WSDL}/authenticate.wsdl");
        let new = folder.join(format!("{}-{name}.wsdl", self.ty));
        fs::write(&new, self.of(&fs::read_to_string(&old).unwrap())).unwrap();
        let config = format!("{WSDL}/sapo.toml");
        let output = sapo(&["diff", &old, new.to_str().unwrap(), "--config", &config]);
        let text = stdout(&output);
        let lines = text.lines().map(|line| match line.split_once(": ") {
            Some((place, rest)) if place.contains(".wsdl:") => rest,
            _ => line,
        });
        assert_eq!(lines.collect::<Vec<_>>(), self.report, "{text}");
        assert_eq!(output.status.code(), Some(code), "{}", self.ty);
    }
}

#[test]
fn a_breaking_change_of_each_type_is_told() {
    for change in &BREAKING {
        change.check("breaking", 1);
    }
}

#[test]
fn an_optional_element_breaks_none_of_the_types() {
    let sent = "it may be absent, and literals end in `..Default::default()` or `..new(…)`";
    let received = "callers only receive it, and skip it if they don't know it";
    for (ty, reason) in [
        ("Credential", sent),
        ("Identity", sent),
        ("Client", sent),
        ("User", sent),
        ("Passport", received),
    ] {
        let added = format!("compatible: `{ty}::nickname` is new: {reason} [added]");
        let change = Change {
            ty,
            from: "<xs:sequence>",
            to: r#"<xs:sequence><xs:element minOccurs="0" name="Nickname" type="xs:string" />"#,
            report: &[&added, "1 change for callers, none breaks them"],
        };
        change.check("optional", 0);
    }
}
