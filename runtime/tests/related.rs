//! Elements whose bytes are beside the message, as `href` of SOAP with Attachments refers to them.

use bytes::Bytes;
use http::Response;
use http::header::CONTENT_TYPE;
use sapo::gen1::{
    Attribute, Base64, Content, Hex, Port, Reader, ServiceDescription, Shape, Version, Writer,
};
use sapo::soap::Operation;
use sapo::transport::MemoryTransport;
use sapo::xml::Reading;
use sapo::{Attachment, Client, Error};

static SCAN: Operation<(), Pages> =
    Operation::new("Scan").with_response("urn:scan", "ScanResponse");
static ENCODED: Operation<(), Pages> = Operation::new("Scan")
    .with_response("urn:scan", "ScanResponse")
    .encoded();
static SCANNER: ServiceDescription = ServiceDescription::new(
    "Scanner",
    &[Port::new(Version::Soap11, "http://localhost/")],
    &[SCAN.description(), ENCODED.description()],
);

#[derive(Debug, PartialEq)]
struct Pages(Vec<Page>);

impl Content for Pages {
    const SHAPE: Shape = Shape::sequence("urn:scan").model("page*");

    fn read(r: &mut Reader<'_>) -> Self {
        Self(r.many())
    }

    fn write(&self, w: &mut Writer) {
        w.many(&self.0);
    }
}

#[derive(Debug, PartialEq)]
struct Page {
    title: String,
    image: Vec<u8>,
    hash: Option<Vec<u8>>,
    whole: Option<Attachment>,
    typed: Option<Typed>,
    linked: Option<Linked>,
}

impl Content for Page {
    const SHAPE: Shape =
        Shape::sequence("urn:scan").model("title image hash? whole? typed? linked?");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            title: r.one(),
            image: r.one_as(Base64),
            hash: r.optional_as(Hex),
            whole: r.optional(),
            typed: r.optional(),
            linked: r.optional(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.title);
        w.one_as(&self.image, Base64);
        w.optional_as(&self.hash, Hex);
        w.optional(&self.whole);
        w.optional(&self.typed);
        w.optional(&self.linked);
    }
}

/// Bytes with an attribute.
#[derive(Debug, PartialEq)]
struct Typed {
    kind: Option<String>,
    value: Vec<u8>,
}

impl Content for Typed {
    const SHAPE: Shape = Shape::text("urn:scan").attributes(&[Attribute::new("kind")]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            kind: r.attribute(),
            value: r.value_as(Base64),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.attribute(&self.kind);
        w.value_as(&self.value, Base64);
    }
}

/// Bytes with an `href` that the schema declares.
#[derive(Debug, PartialEq)]
struct Linked {
    href: Option<String>,
    value: Vec<u8>,
}

impl Content for Linked {
    const SHAPE: Shape = Shape::text("urn:scan").attributes(&[Attribute::new("href")]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            href: r.attribute(),
            value: r.value_as(Base64),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.attribute(&self.href);
        w.value_as(&self.value, Base64);
    }
}

fn envelope(body: &str) -> String {
    format!(
        "<e:Envelope xmlns:e='{}'><e:Body>{body}</e:Body></e:Envelope>",
        Version::Soap11.namespace()
    )
}

/// A literal response with these pages.
fn literal(pages: &str) -> String {
    envelope(&format!(
        "<ScanResponse xmlns='urn:scan'>{pages}</ScanResponse>"
    ))
}

/// The envelope with the parts `A1`, `<b 2>` and `C` beside it.
fn related(envelope: &str) -> Response<Bytes> {
    let part = |id: &str, content: &str| {
        format!("--b\r\nContent-Type: image/png\r\nContent-ID: {id}\r\n\r\n{content}\r\n")
    };
    let body = format!(
        "--b\r\nContent-Type: text/xml\r\nContent-ID: <root>\r\n\r\n{envelope}\r\n{}{}{}--b--\r\n",
        part("<A1>", "\u{1}one"),
        part("<b 2>", "two"),
        part("C", ""),
    );
    Response::builder()
        .header(
            CONTENT_TYPE,
            "multipart/related; type=\"text/xml\"; start=\"<root>\"; boundary=b",
        )
        .body(body.into())
        .unwrap()
}

fn client() -> Client<MemoryTransport> {
    Client::new(&SCANNER, MemoryTransport::replay([]))
}

