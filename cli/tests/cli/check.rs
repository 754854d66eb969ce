//! `sapo check`, and `sapo generate` of what sapo.toml lists.

use std::fs;
use std::path::{Path, PathBuf};

use crate::web::{Site, serve};
use crate::{sapo_in, schema, stderr, stdout};

/// A crate with two bindings: one of a fetched folder, one of a file.
struct Crate {
    folder: PathBuf,
    site: Site,
}

fn order(content: &str) -> String {
    let order = format!(
        "<xs:complexType name='Order'><xs:sequence>{content}</xs:sequence></xs:complexType>"
    );
    schema("urn:orders", &order)
}

const NUMBER: &str = "<xs:element name='number' type='xs:int'/>";

impl Crate {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("check-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let site = serve();
        site.publish("orders.xsd", order(NUMBER));
        let new = Self { folder, site };
        let item = "<xs:element name='item'><xs:complexType/></xs:element>";
        new.write("item.xsd", &schema("urn:item", item));
        new.write(
            "sapo.toml",
            "serde = true\n
             [[bindings]]\ninputs = ['schemas/orders']\nout = 'src/orders.rs'\n
             [[bindings]]\ninputs = ['item.xsd']\nout = 'src/item.rs'\nroots = true\nconfig = 'item.toml'\n",
        );
        new.write("item.toml", "[names]\nitem = 'Thing'\n");
        let url = new.site.url("orders.xsd");
        new.run(&["fetch", &url, "-o", "schemas/orders"], 0);
        new
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
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
}

#[test]
fn everything_that_is_listed_is_generated_and_checked() {
    let own = Crate::new("listed");
    own.run(&["generate", "--check"], 1);
    let (out, _) = own.run(&["generate", "--format", "json"], 0);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json[0]["path"], "src/orders.rs");
    assert_eq!(json[1]["changed"], true);
    // What the file says holds for all that have no file of their own.
    let (orders, item) = (own.read("src/orders.rs"), own.read("src/item.rs"));
    assert!(orders.contains("serde") && !orders.contains("enum Root"));
    assert!(!item.contains("serde") && item.contains("enum Root") && item.contains("Thing"));
    own.run(&["generate", "--check"], 0);

    own.write("src/orders.rs", &orders.replace("i32", "i64"));
    let (out, err) = own.run(&["generate", "--check"], 1);
    assert!(out.contains("-    pub number: i64"), "{out}");
    assert!(err.contains("`src/orders.rs` is out of date"), "{err}");
    // From elsewhere, paths are those of the file.
    let elsewhere = own.folder.join("sapo.toml");
    let elsewhere = elsewhere.to_str().unwrap();
    let output = sapo_in(Path::new("."), &["generate", "--config", elsewhere]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(own.read("src/orders.rs"), orders);

    // One that is wrong keeps none of the others.
    own.write("src/item.rs", "");
    fs::remove_dir_all(own.folder.join("schemas")).unwrap();
    let (_, err) = own.run(&["generate"], 2);
    assert!(err.contains("`schemas/orders` cannot be read"), "{err}");
    assert_eq!(own.read("src/item.rs"), item);
}

#[test]
fn bindings_and_published_documents_are_looked_after() {
    let own = Crate::new("drift");
    own.run(&["generate"], 0);
    let (out, err) = own.run(&["check"], 0);
    assert_eq!(
        out,
        "src/orders.rs: up to date\nsrc/item.rs: up to date\nschemas/orders: as published\n"
    );
    assert!(err.is_empty(), "{err}");

    own.write("src/item.rs", "mine\n");
    own.site
        .publish("orders.xsd", order(&NUMBER.replace("int", "long")));
    let (out, err) = own.run(&["check"], 1);
    for expected in [
        "src/orders.rs: up to date\n",
        "src/item.rs: out of date\n---",
        "\n-mine\n",
        "schemas/orders: not what is published\n  changed orders.xsd (http",
        "breaking: `Order::number` is `i64`, was `i32`",
    ] {
        assert!(out.contains(expected), "{expected}\n{out}");
    }
    assert!(
        err.contains("`schemas/orders` is not what is published"),
        "{err}"
    );

    let (out, _) = own.run(&["check", "--format", "json"], 1);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["bindings"][0]["stale"], false);
    assert_eq!(json["bindings"][1]["stale"], true);
    let published = &json["published"][0];
    assert_eq!(published["folder"], "schemas/orders");
    assert_eq!(published["changes"][0]["change"], "changed");
    assert_eq!(published["diff"]["breaking"], 1);

    let (out, _) = own.run(&["check", "--offline"], 1);
    assert!(
        out.contains("schemas/orders: as fetched, not compared"),
        "{out}"
    );
    own.run(&["generate"], 0);
    own.run(&["check", "--offline"], 0);

    // Brought up to date, nothing drifts.
    own.run(&["fetch", "schemas/orders"], 0);
    own.run(&["check", "--offline"], 1);
    own.run(&["generate"], 0);
    own.run(&["check"], 0);
}

#[test]
fn what_cannot_be_checked_is_no_drift() {
    let own = Crate::new("unchecked");
    own.run(&["generate"], 0);
    own.site.withdraw("orders.xsd");
    let (_, err) = own.run(&["check"], 2);
    assert!(err.contains("status 404"), "{err}");

    // What is published there is no schema, a page of the server for instance.
    own.site.publish("orders.xsd", "<html/>");
    let (_, err) = own.run(&["check"], 2);
    assert!(err.contains("neither a WSDL nor an XML Schema"), "{err}");

    let url = own.site.url("orders.xsd");
    own.site.publish("orders.xsd", order(NUMBER));
    own.write(
        "sapo.toml",
        &format!("[[bindings]]\ninputs = ['{url}']\nout = 'orders.rs'\n"),
    );
    own.run(&["generate"], 0);
    own.run(&["check"], 0);
    let (out, _) = own.run(&["check", "--offline"], 0);
    assert!(out.starts_with("orders.rs: not checked"), "{out}");
    own.site.publish("orders.xsd", order(""));
    own.run(&["check"], 1);

    for (text, expected) in [
        ("serde = true", "lists no bindings"),
        ("[[bindings]]\nout = 'a.rs'", "sapo.toml:1:1"),
        (
            "[[bindings]]\ninputs = []\nout = 'a.rs'",
            "no documents are given",
        ),
        (
            "[[bindings]]\ninputs = []\nout = 'a.rs'\nsedre = true",
            "sapo.toml:4:1",
        ),
    ] {
        own.write("sapo.toml", text);
        let (_, err) = own.run(&["check"], 2);
        assert!(err.contains(expected), "{err}");
    }
    fs::remove_file(own.folder.join("sapo.toml")).unwrap();
    own.run(&["check"], 2);
    let (_, err) = own.run(&["generate"], 2);
    assert!(err.contains("list bindings in `sapo.toml`"), "{err}");
}
