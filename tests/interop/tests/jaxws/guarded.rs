//! WS-Security: what we send, checked by Java after the standard's text.

use std::time::Duration;

use sapo::soap::security::{NAMESPACE, Security};
use sapo::transport::HttpTransport;
use sapo::{FaultCode, QName, Service};
use sapo_authenticate::embedded::EVA;
use sapo_interop::jaxws::guarded::GuardedClient;

const PASSWORD: &str = EVA.password;

fn secured(security: Security) -> Vec<GuardedClient<HttpTransport>> {
    let clients = crate::clients::<GuardedClient<_>>("guarded").into_iter();
    let secured =
        |api: GuardedClient<_>| api.configured(|client| client.with_interceptor(security.clone()));
    clients.map(secured).collect()
}

#[tokio::test]
async fn user_names_are_known_by_their_passwords() {
    let security = Security::new;
    let password = || PASSWORD.to_owned();
    let five_minutes = Duration::from_secs(300);
    for (security, seen) in [
        (
            security().with_password_text("eva", password()),
            "eva PasswordText",
        ),
        (
            security().with_password_text_and_nonce("eva", password()),
            "eva PasswordText nonce",
        ),
        (
            security().with_password_digest("eva", password()),
            "eva PasswordDigest nonce",
        ),
        (
            security()
                .with_password_digest("eva", password())
                .with_timestamp(five_minutes),
            "eva PasswordDigest nonce for 300",
        ),
        (
            security()
                .with_password_text("eva", password())
                .with_timestamp(five_minutes)
                .with_must_understand(false),
            "eva PasswordText for 300",
        ),
    ] {
        for api in secured(security) {
            // Each message has a nonce of its own, as none is good twice.
            for _ in 0..3 {
                assert_eq!(api.who_am_i().await.unwrap().as_deref(), Some(seen));
            }
        }
    }
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let security = Security::new;
    for (security, refusal) in [
        (
            security().with_password_digest("eva", "wrong".to_owned()),
            "FailedAuthentication",
        ),
        (
            security().with_password_text("eva", "wrong".to_owned()),
            "FailedAuthentication",
        ),
        (
            security().with_timestamp(Duration::from_secs(300)),
            "InvalidSecurityToken",
        ),
        (
            security()
                .with_password_digest("eva", PASSWORD.to_owned())
                .with_timestamp(Duration::ZERO),
            "MessageExpired",
        ),
    ] {
        for api in secured(security) {
            let error = api.who_am_i().await.unwrap_err();
            let fault = error.fault().unwrap_or_else(|| panic!("{error:?}"));
            let code = QName::new(NAMESPACE, refusal);
            let is_named =
                fault.subcodes().contains(&code) || *fault.code() == FaultCode::Other(code);
            assert!(is_named, "{fault:?}");
        }
    }
}
