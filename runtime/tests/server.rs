//! Services served to clients, and to those that get it wrong.
#![cfg(all(feature = "client", feature = "server"))]

mod authenticate;

use std::future::Future;
use std::time::Duration;

use authenticate::*;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use sapo::gen1::{HeaderOf, Operation, Port, Version};
use sapo::server::{Context, Host, Router, ServerCall};
use sapo::soap::{Header, ServiceDescription};
use sapo::transport::HttpTransport;
use sapo::{Client, Error, Fault, FaultCode, QName};

/// What the generator writes for the service's operations.
trait Authenticate: Send + Sync {
    fn login(
        &self,
        request: Login,
        context: &mut Context,
    ) -> impl Future<Output = Result<LoginResponse, Fault>> + Send;

    fn has_session(
        &self,
        request: Nothing,
        context: &mut Context,
    ) -> impl Future<Output = Result<HasSessionResponse, Fault>> + Send;

    fn get_identities(
        &self,
        request: Nothing,
        context: &mut Context,
    ) -> impl Future<Output = Result<GetIdentitiesResponse, Fault>> + Send;

    fn forget(
        &self,
        request: Nothing,
        context: &mut Context,
    ) -> impl Future<Output = Result<(), Fault>> + Send;
}

struct AuthenticateServer<S>(S);

impl<S: Authenticate + 'static> sapo::server::Service for AuthenticateServer<S> {
    const DESCRIPTION: &'static ServiceDescription = &AUTHENTICATE;

    async fn serve(&self, call: &mut ServerCall) -> Result<(), Fault> {
        match call.operation() {
            "Login" => {
                let response = self.0.login(call.request()?, call.context()).await?;
                call.respond(&response)
            }
            "HasSession" => {
                let response = self.0.has_session(call.request()?, call.context()).await?;
                call.respond(&response)
            }
            "GetIdentities" => {
                let response = self
                    .0
                    .get_identities(call.request()?, call.context())
                    .await?;
                call.respond(&response)
            }
            "Forget" => {
                self.0.forget(call.request()?, call.context()).await?;
                call.acknowledge()
            }
            _ => Err(call.unknown()),
        }
    }
}

/// A service with one user, whose session is `s3cret`.
struct OneUser;

impl Authenticate for OneUser {
    async fn login(&self, login: Login, context: &mut Context) -> Result<LoginResponse, Fault> {
        context.set_cookie("ASP.NET_SessionId=s3cret; path=/; HttpOnly");
        if login.username.as_deref() == Some("broken") {
            return Err(Fault::receiver("Server was unable to process request."));
        }
        let is_good = login.password.is_some_and(|word| word.expose() == "right");
        Ok(LoginResponse {
            login_result: Some(if is_good { "s3cret" } else { "" }.to_owned()),
        })
    }

    async fn has_session(
        &self,
        _: Nothing,
        context: &mut Context,
    ) -> Result<HasSessionResponse, Fault> {
        let left = HeaderValue::from_static("7199");
        context.add_http_header("APILimitRemaining".parse().unwrap(), left);
        context.add_header(Header::new(
            "urn:trace",
            "Trace",
            context.headers().len() as i32,
        ));
        Ok(HasSessionResponse {
            has_session_result: context.cookie("ASP.NET_SessionId") == Some("s3cret"),
        })
    }

    async fn get_identities(
        &self,
        _: Nothing,
        _: &mut Context,
    ) -> Result<GetIdentitiesResponse, Fault> {
        tokio::time::sleep(Duration::from_millis(200)).await;
        Err(
            Fault::sender("Client is not authenticated on this identity")
                .with_subcode(QName::new("urn:auth", "NoSession"))
                .with_role("urn:role")
                .with_detail_entry("urn:auth", "Minutes", &20)
                .unwrap(),
        )
    }

    async fn forget(&self, _: Nothing, _: &mut Context) -> Result<(), Fault> {
        Ok(())
    }
}

const PATH: &str = "/authenticate.asmx";

fn router() -> Router {
    Router::new()
        .service(PATH, AuthenticateServer(OneUser))
        .wsdl(PATH, "<definitions/>")
}

