//! The `auth` service's sessions, end to end over real HTTP.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use sapo::session::{BoxFuture, Clock};
use sapo::soap::Map;
use sapo_authenticate::embedded::forms::FormsClient;
use sapo_authenticate::embedded::{EVA, EmbeddedAuth, FORM};
use sapo_authenticate::{
    AuthSession, AuthUser, Error, MemoryStore, SessionBuilder, TOKEN_LIFE, Version,
};

const MINUTE: Duration = Duration::from_secs(60);

fn builder(site: &EmbeddedAuth) -> SessionBuilder<AuthUser> {
    AuthSession::builder_at(site.auth_url(), EVA.username, EVA.password)
}

fn details(email: &str) -> Map {
    let mut details = Map::new();
    details.insert("email", &email.to_owned()).unwrap();
    details
}

#[tokio::test]
async fn a_user_logs_in_is_known_and_logs_out() {
    for version in [Version::Soap11, Version::Soap12] {
        let site = EmbeddedAuth::start().await.unwrap();
        let session = builder(&site).form(FORM).version(version).build().unwrap();
        assert!(!session.has_session().await.unwrap());
        session.log_in().await.unwrap();
        assert!(session.has_session().await.unwrap());

        let identity = session.identity().await.unwrap().unwrap();
        assert_eq!(identity.id, 42);
        let groups = identity.groups.unwrap();
        assert_eq!(groups[1], None);
        assert_eq!(groups[2].as_deref(), Some("Bjørnar & <venner>"));
        let attributes = identity.attributes.unwrap();
        let value = |at: usize| {
            let attribute = attributes[at].as_ref().unwrap();
            attribute.value.clone()
        };
        assert!(value(0).unwrap().read_as::<bool>().unwrap());
        assert_eq!(value(1).unwrap().read_as::<i64>().unwrap(), i64::MAX);
        assert_eq!(value(1).unwrap().type_name().unwrap().local(), "long");
        assert_eq!(value(2), None);

        let forms: FormsClient<_> = session.service_at(site.forms_url());
        let user = forms.update_details(details("eva@nord.example")).await;
        assert_eq!(user.unwrap().as_deref(), Some(EVA.username));
        let identity = session.identity().await.unwrap().unwrap();
        assert_eq!(identity.email.as_deref(), Some("eva@nord.example"));

        let token = session.token().unwrap();
        assert!(session.destroy().await.unwrap());
        assert!(session.token().is_none());
        assert!(!session.auth().is_valid_token(token).await.unwrap());
        assert!(
            session.destroy().await.unwrap(),
            "`auth` has logged in again"
        );
        assert!(!session.destroy().await.unwrap());
    }
}

#[tokio::test]
async fn a_refusal_gives_every_message() {
    let site = EmbeddedAuth::start().await.unwrap();
    let session = AuthSession::builder_at(site.auth_url(), "", "")
        .build()
        .unwrap();
    let error = session.log_in().await.unwrap_err();
    let Error::AuthRefused { messages } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(*messages, ["Enter a user name.", "Enter a password."]);
    assert_eq!(
        error.to_string(),
        "the log-in was refused: Enter a user name.; Enter a password."
    );
    // The next one has to wait, and says why.
    let error = session.log_in().await.unwrap_err();
    assert!(matches!(error, Error::BackingOff(_)), "{error:?}");
    assert!(error.to_string().contains("Enter a password."), "{error}");
    assert_eq!(site.calls("authenticate"), 1);

    let elsewhere = builder(&site).form(FORM + 1).build().unwrap();
    let error = elsewhere.log_in().await.unwrap_err();
    assert!(error.to_string().contains("is wrong"), "{error}");
}

#[tokio::test]
async fn a_token_in_use_is_not_asked_about_and_one_that_expired_is_replaced() {
    let site = EmbeddedAuth::start().await.unwrap();
    let session = builder(&site).build().unwrap();
    let forms: FormsClient<_> = session.service_at(site.forms_url());
    for _ in 0..3 {
        // Each use starts the hour again.
        forms.update_details(Map::new()).await.unwrap();
        site.pass(TOKEN_LIFE - MINUTE);
    }
    assert_eq!(
        (site.calls("authenticate"), site.calls("isValidToken")),
        (1, 0)
    );

    site.pass(TOKEN_LIFE);
    forms.update_details(Map::new()).await.unwrap();
    assert_eq!(
        (site.calls("authenticate"), site.calls("isValidToken")),
        (2, 1)
    );

    site.pass(2 * TOKEN_LIFE);
    let identity = session.identity().await.unwrap();
    assert_eq!(identity.unwrap().id, 42);
    assert_eq!(site.calls("authenticate"), 3);
}

/// A clock that is moved by hand.
#[derive(Debug, Default)]
struct Hands(Mutex<Duration>);

impl Clock for Hands {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + *self.0.lock().unwrap()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn a_token_is_asked_about_when_it_was_idle_or_comes_from_a_store() {
    let site = EmbeddedAuth::start().await.unwrap();
    let (clock, store) = (Arc::new(Hands::default()), Arc::new(MemoryStore::default()));
    let open = || {
        let builder = builder(&site).shared_store(store.clone());
        builder.clock(clock.clone()).build().unwrap()
    };
    let session = open();
    session.log_in().await.unwrap();
    *clock.0.lock().unwrap() += TOKEN_LIFE - 10 * MINUTE;
    session.log_in().await.unwrap();
    assert_eq!(site.calls("isValidToken"), 0);
    *clock.0.lock().unwrap() += TOKEN_LIFE - MINUTE;
    session.log_in().await.unwrap();
    assert_eq!(site.calls("isValidToken"), 1);

    let heir = open();
    heir.log_in().await.unwrap();
    assert_eq!(heir.token(), session.token());
    assert_eq!(
        (site.calls("authenticate"), site.calls("isValidToken")),
        (1, 2)
    );
    // What is in the store is destroyed as well.
    assert!(open().destroy().await.unwrap());
    assert!(!heir.has_session().await.unwrap());
}

#[tokio::test]
async fn a_token_goes_to_trusted_hosts_alone_and_is_never_printed() {
    let site = EmbeddedAuth::start().await.unwrap();
    let session = builder(&site).build().unwrap();
    session.log_in().await.unwrap();
    let forms: FormsClient<_> = session.service_at("http://forms.example/");
    let error = forms.update_details(Map::new()).await.unwrap_err();
    assert!(matches!(Error::from(error), Error::Untrusted { .. }));

    let token = session.token().unwrap();
    let request = sapo_authenticate::auth::GetIdentity {
        token: Some(token.clone()),
    };
    let shown = format!("{session:?} {request:?} {:?}", builder(&site));
    for secret in [token.expose().as_str(), EVA.password, EVA.username] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
