use sapo::{Nillable, Secret};

use crate::{read, written};

#[test]
fn secrets_show_in_xml_only() {
    let secret: Secret<String> = read("hunter2").unwrap();
    assert_eq!(written(&secret), "hunter2");
    assert_eq!(secret.expose(), "hunter2");
    assert_eq!(format!("{secret} {secret:?} {secret:#?}"), "*** *** ***");
    assert_eq!(secret, Secret::from("hunter2"));
    assert_eq!(Secret::<String>::default().into_exposed(), "");
}

#[test]
fn errors_about_secrets_do_not_tell_them() {
    let error = read::<Secret<i32>>("hunter2").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    let error = read::<i32>("hunter2").unwrap_err();
    assert!(error.to_string().contains("hunter2"));
}

#[test]
fn nil_is_a_state_of_its_own() {
    let mut value = Nillable::from(5);
    assert_eq!((value.is_nil(), value.value()), (false, Some(5)));
    if let Nillable::Value(inner) = value.as_mut() {
        *inner = 6;
    }
    assert_eq!(value.map(|inner| inner * 2).value(), Some(12));
    assert_eq!(value.take(), Nillable::Value(6));
    assert!(value.is_absent() && !value.is_nil() && !value.is_value());
    assert_eq!(Nillable::<i32>::from(None), Nillable::default());
    for valueless in [Nillable::Absent, Nillable::Nil] {
        assert_eq!(valueless.value(), None);
        assert_eq!(valueless.unwrap_or(7), 7);
        assert_eq!(Option::<i32>::from(valueless), None);
    }
    let text = Nillable::from("a".to_owned());
    assert_eq!(text.as_deref(), Nillable::Value("a"));
    assert_eq!(text.unwrap_or_default(), "a");
}

#[test]
fn a_result_within_moves_outside() {
    type Read = Nillable<Result<i32, &'static str>>;
    assert_eq!(Read::Absent.transpose(), Ok(Nillable::Absent));
    assert_eq!(Read::Nil.transpose(), Ok(Nillable::Nil));
    assert_eq!(Read::Value(Ok(1)).transpose(), Ok(Nillable::Value(1)));
    assert_eq!(Read::Value(Err("no")).transpose(), Err("no"));
}
