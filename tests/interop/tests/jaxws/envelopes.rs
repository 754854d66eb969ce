//! Bare messages, with header blocks in and out.

use sapo::Service;
use sapo::transport::HttpTransport;
use sapo_interop::jaxws::envelopes::{
    EnvelopesClient, FIND, POST, POSTAGE_HEADER, Parcel, SENDER_HEADER, STAMP_HEADER, Sender,
    Wanted,
};

fn clients() -> Vec<EnvelopesClient<HttpTransport>> {
    crate::clients("envelopes")
}

fn parcel() -> Parcel {
    Parcel {
        to: Some("Ægir & <Sønner>".to_owned()),
        weight: 7,
    }
}

#[tokio::test]
async fn header_blocks_go_in_and_out() {
    for api in clients() {
        let sender = Sender {
            name: Some("\u{1FAD2} & <post>".to_owned()),
            registered: true,
        };
        let sent = api.clone().configured(|client| {
            client
                .with_header(SENDER_HEADER.block(sender.clone()).must_understand())
                .with_header(POSTAGE_HEADER.block(i32::MAX).must_understand())
        });
        let response = sent.call(&POST, &parcel()).message().await.unwrap();
        assert_eq!(
            response.header_of(&POSTAGE_HEADER).unwrap(),
            Some(i32::MAX - 7)
        );
        let stamp = response.header_of(&STAMP_HEADER).unwrap().unwrap();
        assert_eq!((stamp.office, stamp.number), (sender.name, i64::MAX));
        let receipt = response.into_body().value;
        assert_eq!(receipt.as_deref(), Some("Ægir & <Sønner> gets 7"));

        // Without any, one comes back alone.
        let response = api.call(&POST, &parcel()).message().await.unwrap();
        let stamp = response.header_of(&STAMP_HEADER).unwrap().unwrap();
        assert_eq!(stamp.office, None);
        assert_eq!(api.post(&parcel()).await.unwrap(), receipt);
    }
}

#[tokio::test]
async fn a_message_may_be_a_simple_value() {
    for api in clients() {
        for text in ["", "  ", "fem\r\nto", "\u{1FAD2}"] {
            let length = text.encode_utf16().count() as i32;
            assert_eq!(
                api.measure(text.to_owned()).await.unwrap(),
                length,
                "{text:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_message_may_be_nil() {
    for api in clients() {
        let found = api.find("Øst".to_owned()).await.unwrap().unwrap();
        assert_eq!((found.to.as_deref(), found.weight), (Some("Øst"), 0));
        let none = api
            .call(&FIND, &Wanted { value: None })
            .message()
            .await
            .unwrap();
        assert_eq!(none.into_body(), None);
    }
}

#[tokio::test]
async fn a_message_may_have_no_answer() {
    for api in clients() {
        let letter = format!("{:?}", api.client().version());
        api.drop(letter.clone()).await.unwrap();
        let found = crate::eventually(|| async { api.pick_up().await.unwrap() }).await;
        assert_eq!(found, letter);
    }
}
