//! Against PHP's own SoapServer, in rpc/encoded, rpc/literal and document/literal: `cargo xtask interop` starts one and runs these
//! tests.

use sapo::soap::{Fault, Map};
use sapo::transport::HttpTransport;
use sapo::xml::{Any, ErrorKind, Reading};
use sapo::{Error, Service};
use sapo_authenticate::embedded::EVA;
use sapo_authenticate::embedded::forms::FormsClient;
use sapo_authenticate::{AuthSession, Error as SessionError};
use sapo_interop::VERSIONS;
use sapo_interop::asmx::{literal as rpc, values as wrapped};
use sapo_interop::php::echo::{self, EchoClient, Node};
use sapo_interop::php::{auth_document, auth_literal};

/// The server's address.
fn server() -> Option<String> {
    sapo_interop::address("PHP")
}

/// Clients of a service in both versions of SOAP; none where there is no server.
fn clients<S: Service<Transport = HttpTransport>>(path: &str) -> Vec<S> {
    sapo_interop::clients("PHP", |_| path.to_owned(), Reading::Default)
}

fn echoes() -> Vec<EchoClient<HttpTransport>> {
    clients("/encoded/echo")
}

#[tokio::test]
async fn a_session_logs_in_and_out_in_rpc_encoded() {
    let Some(server) = server() else { return };
    for version in VERSIONS {
        let url = format!("{server}/encoded/auth");
        let session = AuthSession::builder_at(&url, EVA.username, EVA.password);
        let session = session.version(version).build().unwrap();
        let identity = session.identity().await.unwrap().unwrap();
        assert_eq!(
            (identity.id, identity.username.as_deref()),
            (42, Some(EVA.username))
        );
        let groups = identity.groups.unwrap();
        assert_eq!(groups[0].as_deref(), Some("Members"));
        assert_eq!(groups[1], None);
        assert_eq!(groups[2].as_deref(), Some("Bjørnar & <venner>"));
        let attributes = identity.attributes.unwrap();
        let value = |at: usize| attributes[at].as_ref().and_then(|of| of.value.clone());
        assert!(value(0).unwrap().read_as::<bool>().unwrap());
        assert_eq!(value(0).unwrap().type_name().unwrap().local(), "boolean");
        assert_eq!(value(1).unwrap().read_as::<i64>().unwrap(), i64::MAX);
        assert_eq!(value(2), None);
        assert_eq!(
            identity.last_login.unwrap().to_string(),
            "2026-11-21T08:15:00+01:00"
        );

        let forms: FormsClient<_> = session.service_at(format!("{server}/encoded/forms"));
        let mut details = Map::new();
        details
            .insert("email", &"eva@nord.example".to_owned())
            .unwrap();
        let answer = forms.update_details(details).await.unwrap();
        assert_eq!(answer.as_deref(), Some("eva eva@nord.example"));

        // The token dies; the call that finds out is made again with another one.
        let token = session.token().unwrap();
        assert!(session.auth().destroy_token(token.clone()).await.unwrap());
        forms.update_details(Map::new()).await.unwrap();
        assert_ne!(session.token(), Some(token));
        assert!(session.destroy().await.unwrap());
    }
}

#[tokio::test]
async fn a_refused_log_in_gives_every_message() {
    let Some(server) = server() else { return };
    let session = AuthSession::builder_at(format!("{server}/encoded/auth"), "", "");
    let error = session.build().unwrap().log_in().await.unwrap_err();
    let SessionError::AuthRefused { messages } = error else {
        panic!("{error:?}")
    };
    assert_eq!(messages, ["Enter a user name.", "Enter a password."]);
}

