//! Items that a service failed to process: the methods return them as errors that keep the item.

use sapo::transport::MemoryTransport;
use sapo::{Error, MayFail, Nillable};
use sapo_golden::item_errors::{
    AnyContact, BookingReceiptOrProblem, Change, Customer, LedgerClient, Status,
};

/// Returns a client that receives a response with this body.
fn answered(body: &str) -> LedgerClient<MemoryTransport> {
    let envelope = format!(
        r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><e:Body>{body}</e:Body></e:Envelope>"#
    );
    let response = http::Response::builder()
        .header("content-type", "text/xml; charset=utf-8")
        .body(envelope.into())
        .unwrap();
    LedgerClient::new(MemoryTransport::replay([response]))
}

const FAILED: &str = "<APIException><Type>ValidationException</Type><Message> A customer has to have a name.\n</Message>\
    <StackTrace>at Ledger.Customers.Save(Customer)</StackTrace></APIException><Id>2</Id><Password>hunter2</Password>";

#[tokio::test]
async fn each_item_of_a_list_is_a_result() {
    let body = format!(
        r#"<SaveCustomersResponse xmlns="urn:ledger"><SaveCustomersResult><Customer><Id>1</Id></Customer>
           <Customer i:nil="true"/><Customer>{FAILED}</Customer></SaveCustomersResult></SaveCustomersResponse>"#
    );
    let saved = answered(&body).save_customers(Vec::new()).await.unwrap();
    let [good, bad] = &saved[..] else {
        panic!("{saved:?}");
    };
    assert_eq!(good.as_ref().unwrap().id, Some(1));
    let error = bad.as_ref().unwrap_err();
    assert_eq!(error.item().id, Some(2));
    assert_eq!(error.code(), Some("ValidationException"));
    assert_eq!(error.message(), Some("A customer has to have a name."));
    assert_eq!(
        error.to_string(),
        "item error ValidationException: A customer has to have a name."
    );
    let shown = format!("{error:?}");
    assert!(
        shown.contains("Some(2)") && !shown.contains("hunter2"),
        "{shown}"
    );
    // The whole response is as it came.
    let response = answered(&body)
        .save_customers(None)
        .message()
        .await
        .unwrap();
    let items = response.into_body().save_customers_result.unwrap();
    assert_eq!(items.len(), 3);
    assert!(items[2].clone().unwrap().checked().is_err());
    // One failed item can stand for the list.
    let all: Result<Vec<_>, _> = saved.into_iter().collect();
    assert!(matches!(Error::from(all.unwrap_err()), Error::Item(_)));
}

