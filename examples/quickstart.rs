//! Logs in, lists the identities, switches to another, and calls a sibling service with the same session.
//!
//! It starts a server of its own, unless the environment names one:
//!
//! - `AUTHENTICATE_URL`, `APPLICATION_ID`, `AUTH_USERNAME`, `AUTH_PASSWORD`: where to log in, and as whom
//! - `IDENTITY_ID`: the identity to switch to; without it there is no switch
//! - `SIBLING_URL`: a service that answers `WhoAmI`; without it there is no call

use std::env;
use std::error::Error;
use std::process::ExitCode;

use http::Uri;
use sapo_authenticate::authenticate::Identity;
use sapo_authenticate::embedded::sibling::SiblingClient;
use sapo_authenticate::embedded::{ANNA, APPLICATION, Embedded};
use sapo_authenticate::{Session, Uuid};

/// What to do, and where.
struct Plan {
    session: Session,
    switch_to: Target,
    sibling_url: Option<String>,
    /// Kept until the end, where there is one: dropped, it stops.
    _server: Option<Embedded>,
}

enum Target {
    Nobody,
    /// The first identity that is neither current nor blocked.
    Another,
    Id(Uuid),
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let plan = match env::var("AUTHENTICATE_URL") {
        Ok(url) => plan_for(url)?,
        Err(_) => plan_with_server().await?,
    };
    let session = plan.session;

    session.log_in().await?;
    println!("Logged in.");

    let identities = session.identities().await?;
    println!("Identities:");
    for identity in &identities {
        println!("  {} {}", identity.id, client_name(identity));
    }
    match session.identity().await? {
        Some(current) => println!("Current: {} {}", current.id, client_name(&current)),
        None => println!("Current: none"),
    }

    let target = match plan.switch_to {
        Target::Nobody => None,
        Target::Id(id) => Some(id),
        Target::Another => identities
            .iter()
            .find(|identity| !identity.is_current && identity.is_disabled != Some(true))
            .map(|identity| identity.id),
    };
    let session = match target {
        Some(id) => {
            let switched = session.switch(id).await?;
            match switched.identity().await? {
                Some(current) => println!("Switched to: {} {}", current.id, client_name(&current)),
                None => println!("Switched to: none"),
            }
            switched
        }
        None => {
            println!("Skipped the switch: IDENTITY_ID is not set.");
            session
        }
    };

    match plan.sibling_url {
        Some(url) => {
            let sibling: SiblingClient<_> = session.service_at(url);
            match sibling.who_am_i().await {
                Ok(Some(caller)) => println!(
                    "The sibling service sees: {} as {} {}",
                    caller.username.as_deref().unwrap_or("-"),
                    caller.identity_id,
                    caller.client_name.as_deref().unwrap_or("-"),
                ),
                Ok(None) => println!("The sibling service sees nobody."),
                Err(error @ sapo::Error::Transport(_)) => return Err(error.into()),
                // It may know another operation than this one.
                Err(error) => println!("The sibling service answered: {error}"),
            }
        }
        None => println!("Skipped the sibling service: SIBLING_URL is not set."),
    }
    Ok(())
}

/// With a server in this process: everything is done.
async fn plan_with_server() -> Result<Plan, Box<dyn Error>> {
    let server = Embedded::start().await?;
    println!("Started a server at {}.", server.authenticate_url());
    Ok(Plan {
        session: Session::builder(APPLICATION, ANNA.username, ANNA.password)
            .endpoint(server.authenticate_url())
            .build()?,
        switch_to: Target::Another,
        sibling_url: Some(server.sibling_url()),
        _server: Some(server),
    })
}

/// With the server that the environment names: what it also names is done.
fn plan_for(url: String) -> Result<Plan, Box<dyn Error>> {
    let needed = |name: &str| env::var(name).map_err(|error| format!("{name}: {error}"));
    let mut builder = Session::builder(
        needed("APPLICATION_ID")?.parse()?,
        needed("AUTH_USERNAME")?,
        needed("AUTH_PASSWORD")?,
    )
    .endpoint(url);
    let sibling_url = env::var("SIBLING_URL").ok();
    if let Some(url) = &sibling_url {
        // Who names a service here wants it to have the session.
        builder = builder.trust(url.parse::<Uri>()?.host().unwrap_or_default());
    }
    Ok(Plan {
        session: builder.build()?,
        switch_to: match env::var("IDENTITY_ID") {
            Ok(id) => Target::Id(id.parse()?),
            Err(_) => Target::Nobody,
        },
        sibling_url,
        _server: None,
    })
}

fn client_name(identity: &Identity) -> &str {
    identity
        .client
        .as_ref()
        .and_then(|client| client.name.as_deref())
        .unwrap_or("-")
}
