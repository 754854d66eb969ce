//! The tree builder and `Any`, driven by hand as any event source drives them.

use sapo::xml::tree::{Limits, TreeBuilder, TreeError};
use sapo::xml::{self, Any, Reader};

/// `<p:order xmlns:p="urn:a" xmlns:q="urn:b" id="1" q:id="2">text<item/></p:order>`, with prefixes to choose.
fn order(p: &str, q: &str, swap: bool) -> Any {
    let mut builder = TreeBuilder::new(Limits::default());
    builder.start(p, "urn:a", "order").unwrap();
    builder.declare(p, "urn:a").unwrap();
    builder.declare(q, "urn:b").unwrap();
    let mut attributes = [("", "1"), ("urn:b", "2")];
    if swap {
        attributes.reverse();
    }
    for (namespace, value) in attributes {
        builder.attribute(namespace, "id", value).unwrap();
    }
    builder
        .attribute(
            "http://www.w3.org/2001/XMLSchema-instance",
            "type",
            format!("{q}:Order"),
        )
        .unwrap();
    builder.text("te").unwrap();
    builder.text("xt").unwrap();
    builder.start("", "", "item").unwrap();
    assert!(!builder.end().unwrap());
    assert!(builder.end().unwrap());
    Any::from(builder.finish().unwrap())
}

#[test]
fn names_are_compared_by_namespace_and_attributes_in_any_order() {
    assert_eq!(order("p", "q", false), order("x", "y", true));
    let mut other = order("p", "q", false);
    other.as_element_mut().namespace = Some("urn:other".into());
    assert_ne!(order("p", "q", false), other);
    let mut other = order("p", "q", false);
    other.as_element_mut().attributes["{urn:b}id"] = "3".into();
    assert_ne!(order("p", "q", false), other);
}

#[test]
fn cdata_is_text_and_comments_do_not_count() {
    use sapo::xml::tree::XMLNode;
    let mut other = order("p", "q", false);
    other.as_element_mut().children.splice(
        0..1,
        [
            XMLNode::Text("t".into()),
            XMLNode::Comment("no".into()),
            XMLNode::CData("ext".into()),
        ],
    );
    assert_eq!(order("p", "q", false), other);
    assert_eq!(other.text(), "text");
}

#[test]
fn an_attribute_keeps_its_namespace() {
    let order = order("p", "q", false);
    let attributes = &order.as_element().attributes;
    assert_eq!(attributes["id"], "1");
    assert_eq!(attributes["{urn:b}id"], "2");
}

#[test]
fn declarations_around_the_element_stay_with_it_where_names_need_them() {
    let document = r#"<list xmlns="urn:list" xmlns:a="urn:a" xmlns:b="urn:b" xmlns:c="urn:c" xmlns:d="urn:d" xmlns:e="urn:e">
        <a:entry b:kind="c:Kind"><in xmlns:n="urn:n">(d:x|e.e:y)</in></a:entry>
    </list>"#;
    let mut entry = None;
    let mut r = Reader::new(document, &xml::Limits::default()).unwrap();
    r.root().unwrap();
    r.children(&mut |r| {
        entry = Some(r.read::<Any>()?);
        Ok(())
    })
    .unwrap();
    let entry = entry.unwrap();
    let bound = |prefix| entry.resolve_prefix(prefix);
    assert_eq!(bound(""), Some("urn:list"));
    assert_eq!(
        ["b", "c", "d", "e"].map(bound),
        [Some("urn:b"), Some("urn:c"), Some("urn:d"), None]
    );
    assert_eq!(
        entry.to_string(),
        concat!(
            r#"<a:entry xmlns="urn:list" xmlns:a="urn:a" xmlns:b="urn:b" xmlns:c="urn:c" xmlns:d="urn:d" b:kind="c:Kind">"#,
            r#"<in xmlns:n="urn:n">(d:x|e.e:y)</in></a:entry>"#
        )
    );
}

