//! Generated text reads as if written by hand, and rustfmt leaves it alone.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proc_macro2::TokenStream;
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
                pub fn new() -> Self { one() }
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
        one()
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
fn lists_are_on_one_line_while_they_are_short() {
    let item = quote! {
        impl Shaped for Point {
            const SHORT: Shape = named(NS, "Point", &[one("x"), one("y")]);
            const WIDE: Shape = choice("", &[many("line").at_least(1), one("signature").times(2, 2)]);
            const LONE: Shape = array(&[many("item").of_type(&("urn:a-namespace-of-some-length", "Abscissa"))]);
            const SHORT_ITEMS: &'static [&'static str] = &["abc", "def", "ghi", "jkl", "mno", "pqr", "stu", "vwx", "yz", "and", "so", "on"];
            fn read(r: &mut Reader) -> Result<Self> {
                Ok(Self { abscissa: r.one()?, ordinate: r.one()? })
            }
            fn none() -> Self { Self { x: 0, y: 0 } }
        }
    };
    let expected = r#"impl Shaped for Point {
    const SHORT: Shape = named(NS, "Point", &[one("x"), one("y")]);

    const WIDE: Shape = choice(
        "",
        &[many("line").at_least(1), one("signature").times(2, 2)],
    );

    const LONE: Shape =
        array(&[many("item").of_type(&("urn:a-namespace-of-some-length", "Abscissa"))]);

    const SHORT_ITEMS: &'static [&'static str] = &[
        "abc", "def", "ghi", "jkl", "mno", "pqr", "stu", "vwx", "yz", "and", "so", "on",
    ];

    fn read(r: &mut Reader) -> Result<Self> {
        Ok(Self {
            abscissa: r.one()?,
            ordinate: r.one()?,
        })
    }

    fn none() -> Self {
        Self { x: 0, y: 0 }
    }
}
"#;
    assert_laid_out(item, expected);
}

#[test]
fn chains_have_a_line_for_each_call_when_they_are_long() {
    let items = quote! {
        static SHORT: Operation = operation("List").with_request(NS, "List");
        static LONG: Operation = operation("List").with_request(NS, "ListOfAllThatThereIs").with_response(NS, "Response");
        static A_SERVICE: Description = Description::new("Shelves", &[Port::new(Soap12, "http://localhost/shelves")], &[&LIST, &LEND]).with_declarations(&DECLARATIONS);
        impl Client {
            async fn list(&self) -> Result<Vec<Book>> {
                let response = self.client.call(&LIST, &List { shelf: 1 }).await?;
                Ok(self.list_message(&request).await?.into_body().books.unwrap_or_default().into_iter().flatten().collect())
            }
        }
    };
    let expected = r#"static SHORT: Operation = operation("List").with_request(NS, "List");

static LONG: Operation = operation("List")
    .with_request(NS, "ListOfAllThatThereIs")
    .with_response(NS, "Response");

static A_SERVICE: Description = Description::new(
    "Shelves",
    &[Port::new(Soap12, "http://localhost/shelves")],
    &[&LIST, &LEND],
)
.with_declarations(&DECLARATIONS);

impl Client {
    async fn list(&self) -> Result<Vec<Book>> {
        let response = self.client.call(&LIST, &List { shelf: 1 }).await?;
        Ok(self
            .list_message(&request)
            .await?
            .into_body()
            .books
            .unwrap_or_default()
            .into_iter()
            .flatten()
            .collect())
    }
}
"#;
    assert_laid_out(items, expected);
}

