//! Identity constraints of elements whose children come in an order of their own, which are read twice.

use sapo::xml::Error;
use sapo_golden::echo;
use sapo_golden::keys::Root;

fn read(orders: &str) -> Result<String, Error> {
    let document = format!(
        r#"<shop xmlns="urn:keys"><region><warehouse code="a"/></region><orders>{orders}</orders></shop>"#
    );
    echo::<Root>(document.as_bytes(), true)
}

#[test]
fn what_is_read_twice_counts_once() {
    let orders = r#"<order id="a"><number>1</number><year>2024</year></order>
        <order id="b"><follows year="2024" number="1"/><number>2</number><year>2024</year></order>"#;
    read(orders).unwrap();
}

#[test]
fn order_hides_nothing() {
    let first = r#"<order id="a"><number>1</number><year>2024</year></order>"#;
    let same_key = r#"<order id="b"><number>01</number><year>2024</year></order>"#;
    let same_id = r#"<order id="a"><number>2</number><year>2024</year></order>"#;
    for second in [same_key, same_id] {
        read(&format!("{first}{second}")).unwrap_err();
    }
}

#[test]
fn errors_name_the_constraint_and_the_element_but_no_value() {
    let order = "<order><year>2024</year><number>7</number></order>";
    let error = read(&format!("{order}{order}")).unwrap_err();
    let expected = "xs:key orderKey: another element has the same values (at byte 119)";
    assert_eq!(error.to_string(), format!("orders: {expected}"));
}
