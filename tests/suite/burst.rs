//! Many tasks at once.

use sapo_authenticate::Session;
use sapo_authenticate::embedded::ANNA;
use sapo_authenticate::embedded::sibling::SiblingClient;
use tokio::task::JoinSet;

use super::Scene;

const TASKS: usize = 1000;

/// Starts the calls; each is to find the session's user.
fn start(scene: &Scene, session: &Session) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let sibling: SiblingClient<_> = session.service_at(scene.site.sibling_url());
        tasks.spawn(async move {
            let caller = sibling.who_am_i().await.unwrap().unwrap();
            assert_eq!(caller.username.as_deref(), Some(ANNA.username));
        });
    }
    tasks
}

pub(crate) async fn a_thousand_tasks_log_in_once(scene: &Scene) {
    start(scene, &scene.session(ANNA)).join_all().await;
    assert_eq!(scene.site.calls("Login").await, 1);
    assert!(scene.site.calls("HasSession").await <= 1);
    assert_eq!(scene.site.calls("WhoAmI").await, TASKS);
}

pub(crate) async fn a_session_killed_in_a_burst_costs_one_login_and_no_call(scene: &Scene) {
    let tasks = start(scene, &scene.session(ANNA));
    while scene.site.calls("WhoAmI").await < TASKS / 4 {
        tokio::task::yield_now().await;
    }
    scene.site.end_sessions().await;
    assert_eq!(tasks.join_all().await.len(), TASKS);
    assert_eq!(scene.site.calls("Login").await, 2);
    assert!(scene.site.calls("WhoAmI").await > TASKS);
}
