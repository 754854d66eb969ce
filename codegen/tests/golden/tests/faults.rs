//! Faults that a WSDL declares, from a service to its caller over HTTP.

use sapo::server::{Context, Host, Router, Running};
use sapo::soap::FaultCode;
use sapo::transport::HttpTransport;
use sapo::{Error, Fault};
use sapo_golden::faults::{
    Cancel, CancelFault, CancelResponse, FindOrderFault, GetOrder, GetOrderFault, GetOrderResponse,
    Locked, NotFound, OrderService, OrderServiceClient, OrderServiceServer,
};

struct Orders;

fn not_found(number: i32) -> GetOrderFault {
    GetOrderFault::OrderNotFound(NotFound {
        number,
        hint: Some("Größe < 7".to_owned()),
    })
}

impl OrderService for Orders {
    async fn get_order(
        &self,
        request: GetOrder,
        _: &mut Context,
    ) -> Result<GetOrderResponse, Fault> {
        match request.number {
            1 => Ok(GetOrderResponse {
                customer: "Ada".to_owned(),
            }),
            2 => Err(GetOrderFault::Limit(10))?,
            3 => Err(Fault::sender("two at once")
                .with_details([GetOrderFault::Limit(10), not_found(3)])
                .map_err(|error| Fault::receiver(error.to_string()))?),
            4 => Err(Fault::sender("undeclared")
                .with_detail_entry("urn:other", "Cause", &17)
                .map_err(|error| Fault::receiver(error.to_string()))?),
            5 => Err(Fault::sender("a number that is none")
                .with_detail_entry("urn:common", "Limit", "many")
                .map_err(|error| Fault::receiver(error.to_string()))?),
            6 => Err(GetOrderFault::OrderNotFound(NotFound {
                number: 6,
                hint: Some("\u{1}".to_owned()),
            })
            .into()),
            number => Err(not_found(number).into()),
        }
    }

    async fn find_order(
        &self,
        request: GetOrder,
        _: &mut Context,
    ) -> Result<GetOrderResponse, Fault> {
        Err(FindOrderFault::Limit(request.number).into())
    }

    async fn cancel(&self, _: Cancel, _: &mut Context) -> Result<CancelResponse, Fault> {
        Err(CancelFault::Locked(Locked {
            by: Some("Grace".to_owned()),
        })
        .into())
    }
}

async fn host() -> Running {
    let router = Router::new().service("/orders", OrderServiceServer(Orders));
    Host::bind("127.0.0.1:0").await.unwrap().serve(router)
}

/// A client in each version of SOAP.
fn clients(host: &Running) -> [OrderServiceClient<HttpTransport>; 2] {
    let client = || {
        let transport = HttpTransport::builder().no_proxy().build().unwrap();
        OrderServiceClient::new(transport).with_endpoint(host.url("/orders"))
    };
    [client(), client().with_soap12()]
}

fn fault(error: &Error) -> &Fault {
    error.fault().unwrap_or_else(|| panic!("{error}"))
}

#[tokio::test]
async fn a_declared_fault_is_matched_on() {
    let host = host().await;
    for api in clients(&host) {
        assert_eq!(api.get_order(1).await.unwrap(), "Ada");
        let error = api.get_order(7).await.unwrap_err();
        assert_eq!(error.fault_as::<GetOrderFault>(), Some(not_found(7)));
        assert_eq!(error.fault_as::<CancelFault>(), None);
        assert_eq!(fault(&error).code(), &FaultCode::Receiver);

        let error = api.get_order(2).await.unwrap_err();
        assert!(matches!(error.fault_as(), Some(GetOrderFault::Limit(10))));
        let error = api.cancel(1).await.unwrap_err();
        let Some(CancelFault::Locked(locked)) = error.fault_as() else {
            panic!("{error}");
        };
        assert_eq!(locked.by.as_deref(), Some("Grace"));
    }
    // In SOAP 1.1, where the action tells it from `GetOrder`.
    let [api, _] = clients(&host);
    let error = api.find_order(&GetOrder { number: 8 }).await.unwrap_err();
    assert!(matches!(error.fault_as(), Some(FindOrderFault::Limit(8))));
}

#[tokio::test]
async fn every_entry_of_a_detail_is_kept() {
    let host = host().await;
    for api in clients(&host) {
        let error = api.get_order(3).await.unwrap_err();
        let fault = fault(&error);
        assert_eq!(fault.code(), &FaultCode::Sender);
        assert_eq!(
            fault.details::<GetOrderFault>().unwrap(),
            [GetOrderFault::Limit(10), not_found(3)]
        );
        let names: Vec<_> = fault
            .detail_entries()
            .iter()
            .map(|entry| (entry.namespace().to_owned(), entry.name().to_owned()))
            .collect();
        let expected = [("urn:common", "Limit"), ("urn:orders", "OrderNotFound")];
        assert_eq!(
            names,
            expected.map(|(namespace, local)| (namespace.to_owned(), local.to_owned()))
        );
    }
}

#[tokio::test]
async fn an_undeclared_detail_is_a_tree() {
    let host = host().await;
    for api in clients(&host) {
        let error = api.get_order(4).await.unwrap_err();
        assert_eq!(error.fault_as::<GetOrderFault>(), None);
        assert_eq!(fault(&error).details::<GetOrderFault>().unwrap(), []);
        let entries = fault(&error).detail_entries();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].name(), "Cause");
        assert_eq!(entries[0].text(), "17");
    }
}

#[tokio::test]
async fn an_entry_that_does_not_fit_is_said_to() {
    let host = host().await;
    for api in clients(&host) {
        let error = api.get_order(5).await.unwrap_err();
        assert_eq!(error.fault_as::<GetOrderFault>(), None);
        let unfit = fault(&error).details::<GetOrderFault>().unwrap_err();
        assert!(unfit.to_string().contains("/Limit"), "{unfit}");
    }
}

#[tokio::test]
async fn a_detail_that_cannot_be_written_is_said_to() {
    let host = host().await;
    for api in clients(&host) {
        let error = api.get_order(6).await.unwrap_err();
        assert_eq!(fault(&error).detail_entries(), []);
        assert!(
            error.to_string().contains("a fault that cannot be written"),
            "{error}"
        );
    }
}

#[test]
fn the_enum_of_faults_is_an_error_that_names_the_fault() {
    let fault: Box<dyn std::error::Error + Send + Sync> = not_found(7).into();
    assert_eq!(fault.to_string(), "fault OrderNotFound");
    assert_eq!(GetOrderFault::Limit(10).to_string(), "fault Limit");
    let locked = CancelFault::Locked(Locked::default());
    assert_eq!(locked.to_string(), "fault Locked");
}