fn transport() -> HttpTransport {
    HttpTransport::builder().no_proxy().build().unwrap()
}

#[tokio::test]
async fn calls_over_http_in_both_versions() {
    let host = Host::bind("127.0.0.1:0").await.unwrap().serve(router());
    for version in [Version::Soap11, Version::Soap12] {
        let client = Client::new(&AUTHENTICATE, transport())
            .with_endpoint(host.url(PATH))
            .with_version(version);
        let login = Login {
            username: Some("åse@example.org".to_owned()),
            password: Some("right".into()),
        };
        let response = client.call(&LOGIN, &login).message().await.unwrap();
        assert_eq!(response.body().login_result.as_deref(), Some("s3cret"));
        let cookie = response.http_headers().get(SET_COOKIE).unwrap();
        assert_eq!(cookie, "ASP.NET_SessionId=s3cret; path=/; HttpOnly");

        let has_session = async |client: &Client<_>| {
            client
                .call(&HAS_SESSION, &Nothing {})
                .message()
                .await
                .unwrap()
        };
        assert!(!has_session(&client).await.body().has_session_result);
        let client = client
            .with_http_header(
                COOKIE,
                HeaderValue::from_static("a=b; ASP.NET_SessionId=s3cret"),
            )
            .with_header(Header::new("urn:trace", "Trace", "on".to_owned()));
        let response = has_session(&client).await;
        assert!(response.body().has_session_result);
        assert_eq!(response.http_headers()["apilimitremaining"], "7199");
        let trace = response.header("urn:trace", "Trace").unwrap();
        assert_eq!(trace.read_as::<i32>().unwrap(), 1);

        let response = client.call(&FORGET, &Nothing {}).message().await.unwrap();
        assert_eq!(response.status(), StatusCode::ACCEPTED);
    }
    host.stop().await;
}

#[tokio::test]
async fn faults_over_both_versions() {
    let router = router();
    for version in [Version::Soap11, Version::Soap12] {
        let client = Client::new(&AUTHENTICATE, &router)
            .with_endpoint(format!("http://localhost{PATH}"))
            .with_version(version);
        let error = client.call(&GET_IDENTITIES, &Nothing {}).await.unwrap_err();
        let Error::Fault(fault) = error else {
            panic!("{error:?}")
        };
        assert_eq!(fault.code(), &FaultCode::Sender);
        assert_eq!(
            fault.reason(),
            "Client is not authenticated on this identity"
        );
        assert_eq!(fault.role(), Some("urn:role"));
        let minutes = fault.detail_entry::<i32>("urn:auth", "Minutes");
        assert_eq!(minutes.unwrap(), Some(20));
        // SOAP 1.1 has a single code.
        let subcodes = match version {
            Version::Soap11 => vec![],
            Version::Soap12 => vec![QName::new("urn:auth", "NoSession")],
        };
        assert_eq!(fault.subcodes(), subcodes);
    }
}

fn request(content_type: &str, body: impl Into<Bytes>) -> Request<Bytes> {
    Request::builder()
        .method(Method::POST)
        .uri(PATH)
        .header(CONTENT_TYPE, content_type)
        .body(body.into())
        .unwrap()
}

fn envelope(version: Version, body: &str) -> String {
    format!(
        "<e:Envelope xmlns:e=\"{}\"><e:Body>{body}</e:Body></e:Envelope>",
        version.namespace()
    )
}

fn text(response: &Response<Bytes>) -> &str {
    std::str::from_utf8(response.body()).unwrap()
}

const HAS: &str = r#"<HasSession xmlns="http://24sevenOffice.com/webservices"/>"#;

