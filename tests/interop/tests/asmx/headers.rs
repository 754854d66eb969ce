//! Header blocks of requests and of answers, understood and not.

use sapo::soap::{FaultCode, Header};
use sapo::transport::HttpTransport;
use sapo::{Error, Service};
use sapo_interop::asmx::headers::*;

use crate::clients;

fn services() -> Vec<HeadersClient<HttpTransport>> {
    clients("headers")
}

fn ticket(user: Option<&str>) -> Ticket {
    Ticket {
        user: user.map(str::to_owned),
        number: i32::MIN,
        any_attributes: vec![],
    }
}

fn visit(times: i64) -> Visit {
    let any_attributes = vec![];
    Visit {
        times,
        any_attributes,
    }
}

/// The same client, sending another header block.
fn with(api: &HeadersClient<HttpTransport>, header: Header) -> HeadersClient<HttpTransport> {
    HeadersClient::from_client(api.client().clone().with_header(header))
}

fn code(error: Error) -> FaultCode {
    match error {
        Error::Fault(fault) => fault.code().clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_header_of_the_request_arrives() {
    for api in services() {
        assert_eq!(api.holder().await.unwrap(), None);
        let sent = api.clone().with_ticket_header(ticket(Some("Bjørn <&>")));
        let holder = sent.holder().await.unwrap();
        assert_eq!(holder.as_deref(), Some("Bjørn <&>/-2147483648"));
        let block = TICKET_HEADER.block(ticket(None)).must_understand();
        let holder = with(&api, block).holder().await.unwrap();
        assert_eq!(holder.as_deref(), Some("/-2147483648"));
    }
}

#[tokio::test]
async fn headers_come_with_answers() {
    for api in services() {
        let answer = api.call(&LEFT, &Left { left: -7 }).message().await.unwrap();
        assert_eq!(answer.header_of(&QUOTA_HEADER).unwrap().unwrap().left, -7);

        let counting = api.clone().with_visit_header(visit(i64::MAX - 1));
        let answer = counting.call(&COUNT, &Count {}).message().await.unwrap();
        assert_eq!(
            answer.header_of(&VISIT_HEADER).unwrap(),
            Some(visit(i64::MAX))
        );
        let answer = api.call(&COUNT, &Count {}).message().await.unwrap();
        assert_eq!(answer.header_of(&VISIT_HEADER).unwrap(), None);

        let both = counting.with_ticket_header(ticket(Some("Å")));
        let answer = both.call(&ALL, &All {}).message().await.unwrap();
        assert_eq!(
            answer.header_of(&VISIT_HEADER).unwrap(),
            Some(visit(i64::MAX - 1))
        );
        assert_eq!(answer.header_of(&QUOTA_HEADER).unwrap().unwrap().left, 1);
        assert_eq!(
            answer.into_body().all_result.as_deref(),
            Some("Å/-2147483648")
        );
    }
}

#[tokio::test]
async fn a_header_that_is_not_understood_is_a_fault() {
    let header = |name: &str| Header::new("urn:x", name, "text".to_owned());
    for api in services() {
        let others = with(
            &with(&api, header("Strange")),
            header("Known").must_understand(),
        );
        assert_eq!(others.others().await.unwrap(), ["Strange", "Known"]);

        let strange = with(&api, header("Strange").must_understand());
        let error = strange.others().await.unwrap_err();
        assert_eq!(code(error), FaultCode::MustUnderstand);
        let error = strange.holder().await.unwrap_err();
        assert_eq!(code(error), FaultCode::MustUnderstand);
        // Mono does not look whom a header is for.
        let elsewhere = header("Strange")
            .must_understand()
            .for_role("urn:x:elsewhere");
        let error = with(&api, elsewhere).holder().await.unwrap_err();
        assert_eq!(code(error), FaultCode::MustUnderstand);

        let block = |user| TICKET_HEADER.block(ticket(user)).must_understand();
        with(&api, block(Some("Å"))).enter().await.unwrap();
        let error = with(&api, block(None)).enter().await.unwrap_err();
        assert_eq!(code(error), FaultCode::MustUnderstand);
    }
}

#[tokio::test]
async fn a_fault_about_a_header_has_no_detail() {
    for api in services() {
        let error = api
            .clone()
            .with_ticket_header(ticket(None))
            .refuse()
            .await
            .unwrap_err();
        let fault = error.fault().unwrap();
        assert_eq!((fault.code(), fault.detail()), (&FaultCode::Sender, None));
        assert_eq!(fault.reason(), "The ticket is torn");
    }
}
