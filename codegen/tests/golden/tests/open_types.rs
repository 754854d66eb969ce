//! Values of `xs:anyType`, read as the types that bindings with default options have for them.

use sapo::transport::MemoryTransport;
use sapo_golden::default_open_types::{Disk, InventoryClient, Machine, Power};

#[tokio::test]
async fn a_value_of_any_type_is_read_as_its_generated_type() {
    let response = include_str!("../../cases/default-open-types/valid-envelope.xml");
    let response = http::Response::builder()
        .header("content-type", "text/xml; charset=utf-8")
        .body(response.into())
        .unwrap();
    let api = InventoryClient::new(MemoryTransport::replay([response]));
    let properties = api.retrieve("vm-1".to_owned()).await.unwrap();
    let value = &properties[0].value;
    let type_name = value.type_name().unwrap();
    assert_eq!(
        (type_name.namespace(), type_name.local()),
        ("urn:inventory", "Machine")
    );
    let machine: Machine = value.read_as().unwrap();
    let expected = Machine {
        disk: vec![Disk { capacity: 7 }],
        ..Machine::new(Power::On)
    };
    assert_eq!(machine, expected);
}
