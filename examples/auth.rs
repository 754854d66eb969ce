//! Logs in to a site's `auth` service, checks the token, reads who the user is, and destroys the token.
//!
//! It starts a site of its own, unless the environment names one: `AUTH_SERVICE_URL`, with `AUTH_USERNAME` and
//! `AUTH_PASSWORD`; `AUTH_FORM_ID` chooses the log-in form where the site has several.

use std::env;
use std::error::Error;
use std::process::ExitCode;

use sapo_authenticate::AuthSession;
use sapo_authenticate::auth::Identity;
use sapo_authenticate::embedded::{EVA, EmbeddedAuth};

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
    // Kept until the end, where there is one: dropped, it stops.
    let mut _site = None;
    let builder = match env::var("AUTH_SERVICE_URL") {
        Ok(url) => {
            let needed = |name: &str| env::var(name).map_err(|error| format!("{name}: {error}"));
            AuthSession::builder_at(url, needed("AUTH_USERNAME")?, needed("AUTH_PASSWORD")?)
        }
        Err(_) => {
            let site = _site.insert(EmbeddedAuth::start().await?);
            println!("Started a site at {}.", site.auth_url());
            AuthSession::builder_at(site.auth_url(), EVA.username, EVA.password)
        }
    };
    let session = match env::var("AUTH_FORM_ID") {
        Ok(id) => builder.form(id.parse()?).build()?,
        Err(_) => builder.build()?,
    };

    session.log_in().await?;
    println!("Logged in.");
    println!("The token is {}.", valid(session.has_session().await?));
    match session.identity().await? {
        Some(identity) => print(&identity),
        None => println!("The service knows nobody by this token."),
    }
    match session.destroy().await? {
        true => println!("Destroyed the token."),
        false => println!("There was no token to destroy."),
    }
    println!("The token is {}.", valid(session.has_session().await?));
    Ok(())
}

fn valid(is_valid: bool) -> &'static str {
    if is_valid { "valid" } else { "not valid" }
}

fn print(identity: &Identity) {
    let or_none = |text: &Option<String>| text.as_deref().unwrap_or("-").to_owned();
    println!("Identity: {} {}", identity.id, or_none(&identity.username));
    println!("  e-mail: {}", or_none(&identity.email));
    for group in identity.groups.iter().flatten().flatten() {
        println!("  group: {group}");
    }
    for attribute in identity.attributes.iter().flatten().flatten() {
        let value = attribute.value.as_ref().map(|value| value.text());
        println!("  {}: {}", attribute.name, or_none(&value));
    }
    if let Some(time) = &identity.last_login {
        println!("  last log-in: {time}");
    }
}
