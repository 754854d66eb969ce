//! Newtypes of simple types: what programs can make, and what reading accepts.

use sapo::xml::{ErrorKind, ValueError, from_str, to_string};
use sapo::{Date, Decimal};
use sapo_golden::newtypes::{
    Article, Day, Either, Flag, HouseSku, Label, Price, Priced, Quantity, Ratio, Sku, Skus, Text,
};

fn article() -> Article {
    let price = Priced::new(Price::try_from(Decimal::new(1250, 2)).unwrap());
    let sku: Sku = "AB-123".parse().unwrap();
    Article::new(sku.clone(), price, Either::Quantity(1), sku)
}

/// The message of an error.
fn refused<T: std::fmt::Debug>(result: Result<T, ValueError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn values_that_satisfy_the_facets_are_made_from_values_and_from_texts() {
    assert_eq!("AB-123".parse::<Sku>(), Sku::try_from("AB-123"));
    assert_eq!(Sku::try_from("AB-123".to_owned()), Sku::try_from("AB-123"));
    assert_eq!("7".parse::<Quantity>(), Quantity::try_from(7));
    assert_eq!("0.5".parse::<Ratio>(), Ratio::try_from(0.5));
    assert_eq!(
        "12.50".parse::<Price>(),
        Price::try_from(Decimal::new(1250, 2))
    );
    let day: Date = "2026-11-30".parse().unwrap();
    assert_eq!("2026-11-30".parse::<Day>(), Day::try_from(day));
    let skus = vec![Sku::try_from("AB-123").unwrap(); 2];
    assert_eq!(" AB-123\n AB-123".parse::<Skus>(), Skus::try_from(skus));
    assert!("HO-123".parse::<HouseSku>().is_ok());
    assert!(
        " a  label "
            .parse::<Label>()
            .is_ok_and(|label| label.as_ref() == "a label")
    );
    assert!("anything".parse::<Text>().is_ok());
}

#[test]
fn other_values_are_refused() {
    assert_eq!(
        refused(Sku::try_from("AB-1234")),
        r#""AB-1234" is not a valid match of the pattern"#
    );
    // A restriction has the facets of its base as well.
    assert!(HouseSku::try_from("HO-12").is_err());
    assert!(HouseSku::try_from("AB-123").is_err());
    assert!(Label::try_from("nine long").is_err());
    assert!(Quantity::try_from(0).is_err() && Quantity::try_from(100).is_err());
    assert!("7.0".parse::<Quantity>().is_err() && "".parse::<Quantity>().is_err());
    assert!(Price::try_from(Decimal::new(12345, 3)).is_err());
    assert!(Ratio::try_from(1.0).is_err());
    assert!("2019-12-31".parse::<Day>().is_err());
    let sku = Sku::try_from("AB-123").unwrap();
    assert!(Skus::try_from(vec![sku; 4]).is_err());
    // XML has no way to write this character.
    assert!(Text::try_from("\u{1}").is_err());
}

#[test]
fn the_values_are_to_be_had_again() {
    let sku = Sku::try_from("AB-123").unwrap();
    assert_eq!(
        (sku.as_ref(), sku.to_string()),
        ("AB-123", "AB-123".to_owned())
    );
    assert_eq!(
        format!("{sku:>8}|{:<3}|", Quantity::try_from(7).unwrap()),
        "  AB-123|7  |"
    );
    assert_eq!(String::from(sku), "AB-123");
    let count = Quantity::try_from(7).unwrap();
    assert_eq!((i32::from(count), *count.as_ref()), (7, 7));
    // Escapes are of documents alone.
    assert_eq!(
        Text::try_from("a<b & \r\n").unwrap().to_string(),
        "a<b & \r\n"
    );
}

#[test]
fn a_value_has_the_lexical_form_that_its_pattern_admits() {
    let flag = Flag::try_from(true).unwrap();
    assert_eq!(flag.to_string(), "1");
    assert_eq!("1".parse(), Ok(flag));
    assert!("true".parse::<Flag>().is_err());
    let article = Article {
        flag: Some(flag),
        ..article()
    };
    assert!(to_string(&article).unwrap().contains("<flag>1</flag>"));
}

#[test]
fn schema_values_are_of_the_newtypes() {
    let article = article();
    assert_eq!(article.quantity, Quantity::try_from(7).unwrap());
    assert_eq!(article.least_or_default(), Quantity::try_from(1).unwrap());
    assert_eq!(article.kind.as_ref(), "plain");
}

#[test]
fn reading_accepts_what_the_server_sends_and_strict_does_not() {
    let sent = to_string(&article()).unwrap().replace(">7<", ">700<");
    let read: Article = from_str(&sent).unwrap();
    assert_eq!(i32::from(read.quantity), 700);
    let error = sapo_golden::echo::<Article>(sent.as_bytes(), true).unwrap_err();
    assert_eq!(error.path(), "quantity");
    assert!(matches!(error.kind(), ErrorKind::Value(_)));
}

#[test]
fn secret_values_are_no_newtypes() {
    let article = Article {
        password: Some("PW-123".into()),
        api_key: Some("abcd".into()),
        ..article()
    };
    let shown = format!("{article:?}");
    assert!(
        !shown.contains("PW-123") && !shown.contains("abcd"),
        "{shown}"
    );
}

#[test]
fn in_json_a_newtype_is_its_value() {
    let json = serde_json::to_value(article()).unwrap();
    assert_eq!(
        (&json["sku"], &json["quantity"]),
        (&"AB-123".into(), &7.into())
    );
    assert_eq!(serde_json::from_value::<Article>(json).unwrap(), article());
}