#[tokio::test]
async fn a_single_item_that_failed_is_the_error_of_the_call() {
    let response = |item: &str| {
        format!(r#"<SaveCustomerResponse xmlns="urn:ledger">{item}</SaveCustomerResponse>"#)
    };
    let failed = response(&format!(
        "<SaveCustomerResult>{FAILED}</SaveCustomerResult>"
    ));
    let error = answered(&failed).save_customer(None).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "item error ValidationException: A customer has to have a name."
    );
    let shown = format!("{error:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    let Error::Item(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.code(), Some("ValidationException"));
    let item: &Customer = error.item().downcast_ref().unwrap();
    assert_eq!(item.id, Some(2));
    assert!(error.item().downcast_ref::<AnyContact>().is_none());

    let saved = response("<SaveCustomerResult><Id>1</Id></SaveCustomerResult>");
    let saved = answered(&saved).save_customer(None).await.unwrap();
    assert_eq!(saved.unwrap().id, Some(1));
    let none = answered(&response("")).save_customer(None).await.unwrap();
    assert_eq!(none, None);
}

#[tokio::test]
async fn an_item_that_may_be_nil_keeps_its_three_states() {
    let merged = async |item: &str| {
        let body = format!(
            r#"<MergeCustomersResponse xmlns="urn:ledger">{item}</MergeCustomersResponse>"#
        );
        answered(&body).merge_customers(vec![1, 2]).await
    };
    assert_eq!(merged("").await.unwrap(), Nillable::Absent);
    let nil = merged(r#"<MergeCustomersResult i:nil="true"/>"#).await;
    assert_eq!(nil.unwrap(), Nillable::Nil);
    let one = merged("<MergeCustomersResult><Id>1</Id></MergeCustomersResult>").await;
    assert_eq!(one.unwrap().value().unwrap().id, Some(1));
    let failed = merged(&format!(
        "<MergeCustomersResult>{FAILED}</MergeCustomersResult>"
    ))
    .await;
    assert!(matches!(failed, Err(Error::Item(_))));
}

#[tokio::test]
async fn derived_types_tell_what_their_base_holds() {
    let contact = |name: &str, fault: &str| {
        format!(r#"<{name} i:type="Firm" xmlns="urn:ledger">{fault}<Number>7</Number></{name}>"#)
    };
    let failed = contact("Contact", "<Fault><Message>No.</Message></Fault>");
    let nil = contact("Contact", r#"<Fault i:nil="true"/>"#);
    let body = format!(
        r#"<SaveContactsResponse xmlns="urn:ledger"><SaveContactsResult>{nil}{failed}</SaveContactsResult></SaveContactsResponse>"#
    );
    let saved = answered(&body).save_contacts(None).await.unwrap();
    assert!(saved[0].is_ok());
    let error = saved[1].as_ref().unwrap_err();
    assert_eq!(error.to_string(), "item error: No.");
    assert_eq!(error.code(), None);
    assert!(matches!(error.item(), AnyContact::Firm(firm) if firm.number == 7));
    // An absent list and a nil one are empty.
    for result in ["", r#"<SaveContactsResult i:nil="true"/>"#] {
        let body =
            format!(r#"<SaveContactsResponse xmlns="urn:ledger">{result}</SaveContactsResponse>"#);
        assert_eq!(answered(&body).save_contacts(None).await.unwrap(), []);
    }
    let single = contact("SaveContactResult", "<Fault/>");
    let body = format!(r#"<SaveContactResponse xmlns="urn:ledger">{single}</SaveContactResponse>"#);
    let firm = AnyContact::Other(Box::new("<x/>".parse().unwrap()));
    let error = answered(&body).save_contact(firm).await.unwrap_err();
    assert_eq!(error.to_string(), "item error");
}

#[tokio::test]
async fn a_branch_of_a_choice_is_the_error() {
    let body = r#"<BookResponse xmlns="urn:ledger"><booking><Entry>1</Entry><Receipt>R-1</Receipt></booking>
        <booking><Entry>2</Entry><Problem number="17"><Reason><Text>The period is closed.</Text></Reason></Problem></booking>
        <booking><Entry>3</Entry><Problem/></booking></BookResponse>"#;
    let booked = answered(body).book(vec![1, 2, 3]).await.unwrap();
    let receipt = &booked[0].as_ref().unwrap().receipt_or_problem;
    assert!(matches!(receipt, BookingReceiptOrProblem::Receipt(_)));
    let error = booked[1].as_ref().unwrap_err();
    assert_eq!(error.to_string(), "item error 17: The period is closed.");
    assert_eq!(error.item().entry, 2);
    assert_eq!(booked[2].as_ref().unwrap_err().to_string(), "item error");
}

#[tokio::test]
async fn an_empty_text_is_no_error_and_the_first_error_counts() {
    let body = r#"<ImportRowsResponse xmlns="urn:ledger"><row><Line>1</Line><ErrorText/></row><row i:nil="true"/>
        <row><Line>2</Line><ErrorText>No amount</ErrorText></row>
        <row><Line>3</Line><ErrorText> </ErrorText><APIException><Type>T</Type></APIException></row></ImportRowsResponse>"#;
    let rows = answered(body).import_rows("f".to_owned()).await.unwrap();
    let told: Vec<Option<String>> = rows
        .iter()
        .map(|row| row.as_ref().err().map(ToString::to_string))
        .collect();
    let expected = [None, Some("item error: No amount"), Some("item error T")];
    assert_eq!(told, expected.map(|text| text.map(str::to_owned)));

    let body = r#"<ChangeResponse xmlns="urn:ledger"><change><id>1</id><refusals><message>a</message><status>LOCKED</status></refusals>
        <refusals><message>b</message><status>GONE</status></refusals></change></ChangeResponse>"#;
    let error = answered(body).change(1).await.unwrap_err();
    assert_eq!(error.to_string(), "item error LOCKED: a");
    let Error::Item(error) = error else {
        panic!("{error}");
    };
    let change: &Change = error.item().downcast_ref().unwrap();
    assert_eq!(change.refusals[1].status, Status::Gone);
}

#[tokio::test]
async fn errors_may_lie_deep() {
    let parcels = [
        "<Complaints/>",
        r#"<Complaints i:nil="true"/><Track>5</Track>"#,
        r#"<Complaints><Complaint i:nil="true"/><Complaint><Kind>GONE</Kind><Detail><Text>Not here.</Text></Detail></Complaint></Complaints>"#,
        "<Complaints><Complaint><Kind>MOVED</Kind><Detail/></Complaint></Complaints>",
        r#"<Complaints><Complaint><Detail i:type="SignedDetail"><Text>Signed.</Text><By>B</By></Detail></Complaint></Complaints>"#,
        "<Lost/>",
        "<Lost>At sea.</Lost>",
        "<Returned>2024-05-01</Returned>",
        "<Returned>2024-05-01</Returned><Damage><Text>Wet.</Text><Hint>W</Hint></Damage>",
        r#"<Returned>2024-05-01</Returned><Damage i:type="HintedDetail"><Hint>H</Hint></Damage>"#,
    ];
    let parcels = parcels.map(|parcel| format!("<parcel>{parcel}</parcel>"));
    let body = format!(
        r#"<SendResponse xmlns="urn:ledger">{}</SendResponse>"#,
        parcels.concat()
    );
    let sent = answered(&body).send(1).await.unwrap();
    let told: Vec<Option<String>> = sent
        .iter()
        .map(|parcel| parcel.as_ref().err().map(ToString::to_string))
        .collect();
    let expected = [
        None,
        None,
        Some("item error GONE: Not here."),
        Some("item error MOVED"),
        Some("item error: Signed."),
        None,
        Some("item error: At sea."),
        None,
        Some("item error W: Wet."),
        Some("item error H"),
    ];
    assert_eq!(told, expected.map(|text| text.map(str::to_owned)));
}
