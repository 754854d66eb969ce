//! The server's limits.

use std::num::NonZeroU32;
use std::time::Duration;

use sapo::session::{Clock, Quota, SessionError};

use crate::fake::{Server, call};

#[tokio::test]
async fn a_quarantine_is_told_and_kept() {
    let server = Server::new();
    let session = server.session("anna");
    call(&session).await.unwrap();
    let end = server.clock.now() + Duration::from_secs(90);
    server.state.lock().unwrap().quarantine = Some(end);

    for _ in 0..5 {
        let error = call(&session).await.unwrap_err();
        let Some(SessionError::Quarantined(quarantine)) = SessionError::of(&error) else {
            panic!("{error}");
        };
        assert_eq!(quarantine.ends_at, Some(end));
        assert_eq!(quarantine.exceeded_by, Some(3));
        assert_eq!(
            error.to_string(),
            "the server blocks requests until 2027-01-15T08:01:30Z: too many"
        );
    }
    // Only the first of them reached the server.
    assert_eq!(server.count("call"), 2);
    server.clock.advance(Duration::from_secs(90));
    call(&session).await.unwrap();
    assert_eq!(server.count("login"), 1);
}

#[tokio::test]
async fn a_quarantine_met_at_login_is_not_a_refused_login() {
    let server = Server::new();
    let session = server.session("anna");
    let end = server.clock.now() + Duration::from_secs(90);
    server.state.lock().unwrap().quarantine = Some(end);
    let error = session.open().await.unwrap_err();
    assert!(matches!(error, SessionError::Quarantined(_)), "{error}");
    server.clock.advance(Duration::from_secs(90));
    session.open().await.unwrap();
}

#[tokio::test]
async fn no_hour_sees_more_requests_than_allowed() {
    let server = Server::new();
    let quota = Quota::paced(NonZeroU32::new(10).unwrap());
    let session = server.session_in("anna", server.environment().with_quota(quota));
    let began = server.clock.now();
    // The login and the look at who it is are requests, too.
    for _ in 0..8 {
        call(&session).await.unwrap();
    }
    assert_eq!(server.clock.now(), began);
    call(&session).await.unwrap();
    assert_eq!(
        server.clock.now().duration_since(began).unwrap(),
        Duration::from_secs(3600)
    );
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_an_error() {
    let server = Server::new();
    let quota =
        Quota::paced(NonZeroU32::new(3).unwrap()).with_longest_wait(Duration::from_secs(60));
    let session = server.session_in("anna", server.environment().with_quota(quota));
    call(&session).await.unwrap();
    let error = call(&session).await.unwrap_err();
    assert!(matches!(
        SessionError::of(&error),
        Some(SessionError::Exhausted { .. })
    ));
    assert_eq!(server.count("call"), 1);
}

#[tokio::test]
async fn what_the_server_announces_is_waited_for() {
    let server = Server::new();
    let reset = server.clock.now() + Duration::from_secs(300);
    server.state.lock().unwrap().allowance = Some((0, reset));
    let unpaced = server.session("anna");
    call(&unpaced).await.unwrap();
    let allowance = unpaced.quota().allowance().unwrap();
    assert_eq!((allowance.remaining, allowance.resets_at), (0, Some(reset)));
    assert!(server.clock.now() < reset);

    let quota = Quota::paced(NonZeroU32::new(1000).unwrap());
    let paced = server.session_in("anna", server.environment().with_quota(quota));
    call(&paced).await.unwrap();
    assert_eq!(server.clock.now(), reset);
}

const YEARS: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

#[tokio::test]
async fn a_quarantine_blocks_requests_for_a_day_at_most() {
    let server = Server::new();
    let session = server.session("anna");
    let end = server.clock.now() + YEARS;
    server.state.lock().unwrap().quarantine = Some(end);
    let error = session.open().await.unwrap_err();
    let SessionError::Quarantined(quarantine) = &error else {
        panic!("{error}");
    };
    assert_eq!(quarantine.ends_at, Some(end));
    server.state.lock().unwrap().quarantine = None;
    server.clock.advance(Duration::from_secs(24 * 60 * 60 - 1));
    session.open().await.unwrap_err();
    server.clock.advance(Duration::from_secs(1));
    session.open().await.unwrap();
}

#[tokio::test]
async fn limits_do_not_outlast_a_clock_that_was_ahead() {
    let server = Server::new();
    server.clock.advance(YEARS);
    let quota = Quota::paced(NonZeroU32::new(3).unwrap());
    let session = server.session_in("anna", server.environment().with_quota(quota));
    call(&session).await.unwrap();
    server.clock.set_back(YEARS);
    // The hour's three requests are used up, but by no hour of this clock.
    let began = server.clock.now();
    call(&session).await.unwrap();
    assert_eq!(server.clock.now(), began);

    // A quarantine that ends in a few minutes, until the clock is set back.
    server.clock.advance(YEARS);
    let end = server.clock.now() + Duration::from_secs(300);
    server.state.lock().unwrap().quarantine = Some(end);
    call(&session).await.unwrap_err();
    server.state.lock().unwrap().quarantine = None;
    server.clock.set_back(YEARS);
    call(&session).await.unwrap();
}

#[tokio::test]
async fn an_announcement_of_years_is_not_waited_for() {
    let server = Server::new();
    let began = server.clock.now();
    server.state.lock().unwrap().allowance = Some((0, began + YEARS));
    let quota = Quota::paced(NonZeroU32::new(1000).unwrap());
    let session = server.session_in("anna", server.environment().with_quota(quota));
    call(&session).await.unwrap();
    assert_eq!(server.clock.now(), began);
}
