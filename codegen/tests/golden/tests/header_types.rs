//! Header blocks whose parts a type gives.

use sapo::Fault;
use sapo::server::{Context, Router};
use sapo::transport::MemoryTransport;
use sapo_golden::header_types::*;

struct Yard;

impl Crane for Yard {
    async fn lift(&self, _: Lift, context: &mut Context) -> Result<LiftResponse, Fault> {
        let driver = context.header_of(&DRIVER_HEADER)?;
        let zones = context.header_of(&ZONES_HEADER)?.unwrap_or_default();
        if zones.value.contains(&13) {
            context.add_fault_header(WIND_HEADER.block("21.5".parse().unwrap()));
            return Err(Fault::sender("too windy there"));
        }
        context.add_header(DRIVER_HEADER.block(driver.unwrap_or_default()));
        Ok(LiftResponse {
            height: zones.value.iter().sum(),
        })
    }

    async fn lower(&self, _: Lower, context: &mut Context) -> Result<LowerResponse, Fault> {
        let driver = context.header_of(&DRIVER_HEADER2)?;
        let shift = context.header_of(&SHIFT_HEADER)?;
        let value = shift.unwrap_or_default().into_bytes();
        context.add_header(SEAL_HEADER.block(Seal { value }));
        let licence = driver.and_then(|driver| driver.licence);
        Ok(LowerResponse {
            height: licence.unwrap_or_default(),
        })
    }

    async fn stop(&self, _: Stop, context: &mut Context) -> Result<StopResponse, Fault> {
        let driver = context.header_of(&DRIVER_HEADER)?;
        let licence = driver.and_then(|driver| driver.licence);
        context.add_header(WIND_HEADER.block(licence.unwrap_or_default().into()));
        Ok(StopResponse {})
    }
}

fn ida() -> Driver {
    Driver {
        name: "Ida".to_owned(),
        licence: Some(7),
    }
}

fn client() -> CraneClient<Router> {
    let router = Router::new().service("/crane", CraneServer(Yard));
    CraneClient::new(router)
        .with_driver_header(ida())
        .with_driver_header2(ida())
        .with_shift_header("late".to_owned())
}

#[tokio::test]
async fn blocks_go_both_ways_in_either_style_and_beside_faults() {
    let zones = |zones: &[i32]| Zones2 {
        value: zones.to_vec(),
    };
    let lifted = client().with_zones_header(zones(&[4, 5]));
    let answer = lifted
        .call(&LIFT, &Lift { weight: 1 })
        .message()
        .await
        .unwrap();
    assert_eq!(answer.header_of(&DRIVER_HEADER).unwrap(), Some(ida()));
    assert_eq!(answer.body().height, 9);

    let windy = client().with_zones_header(zones(&[13]));
    let error = windy.lift(1).await;
    let error = error.unwrap_err();
    let wind = error.fault().unwrap().header_of(&WIND_HEADER).unwrap();
    assert_eq!(wind.unwrap().to_string(), "21.5");

    let answer = client().call(&STOP, &Stop {}).message().await.unwrap();
    let wind = answer.header_of(&WIND_HEADER).unwrap();
    assert_eq!(wind.unwrap().to_string(), "7");
}

#[tokio::test]
async fn encoded_blocks_name_their_types_and_need_no_namespaces_within() {
    let answer = client()
        .call(&LOWER, &Lower { weight: 1 })
        .message()
        .await
        .unwrap();
    let seal = answer.header_of(&SEAL_HEADER).unwrap().unwrap();
    assert_eq!(seal.value, b"late");
    assert_eq!(answer.body().height, 7);

    let server = MemoryTransport::replay([]);
    let api = CraneClient::new(&server)
        .with_driver_header(ida())
        .with_driver_header2(ida())
        .with_shift_header("late".to_owned());
    assert!(api.lower(1).await.is_err());
    let request = server.requests().pop().unwrap();
    let sent = String::from_utf8(request.into_body().to_vec()).unwrap();
    let style = r#"soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/""#;
    let header = format!(
        concat!(
            r#"<soap:Header><h:driver xmlns:h="urn:crane:coded" {style} xmlns:ns1="urn:crane" xsi:type="ns1:Driver">"#,
            r#"<name xsi:type="xsd:string">Ida</name><licence xsi:type="xsd:int">7</licence></h:driver>"#,
            r#"<h:shift xmlns:h="urn:crane:blocks" {style} xsi:type="xsd:token">late</h:shift></soap:Header>"#,
        ),
        style = style
    );
    assert!(sent.contains(&header), "{sent}");
}

#[tokio::test]
async fn a_block_that_lacks_what_it_must_have_is_a_fault_of_the_sender() {
    let router = Router::new().service("/crane", CraneServer(Yard));
    let broken = sapo::soap::Header::new("urn:crane:blocks", "driver", String::new());
    let client = sapo::Client::new(<CraneClient<Router> as sapo::Service>::DESCRIPTION, router);
    let api: CraneClient<Router> = sapo::Service::from_client(client.with_header(broken));
    let error = api.lift(1).await.unwrap_err();
    let reason = error.fault().unwrap().reason();
    let expected = "unreadable header: driver: name is missing";
    assert!(reason.starts_with(expected), "{reason}");
}
