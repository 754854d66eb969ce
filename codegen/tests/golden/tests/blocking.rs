//! Calls that are waited for, over HTTP.

use sapo::Fault;
use sapo::blocking::Blocking;
use sapo::server::{Context, Host, Router};
use sapo::transport::{HttpTransport, MemoryTransport};
use sapo_golden::faults::{
    CANCEL, Cancel, CancelResponse, GetOrder, GetOrderFault, GetOrderResponse, OrderService,
    OrderServiceClient, OrderServiceServer,
};

struct Orders;

impl OrderService for Orders {
    async fn get_order(
        &self,
        request: GetOrder,
        _: &mut Context,
    ) -> Result<GetOrderResponse, Fault> {
        match request.number {
            13 => Err(GetOrderFault::Limit(10).into()),
            number => Ok(GetOrderResponse {
                customer: number.to_string(),
            }),
        }
    }

    async fn find_order(&self, _: GetOrder, _: &mut Context) -> Result<GetOrderResponse, Fault> {
        Err(Fault::receiver("not here"))
    }

    async fn cancel(&self, _: Cancel, _: &mut Context) -> Result<CancelResponse, Fault> {
        Ok(CancelResponse::default())
    }
}

fn calls(url: String) {
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    let api = OrderServiceClient::new(transport).with_endpoint(url);
    let api = Blocking::new(api).unwrap();
    let threads: Vec<_> = (20..24)
        .map(|number| {
            let api = api.clone();
            std::thread::spawn(move || api.call(|api| api.get_order(number)).unwrap())
        })
        .collect();
    let customers: Vec<String> = threads.into_iter().map(|one| one.join().unwrap()).collect();
    assert_eq!(customers, ["20", "21", "22", "23"]);
    let error = api.call(|api| api.get_order(13)).unwrap_err();
    assert_eq!(error.fault_as(), Some(GetOrderFault::Limit(10)));
}

#[test]
fn calls_are_waited_for_without_a_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let router = Router::new().service("/orders", OrderServiceServer(Orders));
    let host = runtime.block_on(async { Host::bind("127.0.0.1:0").await.unwrap().serve(router) });
    calls(host.url("/orders"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn and_within_another_one() {
    let router = Router::new().service("/orders", OrderServiceServer(Orders));
    let host = Host::bind("127.0.0.1:0").await.unwrap().serve(router);
    calls(host.url("/orders"));
}

#[test]
fn a_call_that_returns_nothing_succeeds_without_a_message() {
    for status in [200, 202, 204] {
        let transport = MemoryTransport::new(move |_| {
            let empty = http::Response::builder().status(status);
            Ok(empty.body(Default::default()).unwrap())
        });
        let api = Blocking::new(OrderServiceClient::new(transport)).unwrap();
        api.call(|api| api.cancel(7)).unwrap();
        let request = Cancel { number: 7 };
        let response = api.call(|api| api.call(&CANCEL, &request)).unwrap();
        assert_eq!(response, CancelResponse::default());
        let error = api.call(|api| api.get_order(7)).unwrap_err();
        let said = error.to_string();
        assert_eq!(said, format!("HTTP status {status} without a message"));
    }
}
