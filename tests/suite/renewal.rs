//! Sessions that end.

use std::time::Duration;

use sapo_authenticate::embedded::{ANNA, identity_id};
use sapo_authenticate::{Error, FileStore, Policy};

use super::Scene;
use super::identities::who_am_i;

pub(crate) async fn a_session_that_ends_is_renewed(scene: &Scene) {
    let session = scene.session(ANNA);
    session.log_in().await.unwrap();
    scene.site.end_sessions().await;
    assert!(!session.has_session().await.unwrap());
    who_am_i(scene, &session).await;
    assert_eq!(scene.site.calls("Login").await, 2);
    assert_eq!(scene.site.calls("WhoAmI").await, 2);
}

pub(crate) async fn the_identity_is_restored(scene: &Scene) {
    let session = scene.session(ANNA).switch(1002).await.unwrap();
    scene.site.end_sessions().await;
    assert_eq!(who_am_i(scene, &session).await.identity_id, identity_id(2));
    // The same where another program, which shares the session, has switched it.
    let api = session.authenticate();
    assert!(api.set_identity_by_id(identity_id(3)).await.unwrap());
    scene.site.end_sessions().await;
    assert_eq!(who_am_i(scene, &session).await.identity_id, identity_id(2));
}

pub(crate) async fn an_identity_that_is_gone_is_an_error(scene: &Scene) {
    let session = scene.session(ANNA).switch(identity_id(2)).await.unwrap();
    scene.site.remove_identity(identity_id(2)).await;
    scene.site.end_sessions().await;
    let error = session.identities().await.unwrap_err();
    assert!(matches!(error, Error::NotSwitched { .. }), "{error}");

    // The default identity is pinned by the first login.
    let session = scene.session(ANNA);
    session.log_in().await.unwrap();
    scene.site.remove_identity(identity_id(1)).await;
    scene.site.end_sessions().await;
    let error = session.identities().await.unwrap_err();
    assert!(matches!(error, Error::NotSwitched { .. }), "{error}");
}

pub(crate) async fn an_idle_session_is_asked_about(scene: &Scene) {
    let idle = Duration::from_millis(50);
    let policy = Policy {
        idle,
        ..Policy::default()
    };
    let session = scene.builder(ANNA).policy(policy).build().unwrap();
    session.log_in().await.unwrap();
    tokio::time::sleep(idle * 2).await;
    who_am_i(scene, &session).await;
    assert_eq!(scene.site.calls("HasSession").await, 1);

    scene.site.end_sessions_after(idle).await;
    tokio::time::sleep(idle * 2).await;
    who_am_i(scene, &session).await;
    assert_eq!(scene.site.calls("HasSession").await, 2);
    assert_eq!(scene.site.calls("Login").await, 2);
}

pub(crate) async fn a_stored_session_outlives_its_object(scene: &Scene) {
    let directory = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        let store = FileStore::new(directory.path());
        let session = scene.builder(ANNA).store(store).build().unwrap();
        who_am_i(scene, &session).await;
        // Others may be using what is stored, so another identity gets a session of its own.
        let second = session.switch(identity_id(2)).await.unwrap();
        assert_eq!(who_am_i(scene, &second).await.identity_id, identity_id(2));
        assert_eq!(who_am_i(scene, &session).await.identity_id, identity_id(1));
    }
    assert_eq!(scene.site.calls("Login").await, 2);
    assert_eq!(scene.site.calls("HasSession").await, 4);
}
