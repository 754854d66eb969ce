//! Values on the heap: how large types become, and calls whose messages hold themselves.

use sapo::transport::MemoryTransport;
use sapo_golden::boxes::{BoxesClient, Level0, Level4, Level8, Walk, WalkFault};

#[test]
fn no_type_is_large() {
    // Each level has two fields of the next one, so without boxes this is 8 KB, and more with
    // every level.
    assert!(size_of::<Level0>() <= 4096, "{}", size_of::<Level0>());
    assert!(size_of::<Level4>() > 1024, "what fits stays where it is");
    assert!(size_of::<WalkFault>() < 128, "{}", size_of::<WalkFault>());
    assert!(size_of::<Level8>() > 40, "a small fault isn't on the heap");
}

#[tokio::test]
async fn messages_that_hold_themselves_are_taken_apart() {
    let response = r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><WalkResponse xmlns="urn:boxes"><WalkResponse/></WalkResponse></e:Body></e:Envelope>"#;
    let response = http::Response::builder()
        .header("content-type", "text/xml; charset=utf-8")
        .body(response.into())
        .unwrap();
    let api = BoxesClient::new(MemoryTransport::replay([response]));
    let next = Walk {
        step: 2,
        walk: None,
    };
    let result = api.walk(1, next).await.unwrap();
    assert!(result.is_some_and(|result| result.walk_response.is_none()));
    let requests = sapo::Service::client(&api).transport().requests();
    let body = std::str::from_utf8(requests[0].body()).unwrap();
    let walk = r#"<Walk xmlns="urn:boxes"><step>1</step><Walk><step>2</step></Walk></Walk>"#;
    assert!(body.contains(walk), "{body}");
}
