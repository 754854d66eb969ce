//! Requests whose fields are elements that the schema leaves open.

use sapo::transport::MemoryTransport;
use sapo::xml::{Any, ErrorKind, Reading, to_string};
use sapo::{Client, Error, Service as _};
use sapo_golden::open_fields::records::Record;
use sapo_golden::open_fields::{
    Anything, Bare, CREATE, Closed, Create, CreateResponse, Foreign, Listed, ListedNoneOrAny,
    RecordsClient, Store,
};

const NS: &str = "urn:open-fields";
const RECORDS: &str = "urn:open-fields:records";

fn client() -> RecordsClient<MemoryTransport> {
    RecordsClient::new(MemoryTransport::replay([]))
}

fn contact(fields: Vec<Any>) -> Record {
    Record {
        kind: "Contact".to_owned(),
        any: fields,
        ..Record::default()
    }
}

#[test]
fn fields_of_a_record_are_built_from_values() {
    let account = Any::new(RECORDS, "Account")
        .with_child(Any::element(RECORDS, "kind", "Account").unwrap())
        .with_child(Any::element(RECORDS, "Name", "ACME & Co").unwrap());
    let record = contact(vec![
        Any::element(RECORDS, "LastName", "Wong").unwrap(),
        Any::element(RECORDS, "Age", &42).unwrap(),
        account,
    ]);
    let request = Create {
        record: vec![record],
    };
    let sent = client().call(&CREATE, &request).request().unwrap();
    let sent = std::str::from_utf8(sent.body()).unwrap();
    let record = concat!(
        r#"<record><kind xmlns="urn:open-fields:records">Contact</kind>"#,
        r#"<id xmlns="urn:open-fields:records" xsi:nil="true"/>"#,
        r#"<LastName xmlns="urn:open-fields:records">Wong</LastName>"#,
        r#"<Age xmlns="urn:open-fields:records">42</Age>"#,
        r#"<Account xmlns="urn:open-fields:records"><kind>Account</kind><Name>ACME &amp; Co</Name></Account></record>"#,
    );
    assert!(sent.contains(record), "{sent}");
}

#[test]
fn a_value_that_is_a_generated_type_is_an_element() {
    let parent = Any::element(RECORDS, "Parent", &contact(Vec::new())).unwrap();
    assert_eq!(
        parent.child(RECORDS, "kind").map(|kind| kind.text()),
        Some("Contact".to_owned())
    );
    assert_eq!(parent.type_name(), None);
    assert_eq!(parent.read_as::<Record>().unwrap(), contact(Vec::new()));
    let typed = Any::element(
        RECORDS,
        "Parent",
        &Any::typed(&contact(Vec::new())).unwrap(),
    );
    let name = typed.unwrap().type_name().unwrap();
    assert_eq!((name.namespace(), name.local()), (RECORDS, "Record"));
}

#[tokio::test]
async fn a_field_in_no_namespace_is_refused_before_anything_is_sent() {
    let field = Any::element("", "LastName", "Wong").unwrap();
    for reading in [Reading::Default, Reading::Strict] {
        let client = client();
        let client = Client::new(
            RecordsClient::<MemoryTransport>::DESCRIPTION,
            client.client().transport(),
        )
        .with_reading(reading);
        let api = RecordsClient::from_client(client.clone());
        let records = vec![contact(Vec::new()), contact(vec![field.clone()])];
        let error = api.create(records).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "unwritable request: Envelope/Body/Create/record/LastName: an element in no namespace can't stand \
             here: the schema's wildcard admits `urn:open-fields:records`; build it in an admitted \
             namespace (`Any::element(namespace, name, &value)`), or leave it out"
        );
        assert!(client.transport().requests().is_empty());
    }
}

#[test]
fn every_form_of_wildcard_is_held_to() {
    let any = |namespace: &str| Any::new(namespace, "x");
    let anything = |namespace: &str| Store {
        anything: Some(Anything {
            any: vec![any("urn:first"), any(namespace)],
        }),
        ..Store::default()
    };
    let foreign = |namespace: &str| Store {
        foreign: Some(Foreign {
            any: vec![any("urn:first"), any(namespace)],
        }),
        ..Store::default()
    };
    let bare = |namespace: &str| Store {
        bare: Some(Bare {
            any: any(namespace),
        }),
        ..Store::default()
    };
    let listed = |namespace: &str| Store {
        listed: Some(Listed {
            none_or_any: ListedNoneOrAny::Any(Box::new(any(namespace))),
        }),
        ..Store::default()
    };
    let closed = |namespace: &str| Store {
        closed: Some(Closed {
            any: Some(any(namespace)),
        }),
        ..Store::default()
    };
    type Build<'a> = &'a dyn Fn(&str) -> Store;
    let tried = ["", NS, RECORDS, "urn:a", "urn:b"];
    let forms: [(&str, Build, &[&str], &str); 5] = [
        ("anything", &anything, &tried, "any namespace"),
        (
            "foreign",
            &foreign,
            &[RECORDS, "urn:a", "urn:b"],
            "any namespace other than `urn:open-fields`, but not none",
        ),
        ("bare", &bare, &[""], "no namespace"),
        (
            "listed",
            &listed,
            &["urn:a", "urn:b", ""],
            "`urn:a`, `urn:b`, or no namespace",
        ),
        ("closed", &closed, &[], "nothing"),
    ];
    for (field, build, admitted, told) in forms {
        for namespace in tried {
            let written = to_string(&build(namespace));
            if admitted.contains(&namespace) {
                written.unwrap_or_else(|error| panic!("{field}, {namespace:?}: {error}"));
                continue;
            }
            let error = written.unwrap_err();
            assert_eq!(error.path(), format!("Store/{field}/x"));
            let expected = ErrorKind::NotAdmitted {
                namespace: namespace.to_owned(),
                admitted: told.to_owned(),
            };
            assert_eq!(error.kind(), &expected);
        }
    }
}

#[test]
fn what_was_read_into_a_wildcard_is_taken_apart_and_written_back() {
    let document = format!(
        r#"<CreateResponse xmlns="{NS}" xmlns:r="{RECORDS}"><record><r:kind>Contact</r:kind><r:id>7</r:id>
           <r:Account><r:Name>ACME</r:Name></r:Account><LastName>lost</LastName><r:Age>42</r:Age></record></CreateResponse>"#
    );
    let response: CreateResponse = sapo::xml::from_str(&document).unwrap();
    let fields = &response.record[0].any;
    let names: Vec<&str> = fields.iter().map(Any::name).collect();
    assert_eq!(names, ["Account", "Age"]);
    let name = fields[0].child(RECORDS, "Name").unwrap();
    assert_eq!(name.text(), "ACME");
    assert_eq!(fields[1].read_as::<i32>().unwrap(), 42);
    let written = to_string(&response).unwrap();
    let again: CreateResponse = sapo::xml::from_str(&written).unwrap();
    assert_eq!(again, response);
}

#[test]
fn an_unwritable_request_is_no_other_error() {
    let request = Create {
        record: vec![contact(vec![Any::new(RECORDS, "no name")])],
    };
    match client().call(&CREATE, &request).request() {
        Err(Error::Request(error)) => {
            assert_eq!(error.kind(), &ErrorKind::Name("no name".to_owned()));
        }
        other => panic!("{other:?}"),
    }
}
