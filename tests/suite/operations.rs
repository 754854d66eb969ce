//! The operations of the service, one by one.

use sapo::transport::HttpTransport;
use sapo::{Client, Service as _};
use sapo_authenticate::authenticate::{AuthenticateClient, Credential};
use sapo_authenticate::embedded::sibling::{AccessItem, Color, Sample, SiblingClient};
use sapo_authenticate::embedded::{ANNA, APPLICATION, BJORN, TOKEN, identity_id};
use sapo_authenticate::{Error, Session, Uuid, Version};

use super::Scene;

pub(crate) async fn every_operation_works(scene: &Scene) {
    let session = scene.session(ANNA);
    assert!(!session.has_session().await.unwrap());
    session.log_in().await.unwrap();
    assert!(session.has_session().await.unwrap());

    let api = session.authenticate();
    assert!(api.has_session().await.unwrap());
    let identities = api.get_identities().await.unwrap();
    assert_eq!(identities.len(), 4);
    assert!(api.set_identity(identities[1].clone()).await.unwrap());
    let active = api.get_identity().await.unwrap().unwrap();
    assert_eq!(active.id, identities[1].id);
    assert!(api.set_identity_by_id(identities[0].id).await.unwrap());
    assert!(!api.set_identity_by_id(identity_id(9)).await.unwrap());

    let all = session.identities_with_credential().await.unwrap();
    assert_eq!(all.len(), 4);
    let mut of_service = Vec::new();
    for service in [1, 2, 3] {
        let listed = session
            .identities_with_credential_by_service(service)
            .await
            .unwrap();
        of_service.push(listed.len());
    }
    assert_eq!(of_service, [2, 2, 0]);

    // The exact response, with what is around it.
    let credential = Credential {
        application_id: APPLICATION,
        username: Some(ANNA.username.to_owned()),
        password: Some("wrong".into()),
        ..Default::default()
    };
    let response = api.login(credential).message().await.unwrap();
    assert!(response.http_headers().contains_key("APILimitRemaining"));
    assert_eq!(response.body().login_result, Some("".into()));

    session.log_out().await.unwrap();
    assert!(!session.has_session().await.unwrap());
    assert_eq!(session.id(), None);
}

pub(crate) async fn requests_keep_to_the_published_samples(scene: &Scene) {
    let client = Client::new(
        AuthenticateClient::<HttpTransport>::DESCRIPTION,
        HttpTransport::new().unwrap(),
    );
    let client = client
        .with_endpoint(scene.site.authenticate_url())
        .with_version(scene.version);
    let api = AuthenticateClient::from_client(client);
    let request = api.has_session().request().unwrap();
    let content_type = match scene.version {
        Version::Soap11 => "text/xml; charset=utf-8",
        Version::Soap12 => "application/soap+xml; charset=utf-8",
    };
    assert_eq!(request.headers()["content-type"], content_type);
    assert!(!api.has_session().await.unwrap());

    // The service accepts the action as well.
    let api = api.configured(|client| client.with_soap12_action(true));
    assert!(!api.has_session().await.unwrap());
}

pub(crate) async fn a_token_opens_a_session(scene: &Scene) {
    let by_token = |token| {
        Session::builder_by_token(APPLICATION, token)
            .endpoint(scene.site.authenticate_url())
            .version(scene.version)
            .build()
            .unwrap()
    };
    let session = by_token(TOKEN);
    assert_eq!(session.passport(), None);
    assert_eq!(session.identities().await.unwrap().len(), 4);
    let passport = session.passport().unwrap();
    assert_eq!(passport.email.as_deref(), Some(ANNA.username));
    assert_eq!(passport.session_id, session.id());
    let error = session.identities_with_credential().await.unwrap_err();
    assert!(matches!(error, Error::NoPassword), "{error}");

    let error = by_token(Uuid::from_u128(1)).log_in().await.unwrap_err();
    assert!(matches!(error, Error::TokenRefused), "{error}");
}

/// A user name beyond ASCII, and a password of markup, quotes, an emoji and spaces at its ends.
pub(crate) async fn what_needs_escaping_arrives(scene: &Scene) {
    let session = scene.session(BJORN);
    session.log_in().await.unwrap();
    let identity = session.identity().await.unwrap().unwrap();
    assert_eq!(identity.id, identity_id(5));
}

/// A value of every type that ASMX's users meet, each of a kind that careless clients damage.
pub(crate) async fn values_come_back_as_they_went(scene: &Scene) {
    let sibling: SiblingClient<_> = scene.session(ANNA).service_at(scene.site.sibling_url());
    let sample = Sample {
        text: Some(" Blåbær & <fisk>, 🫐\n".to_owned()),
        int: i32::MIN,
        long: 9_007_199_254_740_993,
        decimal: "-7922816251426433759354395.0335".parse().unwrap(),
        float: f32::NEG_INFINITY,
        double: 1.5e-7,
        date_time: "2026-11-21T22:26:33.1234567Z".parse().unwrap(),
        date: "0001-01-01".parse().unwrap(),
        time: "22:26:33.1234567Z".parse().unwrap(),
        bool: true,
        nullable_int: None,
        nullable_date_time: Some("2024-02-29T23:59:59Z".parse().unwrap()),
        bytes: Some((0..=255).collect()),
        color: Color::LightBlue,
        access: vec![AccessItem::Read, AccessItem::Delete],
        char: 0x00e6,
        guid: identity_id(1),
        strings: Some(vec![Some(String::new()), None, Some("b".to_owned())]),
        ints: Some(vec![]),
        flat: vec!["one".to_owned(), "two".to_owned()],
        version: 7,
    };
    let echoed = sibling.echo(sample.clone()).await.unwrap().unwrap();
    assert_eq!(echoed, sample);
}
