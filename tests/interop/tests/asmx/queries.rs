//! Calls without SOAP: arguments in the query of a GET, or in the form of a POST.

use sapo::transport::HttpTransport;
use sapo::{Error, Service};
use sapo_interop::asmx::queries::*;

/// A client of the service; none where there is no server.
fn client<S: Service<Transport = HttpTransport>>() -> Option<S> {
    let server = crate::server()?;
    let client = sapo::Client::new(S::DESCRIPTION, HttpTransport::new().unwrap());
    Some(S::from_client(
        client.with_endpoint(format!("{server}/queries.asmx")),
    ))
}

const TEXTS: [&str; 6] = [
    "",
    " a ",
    "a+b=c&d;e#f%20?/",
    "æøå 🫒",
    "<&>\"']]>",
    "a\nb\tc",
];

/// The tests of one of the two bindings, which publish messages of their own.
macro_rules! tests_of {
    ($name:ident, $client:ty, $values:ident) => {
        #[tokio::test]
        async fn $name() {
            let Some(api) = client::<$client>() else {
                return;
            };
            for text in TEXTS {
                let answer = api.text(text.to_owned()).await.unwrap();
                assert_eq!(answer.as_deref(), Some(text));
            }
            let request = $values {
                number: i32::MIN.to_string(),
                real: "-1.5E-07".to_owned(),
                exact: "79228162514264337593543950335".to_owned(),
                yes: "true".to_owned(),
                at: "0001-01-01T00:00:00.1234567".to_owned(),
            };
            let answer = api.values(&request).await.unwrap();
            assert_eq!(
                answer.as_deref(),
                Some(
                    "-2147483648|-1.5E-07|79228162514264337593543950335|True|0001-01-01T00:00:00.1234567"
                )
            );
            let words = ["b", "å", "", "a b"].map(str::to_owned).to_vec();
            let sorted = ["", "a b", "b", "å"].map(str::to_owned).to_vec();
            assert_eq!(api.sort(words).await.unwrap(), sorted);
            let numbers = [i64::MAX, i64::MIN, 7].map(|number| number.to_string());
            let totals = api.sum(numbers.to_vec()).await.unwrap().unwrap();
            assert_eq!((totals.count, totals.sum), (3, 6));
            api.forget("gone".to_owned()).await.unwrap();
            let error = api.fail("now".to_owned()).await.unwrap_err();
            let Error::Status { status, excerpt, .. } = &error else {
                panic!("{error}");
            };
            assert_eq!((*status, &**excerpt), (500, "failed as asked"));
        }
    };
}

tests_of!(get, QueriesHttpGetClient<HttpTransport>, ValuesHttpGetIn);
tests_of!(post, QueriesHttpPostClient<HttpTransport>, ValuesHttpPostIn);

#[tokio::test]
async fn a_form_may_be_long() {
    let Some(api) = client::<QueriesHttpPostClient<HttpTransport>>() else {
        return;
    };
    // A megabyte, of which a form makes three; ASP.NET takes four.
    let text = "æ".repeat(1 << 19);
    assert_eq!(api.text(text.clone()).await.unwrap(), Some(text));
}
