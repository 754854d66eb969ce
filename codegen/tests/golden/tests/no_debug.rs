//! Bindings with `no-debug`: their values show no content of messages.

use sapo::transport::MemoryTransport;
use sapo_golden::no_debug::{ClinicClient, Find, FindFault, Root};

#[test]
fn messages_show_nothing_but_the_name_of_their_type() {
    let document = include_str!("../../cases/no-debug/valid.xml");
    let root: Root = sapo::xml::from_str(document).unwrap();
    assert_eq!(format!("{root:?} {root:#?}"), "Root Root");
    let Root::FindResponse(response) = root else {
        panic!("another root");
    };
    assert_eq!(format!("{response:?}"), "FindResponse");
    let people = format!("{:?}", response.person);
    assert_eq!(people, "[AnyPerson, AnyPerson]");
}

#[test]
fn a_configured_derive_shows_values() {
    let find = Find {
        name: "Ola".to_owned(),
    };
    assert_eq!(format!("{find:?}"), "Find { name: \"Ola\" }");
}

#[tokio::test]
async fn faults_show_nothing_but_the_name_of_their_enum() {
    let response = r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>e:Server</faultcode><faultstring>no</faultstring><detail><Unknown xmlns="urn:clinic">Ola</Unknown></detail></e:Fault></e:Body></e:Envelope>"#;
    let response = http::Response::builder()
        .status(500)
        .header("content-type", "text/xml; charset=utf-8")
        .body(response.into())
        .unwrap();
    let api = ClinicClient::new(MemoryTransport::replay([response]));
    let error = api.find("Ola".to_owned()).await.unwrap_err();
    let fault: FindFault = error.fault_as().unwrap();
    assert_eq!(format!("{fault:?}"), "FindFault");
    assert_eq!(fault.to_string(), "fault Unknown");
    let FindFault::Unknown(text) = &fault else {
        panic!("{fault}");
    };
    assert_eq!(text, "Ola");
}