/// Logs in, asks and destroys by bindings of a literal style, whose types are alike.
macro_rules! literal_style {
    ($module:ident, $path:literal, $outcome:expr) => {
        for api in clients::<$module::AuthClient<_>>($path) {
            let request = $module::AuthenticateRequest {
                username: Some(EVA.username.to_owned()),
                password: Some(EVA.password.into()),
                form_id: None,
            };
            let outcome = $outcome(api.authenticate(request).await.unwrap());
            assert_eq!(outcome.errors, None);
            let token = outcome.auth_token.unwrap();
            assert!(api.is_valid_token(token.clone()).await.unwrap());
            let identity = outcome.identity.unwrap();
            let groups = identity.groups.unwrap();
            assert_eq!(groups[1], None);
            assert_eq!(groups[2].as_deref(), Some("Bjørnar & <venner>"));
            let attributes = identity.attributes.unwrap();
            let points = attributes[1].as_ref().unwrap().value.as_ref().unwrap();
            assert_eq!(points.text(), i64::MAX.to_string());
            assert!(api.destroy_token(token.clone()).await.unwrap());
            assert!(!api.is_valid_token(token).await.unwrap());

            let refused = api
                .authenticate($module::AuthenticateRequest::default())
                .await;
            let errors = $outcome(refused.unwrap()).errors.unwrap();
            assert_eq!(errors.len(), 2);
        }
    };
}

#[tokio::test]
async fn rpc_literal_works() {
    // Any part of rpc/literal may be null.
    literal_style!(auth_literal, "/literal/auth", |outcome: Option<_>| outcome
        .unwrap());
}

#[tokio::test]
async fn document_literal_works() {
    literal_style!(auth_document, "/document/auth", |outcome| outcome);
}

#[tokio::test]
async fn simple_values_come_back() {
    let large = "0123456789abcdeæ".repeat(1 << 16);
    for api in echoes() {
        for text in [
            "",
            " a  b ",
            "\tx\r\n",
            "æøå 🫒 \u{FFFD}",
            "<&>\"']]>",
            large.as_str(),
        ] {
            let answer = api.string(text.to_owned()).await.unwrap();
            assert!(answer.as_deref() == Some(text), "{} bytes", text.len());
        }
        for number in [i64::MIN, -1, 0, i64::MAX] {
            assert_eq!(api.long(number).await.unwrap(), number);
        }
        for number in [
            0.0,
            -1.5e-7,
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ] {
            assert_eq!(api.double(number).await.unwrap(), number);
        }
        assert!(api.double(f64::NAN).await.unwrap().is_nan());
        for number in [
            "79228162514264337593543950335",
            "-0.0000000000000000000000000001",
            "1.50",
        ] {
            let number: sapo::Decimal = number.parse().unwrap();
            assert_eq!(api.decimal(number).await.unwrap(), number);
        }
        for time in [
            "2026-11-22T00:00:00",
            "0001-01-01T00:00:00.0000001Z",
            "2026-01-01T23:59:59-11:30",
        ] {
            let time: sapo::DateTime = time.parse().unwrap();
            assert_eq!(api.date_time(time).await.unwrap(), time);
        }
        assert!(api.boolean(true).await.unwrap());
        assert!(!api.boolean(false).await.unwrap());
        let octets: Vec<u8> = (0..=255).collect();
        assert_eq!(api.base64(octets.clone()).await.unwrap(), Some(octets));
    }
}

#[tokio::test]
async fn values_come_back_in_rpc_literal() {
    let large = "0123456789abcdeæ".repeat(1 << 16);
    for api in clients::<rpc::LiteralClient<_>>("/literal/echo") {
        for text in ["", " a  b ", "\tx\r\n", "æøå 🫒", "<&>]]>", large.as_str()] {
            let answer = api.text(text.to_owned()).await.unwrap();
            assert!(answer.as_deref() == Some(text), "{} bytes", text.len());
        }
        for number in [sapo::Decimal::MIN, sapo::Decimal::MAX] {
            assert_eq!(api.decimal(number).await.unwrap(), number);
        }
        for texts in [
            vec![None, Some(String::new()), Some("æ\n".to_owned())],
            vec![],
        ] {
            let request = rpc::Texts {
                values: Some(texts),
            };
            let answer = api.call(&rpc::TEXTS, &request).await.unwrap();
            assert_eq!(answer.texts_result, request.values);
        }
        let parcel = |contents| rpc::Parcel {
            label: Some(String::new()),
            weight: f64::NEG_INFINITY,
            sent: "2026-11-22T00:00:00".parse().unwrap(),
            seal: Some((0..=255).collect()),
            number: None,
            contents,
        };
        let nested = parcel(Some(vec![
            Some(parcel(Some(vec![]))),
            None,
            Some(parcel(None)),
        ]));
        let answer = api.parcel(nested.clone()).await.unwrap();
        assert_eq!(answer, Some(nested));
        // PHP misses a part that is absent, and makes one empty that is null.
        let absent = api
            .call(&rpc::TEXT, &rpc::Text { value: None })
            .message()
            .await;
        assert_eq!(
            absent.unwrap_err().fault().unwrap().reason(),
            "Missing parameter"
        );
        assert_eq!(api.null().await.unwrap().as_deref(), Some(""));
    }
}

