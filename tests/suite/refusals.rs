//! What the server says no to.

use std::time::{Duration, SystemTime};

use sapo::transport::HttpTransport;
use sapo_authenticate::Error;
use sapo_authenticate::embedded::sibling::SiblingClient;
use sapo_authenticate::embedded::{ANNA, User, identity_id};

use super::Scene;

pub(crate) async fn a_wrong_password_is_a_typed_error_and_not_repeated(scene: &Scene) {
    let session = scene.session(User {
        password: "battery staple",
        ..ANNA
    });
    let error = session.identities().await.unwrap_err();
    assert!(matches!(error, Error::LoginRefused), "{error}");
    for _ in 0..3 {
        let error = session.identities().await.unwrap_err();
        assert!(matches!(error, Error::BackingOff(_)), "{error}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("battery"), "{shown}");
    }
    assert_eq!(scene.site.calls("Login").await, 1);
    assert_eq!(scene.site.calls("GetIdentities").await, 0);
}

pub(crate) async fn a_blocked_identity_names_the_way_out(scene: &Scene) {
    let session = scene.builder(ANNA).identity(identity_id(4)).build();
    let session = session.unwrap();
    let error = session.log_in().await.unwrap_err();
    assert!(matches!(error, Error::IdentityBlocked { .. }), "{error}");
    assert!(error.to_string().contains("identities_with_credential"));
    let identities = session.identities_with_credential().await.unwrap();
    let usable = identities
        .iter()
        .find(|identity| identity.is_disabled != Some(true));

    let session = scene.session(ANNA);
    session.log_in().await.unwrap();
    let error = session.switch(identity_id(4)).await.unwrap_err();
    assert!(matches!(error, Error::IdentityBlocked { .. }), "{error}");
    let other = session.switch(usable.unwrap()).await.unwrap();
    assert!(other.identity().await.unwrap().is_some());
}

pub(crate) async fn a_quarantine_is_a_typed_error_with_its_time(scene: &Scene) {
    let session = scene.session(ANNA);
    session.log_in().await.unwrap();
    let allowance = session.quota().allowance().unwrap();
    assert!(allowance.remaining < 7200 && allowance.resets_at.is_some());

    scene.site.quarantine(100, "2100-01-01T12:30:00Z").await;
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(4_102_489_800);
    for _ in 0..3 {
        let sibling: SiblingClient<_> = session.service_at(scene.site.sibling_url());
        let error = Error::from(sibling.who_am_i().await.unwrap_err());
        let Error::Quarantined(quarantine) = &error else {
            panic!("{error}");
        };
        assert_eq!(quarantine.ends_at, Some(noon));
        assert_eq!(quarantine.exceeded_by, Some(1));
    }
    // It was told once, and kept since.
    assert_eq!(scene.site.calls("WhoAmI").await, 1);
}

pub(crate) async fn a_call_without_a_session_is_a_fault(scene: &Scene) {
    let transport = HttpTransport::new().unwrap();
    let sibling = SiblingClient::new(transport).with_endpoint(scene.site.sibling_url());
    let error = sibling.who_am_i().await.unwrap_err();
    let sapo::Error::Fault(fault) = &error else {
        panic!("{error}");
    };
    assert!(
        fault
            .reason()
            .contains("Client is not authenticated on this identity"),
        "{fault}"
    );
}
