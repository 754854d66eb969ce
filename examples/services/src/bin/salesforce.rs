//! Logs in to Salesforce, finds accounts, and creates a contact of one and a new account.
//!
//! `salesforce` alone reads the responses that Salesforce documents; nothing goes over the network. `salesforce URL`
//! does it in the organization of a user (`SALESFORCE_USERNAME`, `SALESFORCE_PASSWORD`, which ends in the security
//! token) at the URL, such as `https://login.salesforce.com/services/Soap/u/62.0`. It leaves two records there.

use std::env;
use std::error::Error;

use sapo::http::Response;
use sapo::transport::{HttpTransport, MemoryTransport, Transport};
use sapo::xml::Any;

#[allow(dead_code)]
mod salesforce {
    include!(concat!(env!("OUT_DIR"), "/salesforce.rs"));
}

use salesforce::sobject::SObject;
use salesforce::{LoginFault, SaveResult, SessionHeader, SforceServiceClient};

/// The namespace of the fields of a record.
const FIELDS: &str = "urn:sobject.partner.soap.sforce.com";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    match env::args().nth(1) {
        Some(url) => {
            let api = SforceServiceClient::new(HttpTransport::new()?).with_endpoint(url);
            let username = env::var("SALESFORCE_USERNAME")?;
            let password = env::var("SALESFORCE_PASSWORD")?;
            run(log_in(api, &username, &password).await?).await
        }
        None => {
            let api = SforceServiceClient::new(documented());
            run(log_in(api, "user@domain.com", "secret").await?).await
        }
    }
}

async fn run(api: SforceServiceClient<impl Transport>) -> Result<(), Box<dyn Error>> {
    let accounts = accounts(&api).await?;
    for account in &accounts {
        println!(
            "{}, {}",
            field(account, "Name"),
            field(account, "BillingStreet")
        );
    }
    let id = accounts.first().and_then(|account| account.id.as_deref());
    let account = id.ok_or("there is no account")?;
    for result in create(&api, account).await? {
        match result.id {
            Some(id) => println!("created {id}"),
            None => {
                for error in result.errors {
                    println!("not created: {} ({})", error.message, error.status_code);
                }
            }
        }
    }
    Ok(())
}

/// Starts a session; the client that it returns calls the server of the user's organization in it.
async fn log_in<T: Transport>(
    api: SforceServiceClient<T>,
    username: &str,
    password: &str,
) -> Result<SforceServiceClient<T>, Box<dyn Error>> {
    let login = match api.login(username.into(), password).await {
        Ok(login) => login,
        Err(error) => {
            return Err(match error.fault_as() {
                Some(LoginFault::LoginFault(fault)) => fault.exception_message.into(),
                None => error.into(),
            });
        }
    };
    let (Some(server_url), Some(session_id)) = (login.server_url, login.session_id) else {
        return Err("the password has expired".into());
    };
    Ok(api
        .with_endpoint(server_url)
        .with_session_header(SessionHeader { session_id }))
}

/// Finds the accounts with an "a" in their names.
async fn accounts(api: &SforceServiceClient<impl Transport>) -> sapo::Result<Vec<SObject>> {
    let query = "SELECT Id, Name, BillingStreet FROM Account WHERE Name LIKE '%a%'";
    let found = api.query(query.into()).await?;
    Ok(found.records.into_iter().flatten().collect())
}

/// Creates a contact of an account, and a new account.
async fn create(
    api: &SforceServiceClient<impl Transport>,
    account: &str,
) -> sapo::Result<Vec<SaveResult>> {
    let contact = SObject {
        r#type: "Contact".into(),
        any: vec![
            Any::element(FIELDS, "AccountId", account)?,
            Any::element(FIELDS, "FirstName", "Jane")?,
            Any::element(FIELDS, "LastName", "Doe")?,
        ],
        ..Default::default()
    };
    let account = SObject {
        r#type: "Account".into(),
        any: vec![Any::element(FIELDS, "Name", "Acme Rockets, Inc.")?],
        ..Default::default()
    };
    api.create(vec![contact, account]).await
}

/// The text of a field, empty if there is none.
fn field(record: &SObject, name: &str) -> String {
    let field = record.any.iter().find(|field| field.name() == name);
    field.map(Any::text).unwrap_or_default()
}

/// A server that gives the documented responses.
fn documented() -> MemoryTransport {
    let documents = [
        include_str!("../../messages/salesforce/login-response.xml"),
        include_str!("../../messages/salesforce/query-response.xml"),
        include_str!("../../messages/salesforce/create-response.xml"),
    ];
    MemoryTransport::replay(documents.map(|document| Response::new(document.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn works_in_a_session_as_documented() {
        let server = documented();
        let api = SforceServiceClient::new(&server);
        let api = log_in(api, "user@domain.com", "secret").await.unwrap();
        assert!(!format!("{api:?}").contains("QwWsHJyTPW"));

        let accounts = accounts(&api).await.unwrap();
        let names = accounts.iter().map(|account| field(account, "Name"));
        assert_eq!(
            names.collect::<Vec<_>>(),
            ["salesforce.com", "Acme Rocket Supply, Inc.", "Global Media"]
        );
        assert_eq!(accounts[1].id.as_deref(), Some("001D000000HRzKDIA1"));

        let results = create(&api, "001D000000HRzKD").await.unwrap();
        assert!(results.iter().all(|result| result.success));
        assert_eq!(results[0].id.as_deref(), Some("003D000000OY9omIAD"));

        let hosts = server
            .requests()
            .into_iter()
            .map(|request| request.uri().host().map(str::to_owned));
        let hosts: Vec<_> = hosts.flatten().collect();
        assert_eq!(
            hosts,
            [
                "login.salesforce.com",
                "na1.salesforce.com",
                "na1.salesforce.com"
            ]
        );
        let requests = [
            include_str!("../../messages/salesforce/login-request.xml"),
            include_str!("../../messages/salesforce/query-request.xml"),
            include_str!("../../messages/salesforce/create-request.xml"),
        ];
        sapo_services::assert_sent(&server, &requests.map(|request| ("", request)));
    }

    #[tokio::test]
    async fn says_why_it_was_refused() {
        let document = include_str!("../../messages/salesforce/login-fault.xml");
        let server = MemoryTransport::replay([Response::new(document.into())]);
        let api = SforceServiceClient::new(server);
        let error = log_in(api, "user@domain.com", "wrong").await.unwrap_err();
        assert!(error.to_string().starts_with("Invalid username, password"));
    }
}
