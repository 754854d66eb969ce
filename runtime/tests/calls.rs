//! The options of calls, and what transports see of them.

mod authenticate;

use std::time::Duration;

use authenticate::*;
use bytes::Bytes;
use http::header::{ACCEPT_LANGUAGE, HeaderValue};
use http::{Request, Response};
use sapo::gen1::{Port, Version};
use sapo::soap::{Header, Operation, ServiceDescription};
use sapo::transport::{Idempotent, MemoryTransport, Timeout};
use sapo::xml::Reading;
use sapo::{Attachment, Client, Error};

const HELD: &str = r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><HasSessionResponse xmlns="http://24sevenOffice.com/webservices"><HasSessionResult>true</HasSessionResult></HasSessionResponse></e:Body></e:Envelope>"#;

fn answering(body: &'static str) -> MemoryTransport {
    MemoryTransport::new(move |_| Ok(Response::new(body.into())))
}

fn text(request: &Request<Bytes>) -> &str {
    std::str::from_utf8(request.body()).unwrap()
}

#[tokio::test]
async fn a_call_gives_the_body_or_the_response_or_what_is_made_of_them() {
    let client = Client::new(&AUTHENTICATE, answering(HELD));
    let call = || client.call(&HAS_SESSION, Nothing {});
    assert!(call().await.unwrap().has_session_result);
    let response = call().message().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.body().has_session_result);
    let value = call().returning(|response| response.has_session_result);
    assert!(value.await.unwrap());
    // Whatever it would have given before.
    let again = call()
        .message()
        .returning(|response| response.has_session_result);
    assert!(again.await.unwrap());
    let refused = call().try_returning(|response| match response.has_session_result {
        true => Err(Error::Refused("there is one".into())),
        false => Ok(()),
    });
    assert_eq!(refused.await.unwrap_err().to_string(), "there is one");
    assert_eq!(client.transport().requests().len(), 5);
}

#[tokio::test]
async fn options_apply_to_one_call() {
    let client = Client::new(&AUTHENTICATE, answering(HELD))
        .with_timeout(Duration::from_secs(60))
        .with_http_header(ACCEPT_LANGUAGE, HeaderValue::from_static("nb"))
        .with_header(Header::new("urn:trace", "Trace", 1));
    let call = || client.call(&HAS_SESSION, &Nothing {});
    call()
        .endpoint("http://localhost/other")
        .timeout(Duration::from_secs(5))
        .idempotent()
        .http_header(ACCEPT_LANGUAGE, HeaderValue::from_static("en"))
        .header(Header::new("urn:trace", "Trace", 2))
        .header(Header::new("urn:trace", "Trace", 3))
        .await
        .unwrap();
    call().await.unwrap();
    let [own, plain] = &client.transport().requests()[..] else {
        panic!("two requests");
    };
    assert_eq!(own.uri(), "http://localhost/other");
    assert_eq!(own.headers()[ACCEPT_LANGUAGE], "en");
    assert_eq!(text(own).matches("<Trace").count(), 1, "{}", text(own));
    assert!(text(own).contains(">3</Trace>"), "{}", text(own));
    let timeout = |request: &Request<_>| request.extensions().get::<Timeout>().copied();
    assert_eq!(timeout(own), Some(Timeout(Duration::from_secs(5))));
    assert!(own.extensions().get::<Idempotent>().is_some());

    assert_eq!(plain.uri(), client.endpoint());
    assert_eq!(plain.headers()[ACCEPT_LANGUAGE], "nb");
    assert!(text(plain).contains(">1</Trace>"), "{}", text(plain));
    assert_eq!(timeout(plain), Some(Timeout(Duration::from_secs(60))));
    assert!(plain.extensions().get::<Idempotent>().is_none());
}

#[tokio::test]
async fn a_call_is_read_as_it_says() {
    let unknown = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>\
        <HasSessionResponse xmlns='http://24sevenOffice.com/webservices'>\
        <HasSessionResult>true</HasSessionResult><Since>noon</Since></HasSessionResponse></e:Body></e:Envelope>";
    let client = Client::new(&AUTHENTICATE, answering(unknown));
    assert!(client.call(&HAS_SESSION, Nothing {}).await.is_ok());
    let strict = client
        .call(&HAS_SESSION, Nothing {})
        .reading(Reading::Strict);
    assert!(matches!(strict.await, Err(Error::Response(_))));
    let client = client.with_reading(Reading::Strict);
    assert!(client.call(&HAS_SESSION, Nothing {}).await.is_err());
    let default = client
        .call(&HAS_SESSION, Nothing {})
        .reading(Reading::Default);
    assert!(default.await.is_ok());
}

#[test]
fn the_header_of_a_call_goes_with_it_whatever_the_service_declares() {
    static WITH: Operation<Nothing, ()> = Operation::new("With")
        .with_request(NS, "With")
        .with_request_headers(&[("urn:trace", "Trace")]);
    static WITHOUT: Operation<Nothing, ()> = Operation::new("Without").with_request(NS, "Without");
    static SERVICE: ServiceDescription = ServiceDescription::new(
        "Service",
        &[Port::new(Version::Soap11, "http://localhost/")],
        &[WITH.description(), WITHOUT.description()],
    );
    let trace = || Header::new("urn:trace", "Trace", 7);
    let client = Client::new(&SERVICE, ()).with_header(trace());
    let sends_it = |operation: &Operation<Nothing, ()>, header: Option<Header>| {
        let mut call = client.call(operation, Nothing {});
        if let Some(header) = header {
            call = call.header(header);
        }
        text(&call.request().unwrap()).contains("<Trace")
    };
    assert!(sends_it(&WITH, None));
    assert!(!sends_it(&WITHOUT, None));
    assert!(sends_it(&WITHOUT, Some(trace())));
}

#[test]
fn an_attachment_goes_with_its_call() {
    let client = Client::new(&AUTHENTICATE, ());
    let call = client.call(&HAS_SESSION, Nothing {});
    assert!(!text(&call.request().unwrap()).contains("a photo"));
    let request = call.attach(Attachment::new("a photo")).request().unwrap();
    assert!(text(&request).contains("a photo"));
    let content_type = request.headers()["content-type"].to_str().unwrap();
    assert!(
        content_type.starts_with("multipart/related"),
        "{content_type}"
    );
}

#[test]
fn calls_and_clients_show_no_secrets() {
    let client = Client::new(&AUTHENTICATE, ())
        .with_endpoint("https://anna:s3cret@api.example.com:8443/(S(s3cret))/a.asmx?id=s3cret")
        .with_header(Header::new("urn:a", "Token", "s3cret".to_owned()));
    let shown = format!("{client:?}");
    assert_eq!(
        shown,
        "Client(Authenticate at https://api.example.com:8443)"
    );
    let login = Login {
        username: Some("anna".to_owned()),
        password: Some("s3cret".into()),
    };
    let call = client.call(&LOGIN, &login);
    assert_eq!(format!("{call:?}"), "Call(Authenticate, Login)");
    let nowhere = client.clone().with_endpoint("s3cret");
    assert_eq!(format!("{nowhere:?}"), "Client(Authenticate)");
}
