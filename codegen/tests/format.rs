//! Generated text reads as if written by hand.

use quote::quote;
use sapo_codegen::format::{Formatter, doc, format};

#[test]
fn items_are_apart_and_documentation_is_comments() {
    let text = doc("A person.\n\n/ not a block, \"quoted\", back\\slash, å\n* item");
    let items = [
        quote!(
            use a::b;
            use a::c;
        ),
        quote! {
            #text
            #[derive(Debug, Clone)]
            pub struct Person { #[doc = " The name."] pub name: Option<String>, pub age: u8 }
            impl Person {
                const A: u8 = 1;
                const B: u8 = 2;
                #[doc = " Makes one."]
                pub fn new() -> Self { if true { one() } else { two() } }
                pub fn short(&self) {}
                pub fn call<T>(&self, value: T) -> Result<T, ::sapo::Error> where T: Clone { match value { _ => Ok(value) } }
            }
        },
        quote! {
            #[doc = " Inner."]
            pub mod inner {
                pub struct A;
                pub trait T { fn a(&self); #[doc = " B."] fn b(&self); }
                pub mod deep { pub const TEXT: &str = "two\nlines"; }
            }
        },
    ];
    let expected = r#"use a::b;
use a::c;

/// A person.
///
/// / not a block, "quoted", back\slash, å
/// * item
#[derive(Debug, Clone)]
pub struct Person {
    /// The name.
    pub name: Option<String>,
    pub age: u8,
}

impl Person {
    const A: u8 = 1;
    const B: u8 = 2;

    /// Makes one.
    pub fn new() -> Self {
        if true { one() } else { two() }
    }

    pub fn short(&self) {}

    pub fn call<T>(&self, value: T) -> Result<T, ::sapo::Error>
    where
        T: Clone,
    {
        match value {
            _ => Ok(value),
        }
    }
}

/// Inner.
pub mod inner {
    pub struct A;

    pub trait T {
        fn a(&self);

        /// B.
        fn b(&self);
    }

    pub mod deep {
        pub const TEXT: &str = "two\nlines";
    }
}
"#;
    assert_eq!(format(items).unwrap(), expected);
}

#[test]
fn calls_hold_on_to_their_last_argument() {
    let text = "a text, that is (so long) that no line holds it along with anything else";
    let item = quote! {
        impl Shaped for Point {
            const SHAPE: &'static Shape = &Shape::named(NAMESPACE, "Point", &[Field::one("Abscissa"), Field::one("Ordinate")]).of_type(NAMESPACE, "Point");
            const SHORT: &'static Shape = &Shape::named(NAMESPACE, "Point", &[Field::one(#text), Field::one("Z")]);
            fn read(reader: &mut Reader, and_another_one: bool) -> Result<Self, gen1::Error> {
                Ok(match reader.branch()? { 0 => Self::Known(reader.one()?), _ => Self::Unknown(reader.one()?) })
            }
            const LAST: u8 = 1;
        }
    };
    let expected = r#"impl Shaped for Point {
    const SHAPE: &'static Shape =
        &Shape::named(NAMESPACE, "Point", &[Field::one("Abscissa"), Field::one("Ordinate")])
            .of_type(NAMESPACE, "Point");

    const SHORT: &'static Shape = &Shape::named(NAMESPACE, "Point", &[
        Field::one("a text, that is (so long) that no line holds it along with anything else"),
        Field::one("Z"),
    ]);

    fn read(reader: &mut Reader, and_another_one: bool) -> Result<Self, gen1::Error> {
        Ok(match reader.branch()? {
            0 => Self::Known(reader.one()?),
            _ => Self::Unknown(reader.one()?),
        })
    }

    const LAST: u8 = 1;
}
"#;
    assert_eq!(format([item]).unwrap(), expected);
}

