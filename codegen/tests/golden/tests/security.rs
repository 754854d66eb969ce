//! WS-Security's header block, as a service sees it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sapo::server::{Context, Host, Router};
use sapo::soap::FaultCode;
use sapo::soap::security::{NAMESPACE, Security};
use sapo::transport::HttpTransport;
use sapo::xml::Any;
use sapo::{Fault, Service as _};
use sapo_golden::headers::{
    Meter, MeterClient, MeterServer, Read, ReadResponse, Reset, ResetResponse,
};

#[derive(Clone, Default)]
struct Guarded(Arc<Mutex<Vec<Any>>>);

impl Meter for Guarded {
    async fn read(&self, _: Read, context: &mut Context) -> Result<ReadResponse, Fault> {
        let block = context
            .header(NAMESPACE, "Security")
            .ok_or_else(|| Fault::sender("who are you?"))?;
        self.0.lock().unwrap().push(block.any().clone());
        Ok(ReadResponse::default())
    }

    async fn reset(&self, _: Reset, _: &mut Context) -> Result<ResetResponse, Fault> {
        Ok(ResetResponse::default())
    }
}

#[tokio::test]
async fn every_request_has_a_nonce_of_its_own() {
    let meter = Guarded::default();
    let router = Router::new()
        .service("/meter", MeterServer(meter.clone()))
        .understanding(NAMESPACE, "Security");
    let host = Host::bind("127.0.0.1:0").await.unwrap().serve(router);
    let security = Security::new()
        .with_password_digest("anna", "correct horse".to_owned())
        .with_timestamp(Duration::from_secs(300));
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    let api = MeterClient::new(transport)
        .with_endpoint(host.url("/meter"))
        .configured(|client| client.with_interceptor(security));
    for api in [api.clone(), api.with_soap12()] {
        api.read().await.unwrap();
        api.read().await.unwrap();
    }
    let seen = meter.0.lock().unwrap();
    let texts: HashSet<String> = seen.iter().map(Any::text).collect();
    assert_eq!(texts.len(), 4);
    for block in &*seen {
        assert!(block.text().contains("anna"), "{block}");
        assert!(!block.to_string().contains("correct horse"), "{block}");
    }
}

#[tokio::test]
async fn a_server_without_it_refuses_the_request() {
    let router = Router::new().service("/meter", MeterServer(Guarded::default()));
    let security = Security::new().with_password_text("anna", "correct horse".to_owned());
    let api = MeterClient::new(&router)
        .with_endpoint("http://localhost/meter")
        .configured(|client| client.with_interceptor(security));
    let error = api.read().await.unwrap_err();
    assert_eq!(error.fault().unwrap().code(), &FaultCode::MustUnderstand);
}
