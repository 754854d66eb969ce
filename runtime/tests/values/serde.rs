use sapo::{Date, DateTime, Decimal, Duration, Integer, Nillable, QName, Secret, Uuid};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;

#[track_caller]
fn assert_json<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: T,
    expected: serde_json::Value,
) {
    assert_eq!(serde_json::to_value(&value).unwrap(), expected);
    assert_eq!(serde_json::from_value::<T>(expected).unwrap(), value);
}

#[test]
fn values_are_their_lexical_forms() {
    assert_json::<DateTime>(
        "2024-05-31T08:15:30.5+02:00".parse().unwrap(),
        json!("2024-05-31T08:15:30.5+02:00"),
    );
    assert_json::<Date>("2024-05-31".parse().unwrap(), json!("2024-05-31"));
    assert_json::<Duration>("P1DT1S".parse().unwrap(), json!("P1DT1S"));
    assert_json::<Decimal>(Decimal::new(150, 2), json!("1.50"));
    assert_json(Integer::from(5), json!("5"));
    assert_json(QName::new("urn:x", "a"), json!("{urn:x}a"));
    assert_json(Uuid::nil(), json!("00000000-0000-0000-0000-000000000000"));
    assert_json(Secret::new("hunter2".to_owned()), json!("hunter2"));
    assert!(serde_json::from_value::<Date>(json!("2024-05-32")).is_err());
}

#[test]
fn integers_are_read_from_numbers_too() {
    assert_eq!(
        serde_json::from_str::<Integer>("-5").unwrap(),
        Integer::from(-5)
    );
    assert_eq!(
        serde_json::from_str::<Integer>("18446744073709551615").unwrap(),
        Integer::from(u64::MAX)
    );
    assert!(serde_json::from_str::<Integer>("1.5").is_err());
    let digits = "9".repeat(Integer::MAX_DIGITS + 1);
    assert!(serde_json::from_str::<Integer>(&digits).is_err());
    assert!(serde_json::from_str::<Integer>(&format!("\"{digits}\"")).is_err());
    let large = Integer::from(num_bigint::BigInt::from(1) << 40_000);
    assert!(serde_json::to_string(&large).is_err());
}

#[test]
fn nil_and_absent_stay_apart() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Form {
        #[serde(default, skip_serializing_if = "Nillable::is_absent")]
        phone: Nillable<String>,
    }
    let absent = Form {
        phone: Nillable::Absent,
    };
    assert_json(absent, json!({}));
    assert_json(
        Form {
            phone: Nillable::Nil,
        },
        json!({ "phone": null }),
    );
    assert_json(
        Form {
            phone: "555".to_owned().into(),
        },
        json!({ "phone": "555" }),
    );
}
