//! What a user does with Authenticate, end to end over real HTTP: the same for the embedded server and for ASP.NET's.

#[allow(
    unreachable_pub,
    reason = "it is public in the package of the other servers' tests"
)]
#[path = "../interop/src/address.rs"]
mod address;
pub(crate) mod burst;
pub(crate) mod identities;
pub(crate) mod operations;
pub(crate) mod refusals;
pub(crate) mod renewal;
mod site;

use sapo_authenticate::embedded::{APPLICATION, User};
use sapo_authenticate::{Session, SessionBuilder, Version};

pub(crate) use self::address::address;
pub(crate) use self::site::Site;

/// A site and the version of SOAP to speak with it.
pub(crate) struct Scene {
    pub(crate) site: Site,
    pub(crate) version: Version,
}

impl Scene {
    fn builder(&self, user: User) -> SessionBuilder {
        Session::builder(APPLICATION, user.username, user.password)
            .endpoint(self.site.authenticate_url())
            .version(self.version)
    }

    fn session(&self, user: User) -> Session {
        self.builder(user).build().unwrap()
    }
}

/// Makes tests of all scenarios, in both versions of SOAP. `$site` gives the site, or none where they are skipped.
macro_rules! tests_at {
    ($site:path) => {
        mod soap11 {
            crate::suite::tests_in_version!($site, Soap11);
        }
        mod soap12 {
            crate::suite::tests_in_version!($site, Soap12);
        }
    };
}

macro_rules! tests_in_version {
    ($site:path, $version:ident) => {
        crate::suite::tests_in_version! { $site, $version:
            burst::a_thousand_tasks_log_in_once
            burst::a_session_killed_in_a_burst_costs_one_login_and_no_call
            identities::all_that_the_server_tells_arrives
            identities::one_is_chosen_and_switched_to
            identities::the_sibling_sees_the_identity_that_was_switched_to
            identities::a_session_starts_as_the_wanted_identity
            identities::a_user_may_have_none
            operations::every_operation_works
            operations::requests_keep_to_the_published_samples
            operations::a_token_opens_a_session
            operations::values_come_back_as_they_went
            operations::what_needs_escaping_arrives
            refusals::a_wrong_password_is_a_typed_error_and_not_repeated
            refusals::a_blocked_identity_names_the_way_out
            refusals::a_quarantine_is_a_typed_error_with_its_time
            refusals::a_call_without_a_session_is_a_fault
            renewal::a_session_that_ends_is_renewed
            renewal::the_identity_is_restored
            renewal::an_identity_that_is_gone_is_an_error
            renewal::an_idle_session_is_asked_about
            renewal::a_stored_session_outlives_its_object
        }
    };
    ($site:path, $version:ident: $($module:ident::$name:ident)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $name() {
                if let Some(site) = $site().await {
                    let version = sapo_authenticate::Version::$version;
                    crate::suite::$module::$name(&crate::suite::Scene { site, version }).await;
                }
            }
        )*
    };
}

pub(crate) use {tests_at, tests_in_version};