#[tokio::test]
async fn a_call_is_known_by_its_action_or_else_by_its_body() {
    let router = router();
    let whole = envelope(Version::Soap11, HAS);
    let mut with_action = request("text/xml", whole.clone());
    let action = HeaderValue::from_static("\"http://24sevenOffice.com/webservices/HasSession\"");
    with_action.headers_mut().insert("SOAPAction", action);
    assert_eq!(router.respond(with_action.clone()).await.status(), 200);
    assert_eq!(
        router
            .respond(request("text/xml", whole.clone()))
            .await
            .status(),
        200
    );
    assert_eq!(
        router
            .respond(request(
                "application/soap+xml; action=\"http://24sevenOffice.com/webservices/HasSession\"",
                envelope(Version::Soap12, HAS)
            ))
            .await
            .status(),
        200
    );

    let wrong = HeaderValue::from_static("\"urn:HasSession\"");
    with_action.headers_mut().insert("SOAPAction", wrong);
    let response = router.respond(with_action).await;
    assert_eq!(response.status(), 500);
    assert!(
        text(&response).contains("Authenticate has no operation with the action urn:HasSession"),
        "{}",
        text(&response)
    );

    // In another namespace it is another element, and its data would be lost.
    let other = whole.replace("24sevenOffice", "24sevenoffice");
    let response = router.respond(request("text/xml", other)).await;
    assert_eq!(response.status(), 500);
    assert!(text(&response).contains("<faultcode>soap:Client</faultcode>"));
    assert!(text(&response).contains("<detail/>"));
}

#[tokio::test]
async fn what_is_no_call() {
    let router = router();
    let whole = envelope(Version::Soap11, HAS);
    for body in [
        "",
        "<a/>",
        "no XML",
        &whole[..whole.len() - 5],
        &format!("<!DOCTYPE a>{whole}"),
        &envelope(Version::Soap11, &format!("{HAS}{HAS}")),
        "\u{1f}\u{8b}gzip, or so it seems",
    ] {
        let response = router.respond(request("text/xml", body.to_owned())).await;
        assert_eq!(
            (response.status(), text(&response)),
            (StatusCode::BAD_REQUEST, ""),
            "{body}"
        );
    }
    for content_type in ["application/json", "text/html", ""] {
        let response = router.respond(request(content_type, whole.clone())).await;
        assert_eq!(response.status(), 415);
    }
    let mut elsewhere = request("text/xml", whole.clone());
    *elsewhere.uri_mut() = "/other.asmx".parse().unwrap();
    assert_eq!(router.respond(elsewhere).await.status(), 404);
    let mut put = request("text/xml", whole);
    *put.method_mut() = Method::PUT;
    assert_eq!(router.respond(put).await.status(), 405);
}

#[tokio::test]
async fn what_does_not_fit_is_the_senders_fault() {
    let router = router();
    let login = |content: &str| {
        let login =
            format!("<Login xmlns='http://24sevenOffice.com/webservices'>{content}</Login>");
        request("application/soap+xml", envelope(Version::Soap12, &login))
    };
    // What is unknown is passed over, as ASMX does.
    let response = router
        .respond(login("<Nickname>Åse</Nickname><Username/>"))
        .await;
    assert_eq!(response.status(), 200, "{}", text(&response));

    let response = router.respond(login("<Username/><Username/>")).await;
    assert_eq!(response.status(), 400);
    assert!(text(&response).contains("<soap12:Value>soap12:Sender</soap12:Value>"));
    assert!(text(&response).contains("unreadable request: Login: expected"));

    let locked = format!(
        r#"<e:Envelope xmlns:e="{}"><e:Header><Lock xmlns="urn:lock" e:mustUnderstand="1"/></e:Header><e:Body>{HAS}</e:Body></e:Envelope>"#,
        Version::Soap11.namespace()
    );
    let response = router.respond(request("text/xml", locked)).await;
    assert_eq!(response.status(), 500);
    assert!(text(&response).contains("<faultcode>soap:MustUnderstand</faultcode>"));
}

#[tokio::test]
async fn a_cookie_comes_with_a_fault_too() {
    let router = router();
    let client =
        Client::new(&AUTHENTICATE, &router).with_endpoint(format!("http://localhost{PATH}"));
    let login = Login {
        username: Some("broken".to_owned()),
        password: None,
    };
    let response = router
        .respond(client.call(&LOGIN, &login).request().unwrap())
        .await;
    assert_eq!(response.status(), 500);
    assert!(response.headers().contains_key(SET_COOKIE));
}

