//! What goes over the wire, against what ASMX publishes as samples for the Authenticate service.

mod authenticate;
mod canonical;

use authenticate::*;
use bytes::Bytes;
use canonical::canonical;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Request};
use sapo::gen1::{Content, Version};
use sapo::soap::{Header, Operation};
use sapo::transport::MemoryTransport;
use sapo::{Client, Service, Uuid};

fn client() -> Client<MemoryTransport> {
    Client::new(&AUTHENTICATE, MemoryTransport::replay([]))
}

fn envelope11(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>{body}</soap:Body>
</soap:Envelope>"#
    )
}

fn envelope12(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<soap12:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap12="http://www.w3.org/2003/05/soap-envelope">
  <soap12:Body>{body}</soap12:Body>
</soap12:Envelope>"#
    )
}

fn text(request: &Request<Bytes>) -> &str {
    std::str::from_utf8(request.body()).unwrap()
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).map(|value| value.to_str().unwrap())
}

/// Asserts both requests of an operation without parameters.
fn assert_requests<R: Content>(operation: &Operation<Nothing, R>, element: &str) {
    let body = format!(r#"<{element} xmlns="http://24sevenOffice.com/webservices" />"#);

    let request = client().call(operation, &Nothing {}).request().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.uri(),
        "https://api.24sevenoffice.com/authenticate/v001/authenticate.asmx"
    );
    assert_eq!(canonical(text(&request)), canonical(&envelope11(&body)));
    let headers = request.headers();
    assert_eq!(
        header(headers, "content-type"),
        Some("text/xml; charset=utf-8")
    );
    let action = format!("\"http://24sevenOffice.com/webservices/{element}\"");
    assert_eq!(header(headers, "SOAPAction"), Some(&*action));

    let request = client()
        .with_version(Version::Soap12)
        .call(operation, &Nothing {})
        .request()
        .unwrap();
    assert_eq!(canonical(text(&request)), canonical(&envelope12(&body)));
    let headers = request.headers();
    assert_eq!(
        header(headers, "content-type"),
        Some("application/soap+xml; charset=utf-8")
    );
    assert_eq!(header(headers, "SOAPAction"), None);
}

#[test]
fn a_message_among_parts_leaves_its_encoding_to_its_header() {
    let client = client().with_attachments(sapo::soap::Attachments::mtom());
    let request = client.call(&HAS_SESSION, &Nothing {}).request().unwrap();
    let (head, message) = text(&request).split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains("application/xop+xml; charset=utf-8"),
        "{head}"
    );
    assert!(message.starts_with("<soap:Envelope "), "{message}");
}

#[test]
fn has_session_is_asked_as_in_the_samples() {
    assert_requests(&HAS_SESSION, "HasSession");
}

#[test]
fn identities_are_asked_for_as_in_the_samples() {
    assert_requests(&GET_IDENTITIES, "GetIdentities");
}

const IDENTITIES: &str = r#"
<GetIdentitiesResponse xmlns="http://24sevenOffice.com/webservices">
  <GetIdentitiesResult>
    <Identity>
      <Id>0a1b2c3d-0000-4000-8000-00000000002a</Id>
      <User>
        <ContactId>7</ContactId>
        <Id>0a1b2c3d-0000-4000-8000-0000000000aa</Id>
        <Name>Åse &amp; Øyvind</Name>
        <EmployeeId>-2147483648</EmployeeId>
      </User>
      <Client>
        <Id>9007199254740993</Id>
        <Name>Blåbær AS</Name>
      </Client>
      <IsCurrent>true</IsCurrent>
      <IsDefault>false</IsDefault>
      <IsProtected>false</IsProtected>
      <Servers>
        <Server xsi:nil="true" />
        <Server xsi:nil="true" />
      </Servers>
      <IsDisabled>false</IsDisabled>
    </Identity>
  </GetIdentitiesResult>
</GetIdentitiesResponse>"#;