#[tokio::test]
async fn values_come_back_in_document_literal() {
    let large = "0123456789abcdeæ".repeat(1 << 16);
    for api in clients::<wrapped::ValuesClient<_>>("/document/echo") {
        for text in ["", " a  b ", "\tx\r\n", "æøå 🫒", "<&>]]>", large.as_str()] {
            let answer = api.text(text.to_owned()).await.unwrap();
            assert!(answer.as_deref() == Some(text), "{} bytes", text.len());
        }
        let absent = api
            .call(&wrapped::TEXT, &wrapped::Text { value: None })
            .message()
            .await;
        assert_eq!(absent.unwrap().into_body().text_result, None);
        for number in [i64::MIN, 0, i64::MAX] {
            assert_eq!(api.long(number).await.unwrap(), number);
        }
        for number in [0.1, f64::MAX, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(api.double(number).await.unwrap(), number);
        }
        assert!(api.double(f64::NAN).await.unwrap().is_nan());
        for number in [sapo::Decimal::MIN, sapo::Decimal::MAX] {
            assert_eq!(api.decimal(number).await.unwrap(), number);
        }
        for moment in ["2026-11-22T00:00:00", "0001-01-01T00:00:00.0000001-11:30"] {
            let moment = moment.parse().unwrap();
            assert_eq!(api.moment(moment).await.unwrap(), moment);
        }
        let octets: Vec<u8> = (0..=255).collect();
        assert_eq!(
            api.octets(octets.clone()).await.unwrap(),
            Some(octets.clone())
        );
        assert_eq!(api.hex(octets.clone()).await.unwrap(), Some(octets));
        for number in [None, Some(0), Some(i32::MIN)] {
            assert_eq!(api.nullable_int(number).await.unwrap(), number);
        }
        let access = vec![wrapped::AccessItem::Read, wrapped::AccessItem::Delete];
        assert_eq!(api.access(access.clone()).await.unwrap(), access);
        let inner = wrapped::Nullables2::default();
        let nullables = wrapped::Nullables2 {
            long: Some(i64::MIN),
            text: Some(String::new()),
            inner: Some(Box::new(inner)),
            optional: Some(0),
            both: sapo::Nillable::Value(0.5),
            absent: Some(vec![None, Some(String::new())]),
            nil: Some(vec![]),
            ..wrapped::Nullables2::default()
        };
        assert_eq!(
            api.nullables(nullables.clone()).await.unwrap(),
            Some(nullables)
        );
    }
}

