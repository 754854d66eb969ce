//! document/literal bare, and rpc/literal.

use sapo::Decimal;
use sapo::transport::HttpTransport;
use sapo_interop::asmx::bare::{ArrayOfOrder, BareClient, Order, SORT};
use sapo_interop::asmx::literal::{self, LiteralClient, Parcel};

use crate::{clients, same};

fn bares() -> Vec<BareClient<HttpTransport>> {
    clients("bare")
}

fn literals() -> Vec<LiteralClient<HttpTransport>> {
    clients("literal")
}

const TEXTS: [&str; 5] = ["", " a ", "æøå 🫒", "<&>\"']]>", "a\nb\tc"];

fn order(number: i64) -> Order {
    Order {
        customer: Some("Ægir & <Sønner>".to_owned()),
        total: Decimal::MAX,
        number,
    }
}

#[tokio::test]
async fn bare_messages_come_back() {
    for api in bares() {
        same(|value| api.text(value), TEXTS.map(str::to_owned)).await;
        same(|value| api.number(value), [i64::MIN, 0, i64::MAX]).await;
        let none = Order {
            customer: None,
            ..order(0)
        };
        for order in [order(i64::MIN), none] {
            assert_eq!(api.place(&order).await.unwrap(), order);
        }
        for order in [vec![Some(order(1)), None, Some(order(2))], vec![]] {
            let request = ArrayOfOrder { order };
            let answer = api.call(&SORT, &request).message().await.unwrap();
            assert_eq!(answer.into_body(), request);
        }
        api.forget(&order(3)).await.unwrap();
    }
}

#[tokio::test]
async fn what_a_bare_message_lacks_is_missed() {
    for api in bares() {
        // ASP.NET answers null with an empty body.
        let error = api.null().await.unwrap_err().to_string();
        assert!(error.contains("NullResult"), "{error}");
        let error = api.null_order().await.unwrap_err().to_string();
        assert!(error.contains("NoOrder"), "{error}");
    }
}

#[tokio::test]
async fn values_come_back_in_rpc_literal() {
    for api in literals() {
        same(|value| api.text(value), TEXTS.map(str::to_owned)).await;
        same(|value| api.decimal(value), [Decimal::MIN, Decimal::MAX]).await;
        let large = "0123456789abcdeæ".repeat(1 << 16);
        same(|value| api.text(value), [large]).await;
        api.nothing().await.unwrap();
        let swapped = api.swap("a".to_owned(), String::new(), i64::MIN).await;
        let swapped = swapped.unwrap();
        assert_eq!(swapped.swap_result, i64::MIN);
        assert_eq!(swapped.left.as_deref(), Some(""));
        assert_eq!(swapped.right.as_deref(), Some("a"));
        assert_eq!(swapped.when.to_string(), "2026-11-22T00:00:00");
    }
}

#[tokio::test]
async fn objects_and_arrays_come_back_in_rpc_literal() {
    let parcel = |contents| Parcel {
        label: Some("Ægir & <Sønner>".to_owned()),
        weight: f64::NEG_INFINITY,
        sent: "2026-11-22T00:00:00".parse().unwrap(),
        seal: Some((0..=255).collect()),
        number: None,
        contents,
    };
    let small = Parcel {
        label: None,
        seal: Some(vec![]),
        number: Some(i64::MAX),
        ..parcel(None)
    };
    let nested = parcel(Some(vec![
        Some(small.clone()),
        None,
        Some(parcel(Some(vec![]))),
    ]));
    for api in literals() {
        same(
            |value| api.parcel(value),
            [parcel(None), small.clone(), nested.clone()],
        )
        .await;
        let parcels = Some(vec![Some(nested.clone()), None, Some(small.clone())]);
        for values in [parcels, Some(vec![])] {
            let request = literal::Parcels { values };
            let answer = api.call(&literal::PARCELS, &request).await.unwrap();
            assert_eq!(answer.parcels_result, request.values);
        }
        let texts = [None, Some(""), Some(" æ\n")].map(|text| text.map(str::to_owned));
        for values in [Some(texts.to_vec()), Some(vec![])] {
            let request = literal::Texts { values };
            let answer = api.call(&literal::TEXTS, &request).await.unwrap();
            assert_eq!(answer.texts_result, request.values);
        }
    }
}

#[tokio::test]
async fn null_is_absent_in_rpc_literal() {
    for api in literals() {
        assert_eq!(api.null().await.unwrap(), None);
        assert_eq!(api.null_parcel().await.unwrap(), None);
        let request = literal::Texts { values: None };
        let answer = api.call(&literal::TEXTS, &request).await.unwrap();
        assert_eq!(answer.texts_result, None);
        let request = literal::Swap {
            left: None,
            right: Some("a".to_owned()),
            number: 0,
        };
        let answer = api.call(&literal::SWAP, &request).await.unwrap();
        assert_eq!((answer.left.as_deref(), answer.right), (Some("a"), None));
    }
}