fn identities() -> GetIdentitiesResponse {
    GetIdentitiesResponse {
        get_identities_result: Some(vec![Some(Identity {
            id: Uuid::from_u128(0x0a1b2c3d_0000_4000_8000_00000000002a),
            user: Some(User {
                contact_id: Some(7),
                id: Some(Uuid::from_u128(0x0a1b2c3d_0000_4000_8000_0000000000aa)),
                name: Some("Åse & Øyvind".to_owned()),
                employee_id: Some(i32::MIN),
            }),
            client: Some(Company {
                id: 9_007_199_254_740_993,
                name: Some("Blåbær AS".to_owned()),
            }),
            is_current: true,
            is_default: false,
            is_protected: false,
            servers: Some(vec![None, None]),
            is_disabled: Some(false),
        })]),
    }
}

fn answer(content_type: &'static str, body: String) -> http::Response<Bytes> {
    http::Response::builder()
        .header(CONTENT_TYPE, content_type)
        .header("APILimitRemaining", "7199")
        .body(body.into())
        .unwrap()
}

#[test]
fn responses_are_read_as_in_the_samples() {
    let response = client()
        .response(
            &GET_IDENTITIES,
            answer("text/xml; charset=utf-8", envelope11(IDENTITIES)),
        )
        .unwrap();
    assert_eq!(response.body(), &identities());
    assert_eq!(response.status(), 200);
    assert_eq!(
        header(response.http_headers(), "apilimitremaining"),
        Some("7199")
    );

    let body = r#"<HasSessionResponse xmlns="http://24sevenOffice.com/webservices">
        <HasSessionResult>true</HasSessionResult></HasSessionResponse>"#;
    // A response in the other version is understood as well.
    let response = client()
        .response(
            &HAS_SESSION,
            answer("application/soap+xml; charset=utf-8", envelope12(body)),
        )
        .unwrap();
    assert!(response.into_body().has_session_result);
}

#[cfg(feature = "server")]
#[tokio::test]
async fn responses_are_written_as_in_the_samples() {
    use sapo::server::{Router, ServerCall};

    struct Samples;

    impl sapo::server::Service for Samples {
        const DESCRIPTION: &'static sapo::soap::ServiceDescription = &AUTHENTICATE;

        async fn serve(&self, call: &mut ServerCall) -> Result<(), sapo::Fault> {
            match call.operation() {
                "GetIdentities" => call.respond(&identities()),
                "HasSession" => call.respond(&HasSessionResponse {
                    has_session_result: true,
                }),
                _ => Err(call.unknown()),
            }
        }
    }

    let router = Router::new().service("/authenticate/v001/authenticate.asmx", Samples);
    for (version, envelope, content_type) in [
        (
            Version::Soap11,
            envelope11 as fn(&str) -> String,
            "text/xml; charset=utf-8",
        ),
        (
            Version::Soap12,
            envelope12,
            "application/soap+xml; charset=utf-8",
        ),
    ] {
        let client = client().with_version(version);
        let request = client.call(&GET_IDENTITIES, &Nothing {}).request().unwrap();
        let response = router.respond(request).await;
        assert_eq!(
            header(response.headers(), "content-type"),
            Some(content_type)
        );
        let text = std::str::from_utf8(response.body()).unwrap();
        assert_eq!(canonical(text), canonical(&envelope(IDENTITIES)));

        let request = client.call(&HAS_SESSION, &Nothing {}).request().unwrap();
        let response = router.respond(request).await;
        let text = std::str::from_utf8(response.body()).unwrap();
        let body = r#"<HasSessionResponse xmlns="http://24sevenOffice.com/webservices">
            <HasSessionResult>true</HasSessionResult></HasSessionResponse>"#;
        assert_eq!(canonical(text), canonical(&envelope(body)));
    }
}

