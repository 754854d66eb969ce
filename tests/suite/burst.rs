//! Many tasks at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sapo_authenticate::Session;
use sapo_authenticate::embedded::ANNA;
use sapo_authenticate::embedded::sibling::SiblingClient;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::Scene;

const TASKS: usize = 1000;

/// A burst of calls under way, so many at a time; each is to find the session's user.
struct Burst {
    tasks: JoinSet<()>,
    answered: Arc<AtomicUsize>,
}

impl Burst {
    fn start(scene: &Scene, session: &Session, at_a_time: usize) -> Self {
        let turns = Arc::new(Semaphore::new(at_a_time));
        let answered = Arc::new(AtomicUsize::new(0));
        let mut tasks = JoinSet::new();
        for _ in 0..TASKS {
            let sibling: SiblingClient<_> = session.service_at(scene.site.sibling_url());
            let (turns, answered) = (Arc::clone(&turns), Arc::clone(&answered));
            tasks.spawn(async move {
                let _turn = turns.acquire().await.unwrap();
                let caller = sibling.who_am_i().await.unwrap().unwrap();
                assert_eq!(caller.username.as_deref(), Some(ANNA.username));
                answered.fetch_add(1, Ordering::Relaxed);
            });
        }
        Self { tasks, answered }
    }

    async fn end(self) {
        assert_eq!(self.tasks.join_all().await.len(), TASKS);
    }
}

pub(crate) async fn a_thousand_tasks_log_in_once(scene: &Scene) {
    Burst::start(scene, &scene.session(ANNA), TASKS).end().await;
    assert_eq!(scene.site.calls("Login").await, 1);
    assert!(scene.site.calls("HasSession").await <= 1);
    assert_eq!(scene.site.calls("WhoAmI").await, TASKS);
}

pub(crate) async fn a_session_killed_in_a_burst_costs_one_login_and_no_call(scene: &Scene) {
    // Few enough at a time that some are left when the session has been killed.
    let burst = Burst::start(scene, &scene.session(ANNA), 100);
    while burst.answered.load(Ordering::Relaxed) < TASKS / 4 {
        tokio::task::yield_now().await;
    }
    scene.site.end_sessions().await;
    burst.end().await;
    assert_eq!(scene.site.calls("Login").await, 2);
    assert!(scene.site.calls("WhoAmI").await > TASKS);
}
