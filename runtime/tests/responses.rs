//! What a response can be, told apart: results, faults, no SOAP at all, and what does not fit.

mod authenticate;

use authenticate::*;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Response, StatusCode};
use sapo::gen1::{Content, Reader, Shape, Version, Writer};
use sapo::soap::Operation;
use sapo::transport::MemoryTransport;
use sapo::xml::{ErrorKind, Limits, Reading};
use sapo::{Client, Error, Fault, FaultCode, QName};

const TEXT_XML: &str = "text/xml; charset=utf-8";
const SOAP_XML: &str = "application/soap+xml; charset=utf-8";

fn client() -> Client<MemoryTransport> {
    Client::new(&AUTHENTICATE, MemoryTransport::replay([]))
}

fn answer(status: u16, content_type: &str, body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, content_type)
        .body(body.into())
        .unwrap()
}

fn envelope(version: Version, content: &str) -> String {
    format!(
        "<e:Envelope xmlns:e=\"{}\">{content}</e:Envelope>",
        version.namespace()
    )
}

fn soap11(body: &str) -> String {
    envelope(Version::Soap11, &format!("<e:Body>{body}</e:Body>"))
}

fn soap12(body: &str) -> String {
    envelope(Version::Soap12, &format!("<e:Body>{body}</e:Body>"))
}

const HELD: &str = r#"<HasSessionResponse xmlns="http://24sevenOffice.com/webservices"><HasSessionResult>true</HasSessionResult></HasSessionResponse>"#;

fn read(response: Response<Bytes>) -> Result<bool, Error> {
    let response = client().response(&HAS_SESSION, response)?;
    Ok(response.into_body().has_session_result)
}

