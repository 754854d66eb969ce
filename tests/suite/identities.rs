//! Identities: listed, chosen, switched.

use sapo_authenticate::authenticate::Identity;
use sapo_authenticate::embedded::sibling::SiblingClient;
use sapo_authenticate::embedded::{ANNA, BJORN, ROBOT, World, identity_id};
use sapo_authenticate::{Error, Session};

use super::Scene;

/// Anna's identities, while she acts as the one of this number.
fn annas(current: u8) -> Vec<Identity> {
    let world = World::default();
    let identities = world.accounts[0].identities.clone().unwrap();
    identities
        .into_iter()
        .flatten()
        .map(|identity| Identity {
            is_current: identity.id == identity_id(current),
            ..identity
        })
        .collect()
}

pub(crate) async fn who_am_i(
    scene: &Scene,
    session: &Session,
) -> sapo_authenticate::embedded::sibling::Caller {
    let sibling: SiblingClient<_> = session.service_at(scene.site.sibling_url());
    sibling.who_am_i().await.unwrap().unwrap()
}

/// Names that are not ASCII, nil servers, no servers, defaults, and a number that no double holds.
pub(crate) async fn all_that_the_server_tells_arrives(scene: &Scene) {
    let session = scene.session(ANNA);
    assert_eq!(session.identities().await.unwrap(), annas(1));
    let current = session.identity().await.unwrap().unwrap();
    assert_eq!(current, annas(1)[0]);
    // The nil item of his list is no identity.
    let bjorns = scene.session(BJORN).identities().await.unwrap();
    assert_eq!(bjorns.len(), 1);
    assert_eq!(bjorns[0].id, identity_id(5));
}

pub(crate) async fn one_is_chosen_and_switched_to(scene: &Scene) {
    let session = scene.session(ANNA);
    let by_name = session.switch("Ægir & Sønner <Fisk> \"Øst\" 'Å'").await;
    let second = by_name.unwrap();
    assert_eq!(second.identities().await.unwrap(), annas(2));
    let third = second.switch(9_007_199_254_740_993_i64).await.unwrap();
    let current = third.identity().await.unwrap().unwrap();
    assert_eq!(current.id, identity_id(3));
    let first = third.switch(identity_id(1)).await.unwrap();
    assert_eq!(first.identities().await.unwrap(), annas(1));
    // It is the same session all the way.
    assert_eq!(scene.site.calls("Login").await, 1);

    let error = first.switch("Nordlys Bakeri").await.unwrap_err();
    let Error::NoSuchIdentity { candidates, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(candidates.len(), 4);
    assert_eq!(first.identities().await.unwrap(), annas(1));
}

pub(crate) async fn the_sibling_sees_the_identity_that_was_switched_to(scene: &Scene) {
    let session = scene.session(ANNA);
    let caller = who_am_i(scene, &session).await;
    assert_eq!(caller.username.as_deref(), Some(ANNA.username));
    assert_eq!(caller.identity_id, identity_id(1));
    let switched = session.switch(identity_id(2)).await.unwrap();
    let caller = who_am_i(scene, &switched).await;
    assert_eq!(caller.identity_id, identity_id(2));
    assert_eq!(caller.client_id, Some(1002));
    assert_eq!(
        caller.client_name.as_deref(),
        Some("Ægir & Sønner <Fisk> \"Øst\" 'Å'")
    );
    // The session that was switched from has not come to act as somebody else.
    let caller = who_am_i(scene, &session).await;
    assert_eq!(caller.identity_id, identity_id(1));
    let caller = who_am_i(scene, &switched).await;
    assert_eq!(caller.identity_id, identity_id(2));
}

pub(crate) async fn a_session_starts_as_the_wanted_identity(scene: &Scene) {
    let by_id = scene.builder(ANNA).identity(identity_id(3));
    let session = by_id.build().unwrap();
    assert_eq!(who_am_i(scene, &session).await.identity_id, identity_id(3));
    assert_eq!(scene.site.calls("SetIdentityById").await, 0);

    let by_client = scene.builder(ANNA).identity(1002).build().unwrap();
    assert_eq!(
        who_am_i(scene, &by_client).await.identity_id,
        identity_id(2)
    );
    let unknown = scene.builder(ANNA).identity(identity_id(9));
    let error = unknown.build().unwrap().log_in().await.unwrap_err();
    assert!(matches!(error, Error::NotSwitched { .. }), "{error}");
}

pub(crate) async fn a_user_may_have_none(scene: &Scene) {
    let session = scene.session(ROBOT);
    assert_eq!(session.identities().await.unwrap(), []);
    assert_eq!(session.identity().await.unwrap(), None);
    let caller = who_am_i(scene, &session).await;
    assert_eq!(caller.username.as_deref(), Some(ROBOT.username));
    assert_eq!((caller.client_id, caller.client_name), (None, None));
}
