//! Faults: declared, undeclared, and with all that they may have.

use sapo::soap::{Header, Version};
use sapo::transport::HttpTransport;
use sapo::{Error, FaultCode, QName, Service};
use sapo_interop::jaxws::exceptions::{ExceptionsClient, OrderFault};

const NS: &str = "urn:sapo:exceptions";

fn clients() -> Vec<ExceptionsClient<HttpTransport>> {
    crate::clients("exceptions")
}

#[tokio::test]
async fn declared_faults_are_matched_on() {
    for api in clients() {
        let item = "blåbær & <øl>";
        assert_eq!(api.order(item.to_owned(), 10).await.unwrap(), 10);

        let error = api.order(item.to_owned(), 13).await.unwrap_err();
        let Some(OrderFault::Missing(Some(missing))) = error.fault_as() else {
            panic!("{error:?}")
        };
        assert_eq!((missing.item.as_deref(), missing.count), (Some(item), 3));
        let fault = error.fault().unwrap();
        assert_eq!(fault.code(), &FaultCode::Receiver);
        assert_eq!(fault.reason(), format!("too few of {item}"));

        let error = api.order(item.to_owned(), 0).await.unwrap_err();
        let Some(OrderFault::Refusal(refusal)) = error.fault_as() else {
            panic!("{error:?}")
        };
        assert_eq!(refusal.reason, 7);
        assert_eq!(
            refusal.message.as_deref(),
            Some("nothing was ordered & <nothing> comes")
        );
    }
}

#[tokio::test]
async fn what_is_not_declared_is_a_fault_all_the_same() {
    for api in clients() {
        let error = api.order(String::new(), -1).await.unwrap_err();
        assert!(error.fault_as::<OrderFault>().is_none());
        let Error::Fault(fault) = error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (fault.code(), fault.reason()),
            (&FaultCode::Receiver, "not declared")
        );
    }
}

#[tokio::test]
async fn nothing_of_a_fault_is_lost() {
    for api in clients() {
        let soap12 = api.client().version() == Version::Soap12;
        let error = api.fail().await.unwrap_err();
        let Error::Fault(fault) = error else {
            panic!("{error:?}")
        };
        let reasons: Vec<_> = fault
            .reasons()
            .iter()
            .map(|reason| (reason.lang.as_deref(), &*reason.text))
            .collect();
        if soap12 {
            assert_eq!(fault.code(), &FaultCode::Sender);
            assert_eq!(
                fault.subcodes(),
                [
                    QName::new(NS, "Broken"),
                    QName::new("urn:sapo:depths", "Deeply")
                ]
            );
            let german = (Some("de"), "Es ist kaputt");
            let british = (Some("en-GB"), "It is broken");
            assert_eq!(reasons, [(Some("en"), "bare"), british, german]);
            assert_eq!(fault.reason(), "bare");
            assert_eq!(fault.role(), Some("urn:sapo:role"));
            assert_eq!(fault.node(), Some("urn:sapo:node"));
        } else {
            assert_eq!(
                fault.code(),
                &FaultCode::Other(QName::new(NS, "Broken.Deeply"))
            );
            assert_eq!(reasons, [(Some("de"), "Es ist kaputt")]);
            assert_eq!(fault.role(), Some("urn:sapo:actor"));
        }
        let entries = fault.detail_entries();
        assert_eq!(entries.len(), 2);
        let first: Option<QName> = fault.detail_entry(NS, "first").unwrap();
        assert_eq!(first, Some(QName::new(NS, "first")));
        assert_eq!(
            entries[0].read_as::<QName>().unwrap(),
            QName::new(NS, "first")
        );
        assert_eq!((entries[1].namespace(), entries[1].name()), ("", "second"));
        assert_eq!(entries[1].text(), "ø");
        let detail = fault.detail().unwrap();
        assert_eq!(detail.attribute(NS, "level"), Some("3"));
    }
}

#[tokio::test]
async fn a_header_that_must_be_understood_and_is_not_is_a_fault() {
    for api in clients() {
        let header = Header::new("urn:sapo:nobody", "Knows", 7);
        let known = api
            .clone()
            .configured(|client| client.with_header(header.clone()));
        assert_eq!(known.order("x".to_owned(), 1).await.unwrap(), 1);
        let elsewhere = header
            .clone()
            .must_understand()
            .for_role("urn:sapo:elsewhere");
        let known = api
            .clone()
            .configured(|client| client.with_header(elsewhere));
        assert_eq!(known.order("x".to_owned(), 1).await.unwrap(), 1);

        let api = api.configured(|client| client.with_header(header.must_understand()));
        let error = api.order("x".to_owned(), 1).await.unwrap_err();
        let Error::Fault(fault) = error else {
            panic!("{error:?}")
        };
        assert_eq!(fault.code(), &FaultCode::MustUnderstand);
        // SOAP 1.2 has a header block that says which one it was (part 1, section 5.4.8).
        if api.client().version() == Version::Soap12 {
            let block = fault
                .headers()
                .iter()
                .find(|block| block.is(Version::Soap12.namespace(), "NotUnderstood"));
            let block = block.unwrap().any();
            let name = block.attribute("", "qname").unwrap();
            let (prefix, local) = name.split_once(':').unwrap();
            assert_eq!(block.resolve_prefix(prefix), Some("urn:sapo:nobody"));
            assert_eq!(local, "Knows");
        }
    }
}

/// A message of the other version is refused by each endpoint, and the refusal read.
#[tokio::test]
async fn the_other_version_is_refused() {
    for api in clients() {
        let other = match api.client().version() {
            Version::Soap11 => Version::Soap12,
            Version::Soap12 => Version::Soap11,
        };
        let api = api.configured(|client| client.with_version(other));
        let error = api.order("x".to_owned(), 1).await.unwrap_err();
        match error {
            Error::Fault(fault) => assert_eq!(fault.code(), &FaultCode::VersionMismatch),
            Error::Status { status, .. } => assert_eq!(status, 415),
            error => panic!("{error:?}"),
        }
    }
}
