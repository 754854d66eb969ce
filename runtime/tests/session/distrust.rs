//! Stored records that are not trusted.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use sapo::session::{FileStore, MemoryStore, Record, Refusals, SessionStore};

use crate::fake::{Server, call, key};

/// A store with Anna's record.
struct Stored {
    folder: tempfile::TempDir,
    store: Arc<FileStore>,
}

impl Stored {
    async fn new(id: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(FileStore::new(folder.path().join("sessions")));
        let record = Record::of_session(id.into());
        store.save(&key("anna"), &record).await.unwrap();
        Self { folder, store }
    }

    fn directory(&self) -> PathBuf {
        self.folder.path().join("sessions")
    }

    fn file(&self, extension: &str) -> PathBuf {
        let name = key("anna").digest();
        self.directory().join(name).with_extension(extension)
    }

    async fn id(&self) -> Option<String> {
        let record = self.store.load(&key("anna")).await.unwrap();
        record.id.map(|id| id.expose().clone())
    }
}

/// Checks that a session in this store logs in, although the server knows the id that is stored.
async fn logs_in(store: Arc<dyn SessionStore>, case: &str) {
    let server = Server::new();
    {
        let mut state = server.state.lock().unwrap();
        state.sessions.insert("planted".to_owned(), "bo".to_owned());
    }
    let session = server.session_in("anna", server.environment().with_store(store));
    assert_eq!(session.known_id().await.unwrap(), None, "{case}");
    assert!(!session.is_alive().await.unwrap(), "{case}");
    assert_eq!(call(&session).await.unwrap(), "anna", "{case}");
    assert_eq!(server.count("login"), 1, "{case}");
    assert_eq!(
        server.last_cookie().as_deref(),
        Some("token=session-1"),
        "{case}"
    );
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{PermissionsExt, chown, symlink};
    use std::os::unix::net::UnixListener;
    use std::path::Path;
    use std::process::Command;

    use sapo::session::StoreError;

    use super::*;
    use crate::log::Log;

    /// A user other than root and the one who runs the tests.
    const ANOTHER: u32 = 54_321;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Gives a file away, if that is allowed.
    fn give_away(path: &Path) -> bool {
        let is_given = chown(path, Some(ANOTHER), None).is_ok();
        if !is_given {
            eprintln!("skipped: only root can give `{}` away", path.display());
        }
        is_given
    }

    fn make_pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[tokio::test]
    async fn a_file_that_others_can_have_put_there_is_replaced() {
        type Tamper = fn(&Path) -> bool;
        let cases: [(&str, Tamper); 6] = [
            ("readable", |file| {
                set_mode(file, 0o640);
                true
            }),
            ("writable", |file| {
                set_mode(file, 0o602);
                true
            }),
            ("another's", give_away),
            ("link", |file| {
                let elsewhere = file.with_extension("moved");
                fs::rename(file, &elsewhere).unwrap();
                symlink(elsewhere, file).unwrap();
                true
            }),
            ("pipe", |file| {
                fs::remove_file(file).unwrap();
                make_pipe(file);
                true
            }),
            ("socket", |file| {
                fs::remove_file(file).unwrap();
                // The record's own path may be too long for a socket's.
                let near = std::env::temp_dir().join(format!("sapo-{}", std::process::id()));
                UnixListener::bind(&near).unwrap();
                fs::rename(&near, file).is_ok()
            }),
        ];
        for (case, tamper) in cases {
            let stored = Stored::new("planted").await;
            assert_eq!(stored.id().await.as_deref(), Some("planted"), "{case}");
            if !tamper(&stored.file("json")) {
                continue;
            }
            assert_eq!(stored.id().await, None, "{case}");
            logs_in(stored.store.clone(), case).await;
            assert_eq!(stored.id().await.as_deref(), Some("session-1"), "{case}");
        }
    }

    #[tokio::test]
    async fn a_directory_in_place_of_a_file_is_no_session() {
        let stored = Stored::new("planted").await;
        fs::remove_file(stored.file("json")).unwrap();
        fs::create_dir(stored.file("json")).unwrap();
        logs_in(stored.store.clone(), "directory").await;
    }

    #[tokio::test]
    async fn a_directory_that_others_can_write_to_is_not_used() {
        for mode in [0o777, 0o1777, 0o770, 0o702] {
            let case = format!("{mode:o}");
            let stored = Stored::new("planted").await;
            set_mode(&stored.directory(), mode);
            logs_in(stored.store.clone(), &case).await;
            // Nothing was written to it.
            assert!(!stored.file("lock").exists(), "{case}");
            set_mode(&stored.directory(), 0o755);
            assert_eq!(stored.id().await.as_deref(), Some("planted"), "{case}");
        }
        let stored = Stored::new("planted").await;
        if give_away(&stored.directory()) {
            logs_in(stored.store.clone(), "another's").await;
            assert!(!stored.file("lock").exists());
        }
    }

    #[tokio::test]
    async fn a_lock_is_a_file_of_this_user() {
        let stored = Stored::new("id").await;
        let lock = stored.file("lock");
        let elsewhere = stored.folder.path().join("elsewhere");
        let refuses = async |expected: &str| {
            let error = stored.store.lock(&key("anna")).await.unwrap_err();
            let StoreError::Unusable { .. } = &error else {
                panic!("{error}");
            };
            assert!(error.to_string().contains(expected), "{error}");
            fs::remove_file(&lock).unwrap();
        };

        symlink(&elsewhere, &lock).unwrap();
        refuses("is not a regular file").await;
        assert!(!elsewhere.exists());
        make_pipe(&lock);
        refuses("is not a regular file").await;
        fs::write(&lock, "").unwrap();
        if give_away(&lock) {
            refuses("belongs to the user 54321").await;
        }
        let _lease = stored.store.lock(&key("anna")).await.unwrap();
    }

    #[tokio::test]
    async fn a_warning_says_why_and_says_it_once() {
        let log = Log::of_all_tests();
        let stored = Stored::new("very-secret").await;
        set_mode(&stored.file("json"), 0o644);
        for _ in 0..3 {
            assert_eq!(stored.id().await, None);
        }
        let reason = format!(
            "others may read or write the file `{}`",
            stored.file("json").display()
        );
        let text = log.text();
        assert_eq!(text.matches(&reason).count(), 1, "{text}");
        assert!(!text.contains("very-secret"));
    }
}

