//! Constants for names of elements, as callers list them.

use sapo::transport::MemoryTransport;
use sapo_golden::element_names::DirectoryClient;
use sapo_golden::element_names::people::Person;

#[tokio::test]
async fn names_of_elements_are_listed_by_constants() {
    let api = DirectoryClient::new(MemoryTransport::replay([]));
    // The response doesn't matter here.
    let _ = api
        .find_people(None, [Person::E_MAIL, Person::BORN_ON])
        .await;
    let requests = sapo::Service::client(&api).transport().requests();
    let sent = String::from_utf8_lossy(requests[0].body());
    let list = "<returnProperties><string>E-mail</string><string>birth</string></returnProperties>";
    assert!(sent.contains(list), "{sent}");
}

#[test]
fn inherited_elements_and_those_of_choices_have_constants() {
    let all = [
        Person::ID,
        Person::TYPE,
        Person::ELEMENT_,
        Person::PHONE,
        Person::STREET,
        Person::CITY,
        Person::POST_BOX,
    ];
    assert_eq!(
        all,
        [
            "Id", "type", "Element", "Phone", "Street", "City", "PostBox"
        ]
    );
}
