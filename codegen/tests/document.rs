//! Trees with positions: what later stages rely on.

use sapo_codegen::document::{Content, Document, Node};
use sapo_codegen::limits::Limits;

fn parse(text: &str) -> Document {
    Document::parse("input.xml", text.as_bytes(), &Limits::default()).unwrap()
}

/// Code, spanned text and message of the problem.
fn problem(bytes: &[u8]) -> (&'static str, String, String) {
    let diagnostic = Document::parse("input.xml", bytes, &Limits::default()).unwrap_err();
    let text = sapo_codegen::document::decode_lossy(bytes);
    let at = diagnostic
        .span
        .map(|span| text[span.start..span.end].to_owned())
        .unwrap_or_default();
    (diagnostic.code, at, diagnostic.message)
}

fn child<'a>(node: Node<'a>, at: usize) -> Node<'a> {
    node.children().nth(at).unwrap()
}

#[test]
fn names_are_resolved_by_scope() {
    let document = parse(
        "<a xmlns='urn:1' xmlns:p='urn:2'><p:b xmlns='' p:x='1' x='2'><c xmlns:p='urn:3'/><d/></p:b><e/></a>",
    );
    let a = document.root();
    let b = child(a, 0);
    assert!(a.is("urn:1", "a"));
    assert!(b.is("urn:2", "b"));
    assert!(child(b, 0).is("", "c"));
    assert!(child(a, 1).is("urn:1", "e"));
    assert_eq!(b.attribute("x"), Some("2"));
    assert_eq!(b.attribute_ns("urn:2", "x"), Some("1"));
    assert_eq!(
        b.attributes().collect::<Vec<_>>(),
        [(("urn:2", "x"), "1"), (("", "x"), "2")]
    );
    let resolve = |node: Node<'_>, name| node.resolve(name).map(|name| name.to_string());
    assert_eq!(resolve(a, " n "), Some("{urn:1}n".into()));
    assert_eq!(resolve(b, "n"), Some("n".into()));
    assert_eq!(resolve(child(b, 0), "p:n"), Some("{urn:3}n".into()));
    assert_eq!(resolve(child(b, 1), "p:n"), Some("{urn:2}n".into()));
    assert_eq!(resolve(b, "unbound:n"), None);
    assert_eq!(
        resolve(b, "xml:lang"),
        Some("{http://www.w3.org/XML/1998/namespace}lang".into())
    );
}

#[test]
fn spans_are_of_the_tag_and_of_the_attribute() {
    let text =
        "<a>\n  <b  x = '1'\n name=\"long &amp; > name\" p:y='2' xmlns:p='urn:p'/>\n<c>t</c></a>";
    let document = parse(text);
    let shown = |span: sapo_codegen::diagnostic::Span| text[span.start..span.end].to_owned();
    let b = child(document.root(), 0);
    assert_eq!(shown(b.attribute_span("x")), "x = '1'");
    assert_eq!(
        shown(b.attribute_span("name")),
        "name=\"long &amp; > name\""
    );
    assert_eq!(shown(b.attribute_span("y")), "p:y='2'");
    assert!(shown(b.attribute_span("none")).starts_with("<b  x"));
    assert_eq!(shown(child(document.root(), 1).span()), "<c>");
}

#[test]
fn text_is_normalised_and_put_together() {
    let document = parse(
        "<a b='x\r\n\ty&#10;z'>one\r\ntwo<!-- no --> &lt;<![CDATA[<&>]]><?no?>&#x20AC;<c>in</c>\rout</a>",
    );
    let a = document.root();
    assert_eq!(a.attribute("b"), Some("x  y\nz"));
    assert_eq!(a.text(), "one\ntwo <<&>€in\nout");
    let pieces: Vec<_> = a
        .content()
        .map(|piece| match piece {
            Content::Text(text) => text.to_owned(),
            Content::Element(node) => format!("<{}>", node.local()),
        })
        .collect();
    assert_eq!(pieces, ["one\ntwo <<&>€", "<c>", "\nout"]);
}

#[test]
fn white_space_alone_is_kept_in_documentation() {
    let document =
        parse("<a> <b/>\n<documentation> <i>x</i> <b>y</b> </documentation> z <c/> </a>");
    assert_eq!(document.root().text(), " x y  z ");
}

#[test]
fn every_encoding_gives_the_same_text() {
    let text = "<a>påske €</a>";
    let utf16 = |mark: bool, to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let mark = mark.then_some('\u{feff}').into_iter();
        let units: Vec<u16> = mark
            .chain(text.chars())
            .flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec())
            .collect();
        units.into_iter().flat_map(to_bytes).collect()
    };
    let mut latin: Vec<u8> = b"<?xml version='1.0' encoding=\"windows-1252\"?>".to_vec();
    latin.extend(b"<a>p\xe5ske \x80</a>");
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        // Put together from files that each have a mark.
        [b"\xef\xbb\xbf\xef\xbb\xbf", text.as_bytes()].concat(),
        [b"\xff\xfe".to_vec(), utf16(true, u16::to_le_bytes)].concat(),
        utf16(true, u16::to_le_bytes),
        utf16(true, u16::to_be_bytes),
        utf16(false, u16::to_le_bytes),
        utf16(false, u16::to_be_bytes),
        latin,
        // Left from when it was a string of .NET's; it cannot be true where it can be read.
        format!("<?xml version='1.0' encoding='utf-16'?>{text}").into_bytes(),
    ] {
        let document = Document::parse("input.xml", &bytes, &Limits::default()).unwrap();
        assert_eq!(document.root().text(), "påske €");
    }
    assert_eq!(problem(b"<a>p\xe5</a>").0, "xml-encoding");
    assert_eq!(
        problem(b"<?xml version='1.0' encoding='klingon'?><a/>").0,
        "xml-encoding"
    );
}

