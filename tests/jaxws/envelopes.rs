//! Bare messages, with header blocks in and out.

use sapo::Service;
use sapo::transport::HttpTransport;

use bindings::{EnvelopesClient, POSTAGE_HEADER, Parcel, SENDER_HEADER, STAMP_HEADER, Sender};

crate::bindings!("envelopes");

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
        let response = sent.post_message(&parcel()).await.unwrap();
        assert_eq!(
            response.header_of(&POSTAGE_HEADER).unwrap(),
            Some(i32::MAX - 7)
        );
        let stamp = response.header_of(&STAMP_HEADER).unwrap().unwrap();
        assert_eq!((stamp.office, stamp.number), (sender.name, i64::MAX));
        assert_eq!(response.into_body().value, "Ægir & <Sønner> gets 7");

        // Without any, one comes back alone.
        let response = api.post_message(&parcel()).await.unwrap();
        let stamp = response.header_of(&STAMP_HEADER).unwrap().unwrap();
        assert_eq!(stamp.office, None);
        assert_eq!(api.post(&parcel()).await.unwrap(), "Ægir & <Sønner> gets 7");
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
async fn a_message_may_have_no_answer() {
    for api in clients() {
        let letter = format!("{:?}", api.client().version());
        api.drop(letter.clone()).await.unwrap();
        let pick_up =
            || async { Some(api.pick_up().await.unwrap()).filter(|found| !found.is_empty()) };
        let found = crate::eventually(pick_up).await;
        assert_eq!(found, letter);
    }
}
