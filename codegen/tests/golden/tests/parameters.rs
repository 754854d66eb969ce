//! Parameters that may be left out: what callers write, and what goes on the wire.

use sapo::Nillable;
use sapo::transport::MemoryTransport;
use sapo_golden::parameters::{ShopClient, Size};

type Client = ShopClient<MemoryTransport>;

/// The request's element, as a call sends it.
async fn sent(call: impl AsyncFnOnce(&Client) -> sapo::Result<()>) -> String {
    let response = r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><Done xmlns="urn:shop"/></e:Body></e:Envelope>"#;
    let response = http::Response::builder()
        .header("content-type", "text/xml; charset=utf-8")
        .body(response.into())
        .unwrap();
    let api = ShopClient::new(MemoryTransport::replay([response]));
    // The response doesn't matter here.
    let _ = call(&api).await;
    let requests = sapo::Service::client(&api).transport().requests();
    let body = String::from_utf8(requests[0].body().to_vec()).unwrap();
    let begin = body.find("Body>").unwrap() + "Body>".len();
    let end = body.rfind("</").unwrap();
    body[begin..body[..end].rfind("</").unwrap()].to_owned()
}

#[tokio::test]
async fn texts_are_values_or_left_out() {
    let all = sent(async |api: &Client| api.texts("a", "b", "c", vec![]).await).await;
    let expected = r#"<Texts xmlns="urn:shop"><optional>a</optional><nillable>b</nillable><both>c</both></Texts>"#;
    assert_eq!(all, expected);
    let owned = sent(async |api: &Client| {
        api.texts("a".to_owned(), Some("b".to_owned()), "c".to_owned(), vec![])
            .await
    });
    assert_eq!(owned.await, expected);
    let none = sent(async |api: &Client| api.texts(None, None, None, vec![]).await).await;
    assert!(!none.contains("<optional"), "{none}");
    assert!(!none.contains("<both"), "{none}");
    assert!(
        none.contains("<nillable") && none.contains(":nil=\"true\""),
        "{none}"
    );
}

#[tokio::test]
async fn nil_is_a_state_of_its_own() {
    let nil = sent(async |api: &Client| api.numbers(1, 2, Nillable::Nil, vec![]).await).await;
    assert!(nil.contains("<optional>1</optional>"), "{nil}");
    assert!(
        nil.contains("<both") && nil.contains(":nil=\"true\""),
        "{nil}"
    );
    let value = sent(async |api: &Client| api.sizes(Size::S, None, Size::L, vec![]).await).await;
    assert!(value.contains("<optional>S</optional>"), "{value}");
    assert!(value.contains("<both>L</both>"), "{value}");
}

#[tokio::test]
async fn lists_are_given_without_options() {
    let names = || vec!["a".to_owned(), "b".to_owned()];
    let sent = sent(async |api: &Client| api.names(names(), None, names(), vec![]).await).await;
    assert_eq!(
        sent.matches("<Name>a</Name><Name>b</Name>").count(),
        2,
        "{sent}"
    );
}