#[tokio::test]
async fn null_is_kept_apart_from_empty() {
    for api in echoes() {
        let nil = api
            .call(&echo::STRING, &echo::String_ { value: None })
            .message()
            .await;
        assert_eq!(nil.unwrap().into_body().r#return, None);
        let nil = api
            .call(&echo::STRINGS, &echo::Strings { value: None })
            .message()
            .await;
        assert_eq!(nil.unwrap().into_body().r#return, None);
        let none = echo::Strings {
            value: Some(vec![]),
        };
        let none = api.call(&echo::STRINGS, &none).message().await.unwrap();
        assert_eq!(none.into_body().r#return, Some(vec![]));
    }
}

#[tokio::test]
async fn arrays_come_back() {
    for api in echoes() {
        let strings = echo::Strings {
            value: Some(vec![
                Some("a".to_owned()),
                None,
                Some(String::new()),
                Some("å\n".to_owned()),
            ]),
        };
        let answer = api.call(&echo::STRINGS, &strings).message().await.unwrap();
        assert_eq!(answer.into_body().r#return, strings.value);
        let rows = echo::Rows {
            value: Some(vec![
                Some(vec![Some(i64::MIN), Some(i64::MAX)]),
                Some(vec![]),
                Some(vec![None, Some(0)]),
            ]),
        };
        let answer = api.call(&echo::ROWS, &rows).message().await.unwrap();
        assert_eq!(answer.into_body().r#return, rows.value);
        let many: Vec<Option<i64>> = (0..10_000).map(Some).collect();
        let longs = echo::Longs { value: Some(many) };
        let answer = api.call(&echo::LONGS, &longs).message().await.unwrap();
        assert_eq!(answer.into_body().r#return, longs.value);
    }
}

#[tokio::test]
async fn maps_and_open_values_come_back() {
    for api in echoes() {
        let mut inner = Map::new();
        inner.insert("yes", &true).unwrap();
        let mut map = Map::new();
        map.insert("name", "Bjørn <&>").unwrap();
        map.insert("size", &i64::MIN).unwrap();
        map.insert("inner", &inner).unwrap();
        let answer = api.map(map).await.unwrap().unwrap();
        assert_eq!(
            answer.get_as::<String>("name").unwrap().as_deref(),
            Some("Bjørn <&>")
        );
        assert_eq!(answer.get_as::<i64>("size").unwrap(), Some(i64::MIN));
        let inner: Map = answer.get_as("inner").unwrap().unwrap();
        assert_eq!(inner.get_as("yes").unwrap(), Some(true));

        let answer = api.anything(Any::encoded("text").unwrap()).await;
        let answer = answer.unwrap().unwrap();
        assert_eq!(answer.type_name().unwrap().local(), "string");
        assert_eq!(answer.read_as::<String>().unwrap(), "text");

        let settings = api.settings().await.unwrap().unwrap();
        assert_eq!(settings.get_as::<i32>("size").unwrap(), Some(3));
        let inner: Map = settings.get_as("inner").unwrap().unwrap();
        assert_eq!(inner.get_as::<f64>("7").unwrap(), Some(0.5));
        assert_eq!(settings.get("list").unwrap().children().count(), 2);
        assert!(settings.get("none").unwrap().is_nil());
    }
}

#[tokio::test]
async fn shared_values_are_read_wherever_they_are_referred_to() {
    for api in echoes() {
        let answer = api
            .call(&echo::SHARED, &echo::Shared {})
            .message()
            .await
            .unwrap();
        let nodes = answer.into_body().r#return.unwrap();
        let shared = Node {
            name: "shared".to_owned(),
            next: None,
        };
        let first = Node {
            name: "first".to_owned(),
            next: Some(Box::new(shared.clone())),
        };
        assert_eq!(
            nodes,
            [Some(first), Some(shared.clone()), Some(shared), None]
        );

        let error = api.circle().await.unwrap_err();
        let Error::Response(error) = error else {
            panic!("{error}")
        };
        assert!(
            matches!(error.kind(), ErrorKind::Reference { .. }),
            "{error}"
        );
    }
}

#[tokio::test]
async fn faults_are_read_as_careless_as_they_are() {
    for api in echoes() {
        let error = api.fail().await.unwrap_err();
        let Error::Fault(fault) = error else {
            panic!("{error}")
        };
        let fault: Fault = fault;
        assert_eq!(fault.reason(), "This is how it ends");
        assert!(fault.detail().unwrap().text().contains("because"));

        // Not a word of it reaches the caller.
        let error = api.crash().await.unwrap_err();
        assert!(!error.to_string().contains("not for the caller"), "{error}");
    }
}
