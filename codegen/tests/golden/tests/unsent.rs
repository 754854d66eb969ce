//! Requests that are built and not sent, and responses that are read from octets.

use sapo::Error;
use sapo::Service as _;
use sapo::transport::MemoryTransport;
use sapo::xml::Reading;
use sapo_golden::bare;
use sapo_golden::faults::{GET_ORDER, GetOrderFault, OrderServiceClient};
use sapo_golden::response;

fn client() -> OrderServiceClient<MemoryTransport> {
    OrderServiceClient::new(MemoryTransport::replay([]))
}

#[test]
fn a_request_is_built_without_being_sent() {
    let api = client();
    let request = api.get_order(7).request().unwrap();
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
    let read = |body| {
        let api = client();
        let response = api.client().response(&GET_ORDER, response(body));
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
    let client = |reading| {
        let service = bare::BareClient::<MemoryTransport>::DESCRIPTION;
        sapo::Client::new(service, MemoryTransport::replay([])).with_reading(reading)
    };
    let find = |reading, body: &str| {
        let response = client(reading).response(&bare::FIND, response(body));
        response.map(sapo::Response::into_body)
    };
    let check = |reading, body: &str| {
        let response = client(reading).response(&bare::CHECK, response(body));
        response.map(|response| response.into_body().value)
    };
    assert_eq!(find(Reading::Default, "").unwrap(), None);
    assert_eq!(check(Reading::Default, "").unwrap(), None);
    assert!(find(Reading::Strict, "").is_err());
    assert!(check(Reading::Strict, "").is_err());
    let digest = r#"<Digest xmlns="urn:bare">AQI=</Digest>"#;
    assert_eq!(check(Reading::Strict, digest).unwrap(), Some(vec![1, 2]));
}