#[test]
fn what_does_not_fit_behind_a_name_begins_the_next_line() {
    let items = quote! {
        static A_SERVICE_OF_MANY_WORDS: Operation = Operation::new("AServiceOfManyWordsThatAreVeryLongWords").with_request(NS, "Request").with_response(NS, "ResponseOfThem");
        pub struct Account {
            pub what_is_known_of_whom_it_belongs_to: Option<AnAccountThatBelongsToSomeoneElseOrIsATypeOfTypes>,
        }
        pub type WhatAnOperationWithALongerNameDeclaresThatItsFaultsHold = WhatAnotherOneDeclaresOrEvenEverything;
        impl Shaped for Account {
            const LONG: Shape = named(NAMESPACE, "ATypeWithANameThatLeavesNoPlaceForItsFieldsBesideItself", &[Field::one("Abscissa"), Field::one("Ordinate")]).with(Nothing);
            fn read(r: &mut Reader) {
                match r.branch() {
                    0 => Self::AVariantThatHasALongName(r.one_as(ONE_OF_THOSE_TYPES)?),
                    1 => Self::AVariantThatHasALongName(r.one_as(ONE_OF_THOSE_TYPES_WITH_NAMES_THAT_ARE_EVEN_LONGER)?),
                    _ => { r.one(); }
                }
            }
        }
    };
    let expected = r#"static A_SERVICE_OF_MANY_WORDS: Operation =
    Operation::new("AServiceOfManyWordsThatAreVeryLongWords")
        .with_request(NS, "Request")
        .with_response(NS, "ResponseOfThem");

pub struct Account {
    pub what_is_known_of_whom_it_belongs_to:
        Option<AnAccountThatBelongsToSomeoneElseOrIsATypeOfTypes>,
}

pub type WhatAnOperationWithALongerNameDeclaresThatItsFaultsHold =
    WhatAnotherOneDeclaresOrEvenEverything;

impl Shaped for Account {
    const LONG: Shape =
        named(NAMESPACE, "ATypeWithANameThatLeavesNoPlaceForItsFieldsBesideItself", &[
            Field::one("Abscissa"),
            Field::one("Ordinate"),
        ])
        .with(Nothing);

    fn read(r: &mut Reader) {
        match r.branch() {
            0 => Self::AVariantThatHasALongName(r.one_as(ONE_OF_THOSE_TYPES)?),
            1 => Self::AVariantThatHasALongName(
                r.one_as(ONE_OF_THOSE_TYPES_WITH_NAMES_THAT_ARE_EVEN_LONGER)?,
            ),
            _ => {
                r.one();
            }
        }
    }
}
"#;
    assert_eq!(format([items]).unwrap(), expected);
}

#[test]
fn what_closes_an_argument_is_kept_whole() {
    let texts = [
        "1985-04-12T10:30:00",
        "1985-04-12T12:00:00",
        "1999-07-31T01:00:00",
    ];
    let item = quote! {
        impl Shaped for Point {
            const SHAPE: &'static Shape = &named(NS, "fooType", &[one("foo").with_facets(&gen1::Facets::DATE_TIME.values(&[#(#texts),*]))]);
        }
    };
    let text = format([item.clone()]).unwrap();
    let parsed: proc_macro2::TokenStream = text.parse().unwrap_or_else(|_| panic!("{text}"));
    // Commas may have come behind last items.
    let plain = |tokens: proc_macro2::TokenStream| tokens.to_string().replace([',', ' '], "");
    assert_eq!(plain(parsed), plain(item), "{text}");
}

#[test]
fn modules_can_be_opened_and_filled() {
    let mut formatter = Formatter::default();
    formatter
        .items(quote!(
            pub struct A;
        ))
        .unwrap();
    formatter
        .open_module(quote!(#[doc = " M."] pub mod m))
        .unwrap();
    formatter
        .items(quote!(
            pub struct B;
        ))
        .unwrap();
    formatter.close_module();
    formatter
        .items(quote!(
            pub struct C;
        ))
        .unwrap();
    assert_eq!(
        formatter.finish(),
        "pub struct A;\n\n/// M.\npub mod m {\n    pub struct B;\n}\n\npub struct C;\n"
    );
}

#[test]
fn tokens_that_are_not_items_are_an_error() {
    let error = format([quote!(pub struct)]).unwrap_err();
    assert_eq!(error.tokens, "pub struct");
}
