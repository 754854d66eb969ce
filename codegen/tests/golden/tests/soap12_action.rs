//! Which requests in SOAP 1.2 name their action, from the attributes of the WSDL to the content
//! type.

use sapo::Service as _;
use sapo::gen1::Content;
use sapo::server::{Context, Router};
use sapo::soap::{Fault, Operation};
use sapo::transport::MemoryTransport;
use sapo_golden::soap12_action::*;

fn content_type<R: Content>(
    api: &LampsClient<&MemoryTransport>,
    operation: &Operation<Lamp, R>,
) -> String {
    let request = api.call(operation, &Lamp { number: 1 }).request().unwrap();
    request.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned()
}

const WITHOUT: &str = "application/soap+xml; charset=utf-8";

fn with(action: &str) -> String {
    format!("{WITHOUT}; action=\"{action}\"")
}

#[test]
fn the_action_is_sent_if_the_binding_requires_it() {
    let transport = MemoryTransport::replay([]);
    let api = LampsClient::new(&transport);
    assert_eq!(content_type(&api, &LIGHT), with("urn:lamps#Light"));
    assert_eq!(content_type(&api, &DIM), with("urn:lamps#Dim12"));
    assert_eq!(content_type(&api, &DARKEN), WITHOUT);
    assert_eq!(content_type(&api, &DUST), WITHOUT);
}

#[test]
fn a_client_may_always_send_it_or_leave_it_out() {
    let transport = MemoryTransport::replay([]);
    let api = LampsClient::new(&transport);
    let always = api
        .clone()
        .configured(|client| client.with_soap12_action(true));
    assert_eq!(content_type(&always, &DARKEN), with("urn:lamps#Darken"));
    let never = api.configured(|client| client.with_soap12_action(false));
    for operation in [&LIGHT, &DIM, &DARKEN, &DUST] {
        assert_eq!(content_type(&never, operation), WITHOUT);
    }
}

/// Says which operation was called by whether a lamp is lit.
struct House;

impl Lamps for House {
    async fn light(&self, _: Lamp, _: &mut Context) -> Result<Done, Fault> {
        Ok(Done { lit: true })
    }

    async fn dim(&self, _: Lamp, _: &mut Context) -> Result<Done, Fault> {
        Ok(Done { lit: true })
    }

    async fn darken(&self, _: Lamp, _: &mut Context) -> Result<Done, Fault> {
        Ok(Done { lit: false })
    }

    async fn dust(&self, _: Lamp, _: &mut Context) -> Result<Done, Fault> {
        Ok(Done { lit: false })
    }
}

#[test]
fn a_server_accepts_requests_with_and_without_it() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let router = Router::new().service("/lamps", LampsServer(House));
    for sent in [None, Some(true), Some(false)] {
        let api = LampsClient::new(&router).configured(|client| match sent {
            Some(sent) => client.with_soap12_action(sent),
            None => client,
        });
        runtime.block_on(async {
            assert!(api.light(1).await.unwrap());
            assert!(api.dim(1).await.unwrap());
            assert!(!api.darken(1).await.unwrap());
            assert!(!api.dust(1).await.unwrap());
        });
    }
}