#[test]
fn entities_of_the_internal_subset_are_replaced() {
    let document = parse(
        r#"<!DOCTYPE a PUBLIC "-//W3C//DTD XMLSCHEMA 200102//EN" "XMLSchema.dtd" [
            <!-- <!ENTITY no 'no'> -->
            <!ENTITY % p 'xs:'>
            <!ELEMENT a (#PCDATA)> <!ATTLIST a b CDATA "]>">
            %p; <?pi ]> ?>
            <!ENTITY copy "&#169; '&who;' &#38;amp; more">
            <!ENTITY who 'we	all'>
            <!ENTITY who 'not we'>
        ]><a b="&copy;">&copy;</a>"#,
    );
    assert_eq!(document.root().text(), "© 'we\tall' & more");
    assert_eq!(document.root().attribute("b"), Some("© 'we all' & more"));
}

#[test]
fn entity_tricks_end_in_a_diagnostic() {
    let mut bomb = String::from("<!DOCTYPE a [<!ENTITY e0 'ha'>");
    for level in 1..12 {
        let inner = format!("&e{};", level - 1).repeat(20);
        bomb += &format!("<!ENTITY e{level} '{inner}'>");
    }
    bomb += "]><a>&e11;</a>";
    let (code, at, _) = problem(bomb.as_bytes());
    assert_eq!((code, at.as_str()), ("xml-limit", "&e11;"));
    // Nothing is copied here, but time passes all the same.
    assert_eq!(
        problem(bomb.replace("'ha'", "''").as_bytes()).0,
        "xml-limit"
    );

    for (subset, message) in [
        ("<!ENTITY x '&y;'><!ENTITY y '&x;'>", "refers to itself"),
        ("<!ENTITY x '<b/>'>", "holds markup"),
        ("<!ENTITY x '&#60;b/>'>", "holds markup"),
        ("<!ENTITY x SYSTEM 'file:///etc/passwd'>", "not loaded"),
        ("<!ENTITY % x 'text'>", "not declared"),
        ("<!ENTITY z '&x;'>", "not declared"),
    ] {
        let (code, at, actual) = problem(format!("<!DOCTYPE a [{subset}]><a>&x;</a>").as_bytes());
        assert_eq!((code, at.as_str()), ("xml-entity", "&x;"));
        assert!(actual.contains(message), "{actual}");
    }
}

#[test]
fn what_is_not_well_formed_is_refused_at_its_place() {
    for (text, code, at) in [
        ("", "xml", ""),
        ("hello", "xml", "h"),
        ("<a/>x", "xml", "x"),
        ("<a/><b/>", "xml", "<b/>"),
        ("<a><b></a>", "xml", "<"),
        ("<a><b>", "xml", "<b>"),
        ("<a b='<'/>", "xml", "<"),
        ("<a b='1' b='2'/>", "xml", "b"),
        ("<a b=1/>", "xml", "1"),
        ("<a b/>", "xml", "/"),
        ("<1a/>", "xml", "1a"),
        ("<a:b:c/>", "xml", "a:b:c"),
        ("<a>&none;</a>", "xml-entity", "&none;"),
        ("<a>&#1;</a>", "xml", "&#1;"),
        ("<a>&#+65;</a>", "xml", "&#+65;"),
        ("<a b='&'/>", "xml", "&"),
        ("<a>\u{1}</a>", "xml", "\u{1}"),
        ("<a>\u{ffff}</a>", "xml", "\u{ffff}"),
        ("<a>]]></a>", "xml", "]]>"),
        ("<a/><!DOCTYPE a>", "xml", "<!DOCTYPE a>"),
        (" <?xml version='1.0'?><a/>", "xml", "<?xml version='1.0'?>"),
        ("<p:a/>", "xml-namespace", "p:a"),
        ("<a p:b='1'/>", "xml-namespace", "p:b"),
        ("<a xmlns:p=''/>", "xml-namespace", "xmlns:p"),
        ("<a xmlns:xml='urn:x'/>", "xml-namespace", "xmlns:xml"),
        ("<a xmlns:xmlns='urn:x'/>", "xml-namespace", "xmlns:xmlns"),
        (
            "<a xmlns:p='urn:1' xmlns:q='urn:1' p:x='' q:x=''/>",
            "xml",
            "q:x",
        ),
    ] {
        let (actual_code, actual_at, message) = problem(text.as_bytes());
        assert_eq!(
            (actual_code, actual_at.as_str()),
            (code, at),
            "{text}: {message}"
        );
    }
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = "<a>".repeat(100_000);
    assert_eq!(problem(deep.as_bytes()).0, "xml-limit");
    let limits = Limits {
        document_bytes: 10,
        ..Limits::default()
    };
    let error = Document::parse("input.xml", b"<a>      </a>", &limits).unwrap_err();
    assert_eq!(error.code, "xml-limit");
}
