//! Values that are named like secrets: who sees them, and what callers write.

use std::fmt::Debug;
use std::sync::Mutex;

use sapo::transport::{MemoryTransport, Observed, Recorder, Transport};
use sapo::{Error, Secret, xml};
use sapo_golden::secrets::{
    Chest, ChestPasscodeOrSession, Choices, Key, Kind, OpenFault, Passphrase, SESSION_ID_HEADER,
    Sealed, VaultClient,
};

/// The texts that nobody may see.
const SECRETS: [&str; 6] = [
    "tiger lily",
    "471147",
    "t-12345",
    "s-12345",
    "k-12345",
    "c2VhdHM=",
];

#[track_caller]
fn assert_hidden(shown: &str) {
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

fn response(status: u16, body: &str) -> http::Response<bytes::Bytes> {
    let envelope = format!(
        r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>{body}</e:Body></e:Envelope>"#
    );
    http::Response::builder()
        .status(status)
        .header("content-type", "text/xml; charset=utf-8")
        .body(envelope.into())
        .unwrap()
}

fn client<T: Transport>(transport: T) -> VaultClient<T> {
    VaultClient::new(transport).with_session_id_header("s-12345")
}

async fn open<T: Transport>(api: &VaultClient<T>) -> sapo::Result<Option<Secret<String>>> {
    api.open("ada".to_owned(), "tiger lily", 471_147, "t-12345")
        .await
}

#[tokio::test]
async fn texts_and_numbers_become_secrets() {
    let reply = r#"<OpenResponse xmlns="urn:vault"><Session>s-12345</Session></OpenResponse>"#;
    let transport = MemoryTransport::replay([response(200, reply), response(200, reply)]);
    let api = client(transport);
    let session = open(&api).await.unwrap().unwrap();
    assert_eq!(session.expose(), "s-12345");
    // Secrets themselves are accepted too, and a token may be left out.
    let password = Secret::new("tiger lily".to_owned());
    api.open("ada".to_owned(), password, Secret::new(1), None)
        .await
        .unwrap();
    let requests = sapo::Service::client(&api).transport().requests();
    let sent = String::from_utf8(requests[0].body().to_vec()).unwrap();
    for part in [
        "<password>tiger lily</password>",
        "<pin>471147</pin>",
        "<token>t-12345</token>",
        ">s-12345</",
    ] {
        assert!(sent.contains(part), "{part} in {sent}");
    }
    assert_hidden(&format!("{api:?} {session:?} {session}"));
}

#[tokio::test]
async fn neither_recordings_nor_observers_show_secrets() {
    let reply = r#"<OpenResponse xmlns="urn:vault"><Session>s-12345</Session></OpenResponse>"#;
    let seen = Mutex::new(String::new());
    let transport = MemoryTransport::replay([response(200, reply)]);
    let observed = Observed::new(transport, |message| {
        *seen.lock().unwrap() += &format!("{message} {message:?}");
    });
    let recorder = Recorder::new(observed);
    open(&client(&recorder)).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.jsonl");
    recorder.save(&path).unwrap();
    let recorded = std::fs::read_to_string(&path).unwrap();
    assert!(recorded.contains("<password>***</password>"), "{recorded}");
    assert_hidden(&recorded);
    assert_hidden(&format!("{recorder:?}"));
    let seen = seen.lock().unwrap();
    assert!(seen.contains("<password>***</password>"), "{seen}");
    assert_hidden(&seen);
}

#[tokio::test]
async fn details_of_faults_hide_secrets() {
    for detail in [
        r#"<SessionId xmlns="urn:vault">s-12345</SessionId>"#,
        r#"<ApiKey xmlns="urn:vault" scope="all">k-12345</ApiKey>"#,
    ] {
        let fault = format!(
            r#"<e:Fault><faultcode>e:Client</faultcode><faultstring>no</faultstring><detail>{detail}</detail></e:Fault>"#
        );
        let api = client(MemoryTransport::replay([response(500, &fault)]));
        let error = open(&api).await.unwrap_err();
        let declared: OpenFault = error.fault_as().unwrap();
        assert_hidden(&format!("{error} {error:?} {declared:?} {declared}"));
        let Error::Fault(fault) = &error else {
            panic!("{error}");
        };
        assert_hidden(&format!("{fault} {fault:?}"));
        assert!(matches!(
            declared,
            OpenFault::SessionId(_) | OpenFault::ApiKey(_)
        ));
    }
}

#[test]
fn debug_of_types_hides_secrets() {
    fn assert_hides(value: &impl Debug) {
        assert_hidden(&format!("{value:?} {value:#?}"));
    }
    let key = Key {
        value: "k-12345".to_owned(),
        ..Key::default()
    };
    let sealed = Sealed {
        value: b"seats".to_vec(),
        ..Sealed::default()
    };
    let passcode = sapo::Integer::from(471_147);
    let chest = Chest::new(
        ChestPasscodeOrSession::Passcode(passcode.into()),
        Kind::Card,
    );
    let value = Chest {
        new_password: Secret::from("tiger lily").into(),
        tokens: Some(vec![Some("t-12345".into())]),
        pass: Some(Choices::Int(471_147).into()),
        api_key: Some(key.into()),
        access_token: Some(sealed.into()),
        session_id: "s-12345".into(),
        pwd: Some(vec!["s-12345".to_owned()].into()),
        password_hint: Some("a flower".to_owned()),
        ..chest
    };
    assert_hides(&value);
    assert!(format!("{value:?}").contains("a flower"));
    assert_hides(&Passphrase {
        value: "tiger lily".into(),
    });
    assert_eq!(value.csrf_token_or_default().expose(), "off");
    assert_eq!(value.user_pwd.expose(), "changeit");
    assert_hides(&SESSION_ID_HEADER.block("s-12345".into()));
}

/// A name that is on the list matters in a tree, because nothing else tells.
#[test]
fn trees_hide_what_is_named_like_a_secret() {
    let tree: xml::Any = r#"<login xmlns="urn:a" ApiKey="k-12345" user="ada">
        <Password>tiger lily</Password>
        <Session><Id>s-12345</Id></Session>
        <item><key>pin</key><value>471147</value></item>
        <passwordHint>a flower</passwordHint>
    </login>"#
        .parse()
        .unwrap();
    let shown = format!("{tree:?}");
    assert_hidden(&shown);
    for part in [
        "ada",
        "a flower",
        "<Password>***</Password>",
        "<Id>***</Id>",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(tree.to_string().contains("tiger lily"));
    let mut map = sapo::soap::Map::new();
    map.insert("password", "tiger lily").unwrap();
    map.insert("user", "ada").unwrap();
    let shown = format!("{map:?}");
    assert_hidden(&shown);
    assert!(shown.contains("ada"), "{shown}");
}