#[tokio::test]
async fn the_description_is_served() {
    let host = Host::bind("127.0.0.1:0").await.unwrap();
    let address = host.address();
    let host = host.serve(router());
    assert_eq!(host.address(), address);
    let transport = transport();
    let get = async |path: &str| {
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = host.url(path).parse().unwrap();
        sapo::Transport::send(&transport, request).await.unwrap()
    };
    for query in ["?wsdl", "?WSDL"] {
        let response = get(&format!("{PATH}{query}")).await;
        assert_eq!(text(&response), "<definitions/>");
        assert_eq!(response.headers()[CONTENT_TYPE], "text/xml; charset=utf-8");
    }
    assert_eq!(get(PATH).await.status(), 405);
    assert_eq!(get("/?wsdl").await.status(), 404);
    let head = Request::head(host.url(&format!("{PATH}?wsdl")));
    let head = head.body(Bytes::new()).unwrap();
    let response = sapo::Transport::send(&transport, head).await.unwrap();
    assert_eq!((response.status().as_u16(), text(&response)), (200, ""));
}

#[tokio::test]
async fn too_large_a_request_is_not_read() {
    let limits = sapo::xml::Limits {
        size: 1000,
        ..sapo::xml::Limits::default()
    };
    let host = Host::bind("127.0.0.1:0")
        .await
        .unwrap()
        .serve(router().limits(limits));
    let client = Client::new(&AUTHENTICATE, transport()).with_endpoint(host.url(PATH));
    let login = Login {
        username: Some("x".repeat(2000)),
        password: None,
    };
    let error = client.call(&LOGIN, &login).await.unwrap_err();
    assert!(
        matches!(error, Error::Status { status: 413, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_server_that_stops_finishes_its_calls() {
    let host = Host::bind("127.0.0.1:0").await.unwrap().serve(router());
    let client = Client::new(&AUTHENTICATE, transport()).with_endpoint(host.url(PATH));
    let again = client.clone();
    let slow = tokio::spawn(async move { client.call(&GET_IDENTITIES, &Nothing {}).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    drop(host);
    assert!(matches!(slow.await.unwrap(), Err(Error::Fault(_))));
    assert!(matches!(
        again.call(&FORGET, Nothing {}).await,
        Err(Error::Transport(_))
    ));
}

/// An operation whose request holds nothing, so that its Body is empty.
static LEFT: Operation<Nothing, i32> = Operation::new("Left")
    .with_action("urn:left")
    .with_request_headers(&[("urn:left", "Most")])
    .with_response("urn:left", "Left");

static COUNTER: ServiceDescription = ServiceDescription::new(
    "Counter",
    &[Port::new(Version::Soap11, "http://localhost/left")],
    &[LEFT.description()],
);

const MOST: HeaderOf<i32> = HeaderOf::new("urn:left", "Most");

struct Counter;

impl sapo::server::Service for Counter {
    const DESCRIPTION: &'static ServiceDescription = &COUNTER;

    async fn serve(&self, call: &mut ServerCall) -> Result<(), Fault> {
        let Nothing {} = call.request()?;
        let most = call.context().header_of(&MOST)?;
        call.respond(&most.unwrap_or(100))
    }
}

#[tokio::test]
async fn a_request_may_hold_nothing() {
    for version in [Version::Soap11, Version::Soap12] {
        let router = Router::new().service("/left", Counter);
        let client = Client::new(&COUNTER, std::sync::Arc::new(router))
            .with_endpoint("http://localhost/left")
            .with_version(version);
        let left = |client: Client<_>| async move { client.call(&LEFT, Nothing {}).await.unwrap() };
        assert_eq!(left(client.clone()).await, 100);
        assert_eq!(left(client.clone().with_header(MOST.block(7))).await, 7);
        // What is nil says as much as what is absent.
        let nil = Header::new("urn:left", "Most", None::<i32>);
        assert_eq!(left(client.with_header(nil)).await, 100);
    }
}
