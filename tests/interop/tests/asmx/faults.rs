//! The faults of ASP.NET: of exceptions, with detail, with codes of their own.

use sapo::soap::{FaultCode, Version};
use sapo::transport::HttpTransport;
use sapo::{Error, Fault, QName, Service};
use sapo_interop::asmx::faults::FaultsClient;

use crate::clients;

const NS: &str = "urn:sapo:faults";

fn services() -> Vec<FaultsClient<HttpTransport>> {
    clients("faults")
}

fn fault<T: std::fmt::Debug>(answer: Result<T, Error>) -> Fault {
    match answer {
        Err(Error::Fault(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_exception_is_a_fault_of_the_server() {
    for api in services() {
        let fault = fault(api.crash().await);
        assert_eq!(fault.code(), &FaultCode::Receiver);
        assert!(fault.reason().ends_with("It broke: æ <&>"), "{fault}");
        assert!(fault.detail_entries().is_empty());
    }
}

#[tokio::test]
async fn a_detail_keeps_its_entries() {
    for api in services() {
        let fault = fault(api.detailed("Bjørn & <co>".to_owned()).await);
        assert_eq!(fault.code(), &FaultCode::Sender);
        assert_eq!(fault.reason(), "There is no Bjørn & <co>");
        let missing: Option<String> = fault.detail_entry(NS, "Missing").unwrap();
        assert_eq!(missing.as_deref(), Some("Bjørn & <co>"));
        let entries = fault.detail_entries();
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].attribute("", "number"), Some("7"));
        assert_eq!(
            (entries[1].namespace(), entries[1].name()),
            ("", "Unqualified")
        );
        // In 1.2 Mono gives the actor as the node.
        let actor = fault.role().or(fault.node());
        assert_eq!(actor, Some("urn:sapo:desk"));
    }
}

#[tokio::test]
async fn codes_of_the_service_are_kept() {
    for api in services() {
        let odd = fault(api.coded().await);
        assert_eq!(odd.code(), &FaultCode::Other(QName::new(NS, "Odd")));

        let twice = fault(api.subcoded().await);
        assert_eq!(twice.code(), &FaultCode::Sender);
        assert_eq!(twice.reasons()[0].lang.as_deref(), Some("en"));
        if api.client().version() == Version::Soap12 {
            let codes = [QName::new(NS, "Outer"), QName::new(NS, "Inner")];
            assert_eq!(twice.subcodes(), codes);
            assert_eq!(twice.role(), Some("urn:sapo:role"));
        }
    }
}
