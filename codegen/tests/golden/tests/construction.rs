//! Values that the schema gives for required fields: what `Default` and `new` make of them, and
//! what isn't sent.

use sapo::QName;
use sapo::xml::to_string;
use sapo_golden::construction::{Begin, Label, Next, Parcel, Quote, Rate, Sorted, Speed};

const DEFAULT: &str = r#"<quote xmlns="urn:parcels" version="1.0" speed="fast"><zip>1</zip><kind>parcel &amp; letter</kind><language>en</language><count>7</count><zero>0</zero><insured>true</insured><speed>slow</speed><speeds>slow fast</speeds><either>12</either><stamp>0AFF</stamp><since>2026-01-01</since><nothing>3</nothing></quote>"#;

fn quote() -> Quote {
    Quote {
        zip: Some("1".to_owned()),
        ..Default::default()
    }
}

/// The document without its declaration.
fn written(value: &impl sapo::gen1::Document) -> Result<String, String> {
    match to_string(value) {
        Ok(text) => Ok(text[text.find("?>").map_or(0, |at| at + 2)..]
            .trim()
            .to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn defaults_are_those_of_the_schema() {
    assert_eq!(written(&quote()).as_deref(), Ok(DEFAULT));
}

#[test]
fn another_value_than_the_fixed_one_is_refused_with_its_place() {
    let refused = |change: &dyn Fn(&mut Quote)| {
        let mut changed = quote();
        change(&mut changed);
        written(&changed).unwrap_err()
    };
    let element = |name: &str, value: &str| {
        format!(
            "quote/{name}: the schema allows only {value:?} here: leave the field at its default"
        )
    };
    assert_eq!(
        refused(&|quote| quote.kind = "letter".to_owned()),
        element("kind", "parcel & letter")
    );
    assert_eq!(
        refused(&|quote| quote.kind.clear()),
        element("kind", "parcel & letter")
    );
    assert_eq!(refused(&|quote| quote.zero = 1), element("zero", "0"));
    assert_eq!(
        refused(&|quote| drop(quote.speeds.pop())),
        element("speeds", "slow fast")
    );
    assert_eq!(
        refused(&|quote| quote.stamp = vec![0x0A]),
        element("stamp", "0aFF")
    );
    assert_eq!(
        refused(&|quote| quote.repeated = vec![4, 5]),
        element("repeated", "4")
    );
    assert_eq!(
        refused(&|quote| quote.version = 2.into()),
        "quote: the schema allows only \"1.0\" in the attribute \"version\": leave the field at its default"
    );
    assert_eq!(
        refused(&|quote| quote.unit = Some("g".to_owned())),
        "quote: the schema allows only \"kg\" in the attribute \"unit\": leave the field at its default"
    );
}

#[test]
fn the_fixed_value_is_a_value_and_not_a_text() {
    let mut changed = quote();
    changed.version = 1.into();
    changed.unit = Some("kg".to_owned());
    let expected = DEFAULT.replacen(
        r#"version="1.0" speed="fast""#,
        r#"version="1" speed="fast" unit="kg""#,
        1,
    );
    assert_eq!(written(&changed), Ok(expected));
}

#[test]
fn new_takes_what_has_no_default() {
    let printed = "2026-11-30T12:00:00Z".parse().unwrap();
    let parcel = Parcel {
        name: "x".to_owned(),
        ..Parcel::new(Speed::Fast)
    };
    assert_eq!(parcel.colour, "brown");
    let rate = Rate {
        value: "0.250".parse().unwrap(),
        ..Default::default()
    };
    let label = Label {
        next: Some(Next::new(Begin::new("12:00:00".parse().unwrap()))),
        ..Label::new(parcel, rate, printed)
    };
    let text = written(&label).unwrap();
    assert!(text.contains("<rate>0.250</rate>"), "{text}");
    let other = Label {
        rate: Rate::default(),
        ..label
    };
    assert_eq!(
        written(&other).unwrap_err(),
        "label/rate: the schema allows only \"0.25\" here: leave the field at its default"
    );
}

#[test]
fn a_name_whose_prefix_only_the_schema_binds_is_written() {
    let sorted = Sorted::new(QName::new("urn:sorts", "sort"));
    let expected =
        r#"<sorted xmlns="urn:parcels"><sort xmlns:ns1="urn:sorts">ns1:sort</sort></sorted>"#;
    assert_eq!(written(&sorted).as_deref(), Ok(expected));
}

#[test]
fn white_space_alone_is_the_value_that_the_schema_gives() {
    let read: Quote = sapo::xml::from_str(&DEFAULT.replace(">7<", ">\n  \n<")).unwrap();
    assert_eq!(read.count, 7);
    let read: Quote = sapo::xml::from_str(&DEFAULT.replace(">0AFF<", "> <")).unwrap();
    assert_eq!(read.stamp, [0x0A, 0xFF]);
    assert!(written(&read).unwrap().contains("<stamp>0AFF</stamp>"));
    // White space is a value of a string.
    let read: Quote = sapo::xml::from_str(&DEFAULT.replace(">en<", "> <")).unwrap();
    assert_eq!(read.language, " ");
}
