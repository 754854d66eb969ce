//! rpc/literal.

use sapo::Service;
use sapo::transport::HttpTransport;
use sapo_interop::jaxws::sums::{Account, DIVIDE, Divide, SumsClient};

fn clients() -> Vec<SumsClient<HttpTransport>> {
    crate::clients("sums")
}

#[tokio::test]
async fn decimals_are_exact() {
    for api in clients() {
        for (a, b, sum) in [
            ("0.1", "0.2", "0.3"),
            (
                "7922816251426433759354395033.4",
                "0.1",
                "7922816251426433759354395033.5",
            ),
            (
                "-0.0000000000000000000000000001",
                "0",
                "-0.0000000000000000000000000001",
            ),
            ("1.50", "1.50", "3.00"),
        ] {
            let parsed = |text: &str| text.parse().unwrap();
            let answer = api.add(parsed(a), parsed(b)).await.unwrap();
            assert_eq!(answer.to_string(), sum);
        }
        // What does not fit is an error, and not rounded.
        let most = sapo::Decimal::MAX;
        assert!(api.add(most, most).await.is_err());
    }
}

#[tokio::test]
async fn several_results_come_back() {
    for api in clients() {
        let request = Divide {
            dividend: -17,
            divisor: 5,
            trace: Some("spor: ø".to_owned()),
        };
        let results = api.call(&DIVIDE, &request).await.unwrap();
        assert_eq!((results.r#return, results.remainder), (-3, -2));
        assert_eq!(results.trace.as_deref(), Some("spor: ø -17/5"));
    }
}

#[tokio::test]
async fn arrays_and_structures_come_back() {
    for api in clients() {
        let large = "0123456789abcdeæ".repeat(1 << 16);
        for texts in [vec![], vec![String::new(), large, " å\r\n".to_owned()]] {
            assert!(api.echo_texts(texts.clone()).await.unwrap() == texts);
        }
        let parent = Account {
            owner: None,
            number: i64::MIN,
            bookings: vec![],
            parent: None,
        };
        let account = Account {
            owner: Some("Bjørn".to_owned()),
            number: i64::MAX,
            bookings: vec![Some("-0.10".parse().unwrap()), None],
            parent: Some(Box::new(parent)),
        };
        let answer = api.echo_account(account.clone()).await.unwrap();
        assert_eq!(answer, Some(account));
    }
}

#[tokio::test]
async fn a_message_may_have_no_answer() {
    for api in clients() {
        let text = format!("{:?}", api.client().version());
        api.note(text.clone()).await.unwrap();
        crate::eventually(|| async {
            (api.noted().await.unwrap().as_ref() == Some(&text)).then_some(())
        })
        .await;
    }
}

/// What Java answers where it has thrown something: a fault, and no more than its message.
#[tokio::test]
async fn dividing_by_nothing_is_a_fault() {
    for api in clients() {
        let error = api.divide(1, 0, String::new()).await.unwrap_err();
        assert_eq!(error.fault().unwrap().reason(), "/ by zero");
    }
}