#[test]
fn the_action_parameter_is_the_choice_of_binding_or_client() {
    static REQUIRED: Operation<Nothing, ()> = Operation::new("HasSession")
        .with_action("urn:a")
        .with_soap12_action("urn:b")
        .with_action_required()
        .with_request(NS, "HasSession");
    let client = client().with_version(Version::Soap12);
    let request = client.call(&REQUIRED, &Nothing {}).request().unwrap();
    assert_eq!(
        header(request.headers(), "content-type"),
        Some("application/soap+xml; charset=utf-8; action=\"urn:b\"")
    );
    let client = client.with_soap12_action(false);
    let request = client.call(&REQUIRED, &Nothing {}).request().unwrap();
    assert_eq!(
        header(request.headers(), "content-type"),
        Some("application/soap+xml; charset=utf-8")
    );
    let request = client
        .with_soap12_action(true)
        .call(&HAS_SESSION, &Nothing {})
        .request()
        .unwrap();
    assert_eq!(
        header(request.headers(), "content-type"),
        Some(
            "application/soap+xml; charset=utf-8; \
             action=\"http://24sevenOffice.com/webservices/HasSession\""
        )
    );
}

#[test]
fn headers_go_with_the_operations_that_declare_them() {
    static WITH: Operation<Nothing, ()> = Operation::new("With")
        .with_request(NS, "With")
        .with_request_headers(&[(NS, "Authentication")]);
    static WITHOUT: Operation<Nothing, ()> = Operation::new("Without").with_request(NS, "Without");
    static SERVICE: sapo::soap::ServiceDescription = sapo::soap::ServiceDescription::new(
        "Service",
        &[sapo::soap::Port::new(
            Version::Soap11,
            "http://localhost/service",
        )],
        &[WITH.description(), WITHOUT.description()],
    );
    let client = Client::new(&SERVICE, MemoryTransport::replay([]))
        .with_header(Header::new(NS, "Authentication", "first".to_owned()))
        .with_header(Header::new(NS, "Authentication", "token".to_owned()).must_understand())
        .with_header(Header::new("urn:trace", "Trace", 7_i32).for_role("urn:logger"));
    assert!(!format!("{client:?}").contains("token"));

    let header = r#"<Authentication xmlns="http://24sevenOffice.com/webservices"
        soap:mustUnderstand="1">token</Authentication>"#;
    let trace = r#"<Trace xmlns="urn:trace" soap:actor="urn:logger">7</Trace>"#;
    for (operation, headers, body) in [
        (
            &WITH,
            format!("{header}{trace}"),
            r#"<With xmlns="http://24sevenOffice.com/webservices"/>"#,
        ),
        (
            &WITHOUT,
            trace.to_owned(),
            r#"<Without xmlns="http://24sevenOffice.com/webservices"/>"#,
        ),
    ] {
        let request = client.call(operation, &Nothing {}).request().unwrap();
        let expected = envelope11(body).replace(
            "<soap:Body>",
            &format!("<soap:Header>{headers}</soap:Header><soap:Body>"),
        );
        assert_eq!(canonical(text(&request)), canonical(&expected));
    }
}

#[test]
fn a_generated_client_takes_any_transport_and_endpoint() {
    fn of<S: Service>(transport: S::Transport) -> S {
        S::from_client(
            Client::new(S::DESCRIPTION, transport).with_endpoint("http://localhost:1/a.asmx"),
        )
    }
    let client = of::<AuthenticateClient<_>>(MemoryTransport::replay([]));
    assert_eq!(client.client().endpoint(), "http://localhost:1/a.asmx");
    assert_eq!(client.client().version(), Version::Soap11);
}

#[test]
fn what_is_no_request_is_said_before_it_is_sent() {
    let not_a_url = client().with_endpoint("authenticate.asmx");
    let error = not_a_url
        .call(&HAS_SESSION, &Nothing {})
        .request()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid request: the endpoint is not an http or https URL"
    );
    let login = Login {
        username: Some("\u{1}".to_owned()),
        password: None,
    };
    let error = client().call(&LOGIN, &login).request().unwrap_err();
    assert!(matches!(error, sapo::Error::Request(_)), "{error}");
}
