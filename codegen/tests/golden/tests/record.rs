//! Exchanges that are recorded from a server and replayed without it.

use std::sync::Mutex;

use http::header::HeaderValue;
use sapo::server::{Context, Host, Router, Running};
use sapo::soap::Attachments;
use sapo::soap::addressing::Addressing;
use sapo::soap::security::Security;
use sapo::transport::{BasicAuth, HttpTransport, Mismatch, Observed, Recorder, Replay};
use sapo::{Attachment, Error, Fault, Service as _, Transport, TransportError};
use sapo_golden::attachments::{
    Album, AlbumClient, AlbumServer, Picture, Put, PutResponse, Send, SendResponse,
};
use sapo_golden::faults::{
    Cancel, CancelResponse, GetOrder, GetOrderFault, GetOrderResponse, OrderService,
    OrderServiceClient, OrderServiceServer,
};

const PASSWORD: &str = "correct horse & cart";
const SESSION: &str = "f3a9c0ffee77";

struct Orders;

impl OrderService for Orders {
    async fn get_order(
        &self,
        request: GetOrder,
        context: &mut Context,
    ) -> Result<GetOrderResponse, Fault> {
        context.set_cookie(&format!("ASP.NET_SessionId={SESSION}; path=/; HttpOnly"));
        if request.number == 13 {
            Err(GetOrderFault::Limit(10))?;
        }
        // A server that says too much.
        Ok(GetOrderResponse {
            customer: format!("{} in {SESSION}", request.number),
        })
    }

    async fn find_order(&self, _: GetOrder, _: &mut Context) -> Result<GetOrderResponse, Fault> {
        Err(Fault::receiver("not here"))
    }

    async fn cancel(&self, _: Cancel, _: &mut Context) -> Result<CancelResponse, Fault> {
        Ok(CancelResponse::default())
    }
}

fn client<T: Transport + Clone>(transport: T, endpoint: &str) -> OrderServiceClient<T> {
    OrderServiceClient::new(transport)
        .with_endpoint(endpoint)
        .configured(|client| {
            client
                .with_interceptor(Addressing::new())
                .with_interceptor(
                    Security::new().with_password_text_and_nonce("anna", PASSWORD.to_owned()),
                )
                .with_http_header(
                    http::header::COOKIE,
                    HeaderValue::from_static("ASP.NET_SessionId=f3a9c0ffee77"),
                )
        })
}

async fn host() -> Running {
    let router = Router::new()
        .service("/orders", OrderServiceServer(Orders))
        .service("/album", AlbumServer(Shelf))
        .understanding(sapo::soap::security::NAMESPACE, "Security");
    Host::bind("127.0.0.1:0").await.unwrap().serve(router)
}

/// A file with the exchanges of three calls.
async fn recorded(path: &std::path::Path) {
    let host = host().await;
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    let recorder = Recorder::new(BasicAuth::new(transport, "anna", PASSWORD.to_owned()));
    let endpoint = format!("{}?sid={SESSION}&lang=nb", host.url("/orders"));
    let api = client(&recorder, &endpoint);
    assert!(api.get_order(7).await.unwrap().contains(SESSION));
    assert!(api.get_order(13).await.is_err());
    api.cancel(7).await.unwrap();
    assert!(!format!("{recorder:?}").contains(SESSION));
    recorder.save(path).unwrap();
}

#[tokio::test]
async fn no_secret_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.jsonl");
    recorded(&path).await;
    let text = std::fs::read_to_string(&path).unwrap();
    for secret in [PASSWORD, "correct horse", SESSION, "YW5uY", "urn:uuid:"] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    assert!(text.contains("ASP.NET_SessionId=***; path=/"), "{text}");
    assert_eq!(text.lines().count(), 4);
}

#[tokio::test]
async fn what_was_recorded_is_replayed_without_a_server() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.jsonl");
    recorded(&path).await;
    let replay = Replay::open(&path).unwrap();
    let api = client(&replay, "http://localhost/orders?sid=another&lang=nb");
    // In another order than they were recorded in.
    api.cancel(7).await.unwrap();
    assert_eq!(api.get_order(7).await.unwrap(), "7 in ***");
    let error = api.get_order(13).await.unwrap_err();
    assert_eq!(error.fault_as(), Some(GetOrderFault::Limit(10)));
    assert_eq!(replay.left(), 0);
    let error = api.get_order(7).await.unwrap_err();
    assert!(error.to_string().contains("nothing is left"), "{error}");
}

#[tokio::test]
async fn a_request_that_differs_is_refused_with_the_difference() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.jsonl");
    recorded(&path).await;
    let replay = Replay::open(&path).unwrap();
    let api = client(&replay, "http://localhost/orders?sid=another&lang=nb");
    let error = api.get_order(8).await.unwrap_err();
    let Error::Transport(TransportError::Refused(refused)) = &error else {
        panic!("{error}");
    };
    let diff = refused.downcast_ref::<Mismatch>().unwrap().diff();
    let changed: Vec<&str> = diff
        .lines()
        .filter(|line| line.starts_with(['+', '-']))
        .map(|line| line[1..].trim())
        .collect();
    assert_eq!(changed, ["\"7\"", "\"8\""], "{diff}");
    assert!(!diff.contains(PASSWORD), "{diff}");
    assert_eq!(replay.left(), 3);
}

