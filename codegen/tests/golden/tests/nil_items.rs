//! Vectors without items that are nil: what methods send, and what they return.

use sapo::transport::MemoryTransport;
use sapo_golden::nil_items::{ListsClient, SumsClient};

const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const ENCODING: &str = "http://schemas.xmlsoap.org/soap/encoding/";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A transport that answers with this body.
fn answering(body: &str) -> MemoryTransport {
    let envelope = format!(
        r#"<e:Envelope xmlns:e="{ENVELOPE}" xmlns:i="{XSI}"><e:Body>{body}</e:Body></e:Envelope>"#
    );
    let response = http::Response::builder()
        .header("content-type", "text/xml; charset=utf-8")
        .body(envelope.into())
        .unwrap();
    MemoryTransport::replay([response])
}

#[tokio::test]
async fn an_array_is_a_vector_of_values() {
    let items = r#"<string>a</string><string i:nil="true"/><string>b</string>"#;
    let api = ListsClient::new(answering(&format!(
        r#"<NamesResponse xmlns="urn:nil-items"><NamesResult>{items}</NamesResult></NamesResponse>"#
    )));
    let names: Vec<String> = api.names(vec!["f".to_owned()], vec![7]).await.unwrap();
    assert_eq!(names, ["a", "b"]);
    let requests = sapo::Service::client(&api).transport().requests();
    let body = String::from_utf8(requests[0].body().to_vec()).unwrap();
    let sent =
        r#"<Names xmlns="urn:nil-items"><filter><string>f</string></filter><code>7</code></Names>"#;
    assert!(body.contains(sent), "{body}");
}

#[tokio::test]
async fn an_encoded_array_is_a_vector_of_values() {
    let items = r#"<i>1</i><i i:nil="1"/><i>3</i>"#;
    let api = SumsClient::new(answering(&format!(
        r#"<r:SumResponse xmlns:r="urn:nil-items" xmlns:c="{ENCODING}" xmlns:x="http://www.w3.org/2001/XMLSchema"><return c:arrayType="x:int[5]">{items}</return></r:SumResponse>"#
    )));
    // Places that the array claims and doesn't have are left out too.
    let sums: Option<Vec<i32>> = api.sum(vec![1], vec![vec![2, 3]]).await.unwrap();
    assert_eq!(sums, Some(vec![1, 3]));
    let requests = sapo::Service::client(&api).transport().requests();
    let body = String::from_utf8(requests[0].body().to_vec()).unwrap();
    assert!(body.contains(r#"arrayType="xsd:int[1]""#), "{body}");
    assert!(body.contains(r#"arrayType="xsd:int[][1]""#), "{body}");
}
