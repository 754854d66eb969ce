//! `Debug` of generated structs: the same text as a derived one.

use std::fmt::Debug;

use sapo::{Decimal, Nillable};
use sapo_golden::{
    attributes, configured, constants, endless, names, nil, secrets, simple_content,
};

/// The same structs, with a derived `Debug`.
#[allow(dead_code)] // `Debug` alone reads the fields.
mod derived {
    use std::fmt::Debug;

    use sapo::{Date, Decimal, Nillable, Secret};

    #[derive(Debug)]
    pub(super) struct Person<'a> {
        pub(super) name: &'a String,
        pub(super) born: &'a Option<Date>,
        pub(super) died: &'a Nillable<Date>,
        pub(super) score: &'a Vec<Option<i32>>,
        pub(super) nick: &'a Option<String>,
    }

    #[derive(Debug)]
    pub(super) struct Link<'a> {
        pub(super) chain: Box<Chain<'a>>,
    }

    #[derive(Debug)]
    pub(super) struct Chain<'a> {
        pub(super) next: Option<Box<Link<'a>>>,
        pub(super) label: &'a i32,
    }

    #[derive(Debug)]
    pub(super) struct Closed<'a> {
        pub(super) by: &'a Option<String>,
        pub(super) size: &'a i32,
        pub(super) kind: &'a String,
    }

    #[derive(Debug)]
    pub(super) struct Prices<'a> {
        pub(super) price: Vec<&'a dyn Debug>,
        pub(super) data: Option<PricesData<'a>>,
    }

    #[derive(Debug)]
    pub(super) struct Krone<'a> {
        pub(super) value: &'a Decimal,
        pub(super) currency: &'a String,
    }

    #[derive(Debug)]
    pub(super) struct PricesData<'a> {
        pub(super) value: &'a Vec<u8>,
        pub(super) kind: &'a Option<String>,
    }

    #[derive(Debug)]
    pub(super) struct Open<'a> {
        pub(super) user: &'a String,
        pub(super) password: &'a Secret<String>,
        pub(super) pin: &'a Secret<i32>,
        pub(super) token: &'a Option<Secret<String>>,
    }

    #[derive(Debug)]
    pub(super) struct Vec_<'a> {
        pub(super) r#async: &'a Option<String>,
        pub(super) r#gen: &'a Option<String>,
    }

    #[derive(Debug)]
    pub(super) struct TrackResponse {}
}

#[track_caller]
fn assert_same(generated: &dyn Debug, derived: &dyn Debug) {
    assert_eq!(format!("{generated:?}"), format!("{derived:?}"));
    assert_eq!(format!("{generated:#?}"), format!("{derived:#?}"));
}

#[test]
fn values_are_shown_as_a_derive_shows_them() {
    let people = [
        nil::Person::default(),
        nil::Person {
            name: "Line\n\"two\"".to_owned(),
            born: "1815-12-10".parse().ok(),
            died: Nillable::Value("1852-11-27".parse().unwrap()),
            score: vec![Some(1), None, Some(-3)],
            nick: Some("Ada".to_owned()),
        },
        nil::Person {
            died: Nillable::Nil,
            ..Default::default()
        },
    ];
    for person in &people {
        let nil::Person {
            name,
            born,
            died,
            score,
            nick,
        } = person;
        let twin = derived::Person {
            name,
            born,
            died,
            score,
            nick,
        };
        assert_same(person, &twin);
        assert_same(&Some(Box::new(person)), &Some(Box::new(twin)));
    }
}

#[test]
fn boxes_and_what_they_hold_are_shown() {
    let chain = |next, label| endless::Chain { next, label };
    let link = |chain| endless::Link {
        chain: Box::new(chain),
    };
    let inner = link(chain(None, 3));
    let link = link(chain(Some(Box::new(inner)), 2));
    fn of_link(link: &endless::Link) -> derived::Link<'_> {
        let endless::Chain { next, label } = &*link.chain;
        derived::Link {
            chain: Box::new(derived::Chain {
                next: next.as_deref().map(of_link).map(Box::new),
                label,
            }),
        }
    }
    assert_same(&link, &of_link(&link));
    assert_eq!(
        format!("{link:#?}"),
        "\
Link {
    chain: Chain {
        next: Some(
            Link {
                chain: Chain {
                    next: None,
                    label: 3,
                },
            },
        ),
        label: 2,
    },
}"
    );
}

#[test]
fn attributes_follow_the_content() {
    let closed = attributes::Closed {
        by: Some("sea".to_owned()),
        size: 4,
        ..Default::default()
    };
    let attributes::Closed { by, size, kind } = &closed;
    assert_same(&closed, &derived::Closed { by, size, kind });

    let prices = simple_content::Prices {
        price: vec![
            simple_content::Krone {
                value: Decimal::new(1250, 2),
                currency: "NOK".to_owned(),
            }
            .into(),
        ],
        data: Some(simple_content::PricesData {
            value: vec![1, 2],
            kind: None,
        }),
    };
    let data = prices.data.as_ref().unwrap();
    let twin = derived::Prices {
        price: prices.price.iter().map(|one| one as &dyn Debug).collect(),
        data: Some(derived::PricesData {
            value: &data.value,
            kind: &data.kind,
        }),
    };
    assert_same(&prices, &twin);
    let simple_content::AnyPrice::Krone(krone) = &prices.price[0] else {
        panic!("{prices:?}");
    };
    let simple_content::Krone { value, currency } = &**krone;
    assert_same(krone, &derived::Krone { value, currency });
    assert_eq!(
        format!("{krone:?}"),
        "Krone { value: 12.50, currency: \"NOK\" }"
    );
}

#[test]
fn secrets_stay_hidden() {
    let open = secrets::Open {
        user: "ada".to_owned(),
        password: "hunter2".into(),
        pin: 4711.into(),
        token: Some("t0ken".into()),
    };
    let secrets::Open {
        user,
        password,
        pin,
        token,
    } = &open;
    let twin = derived::Open {
        user,
        password,
        pin,
        token,
    };
    assert_same(&open, &twin);
    assert_eq!(
        format!("{open:?}"),
        "Open { user: \"ada\", password: ***, pin: ***, token: Some(***) }"
    );
}

#[test]
fn names_are_those_of_the_fields() {
    let raw = names::Vec_ {
        r#async: None,
        r#gen: Some("2024".to_owned()),
    };
    let names::Vec_ { r#async, r#gen } = &raw;
    assert_same(&raw, &derived::Vec_ { r#async, r#gen });
    let empty = constants::TrackResponse::default();
    assert_same(&empty, &derived::TrackResponse {});

    // The configuration calls `ref` so, and `user2` has a number because there is another `user`.
    let renamed = format!("{:?}", configured::Credentials::new(3));
    assert!(renamed.contains(", reference: Integer(0), "), "{renamed}");
    assert!(renamed.contains(", user2: None, "), "{renamed}");
}