#[tokio::test]
async fn a_file_has_at_most_64_kib() {
    let stored = Stored::new("id").await;
    let mut text = fs::read_to_string(stored.file("json")).unwrap();
    for (size, expected) in [(64 << 10, Some("id")), ((64 << 10) + 1, None)] {
        text += &" ".repeat(size - text.len());
        fs::write(stored.file("json"), &text).unwrap();
        assert_eq!(stored.id().await.as_deref(), expected, "{size}");
    }
    // A sparse file takes no time to skip.
    let file = fs::OpenOptions::new()
        .write(true)
        .open(stored.file("json"))
        .unwrap();
    file.set_len(1 << 40).unwrap();
    assert_eq!(stored.id().await, None);
}

/// In any store, a user's own too.
#[tokio::test]
async fn an_id_that_no_cookie_can_carry_is_no_session() {
    let giant = "x".repeat(1 << 20);
    for id in ["", " ", "a\r\nX: y", "a; token=planted", "å", &giant] {
        let store = Arc::new(MemoryStore::default());
        let record = Record::of_session(id.into());
        store.save(&key("anna"), &record).await.unwrap();
        logs_in(store.clone(), &id[..id.len().min(20)]).await;
        let healed = store.load(&key("anna")).await.unwrap();
        assert_eq!(healed.id.unwrap().expose(), "session-1");

        let stored = Stored::new(id).await;
        logs_in(stored.store.clone(), &id[..id.len().min(20)]).await;
        assert_eq!(stored.id().await.as_deref(), Some("session-1"));
    }
}

#[tokio::test]
async fn a_wait_beyond_the_longest_back_off_is_not_kept() {
    for milliseconds in [1 << 63, u64::MAX] {
        let retry_at = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds));
        let refusals = Refusals {
            count: u32::MAX,
            retry_at,
        };
        let mut record = Record::of_session("planted".into());
        record.refusals = refusals;
        let memory = Arc::new(MemoryStore::default());
        memory.save(&key("anna"), &record).await.unwrap();
        logs_in(memory, "memory").await;

        let stored = Stored::new("id").await;
        stored.store.save(&key("anna"), &record).await.unwrap();
        logs_in(stored.store.clone(), "file").await;
    }
}
