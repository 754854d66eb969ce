//! Generated clients, with nothing imported but the client.

use std::time::Duration;

use sapo::http::HeaderValue;
use sapo::http::header::ACCEPT_LANGUAGE;
use sapo::transport::{Idempotent, MemoryTransport, Recorder, Timeout};
use sapo::xml::Reading;
use sapo_golden::faults::{CANCEL, Cancel, GET_ORDER, GetOrder, OrderServiceClient};

const ORDER: &str = r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><GetOrderResponse xmlns="urn:orders"><customer>Anna</customer></GetOrderResponse></e:Body></e:Envelope>"#;

fn answering(body: &'static str) -> MemoryTransport {
    MemoryTransport::new(move |_| Ok(http::Response::new(body.into())))
}

struct Trace;

impl sapo::soap::Interceptor for Trace {
    fn request(&self, request: &mut sapo::soap::Outgoing<'_>) -> sapo::Result<()> {
        let header = sapo::soap::Header::new("urn:trace", "Trace", 7);
        request.add_header(header);
        Ok(())
    }
}

#[tokio::test]
async fn settings_need_no_import() {
    let transport = answering(ORDER);
    let api = OrderServiceClient::new(&transport)
        .with_endpoint("http://localhost/other")
        .with_timeout(Duration::from_secs(7))
        .with_http_header(ACCEPT_LANGUAGE, HeaderValue::from_static("nb"))
        .with_interceptor(Trace)
        .with_reading(Reading::Strict);
    assert_eq!(api.get_order(7).await.unwrap(), "Anna");
    let request = &transport.requests()[0];
    assert_eq!(request.uri(), "http://localhost/other");
    assert_eq!(request.headers()[ACCEPT_LANGUAGE], "nb");
    let body = std::str::from_utf8(request.body()).unwrap();
    assert!(body.contains(">7</Trace>"), "{body}");
    let timeout = request.extensions().get::<Timeout>();
    assert_eq!(timeout, Some(&Timeout(Duration::from_secs(7))));
    let shown = format!("{api:?}");
    assert_eq!(
        shown,
        "OrderServiceClient { client: Client(OrderService at http://localhost) }"
    );
}

#[tokio::test]
async fn whole_requests_are_called_by_the_constants_of_operations() {
    let api = OrderServiceClient::new(answering(ORDER));
    let request = GetOrder { number: 7 };
    let order = api.call(&GET_ORDER, &request).await.unwrap();
    assert_eq!(order.customer, "Anna");
    let call = api.call(&GET_ORDER, &request).message();
    assert_eq!(call.await.unwrap().body(), &order);
    // The same request as the method sends.
    let sent = |request: http::Request<bytes::Bytes>| request.into_body();
    let of_constant = sent(api.call(&GET_ORDER, &request).request().unwrap());
    assert_eq!(of_constant, sent(api.get_order(7).request().unwrap()));
    let cancel = api.call(&CANCEL, &Cancel { number: 7 }).request();
    assert_ne!(of_constant, sent(cancel.unwrap()));
}

#[tokio::test]
async fn options_of_calls_are_not_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let mut texts = Vec::new();
    for has_options in [false, true] {
        let transport = answering(ORDER);
        let recorder = Recorder::new(&transport);
        let api = OrderServiceClient::new(&recorder);
        let mut call = api.get_order(7);
        if has_options {
            call = call.idempotent().timeout(Duration::from_secs(7));
        }
        call.await.unwrap();
        let extensions = transport.requests()[0].extensions().clone();
        assert_eq!(extensions.get::<Idempotent>().is_some(), has_options);
        let path = folder.path().join("orders.jsonl");
        recorder.save(&path).unwrap();
        texts.push(std::fs::read_to_string(path).unwrap());
    }
    assert_eq!(texts[0], texts[1]);
}
