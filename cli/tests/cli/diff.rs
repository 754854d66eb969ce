//! `sapo diff`: exit codes, and what is written where.

use std::path::Path;

use crate::web::serve;
use crate::{sapo, schema, stderr, stdout};

fn order(content: &str) -> String {
    schema(
        "urn:orders",
        &format!(
            "<xs:complexType name='Order'><xs:sequence>{content}</xs:sequence></xs:complexType>"
        ),
    )
}

#[test]
fn what_breaks_callers_is_the_exit_code() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff");
    let _ = std::fs::remove_dir_all(&folder);
    let fetched = folder.join("fetched");
    let fetched = fetched.to_str().unwrap();
    let site = serve();
    let url = site.url("orders.xsd");
    let number = "<xs:element name='number' type='xs:int'/>";
    let note = "<xs:element name='note' type='xs:string' minOccurs='0'/>";
    site.publish("orders.xsd", order(number));
    let output = sapo(&["fetch", &url, "-o", fetched]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));

    let output = sapo(&["diff", fetched, &url]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "nothing changes for callers\n");

    site.publish("orders.xsd", order(&format!("{number}{note}")));
    let output = sapo(&["diff", fetched, &url]);
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    assert!(text.contains("compatible: `Order::note` is new"), "{text}");

    let output = sapo(&["diff", &url, fetched]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("breaking: `Order::note` is gone"), "{text}");
    assert!(text.ends_with("1 of 1 change breaks callers\n"), "{text}");

    let output = sapo(&["diff", &url, fetched, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["breaking"], 1);
    let change = &json["changes"][0];
    assert_eq!(change["severity"], "breaking");
    assert_eq!(change["item"], "Order::note");
    assert_eq!(change["old"]["file"], url);
    assert_eq!(change["old"]["line"], 1);

    let output = sapo(&["diff", &url, fetched, "--format", "markdown"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(
        text.starts_with("### 1 of 1 change breaks callers\n"),
        "{text}"
    );
    assert!(text.contains("\n| `Order::note` | is gone |"), "{text}");

    for arguments in [
        &["diff", fetched, "no/such.xsd"][..],
        &["diff", "Cargo.toml", fetched],
        &["diff", "--offline", fetched, &url],
        &["diff", fetched],
    ] {
        let output = sapo(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stdout(&output).is_empty(), "{arguments:?}");
        assert!(!stderr(&output).is_empty(), "{arguments:?}");
    }
}