#[track_caller]
fn assert_unreadable(body: impl Into<Bytes>, message: &str) {
    match read(answer(200, TEXT_XML, body)) {
        Err(Error::Response(error)) => {
            let shown = error.to_string();
            assert_eq!(shown.split(" (at byte").next(), Some(message));
        }
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn fault(response: Response<Bytes>) -> Fault {
    match read(response) {
        Err(Error::Fault(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn assert_no_message(response: Response<Bytes>, message: &str) {
    match read(response) {
        Err(error @ Error::Status { .. }) => assert_eq!(error.to_string(), message),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_result_counts_whatever_the_status() {
    assert!(read(answer(200, TEXT_XML, soap11(HELD))).unwrap());
    assert!(read(answer(500, SOAP_XML, soap12(HELD))).unwrap());
    // And whatever the content type, or the encoding.
    assert!(read(answer(200, "text/html", soap11(HELD))).unwrap());
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(soap11(HELD).encode_utf16().flat_map(u16::to_le_bytes));
    assert!(read(answer(200, "text/xml", utf16)).unwrap());
}

#[test]
fn an_answer_without_a_message_is_its_status() {
    let page = "<!DOCTYPE html>\n<html><head><title>Service  Unavailable</title></head></html>";
    assert_no_message(
        answer(503, "text/html", page),
        "HTTP status 503 without a message: Service Unavailable",
    );
    let page = "<html><head><style>b > i {}</style><SCRIPT>if (a < b) c()</SCRIPT></head>\
                <body><!-- <p>no</p> --><p class='x'>Log <b>in</b> at A &amp; B";
    assert_no_message(
        answer(200, "text/html; charset=utf-8", page),
        "HTTP status 200 without a message: Log in at A &amp; B",
    );
    for (cut, shown) in [("<html", "<html"), ("<!-- p", "<!-- p"), ("1 <2", "1 <2")] {
        assert_no_message(
            answer(200, "text/html", cut),
            &format!("HTTP status 200 without a message: {shown}"),
        );
    }
    for octets in [&b"\x0E\x00\x00dime"[..], b"\xFF\xFE\xFDx\x80"] {
        assert_no_message(
            answer(200, "Application/DIME; x=y", octets.to_vec()),
            "HTTP status 200 without a message: Application/DIME",
        );
    }
    for status in [400, 415, 500, 202] {
        let empty = Response::builder()
            .status(status)
            .body(Bytes::new())
            .unwrap();
        let message = format!("HTTP status {status} without a message");
        assert_no_message(empty, &message);
    }
    assert_no_message(
        answer(401, "text/plain", "æ".repeat(300)),
        &format!("HTTP status 401 without a message: {}…", "æ".repeat(200)),
    );
}

#[test]
fn what_a_server_says_in_place_of_a_message_is_shown() {
    let warning = "<br />\n<b>Warning</b>: Undefined variable $x on line <b>3</b><br />\n";
    assert_no_message(
        answer(200, TEXT_XML, format!("{warning}{}", soap11(HELD))),
        "HTTP status 200 without a message: Warning : Undefined variable $x on line 3",
    );
    assert_no_message(
        answer(200, TEXT_XML, "<Error><Code>NoSuchKey</Code></Error>"),
        "HTTP status 200 without a message: NoSuchKey",
    );
    // What may be a result is not.
    assert_unreadable(
        "<string xmlns='urn:login'>s3cret</string>",
        "expected a SOAP Envelope, found {urn:login}string",
    );
}

#[test]
fn octets_are_text_as_is_said_where_that_can_be() {
    let said = soap11(&HELD.replace("true", "<!-- \u{e9} -->true"));
    let declared = format!("<?xml version='1.0' encoding='utf-8'?>{said}");
    let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
    for charset in ["", "utf8", "'utf-8'", "bogus", "utf-8, text/xml"] {
        let content_type = format!("text/xml; charset={charset}");
        assert!(read(answer(200, &content_type, said.clone())).unwrap());
    }
    // The header says another encoding than the declaration, and either may be right.
    let refused = soap11(
        "<e:Fault><faultcode>e:Server</faultcode><faultstring>n\u{e9}</faultstring></e:Fault>",
    );
    let refused = format!("<?xml version='1.0' encoding='utf-8'?>{refused}");
    for octets in [refused.clone().into_bytes(), latin(&refused)] {
        let fault = fault(answer(500, "text/xml; charset=iso-8859-1", octets));
        assert_eq!(fault.reason(), "n\u{e9}");
    }
    assert!(read(answer(200, TEXT_XML, format!("\u{feff}\u{feff}{declared}"))).unwrap());
    assert_unreadable(latin(&said), "not well-formed: not UTF-8");
    let mut packed = answer(200, TEXT_XML, &b"x\x9C\xFF"[..]);
    packed
        .headers_mut()
        .insert("content-encoding", "deflate".parse().unwrap());
    let error = read(packed).unwrap_err();
    assert_eq!(
        error.to_string(),
        "unreadable response: the encoding deflate cannot be read"
    );
}

#[test]
fn what_is_no_soap_message_is_said_where_the_server_claims_it_is() {
    assert_unreadable("<Envelope/>", "expected a SOAP Envelope, found Envelope");
    assert_unreadable(
        "<e:Envelope xmlns:e='http://www.w3.org/2001/12/soap-envelope'><e:Body/></e:Envelope>",
        "expected a SOAP Envelope, found {http://www.w3.org/2001/12/soap-envelope}Envelope",
    );
    assert_unreadable(
        format!("<!DOCTYPE e>{}", soap11(HELD)),
        "a document type declaration is not allowed",
    );
    assert_unreadable(envelope(Version::Soap11, ""), "Body is missing");
    assert_unreadable(
        envelope(Version::Soap11, "<e:Body/><e:Body/>"),
        "Body: expected one Body, found another",
    );
}

#[test]
fn a_body_that_does_not_fit_is_an_error_with_its_place() {
    let whole = soap11(HELD);
    let cut = &whole[..whole.len() - 60];
    assert!(matches!(
        read(answer(200, TEXT_XML, cut.to_owned())),
        Err(Error::Response(error)) if matches!(error.kind(), ErrorKind::Malformed(_))
    ));
    let perhaps = soap11(&HELD.replace("true", "perhaps"));
    let behind = perhaps.find("</HasSessionResponse>");
    match read(answer(200, TEXT_XML, perhaps)) {
        Err(Error::Response(error)) => {
            assert_eq!(error.path(), "HasSessionResponse/HasSessionResult");
            assert_eq!(error.offset(), behind);
            assert!(
                error
                    .to_string()
                    .contains("\"perhaps\" is not a valid xs:boolean")
            );
        }
        other => panic!("{other:?}"),
    }
    assert_unreadable(
        soap11(r#"<HasSessionResponse xmlns="http://24sevenOffice.com/webservices"/>"#),
        "HasSessionResponse: HasSessionResult is missing",
    );
    assert_unreadable(
        soap11(""),
        "{http://24sevenOffice.com/webservices}HasSessionResponse in the Body is missing",
    );
}

#[test]
fn another_element_in_the_body_is_refused() {
    assert_unreadable(
        soap11(&format!("{HELD}{HELD}")),
        "HasSessionResponse: expected one element in the Body, found \
         {http://24sevenOffice.com/webservices}HasSessionResponse",
    );
    assert_unreadable(
        soap11(&HELD.replace("24sevenOffice", "24sevenoffice")),
        "HasSessionResponse: expected \
         {http://24sevenOffice.com/webservices}HasSessionResponse, found \
         {http://24sevenoffice.com/webservices}HasSessionResponse",
    );
    assert_unreadable(
        soap11(&HELD.replace("HasSession", "HadSession")),
        "HadSessionResponse: expected \
         {http://24sevenOffice.com/webservices}HasSessionResponse, found \
         {http://24sevenOffice.com/webservices}HadSessionResponse",
    );
    assert!(matches!(
        read(answer(200, TEXT_XML, soap11("<q:HasSessionResponse/>"))),
        Err(Error::Response(error)) if error.to_string().contains("the prefix \"q\" is not bound")
    ));
}

#[test]
fn limits_hold() {
    let limits = Limits {
        size: 100,
        ..Limits::default()
    };
    let result = client()
        .with_limits(limits)
        .response(&HAS_SESSION, answer(200, TEXT_XML, soap11(HELD)));
    assert!(
        matches!(&result, Err(Error::Response(error)) if matches!(error.kind(), ErrorKind::Limit { .. })),
        "{result:?}"
    );
    let long = HELD.replace("true", &"x".repeat(200 << 20));
    match read(answer(200, TEXT_XML, soap11(&long))) {
        Err(Error::Response(error)) => assert_eq!(
            error.kind(),
            &ErrorKind::Limit {
                what: "length of a text",
                limit: Limits::default().text
            }
        ),
        other => panic!("{other:?}"),
    }
    let nested = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let result = read(answer(200, TEXT_XML, soap11(&nested)));
    assert!(matches!(result, Err(Error::Response(_))), "{result:?}");
    let deep_header = format!("<e:Header><h>{nested}</h></e:Header><e:Body>{HELD}</e:Body>");
    let result = read(answer(
        200,
        TEXT_XML,
        envelope(Version::Soap11, &deep_header),
    ));
    assert!(matches!(result, Err(Error::Response(_))), "{result:?}");
}

#[test]
fn faults_of_soap_11() {
    let body = r#"<e:Fault>
        <faultcode>e:Server</faultcode>
        <faultstring xml:lang="en">Server was unable to process request. ---&gt; no luck</faultstring>
        <faultactor>http://localhost/a.asmx</faultactor>
        <detail><d:Reason xmlns:d="urn:d">17</d:Reason></detail>
      </e:Fault>"#;
    // Whatever the status.
    for status in [500, 200] {
        let fault = fault(answer(status, TEXT_XML, soap11(body)));
        assert_eq!(fault.code(), &FaultCode::Receiver);
        assert_eq!(
            fault.reason(),
            "Server was unable to process request. ---> no luck"
        );
        assert_eq!(fault.role(), Some("http://localhost/a.asmx"));
        assert_eq!(
            fault.detail_entry::<i32>("urn:d", "Reason").unwrap(),
            Some(17)
        );
        assert_eq!(fault.detail_entry::<i32>("urn:d", "Cause").unwrap(), None);
        assert!(fault.detail_entry::<bool>("urn:d", "Reason").is_err());
        assert_eq!(
            fault.to_string(),
            "SOAP fault Receiver: Server was unable to process request. ---> no luck (detail: Reason)"
        );
    }
}

#[test]
fn faults_of_soap_12() {
    let body = r#"<e:Fault>
        <e:Code>
          <e:Value>e:Sender</e:Value>
          <e:Subcode>
            <e:Value xmlns:m="urn:m">m:Timeout</e:Value>
            <e:Subcode><e:Value xmlns:m="urn:n">m:Late</e:Value></e:Subcode>
          </e:Subcode>
        </e:Code>
        <e:Reason>
          <e:Text xml:lang="nb">For sent</e:Text>
          <e:Text xml:lang="en-GB">Too late</e:Text>
        </e:Reason>
        <e:Node>http://localhost/node</e:Node>
        <e:Role>http://localhost/role</e:Role>
        <detail><Minutes xmlns="urn:m">5</Minutes></detail>
      </e:Fault>"#;
    let fault = fault(answer(400, SOAP_XML, soap12(body)));
    assert_eq!(fault.code(), &FaultCode::Sender);
    assert_eq!(
        fault.subcodes(),
        [QName::new("urn:m", "Timeout"), QName::new("urn:n", "Late")]
    );
    assert_eq!(fault.reason(), "Too late");
    assert_eq!(fault.reasons().len(), 2);
    assert_eq!(fault.reasons()[0].lang.as_deref(), Some("nb"));
    assert_eq!(fault.node(), Some("http://localhost/node"));
    assert_eq!(fault.role(), Some("http://localhost/role"));
    assert_eq!(
        fault.detail_entry::<i32>("urn:m", "Minutes").unwrap(),
        Some(5)
    );
    assert_eq!(
        fault.to_string(),
        "SOAP fault Sender/Timeout/Late: Too late (detail: Minutes)"
    );
}

#[test]
fn careless_faults() {
    let of = |code: &str| {
        fault(answer(
            500,
            TEXT_XML,
            soap11(&format!(
                "<e:Fault><faultcode>{code}</faultcode><faultstring>no</faultstring></e:Fault>"
            )),
        ))
    };
    assert_eq!(of("SOAP-ENV:Server").code(), &FaultCode::Receiver);
    assert_eq!(of("Client").code(), &FaultCode::Sender);
    let other = QName::new("", "WSDL");
    assert_eq!(of("WSDL").code(), &FaultCode::Other(other));

    let unbound = QName::new("", "ns1:Busy.Later");
    assert_eq!(of("ns1:Busy.Later").code(), &FaultCode::Other(unbound));

    // A name that begins with a colon isn't of the default namespace.
    let in_default = |code: &str| {
        fault(answer(
            500,
            TEXT_XML,
            soap11(&format!(
                "<e:Fault><faultcode xmlns=\"urn:d\">{code}</faultcode><faultstring>no</faultstring></e:Fault>"
            )),
        ))
    };
    assert_eq!(in_default(":Server").code(), &FaultCode::Receiver);
    let other = QName::new("", ":Busy");
    assert_eq!(in_default(":Busy").code(), &FaultCode::Other(other));
    let other = QName::new("urn:d", "Busy");
    assert_eq!(in_default("Busy").code(), &FaultCode::Other(other));

    let dotted = of("e:Client.Authentication");
    assert_eq!(dotted.code(), &FaultCode::Sender);
    assert_eq!(dotted.subcodes()[0].local(), "Client.Authentication");

    // A prefix that the code element itself declares, as Axis does.
    let axis = fault(answer(
        500,
        TEXT_XML,
        soap11(
            r#"<e:Fault><faultcode xmlns:a="urn:axis">a:Server.userException</faultcode></e:Fault>"#,
        ),
    ));
    let name = QName::new("urn:axis", "Server.userException");
    assert_eq!(axis.code(), &FaultCode::Other(name));
    assert_eq!(axis.reason(), "");

    // Of the other version, and of no namespace.
    let other = r#"<f:Fault xmlns:f="http://www.w3.org/2003/05/soap-envelope">
        <f:Code><f:Value>f:Sender</f:Value></f:Code><f:Reason><f:Text>no</f:Text></f:Reason></f:Fault>"#;
    let bare = "<Fault><faultcode>Client</faultcode><faultstring>no</faultstring></Fault>";
    for body in [other, bare] {
        let fault = fault(answer(500, TEXT_XML, soap11(body)));
        assert_eq!((fault.code(), fault.reason()), (&FaultCode::Sender, "no"));
    }

    assert!(matches!(
        read(answer(500, TEXT_XML, soap11("<e:Fault/>"))),
        Err(Error::Response(error)) if matches!(error.kind(), ErrorKind::Missing(_))
    ));
}

#[test]
fn headers_that_must_be_understood() {
    let with = |header: &str| {
        let content = format!("<e:Header>{header}</e:Header><e:Body>{HELD}</e:Body>");
        answer(200, TEXT_XML, envelope(Version::Soap11, &content))
    };
    let unknown = r#"<Lock xmlns="urn:lock" e:mustUnderstand="1"/>"#;
    let error = read(with(unknown)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the header {urn:lock}Lock must be understood, and is not"
    );
    for fine in [
        r#"<Lock xmlns="urn:lock" e:mustUnderstand="0"/>"#,
        r#"<Lock xmlns="urn:lock" e:mustUnderstand="1" e:actor="urn:somebody-else"/>"#,
    ] {
        assert!(read(with(fine)).unwrap());
    }
    let actor = "http://schemas.xmlsoap.org/soap/actor/next";
    let next = format!(r#"<Lock xmlns="urn:lock" e:mustUnderstand="1" e:actor="{actor}"/>"#);
    assert!(matches!(read(with(&next)), Err(Error::NotUnderstood(_))));

    static KNOWS: Operation<Nothing, HasSessionResponse> = Operation::new("HasSession")
        .with_response(NS, "HasSessionResponse")
        .with_response_headers(&[("urn:lock", "Lock")]);
    let lock = r#"<Lock xmlns="urn:lock" e:mustUnderstand="1">42</Lock>"#;
    let response = client().response(&KNOWS, with(lock)).unwrap();
    let block = response.header("urn:lock", "Lock").unwrap();
    assert!(block.must_understand());
    assert_eq!(block.role(), None);
    assert_eq!(block.read_as::<i32>().unwrap(), 42);
    assert_eq!(response.header("urn:lock", "Key"), None);
    // A prefix that the block declares itself.
    let named = r#"<Lock xmlns="urn:lock" xmlns:q="urn:q" e:mustUnderstand="1">q:n</Lock>"#;
    let response = client().response(&KNOWS, with(named)).unwrap();
    let name = response.headers()[0].read_as::<QName>().unwrap();
    assert_eq!(name, QName::new("urn:q", "n"));
    assert_eq!(response.headers().len(), 1);
}

#[test]
fn acknowledgements() {
    let acknowledge = |response| client().response(&FORGET, response);
    for status in [StatusCode::ACCEPTED, StatusCode::OK, StatusCode::NO_CONTENT] {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = status;
        assert_eq!(acknowledge(response).unwrap().status(), status);
    }
    assert!(acknowledge(answer(200, TEXT_XML, soap11(""))).is_ok());
    let fault = "<e:Fault><faultcode>e:Client</faultcode></e:Fault>";
    assert!(matches!(
        acknowledge(answer(500, TEXT_XML, soap11(fault))),
        Err(Error::Fault(_))
    ));
    assert!(matches!(
        acknowledge(answer(500, TEXT_XML, "")),
        Err(Error::Status { status: 500, .. })
    ));
}

/// An operation whose response holds an `R`.
const fn stop<R>() -> Operation<Nothing, R> {
    Operation::new("Stop")
        .with_action("urn:lamp/Stop")
        .with_request("urn:lamp", "Stop")
        .with_response("urn:lamp", "StopResponse")
}

/// The content of a response element that has neither children nor attributes.
#[derive(Debug, PartialEq)]
struct Stopped;

impl Content for Stopped {
    const SHAPE: Shape = Shape::sequence("urn:lamp");

    fn read(_: &mut Reader<'_>) -> Self {
        Self
    }

    fn write(&self, _: &mut Writer) {}
}

/// The content of one whose only child may be absent.
#[derive(Debug, PartialEq)]
struct Brightness(Option<i32>);

impl Content for Brightness {
    const SHAPE: Shape = Shape::sequence("urn:lamp").model("lux?");

    fn read(r: &mut Reader<'_>) -> Self {
        Self(r.optional())
    }

    fn write(&self, w: &mut Writer) {
        w.optional(&self.0);
    }
}

fn empty_answers() -> [Response<Bytes>; 6] {
    [
        answer(200, TEXT_XML, soap11("")),
        answer(200, SOAP_XML, soap12(" <!-- done --> ")),
        answer(200, TEXT_XML, ""),
        answer(200, "text/html", " \r\n"),
        answer(202, TEXT_XML, ""),
        Response::builder().status(204).body(Bytes::new()).unwrap(),
    ]
}

#[test]
fn nothing_is_missing_from_a_response_that_would_hold_nothing() {
    let (lenient, strict) = (client(), client().with_reading(Reading::Strict));
    for response in empty_answers() {
        let status = response.status();
        let read = lenient
            .response(&stop::<Stopped>(), response.clone())
            .unwrap();
        assert_eq!((read.status(), read.body()), (status, &Stopped));
        let refused = strict.response(&stop::<Stopped>(), response);
        assert!(refused.is_err(), "{refused:?}");
    }
    let whole = answer(200, TEXT_XML, soap11("<StopResponse xmlns='urn:lamp'/>"));
    assert!(strict.response(&stop::<Stopped>(), whole).is_ok());
}

#[test]
fn what_a_response_without_a_result_says_counts_nevertheless() {
    let read = |response| client().response(&stop::<Stopped>(), response);
    let fault = soap11("<e:Fault><faultcode>e:Client</faultcode></e:Fault>");
    for status in [200, 202, 500] {
        let refused = read(answer(status, TEXT_XML, fault.clone()));
        assert!(matches!(refused, Err(Error::Fault(_))), "{refused:?}");
    }
    for (status, content_type, body) in [
        (500, TEXT_XML, ""),
        (404, "text/html", ""),
        (200, "text/html", "<html><body>Log in"),
    ] {
        let refused = read(answer(status, content_type, body));
        assert!(matches!(refused, Err(Error::Status { .. })), "{refused:?}");
    }
    let other = read(answer(
        200,
        TEXT_XML,
        soap11("<OtherResponse xmlns='urn:lamp'/>"),
    ));
    assert!(matches!(other, Err(Error::Response(_))), "{other:?}");
    let cut = read(answer(
        200,
        TEXT_XML,
        soap11("").replace("</e:Envelope>", ""),
    ));
    assert!(matches!(cut, Err(Error::Response(_))), "{cut:?}");
}

#[test]
fn a_result_that_does_not_come_is_missing_even_if_it_may_be_empty() {
    for response in empty_answers() {
        let refused = client().response(&stop::<Brightness>(), response);
        assert!(refused.is_err(), "{refused:?}");
    }
}

#[test]
fn a_message_that_may_be_nil_is_none_if_the_body_is_empty() {
    let empty = || answer(200, TEXT_XML, soap11(""));
    let read = client().response(&stop::<Option<Brightness>>(), empty());
    assert_eq!(read.unwrap().into_body(), None);
    let strict = client().with_reading(Reading::Strict);
    assert!(
        strict
            .response(&stop::<Option<Brightness>>(), empty())
            .is_err()
    );
    // Without an envelope there is no message that could be nil.
    let nothing = client().response(&stop::<Option<Brightness>>(), answer(202, TEXT_XML, ""));
    assert!(matches!(nothing, Err(Error::Status { .. })), "{nothing:?}");
}

#[test]
fn faults_name_the_entries_of_their_detail_and_not_what_these_hold() {
    let of_11 = |detail: &str| {
        let body = format!(
            "<e:Fault><faultcode>e:Client</faultcode><faultstring>No</faultstring>{detail}</e:Fault>"
        );
        fault(answer(500, TEXT_XML, soap11(&body))).to_string()
    };
    let of_12 = |detail: &str| {
        let body = format!(
            "<e:Fault><e:Code><e:Value>e:Sender</e:Value></e:Code>\
             <e:Reason><e:Text xml:lang='en'>No</e:Text></e:Reason>{detail}</e:Fault>"
        );
        fault(answer(500, SOAP_XML, soap12(&body))).to_string()
    };
    const ONE: &str = "<q:Refused xmlns:q='urn:q' why='s3cret'><Pin>s3cret</Pin></q:Refused>";
    let said = [
        of_11(&format!("<detail>{ONE}</detail>")),
        of_12(&format!("<e:Detail>{ONE}</e:Detail>")),
        of_12(&format!("<detail>s3cret {ONE}</detail>")),
    ];
    for said in said {
        assert_eq!(said, "SOAP fault Sender: No (detail: Refused)");
    }
    let several = of_11(&format!("<detail>{ONE}<Trace/>{ONE}</detail>"));
    assert_eq!(several, "SOAP fault Sender: No (detail: Refused, Trace)");
    for nothing in ["", "<detail/>", "<detail>s3cret</detail>"] {
        assert_eq!(of_11(nothing), "SOAP fault Sender: No");
    }
    let many: String = (0..100).map(|at| format!("<E{at}/>")).collect();
    assert_eq!(
        of_11(&format!("<detail>{many}</detail>")),
        "SOAP fault Sender: No (detail: E0, E1, E2, E3, E4, E5, E6, E7, …)"
    );
}

#[test]
fn cookies_are_not_shown() {
    let mut response = answer(200, TEXT_XML, soap11(HELD));
    let cookie = "ASP.NET_SessionId=s3cret; path=/".parse().unwrap();
    response.headers_mut().insert("set-cookie", cookie);
    let response = client().response(&HAS_SESSION, response).unwrap();
    assert!(!format!("{response:?}").contains("s3cret"));
}

/// The answer of an operation in SOAP encoding.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    what: Option<String>,
}

impl Content for Said {
    const SHAPE: Shape = Shape::sequence("").model("what?");

    fn read(r: &mut Reader<'_>) -> Self {
        Self { what: r.optional() }
    }

    fn write(&self, w: &mut Writer) {
        w.optional(&self.what);
    }
}

#[test]
fn encoded_text_may_be_octets_by_its_type() {
    static SAY: Operation<Nothing, Said> = Operation::new("Say")
        .with_response("urn:say", "SayResponse")
        .encoded();
    let said = |ty: &str, text: &str| {
        let body = format!(
            "<s:SayResponse xmlns:s='urn:say' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
             xmlns:xsd='http://www.w3.org/2001/XMLSchema'><what xsi:type='{ty}'>{text}</what></s:SayResponse>"
        );
        let answer = answer(200, TEXT_XML, soap11(&body));
        let response = client().response(&SAY, answer)?;
        Ok::<_, Error>(response.into_body().what.unwrap())
    };
    // As SOAP::Lite writes what is not ASCII.
    assert_eq!(
        said("xsd:base64Binary", " w6bi\ngqw= ").unwrap(),
        "\u{e6}\u{20ac}"
    );
    assert_eq!(said("xsd:string", "w6bigqw=").unwrap(), "w6bigqw=");
    for wrong in ["w6bigq", "/////w=="] {
        let error = said("xsd:base64Binary", wrong).unwrap_err().to_string();
        assert!(error.contains("text in xs:base64Binary"), "{error}");
        assert!(!error.contains(wrong), "{error}");
    }
}