fn read(envelope: &str) -> Result<Pages, Error> {
    let response = client().response(&SCAN, related(envelope))?;
    Ok(response.into_body())
}

#[test]
fn an_element_of_bytes_refers_to_a_part() {
    let pages = read(&literal(
        "<page><title>1</title><image href='cid:A1'/><hash href=' CID:b%202'> </hash><whole href='cid:A1'/>\
         <typed kind='k' href='cid:C'/></page>\
         <page><title>2</title><image href='cid:b%202'></image></page>\
         <page><title>3</title><image href='cid:gone'>AQI=</image><linked href='cid:A1'>AQI=</linked></page>",
    ));
    let Pages(pages) = pages.unwrap();
    assert_eq!(pages[0].image, b"\x01one");
    assert_eq!(pages[0].hash.as_deref(), Some(&b"two"[..]));
    let whole = pages[0].whole.as_ref().unwrap();
    assert_eq!(whole.bytes().unwrap(), "\u{1}one");
    assert_eq!(whole.content_type(), "image/png");
    let typed = Typed {
        kind: Some("k".to_owned()),
        value: Vec::new(),
    };
    assert_eq!(pages[0].typed, Some(typed));
    assert_eq!(pages[1].image, b"two");
    // An element that has content says itself what it holds, and an attribute of the schema is a value.
    assert_eq!(pages[2].image, [1, 2]);
    let linked = Linked {
        href: Some("cid:A1".to_owned()),
        value: vec![1, 2],
    };
    assert_eq!(pages[2].linked, Some(linked));
}

#[test]
fn the_href_of_the_schema_is_a_value_even_without_content() {
    let pages = read(&literal(
        "<page><title/><image/><linked href='cid:A1'/></page>",
    ));
    let linked = Linked {
        href: Some("cid:A1".to_owned()),
        value: Vec::new(),
    };
    assert_eq!(pages.unwrap().0[0].linked, Some(linked));
}

#[test]
fn other_elements_and_other_urls_are_no_references() {
    let pages = read(&literal(
        "<page><title href='cid:A1'/><image href='http://localhost/A1'/></page>",
    ));
    let page = &pages.unwrap().0[0];
    assert_eq!((&*page.title, &*page.image), ("", &[][..]));
}

#[test]
fn a_part_that_is_missing_is_an_error_with_the_path_and_the_reference() {
    let text = literal(
        "<page><title/><image/></page><page><title/><image/><hash href='cid:gone'/></page>",
    );
    let alone = Response::builder()
        .header(CONTENT_TYPE, "text/xml")
        .body(text.clone().into())
        .unwrap();
    for response in [related(&text), alone] {
        let error = client().response(&SCAN, response).unwrap_err();
        let said = error.to_string();
        assert!(
            said.contains("ScanResponse/page[2]/hash: the attachment cid:gone is missing"),
            "{said}"
        );
    }
    let long = format!(
        "<page><title/><image href='cid:{}'/></page>",
        "x".repeat(5000)
    );
    let said = read(&literal(&long)).unwrap_err().to_string();
    assert!(said.len() < 400, "{said}");
}

#[test]
fn the_schema_has_no_such_attribute() {
    let strict = client().with_reading(Reading::Strict);
    for element in ["<image href='cid:A1'/>", "<image/><whole href='cid:A1'/>"] {
        let text = literal(&format!("<page><title/>{element}</page>"));
        let error = strict.response(&SCAN, related(&text)).unwrap_err();
        let said = error.to_string();
        assert!(
            said.contains("expected an attribute of the schema, found @href"),
            "{said}"
        );
    }
}

#[test]
fn encoded_messages_refer_to_parts_and_to_elements() {
    let text = envelope(
        "<s:ScanResponse xmlns:s='urn:scan'><page><title>1</title><image href='cid:A1'/><hash href='#h'/></page>\
         <page href='#p'/></s:ScanResponse>\
         <multiRef id='h' href='cid:b%202'/><multiRef id='p'><title>2</title><image href='#i'/></multiRef>\
         <multiRef id='i'>AQI=</multiRef>",
    );
    for reading in [Reading::Default, Reading::Strict] {
        let client = client().with_reading(reading);
        let response = client.response(&ENCODED, related(&text)).unwrap();
        let Pages(pages) = response.into_body();
        assert_eq!(pages[0].image, b"\x01one");
        assert_eq!(pages[0].hash.as_deref(), Some(&b"two"[..]));
        assert_eq!(pages[1].image, [1, 2]);
    }
}
