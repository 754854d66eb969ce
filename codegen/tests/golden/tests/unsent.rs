//! Requests that are built and not sent, and responses that are read from octets.

use sapo::Error;
use sapo::Service as _;
use sapo::transport::MemoryTransport;
use sapo_golden::bare;
use sapo_golden::faults::{
    GET_ORDER, GetOrder, GetOrderFault, GetOrderResponse, OrderServiceClient,
};

fn client() -> OrderServiceClient<MemoryTransport> {
    OrderServiceClient::new(MemoryTransport::replay([]))
}

#[test]
fn a_request_is_built_without_being_sent() {
    let api = client();
    let request = api
        .client()
        .request(&GET_ORDER, &GetOrder { number: 7 })
        .unwrap();
    assert_eq!(request.uri(), "http://localhost/orders");
    assert_eq!(request.headers()["soapaction"], "\"urn:orders/GetOrder\"");
    let body = std::str::from_utf8(request.body()).unwrap();
    assert!(
        body.contains("<GetOrder xmlns=\"urn:orders\"><number>7</number></GetOrder>"),
        "{body}"
    );
    assert!(api.client().transport().requests().is_empty());
}

#[test]
fn a_response_is_read_from_octets() {
    let envelope = |body: &str| {
        let text = format!(
            r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>{body}</e:Body></e:Envelope>"#
        );
        http::Response::builder()
            .header("content-type", "text/xml; charset=utf-8")
            .body(text.into())
            .unwrap()
    };
    let read = |body| {
        let api = client();
        let response = api
            .client()
            .response::<GetOrderResponse>(&GET_ORDER, envelope(body));
        response.map(sapo::Response::into_body)
    };
    let order =
        read(r#"<GetOrderResponse xmlns="urn:orders"><customer>Åse</customer></GetOrderResponse>"#);
    assert_eq!(order.unwrap().customer, "Åse");
    let error: Error = read(
        r#"<e:Fault><faultcode>e:Server</faultcode><faultstring>no</faultstring>
           <detail><Limit xmlns="urn:common">3</Limit></detail></e:Fault>"#,
    )
    .unwrap_err();
    assert_eq!(error.fault_as(), Some(GetOrderFault::Limit(3)));
}

#[test]
fn a_message_that_may_be_nil_may_be_absent() {
    let envelope = |body: &str| {
        let text = format!(
            r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>{body}</e:Body></e:Envelope>"#
        );
        http::Response::new(text.into())
    };
    let client = |strict| {
        let service = bare::BareClient::<MemoryTransport>::DESCRIPTION;
        sapo::Client::new(service, MemoryTransport::replay([])).with_strict(strict)
    };
    let find = |strict, body: &str| {
        let response = client(strict).response::<Option<bare::Place>>(&bare::FIND, envelope(body));
        response.map(sapo::Response::into_body)
    };
    let check = |strict, body: &str| {
        let response = client(strict).response::<bare::Digest>(&bare::CHECK, envelope(body));
        response.map(|response| response.into_body().value)
    };
    assert_eq!(find(false, "").unwrap(), None);
    assert_eq!(check(false, "").unwrap(), None);
    assert!(find(true, "").is_err());
    assert!(check(true, "").is_err());
    let digest = r#"<Digest xmlns="urn:bare">AQI=</Digest>"#;
    assert_eq!(check(true, digest).unwrap(), Some(vec![1, 2]));
}
