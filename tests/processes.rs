//! Several processes that share a file store log in once.

use std::env;
use std::process::Stdio;
use std::time::Duration;

use sapo_authenticate::embedded::sibling::SiblingClient;
use sapo_authenticate::embedded::{ANNA, APPLICATION, Embedded};
use sapo_authenticate::{FileStore, Session};
use tokio::process::Command;
use tokio::task::JoinSet;

const PROCESSES: usize = 4;
const CALLS: usize = 25;

const AUTHENTICATE: &str = "SAPO_TEST_AUTHENTICATE";
const SIBLING: &str = "SAPO_TEST_SIBLING";
const STORE: &str = "SAPO_TEST_STORE";

#[tokio::test(flavor = "multi_thread")]
async fn processes_log_in_once() {
    let server = Embedded::start().await.unwrap();
    // Slow enough that all of them find no session at first.
    server.delay(Duration::from_millis(100));
    let directory = tempfile::tempdir().unwrap();
    let mut processes = JoinSet::new();
    for _ in 0..PROCESSES {
        let mut process = Command::new(env::current_exe().unwrap());
        process
            .args(["--exact", "one_of_them", "--ignored", "--nocapture"])
            .env(AUTHENTICATE, server.authenticate_url())
            .env(SIBLING, server.sibling_url())
            .env(STORE, directory.path())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        processes.spawn(async move { process.output().await.unwrap() });
    }
    for output in processes.join_all().await {
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{text}");
    }
    assert_eq!(server.calls("WhoAmI"), PROCESSES * CALLS);
    assert_eq!(server.calls("Login"), 1);
}

/// What each process does. It is no test by itself.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by processes_log_in_once"]
async fn one_of_them() {
    let Ok(store) = env::var(STORE) else { return };
    let session = Session::builder(APPLICATION, ANNA.username, ANNA.password)
        .endpoint(env::var(AUTHENTICATE).unwrap())
        .store(FileStore::new(store))
        .build()
        .unwrap();
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let sibling: SiblingClient<_> = session.service_at(env::var(SIBLING).unwrap());
        calls.spawn(async move { sibling.who_am_i().await.unwrap() });
    }
    calls.join_all().await;
}
