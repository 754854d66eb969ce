//! Header blocks that a WSDL declares, in both directions over HTTP.

use sapo::server::{Context, Host, Router, Running};
use sapo::soap::{FaultCode, Header, Service as _};
use sapo::transport::HttpTransport;
use sapo::{Error, Fault};
use sapo_golden::headers::{
    BY_HEADER, EXPIRED_HEADER, Expired, Meter, MeterClient, MeterServer, QUOTA_HEADER, READ, Read,
    ReadResponse, Reset, ResetResponse, TICKET_HEADER, Ticket,
};

struct Readings;

impl Meter for Readings {
    async fn read(&self, _: Read, context: &mut Context) -> Result<ReadResponse, Fault> {
        let ticket = context
            .header_of(&TICKET_HEADER)?
            .ok_or_else(|| Fault::sender("no ticket"))?;
        let block = context.header("urn:meter", "Ticket").map(|block| {
            (
                block.must_understand(),
                block.relay(),
                block.role().is_some(),
            )
        });
        if ticket.number == Some(0) {
            let since = "2026-01-02T03:04:05Z"
                .parse()
                .map_err(|_| Fault::receiver("since"))?;
            context.add_fault_header(EXPIRED_HEADER.block(Expired { since }));
            return Err(Fault::sender("the ticket has expired"));
        }
        let left = context.header_of(&QUOTA_HEADER)?.unwrap_or(100) - 1;
        context.add_header(QUOTA_HEADER.block(left).must_understand());
        context.add_header(BY_HEADER.block(format!("{} {block:?}", ticket.user)));
        Ok(ReadResponse {
            value: sapo::Decimal::new(125, 1),
        })
    }

    async fn reset(&self, _: Reset, context: &mut Context) -> Result<ResetResponse, Fault> {
        // Declared for the other operation alone, so that no caller is to understand it.
        context.add_header(QUOTA_HEADER.block(1).must_understand());
        Ok(ResetResponse::default())
    }
}

async fn host() -> Running {
    let router = Router::new().service("/meter", MeterServer(Readings));
    Host::bind("127.0.0.1:0").await.unwrap().serve(router)
}

fn client(host: &Running) -> MeterClient<HttpTransport> {
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    MeterClient::new(transport).with_endpoint(host.url("/meter"))
}

fn ticket(number: i32) -> Ticket {
    Ticket {
        user: "Åse".to_owned(),
        number: Some(number),
    }
}

fn with(api: &MeterClient<HttpTransport>, header: Header) -> MeterClient<HttpTransport> {
    MeterClient::from_client(api.client().clone().with_header(header))
}

#[tokio::test]
async fn blocks_go_out_and_come_in_typed() {
    let host = host().await;
    let first = client(&host)
        .with_ticket_header(ticket(7))
        .with_quota_header(5);
    for api in [first.clone(), first.clone().with_soap12()] {
        let response = api.call(&READ, &Read::default()).message().await.unwrap();
        assert_eq!(response.header_of(&QUOTA_HEADER).unwrap(), Some(4));
        assert_eq!(response.header_of(&TICKET_HEADER).unwrap(), None);
        let by = response.header_of(&BY_HEADER).unwrap();
        assert_eq!(by.as_deref(), Some("Åse Some((false, false, false))"));
        // What does not fit is an error, and the tree is still there.
        let quota = sapo::soap::HeaderOf::<bool>::new("urn:meter", "Quota");
        assert!(matches!(
            response.header_of(&quota),
            Err(Error::Response(_))
        ));
        assert_eq!(response.headers().len(), 2);
    }
}

#[tokio::test]
async fn a_block_says_who_has_to_do_what_with_it() {
    let host = host().await;
    let block = TICKET_HEADER
        .block(ticket(7))
        .must_understand()
        .relay()
        .for_role("http://www.w3.org/2003/05/soap-envelope/role/next");
    let api = with(&client(&host), block);
    let by = async |api: &MeterClient<HttpTransport>| {
        let response = api.call(&READ, &Read::default()).message().await.unwrap();
        response.header_of(&BY_HEADER).unwrap().unwrap()
    };
    assert_eq!(by(&api).await, "Åse Some((true, false, true))");
    let api = api.with_soap12();
    assert_eq!(by(&api).await, "Åse Some((true, true, true))");
}

#[tokio::test]
async fn what_a_header_was_refused_for_is_in_a_header() {
    let host = host().await;
    let first = client(&host).with_ticket_header(ticket(0));
    for api in [first.clone(), first.clone().with_soap12()] {
        let error = api.read().await.unwrap_err();
        let fault = error.fault().unwrap();
        assert!(fault.detail_entries().is_empty());
        let expired = fault.header_of(&EXPIRED_HEADER).unwrap().unwrap();
        assert_eq!(expired.since.to_string(), "2026-01-02T03:04:05Z");
    }
}

#[tokio::test]
async fn a_block_that_is_not_understood_is_refused_on_both_sides() {
    let host = host().await;
    let first = client(&host).with_ticket_header(ticket(7));
    for api in [first.clone(), first.clone().with_soap12()] {
        let unknown = Header::new("urn:other", "Lock", 1).must_understand();
        let error = with(&api, unknown.clone()).read().await.unwrap_err();
        assert_eq!(error.fault().unwrap().code(), &FaultCode::MustUnderstand);
        let elsewhere = with(&api, unknown.for_role("urn:somebody-else"));
        assert!(elsewhere.read().await.is_ok());

        let error = api.reset().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the header {urn:meter}Quota must be understood, and is not"
        );
    }
}
