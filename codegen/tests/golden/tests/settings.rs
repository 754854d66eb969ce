//! Settings of types and members: what becomes of nil, of boxes, and of attributes.

use std::collections::HashSet;

use sapo::Nillable;
use sapo::xml::{from_str, to_string};
use sapo_golden::settings::{Line, Order, OrderCashOrCard, Party, PartyNumber, State};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

fn party(id: &str) -> Party {
    Party::new(PartyNumber::try_from(id).unwrap())
}

fn document(content: &str) -> String {
    format!(r#"<order xmlns="urn:settings" xmlns:xsi="{XSI}">{content}</order>"#)
}

const REST: &str = "<seller><id>S</id></seller><state>open</state>";
const CASH: &str = "<cash>5</cash>";

/// What is read, which Strict reads as well.
fn read(content: &str) -> Order {
    let text = document(content);
    sapo_golden::echo::<Order>(text.as_bytes(), true).unwrap();
    from_str(&text).unwrap()
}

#[test]
fn an_element_that_is_nil_is_absent_unless_its_setting_keeps_it() {
    let nil = read(&format!(r#"<buyer xsi:nil="true"/>{REST}{CASH}"#));
    assert_eq!(nil.buyer, None);
    let nil_parts =
        format!(r#"<buyer><id>B</id><name xsi:nil="1"/><title xsi:nil="1"/></buyer>{REST}{CASH}"#);
    let buyer = read(&nil_parts).buyer.unwrap();
    assert_eq!((buyer.name, buyer.title), (None, Nillable::Nil));
    // What isn't there isn't written as nil.
    assert!(!to_string(&nil).unwrap().contains("buyer"));
}

#[test]
fn items_that_are_nil_are_left_out_unless_their_setting_keeps_them() {
    let lines =
        r#"<line><sku>a</sku><sku xsi:nil="true"/><count>1</count></line><line xsi:nil="true"/>"#;
    let notes = r#"<note>n</note><note xsi:nil="true"/>"#;
    let order = read(&format!("{REST}<lines>{lines}</lines>{notes}{CASH}"));
    let line = Line {
        sku: vec!["a".to_owned()],
        count: 1,
    };
    assert_eq!(order.lines, Some(vec![line]));
    assert_eq!(order.note, [Some("n".to_owned()), None]);
}

#[test]
fn items_that_are_left_out_still_count() {
    let of = |skus: &str| {
        let line = format!("<line>{skus}<count>1</count></line>");
        let text = document(&format!("{REST}<lines>{line}</lines>{CASH}"));
        sapo_golden::echo::<Order>(text.as_bytes(), true).map_err(|error| error.to_string())
    };
    let nil = r#"<sku xsi:nil="true"/>"#;
    // Strict wants two or three; what it writes may have fewer.
    assert!(of(&nil.repeat(2)).is_ok());
    assert!(of(nil).unwrap_err().contains("sku is missing"));
    assert!(of(&nil.repeat(4)).is_err());
}

#[test]
fn derives_attributes_names_and_boxes_are_as_configured() {
    let parties: HashSet<Party> = [party("A"), party("B"), party("A")].into();
    assert_eq!(parties.len(), 2);
    assert!(State::Open < State::Paid);
    let card = OrderCashOrCard::Card(party("C"));
    let order = Order::new(party("S"), State::Open, card);
    let seller: &Party = &order.seller;
    assert_eq!(seller.id.as_ref(), "S");
    let json = serde_json::json!({
        "seller": { "id": "S" }, "status": "open", "cash_or_card": { "card": { "id": "C" } }
    });
    assert_eq!(serde_json::from_value::<Order>(json).unwrap(), order);
}