#[test]
fn what_does_not_fit_behind_a_name_begins_the_next_line() {
    let long = "a text that no line holds, however it is broken: ".repeat(3);
    let items = quote! {
        static A_SERVICE_OF_MANY_WORDS: Operation = Operation::new("AServiceOfManyWordsThatAreVeryLongWords").with_request(NS, "Request").with_response(NS, "ResponseOfThem");
        const LONG: &str = #long;
        #[derive(Debug, Clone)]
        #[derive(PartialEq)]
        #[serde(rename = "AnAccountOfSomeone", default, skip_serializing_if = "Option::is_none")]
        pub struct Account {
            pub what_is_known_of_whom_it_belongs_to: Option<AnAccountThatBelongsToSomeoneElseOrIsATypeOfTypes>,
        }
        pub type WhatAnOperationWithALongerNameDeclaresThatItsFaultsHold = WhatAnotherOneDeclaresOrEvenEverything;
        impl Shaped for Account {
            fn read(r: &mut Reader) {
                match r.branch() {
                    0 => Self::AVariantThatHasALongName(r.one_as(ONE_OF_THOSE_TYPES)?),
                    1 => Self::AVariantThatHasALongName(r.one_as(ONE_OF_THOSE_TYPES_WITH_NAMES_THAT_ARE_EVEN_LONGER)?),
                    2 => { Self::short() }
                    _ => { r.one(); }
                }
            }
            async fn what_is_known_of_someones_account(&self, request: &GetAccount) -> Result<Response<Account>> { self.call(request).await }
        }
        impl<S: AServiceThatHasManyOperations + 'static> ::sapo::server::Service for AServiceThatHasManyOperationsServer<S> {}
        pub trait AServiceWithANameThatIsStillLongerThanTheOther: ::core::marker::Send + ::core::marker::Sync { fn f(&self); }
    };
    let expected = format!(
        r#"static A_SERVICE_OF_MANY_WORDS: Operation =
    Operation::new("AServiceOfManyWordsThatAreVeryLongWords")
        .with_request(NS, "Request")
        .with_response(NS, "ResponseOfThem");

const LONG: &str = "{long}";

#[derive(Debug, Clone, PartialEq)]
#[serde(
    rename = "AnAccountOfSomeone",
    default,
    skip_serializing_if = "Option::is_none"
)]
pub struct Account {{
    pub what_is_known_of_whom_it_belongs_to:
        Option<AnAccountThatBelongsToSomeoneElseOrIsATypeOfTypes>,
}}

pub type WhatAnOperationWithALongerNameDeclaresThatItsFaultsHold =
    WhatAnotherOneDeclaresOrEvenEverything;

impl Shaped for Account {{
    fn read(r: &mut Reader) {{
        match r.branch() {{
            0 => Self::AVariantThatHasALongName(r.one_as(ONE_OF_THOSE_TYPES)?),
            1 => Self::AVariantThatHasALongName(
                r.one_as(ONE_OF_THOSE_TYPES_WITH_NAMES_THAT_ARE_EVEN_LONGER)?,
            ),
            2 => Self::short(),
            _ => {{
                r.one();
            }}
        }}
    }}

    async fn what_is_known_of_someones_account(
        &self,
        request: &GetAccount,
    ) -> Result<Response<Account>> {{
        self.call(request).await
    }}
}}

impl<S: AServiceThatHasManyOperations + 'static> ::sapo::server::Service
    for AServiceThatHasManyOperationsServer<S>
{{
}}

pub trait AServiceWithANameThatIsStillLongerThanTheOther:
    ::core::marker::Send + ::core::marker::Sync
{{
    fn f(&self);
}}
"#
    );
    assert_laid_out(items, &expected);
}

/// Every golden file, and so every kind of item that is ever written.
#[test]
fn rustfmt_leaves_golden_files_alone() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files = Vec::new();
    collect(&cases, &mut files);
    files.sort();
    assert!(files.len() > 60, "golden files: {}", files.len());
    let text: String = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    assert_left_alone(&text);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn assert_laid_out(tokens: TokenStream, expected: &str) {
    assert_eq!(format([tokens]).unwrap(), expected);
    assert_left_alone(expected);
}

/// rustfmt has nothing to change, in any style edition that projects use.
fn assert_left_alone(text: &str) {
    for edition in ["2021", "2024"] {
        let rustfmt = Command::new("rustfmt")
            .args(["--edition", "2024", "--style-edition", edition])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut rustfmt = match rustfmt {
            Ok(rustfmt) => rustfmt,
            Err(error) => {
                eprintln!("skipped: rustfmt does not run here: {error}");
                return;
            }
        };
        let mut input = rustfmt.stdin.take().unwrap();
        let output = std::thread::scope(|scope| {
            scope.spawn(move || input.write_all(text.as_bytes()).unwrap());
            rustfmt.wait_with_output().unwrap()
        });
        assert!(output.status.success(), "rustfmt refuses the text");
        let formatted = String::from_utf8(output.stdout).unwrap();
        for (line, (ours, theirs)) in text.lines().zip(formatted.lines()).enumerate() {
            assert_eq!(ours, theirs, "line {} in style edition {edition}", line + 1);
        }
        assert_eq!(text.len(), formatted.len(), "in style edition {edition}");
    }
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
    let parsed: TokenStream = text.parse().unwrap_or_else(|_| panic!("{text}"));
    // Commas may have come behind last items.
    let plain = |tokens: TokenStream| tokens.to_string().replace([',', ' '], "");
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