struct Shelf;

impl Album for Shelf {
    async fn put(&self, request: Put, _: &mut Context) -> Result<PutResponse, Fault> {
        Ok(PutResponse {
            picture: request.picture,
        })
    }

    async fn send(&self, _: Send, _: &mut Context) -> Result<SendResponse, Fault> {
        Ok(SendResponse { bytes: 0 })
    }
}

#[tokio::test]
async fn attachments_are_recorded_as_well() {
    let router = Router::new().service("/album", AlbumServer(Shelf));
    let recorder = Recorder::new(&router);
    let picture = |octet| Picture {
        title: "Fjord".to_owned(),
        image: Attachment::new(vec![octet; 5000]),
        preview: None,
    };
    fn api<T: Transport + Clone>(transport: T) -> AlbumClient<T> {
        AlbumClient::new(transport)
            .configured(|client| client.with_attachments(Attachments::mtom()))
    }
    let endpoint = "http://localhost/album";
    api(&recorder)
        .with_endpoint(endpoint)
        .put(picture(7))
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("album.jsonl");
    recorder.save(&path).unwrap();

    let replay = Replay::open(&path).unwrap();
    assert!(api(&replay).put(picture(8)).await.is_err());
    let received = api(&replay).put(picture(7)).await.unwrap();
    assert_eq!(received.image.bytes().unwrap(), vec![7; 5000]);
}

#[tokio::test]
async fn what_the_configuration_calls_secret_is_left_out() {
    use sapo::soap::{Port, ServiceDescription, Version};
    use sapo_golden::faults::GET_ORDER;
    static DISCREET: ServiceDescription = ServiceDescription::new(
        "OrderService",
        &[Port::new(Version::Soap11, "http://localhost/orders")],
        &[GET_ORDER.description()],
    )
    .with_secrets(&["customer"]);

    let router = Router::new().service("/orders", OrderServiceServer(Orders));
    let recorder = Recorder::new(&router);
    let client = sapo::Client::new(&DISCREET, &recorder);
    let response = client.call(&GET_ORDER, GetOrder { number: 7 });
    let customer = response.await.unwrap().customer;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.jsonl");
    recorder.save(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains(&customer), "{customer} is in {text}");
    assert!(text.contains("<customer>***</customer>"), "{text}");
}

#[tokio::test]
async fn exchanges_are_shown_without_their_secrets() {
    let host = host().await;
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    let shown = Mutex::new(Vec::new());
    let observed = Observed::new(
        BasicAuth::new(&transport, "anna", PASSWORD.to_owned()),
        |seen| shown.lock().unwrap().push(seen.clone()),
    );
    let endpoint = format!("{}?sid={SESSION}", host.url("/orders"));
    let api = client(&observed, &endpoint);
    // What is shown is hidden there alone.
    assert!(api.get_order(7).await.unwrap().contains(SESSION));
    assert!(api.get_order(13).await.is_err());

    let shown = shown.into_inner().unwrap();
    let order: Vec<_> = shown
        .iter()
        .map(|seen| (seen.exchange(), seen.is_request()))
        .collect();
    assert_eq!(order, [(1, true), (1, false), (2, true), (2, false)]);
    let texts: Vec<String> = shown.iter().map(ToString::to_string).collect();
    for secret in [PASSWORD, "correct horse", SESSION, "YW5uY"] {
        assert!(!texts.concat().contains(secret), "{secret} is in {texts:?}");
    }
    assert!(texts[0].starts_with("POST http://"), "{}", texts[0]);
    assert!(texts[0].contains("/orders?sid=***\n"), "{}", texts[0]);
    assert!(texts[0].contains(">7</"), "{}", texts[0]);
    assert!(texts[1].starts_with("200 OK\n"), "{}", texts[1]);
    assert!(texts[1].contains(">7 in ***</"), "{}", texts[1]);
    assert!(texts[3].starts_with("500 "), "{}", texts[3]);
}

#[tokio::test]
async fn what_is_shown_goes_on_as_it_was() {
    let host = host().await;
    let shown = Mutex::new(Vec::new());
    let observed = Observed::new(
        HttpTransport::builder().no_proxy().build().unwrap(),
        |seen| shown.lock().unwrap().push(seen.to_string()),
    );
    let api = AlbumClient::new(&observed)
        .with_endpoint(host.url("/album"))
        .configured(|client| client.with_attachments(Attachments::mtom()));
    for length in [5000, 200_000] {
        let picture = Picture {
            title: "Fjord".to_owned(),
            image: Attachment::new(vec![7; length]),
            preview: None,
        };
        let received = api.put(picture).await.unwrap();
        assert_eq!(received.image.bytes().unwrap(), vec![7; length]);
    }
    let shown = shown.into_inner().unwrap();
    assert!(shown[0].ends_with("\n\n[in pieces]"), "{}", shown[0]);
    let beside = "\n[part-1@sapo: 5000 octets of application/octet-stream]";
    assert!(shown[1].contains("<title>Fjord</title>"), "{}", shown[1]);
    assert!(shown[1].ends_with(beside), "{}", shown[1]);
    assert!(shown[3].ends_with("\n\n[in pieces]"), "{}", shown[3]);
}
