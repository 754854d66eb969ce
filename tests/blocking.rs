//! A session in a program that is not asynchronous.

use sapo_authenticate::embedded::sibling::SiblingClient;
use sapo_authenticate::embedded::{ANNA, APPLICATION, Embedded};
use sapo_authenticate::{Blocking, Session};

#[test]
fn a_session_is_waited_for() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let server = runtime.block_on(Embedded::start()).unwrap();
    let session = Session::builder(APPLICATION, ANNA.username, ANNA.password)
        .endpoint(server.authenticate_url())
        .build()
        .unwrap();
    let session = Blocking::new(session).unwrap();

    let threads: Vec<_> = (0..4)
        .map(|_| {
            let session = session.clone();
            std::thread::spawn(move || session.call(|session| session.identities()).unwrap())
        })
        .collect();
    for thread in threads {
        assert!(!thread.join().unwrap().is_empty());
    }
    assert_eq!(server.calls("Login"), 1);

    let sibling: SiblingClient<_> = session.client().service_at(server.sibling_url());
    let caller = session.call(|_| sibling.who_am_i()).unwrap().unwrap();
    assert_eq!(caller.username.as_deref(), Some(ANNA.username));
}