#[test]
fn an_inner_declaration_adds_to_the_outer_ones() {
    let mut builder = TreeBuilder::new(Limits::default());
    builder.start("", "", "a").unwrap();
    builder.declare("p", "urn:p").unwrap();
    builder.start("", "", "b").unwrap();
    builder.declare("q", "urn:q").unwrap();
    builder.end().unwrap();
    builder.end().unwrap();
    let root = builder.finish().unwrap();
    let inner = root.children[0]
        .as_element()
        .unwrap()
        .namespaces
        .as_ref()
        .unwrap();
    assert_eq!(inner.get("p"), Some("urn:p"));
    assert_eq!(inner.get("q"), Some("urn:q"));
    assert_eq!(root.namespaces.as_ref().unwrap().get("q"), None);
}

#[test]
fn displays_as_a_document_of_its_own() {
    let mut builder = TreeBuilder::new(Limits::default());
    builder.start("", "urn:a", "a").unwrap();
    builder.require("", "urn:a").unwrap();
    builder
        .attribute("urn:b", "x", "1 < \"2\"\n& more")
        .unwrap();
    builder.start("", "", "b").unwrap();
    builder.declare("", "").unwrap();
    builder.text("<&>\r").unwrap();
    builder.end().unwrap();
    builder.start("", "urn:a", "c").unwrap();
    builder.end().unwrap();
    builder.end().unwrap();
    let value = Any::from(builder.finish().unwrap());
    assert_eq!(
        value.to_string(),
        "<a xmlns=\"urn:a\" xmlns:ns1=\"urn:b\" ns1:x=\"1 &lt; &quot;2&quot;&#10;&amp; more\">\
         <b xmlns=\"\">&lt;&amp;&gt;&#13;</b><c/></a>"
    );
}

#[test]
fn limits_hold() {
    let mut builder = TreeBuilder::new(Limits {
        depth: 2,
        nodes: 100,
    });
    builder.start("", "", "a").unwrap();
    builder.start("", "", "a").unwrap();
    assert_eq!(builder.start("", "", "a"), Err(TreeError::TooDeep(2)));

    let mut builder = TreeBuilder::new(Limits { depth: 9, nodes: 2 });
    builder.start("", "", "a").unwrap();
    builder.text("x").unwrap();
    assert_eq!(builder.attribute("", "a", ""), Err(TreeError::TooLarge(2)));
}

#[test]
fn misplaced_events_are_refused() {
    let mut builder = TreeBuilder::new(Limits::default());
    assert_eq!(builder.end(), Err(TreeError::Misplaced));
    assert_eq!(builder.text("x"), Err(TreeError::Misplaced));
    builder.start("", "", "a").unwrap();
    builder.attribute("", "x", "1").unwrap();
    assert_eq!(
        builder.attribute("", "x", "1"),
        Err(TreeError::DuplicateAttribute("x".into()))
    );
    builder.end().unwrap();
    assert_eq!(builder.start("", "", "b"), Err(TreeError::Misplaced));
}

/// The default depth leaves room on a thread's usual stack for all that recurses.
#[test]
fn the_deepest_tree_is_cloned_compared_shown_and_dropped() {
    let limits = Limits::default();
    let mut builder = TreeBuilder::new(limits);
    for _ in 0..limits.depth {
        builder.start("", "urn:a", "a").unwrap();
    }
    while !builder.end().unwrap() {}
    let deep = Any::from(builder.finish().unwrap());
    assert_eq!(deep.clone(), deep);
    assert!(deep.to_string().len() > limits.depth);
    assert_eq!(
        format!("{:?}", deep.as_element()).matches("name:").count(),
        limits.depth
    );
}

#[cfg(feature = "serde")]
#[test]
fn survives_json() {
    let before = order("p", "q", false);
    let json = serde_json::to_string(&before).unwrap();
    assert_eq!(
        json,
        r#"{"name":"{urn:a}order","namespaces":{"p":"urn:a","q":"urn:b"},"attributes":{"id":"1","{urn:b}id":"2","{http://www.w3.org/2001/XMLSchema-instance}type":"q:Order"},"content":["text",{"name":"item"}]}"#
    );
    assert_eq!(serde_json::from_str::<Any>(&json).unwrap(), before);
}
