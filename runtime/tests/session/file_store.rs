//! Sessions in files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sapo::session::{FileStore, Record, SessionStore, StoreError};

use crate::fake::{Server, call, key};

fn files(directory: &Path, extension: &str) -> Vec<PathBuf> {
    fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect()
}

#[tokio::test]
async fn a_restart_keeps_the_session() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::new();
    for _ in 0..3 {
        let store = Arc::new(FileStore::new(directory.path().join("sessions")));
        let environment = server.environment().with_store(store);
        call(&server.session_in("anna", environment)).await.unwrap();
    }
    assert_eq!(server.count("login"), 1);
    assert_eq!(server.count("alive"), 2);
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path().join("a").join("b");
    let store = FileStore::new(&directory);
    let _lease = store.lock(&key("anna")).await.unwrap();
    store
        .save(&key("anna"), &Record::of_session("id".into()))
        .await
        .unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&directory), 0o700);
    assert_eq!(mode(directory.parent().unwrap()), 0o700);
    let (sessions, locks) = (files(&directory, "json"), files(&directory, "lock"));
    assert_eq!((sessions.len(), locks.len()), (1, 1));
    assert_eq!((mode(&sessions[0]), mode(&locks[0])), (0o600, 0o600));

    // One that others could have planted is not believed.
    fs::set_permissions(&sessions[0], fs::Permissions::from_mode(0o660)).unwrap();
    assert_eq!(store.load(&key("anna")).await.unwrap().id, None);
}

#[tokio::test]
async fn names_tell_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let store = FileStore::new(directory.path());
    store
        .save(&key("anna"), &Record::of_session("id".into()))
        .await
        .unwrap();
    for path in files(directory.path(), "json") {
        let text = format!("{} {}", path.display(), fs::read_to_string(&path).unwrap());
        assert!(!text.contains("anna"), "{text}");
    }
}

#[tokio::test]
async fn what_is_no_session_file_is_no_session() {
    let directory = tempfile::tempdir().unwrap();
    let store = FileStore::new(directory.path());
    assert_eq!(store.load(&key("anna")).await.unwrap().id, None);
    store
        .save(&key("anna"), &Record::of_session("id".into()))
        .await
        .unwrap();
    let path = &files(directory.path(), "json")[0];
    let good = fs::read_to_string(path).unwrap();

    // Another key's file under this key's name is another's session.
    store
        .save(&key("bo"), &Record::of_session("bo's".into()))
        .await
        .unwrap();
    let others = files(directory.path(), "json");
    let other = others.iter().find(|&other| other != path).unwrap();
    let of_another = fs::read(other).unwrap();
    for bad in [
        b"".as_slice(),
        b"{",
        b"null",
        b"\xff\xfe",
        &good.as_bytes()[..good.len() - 5],
        good.replace("\"version\":1", "\"version\":2").as_bytes(),
        &of_another,
    ] {
        fs::write(path, bad).unwrap();
        assert_eq!(store.load(&key("anna")).await.unwrap().id, None);
    }
    store
        .save(&key("anna"), &Record::of_session("id".into()))
        .await
        .unwrap();
    assert_eq!(fs::read_to_string(path).unwrap(), good);
    assert!(files(directory.path(), "tmp").is_empty());

    store.remove(&key("anna")).await.unwrap();
    store.remove(&key("anna")).await.unwrap();
    assert_eq!(store.load(&key("anna")).await.unwrap().id, None);
}

#[test]
fn readers_see_whole_files_while_others_write() {
    let directory = tempfile::tempdir().unwrap();
    let store = FileStore::new(directory.path());
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
    };
    runtime()
        .block_on(store.save(&key("anna"), &Record::of_session("x".repeat(10).into())))
        .unwrap();
    std::thread::scope(|scope| {
        for length in [10, 1000, 50_000] {
            let store = &store;
            scope.spawn(move || {
                for _ in 0..100 {
                    let id = "x".repeat(length).into();
                    runtime()
                        .block_on(store.save(&key("anna"), &Record::of_session(id)))
                        .unwrap();
                }
            });
        }
        for _ in 0..300 {
            let id = runtime().block_on(store.load(&key("anna"))).unwrap().id;
            let length = id.expect("a whole file").expose().len();
            assert!([10, 1000, 50_000].contains(&length));
        }
    });
}

#[tokio::test]
async fn the_lock_excludes_and_ends() {
    let directory = tempfile::tempdir().unwrap();
    let store = FileStore::new(directory.path()).with_patience(Duration::from_millis(60));
    let lease = store.lock(&key("anna")).await.unwrap();
    let other = FileStore::new(directory.path()).with_patience(Duration::from_millis(60));
    let error = other.lock(&key("anna")).await.unwrap_err();
    assert!(matches!(error, StoreError::Busy));
    // Another key is another lock.
    let _bo = other.lock(&key("bo")).await.unwrap();
    drop(lease);
    let _lease = other.lock(&key("anna")).await.unwrap();
}

#[tokio::test]
async fn a_directory_that_cannot_be_made_is_an_error() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let store = Arc::new(FileStore::new(file.path().join("sessions")));
    let server = Server::new();
    let session = server.session_in("anna", server.environment().with_store(store));
    let error = session.open().await.unwrap_err();
    assert!(matches!(error, sapo::session::SessionError::Store(_)));
    assert_eq!(server.count("login"), 0);
}
