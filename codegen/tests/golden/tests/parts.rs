//! Messages whose parts stand side by side in the body, between a client and a server.

use sapo::server::{Context, Router};
use sapo::xml::Any;
use sapo::{Error, Fault};
use sapo_golden::bare_parts::{
    BareParts, BarePartsClient, BarePartsServer, MOVE, MessageBody, Move, MoveResponse, PLAN, Path,
    Plan, PlanResponse, Point,
};

struct Courier;

impl BareParts for Courier {
    async fn r#move(&self, request: Move, _: &mut Context) -> Result<MoveResponse, Fault> {
        let Some(from) = request.from else {
            return Err(Fault::sender("from nowhere"));
        };
        Ok(MoveResponse {
            speed: from.len().into(),
            path: Path {
                start: Point { x: 0 },
                length: Some(if request.urgent { 0.5 } else { 2.0 }),
                stop: vec![request.to],
            },
        })
    }

    async fn plan(&self, request: Plan, _: &mut Context) -> Result<PlanResponse, Fault> {
        let path = request.name.map(|name| Path {
            length: Some(name.len() as f64),
            ..Path::default()
        });
        Ok(PlanResponse { path })
    }

    async fn process(&self, request: MessageBody, _: &mut Context) -> Result<MessageBody, Fault> {
        Ok(request)
    }
}

fn client() -> BarePartsClient<Router> {
    let router = Router::new().service("/bare-parts", BarePartsServer(Courier));
    BarePartsClient::new(router)
}

#[tokio::test]
async fn parts_are_parameters_and_results() {
    let moved = client()
        .r#move("här".to_owned(), Point { x: 3 }, true)
        .await
        .unwrap();
    assert_eq!(moved.speed.to_string(), "4");
    assert_eq!(moved.path.length, Some(0.5));
    assert_eq!(moved.path.stop, [Point { x: 3 }]);
}

#[tokio::test]
async fn a_part_by_type_is_an_element_of_its_name() {
    let path = client().plan("home".to_owned()).await.unwrap();
    assert_eq!(path.unwrap().length, Some(4.0));
    // No schema says that it has to be there, and what is null is not.
    let absent = client()
        .call(&PLAN, &Plan { name: None })
        .message()
        .await
        .unwrap();
    assert_eq!(absent.into_body().path, None);
}

#[tokio::test]
async fn a_body_of_an_open_type_holds_anything() {
    let any: Vec<Any> = ["a", "b"].map(|name| Any::new("", name)).into();
    let same = client()
        .process(&MessageBody { any: any.clone() })
        .await
        .unwrap();
    assert_eq!(same.any, any);
    let empty = MessageBody::default();
    assert_eq!(client().process(&empty).await.unwrap(), empty);
}

#[tokio::test]
async fn a_fault_is_no_part() {
    let request = Move {
        from: None,
        ..Move::default()
    };
    match client().call(&MOVE, &request).await {
        Err(Error::Fault(fault)) => assert_eq!(fault.reason(), "from nowhere"),
        other => panic!("{other:?}"),
    }
}
