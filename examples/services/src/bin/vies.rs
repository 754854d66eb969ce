//! Checks a VAT number by the VAT Information Exchange System of the European Union.
//!
//! `vies` alone checks a number of the test service against the response that it gives; nothing goes over the network.
//! `vies URL NUMBER` asks the service at the URL, such as
//! `https://ec.europa.eu/taxation_customs/vies/services/checkVatService`.

use std::env;
use std::error::Error;
use std::time::Duration;

use sapo::http::Response;
use sapo::transport::{HttpTransport, MemoryTransport, Transport};

#[allow(dead_code)]
mod vies {
    include!(concat!(env!("OUT_DIR"), "/vies.rs"));
}

use vies::{CheckVatResponse, CheckVatServiceClient};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let answer = match (arguments.next(), arguments.next()) {
        (Some(url), Some(number)) => {
            let api = CheckVatServiceClient::new(HttpTransport::new()?).with_endpoint(url);
            check(&api, &number).await?
        }
        _ => {
            let document = include_str!("../../messages/vies/check-vat-response.xml");
            let server = MemoryTransport::replay([Response::new(document.into())]);
            check(&CheckVatServiceClient::new(server), "NL100").await?
        }
    };

    let validity = if answer.valid { "valid" } else { "not valid" };
    println!("{}{}: {validity}", answer.country_code, answer.vat_number);
    if let Some(name) = answer.name.value() {
        println!("  name: {name}");
    }
    if let Some(address) = answer.address.value() {
        println!("  address: {address}");
    }
    Ok(())
}

/// Checks a number, which begins with the prefix of its member state.
async fn check(
    api: &CheckVatServiceClient<impl Transport>,
    number: &str,
) -> Result<CheckVatResponse, Box<dyn Error>> {
    let (country, number) = number
        .split_at_checked(2)
        .ok_or("a VAT number begins with two letters")?;
    // The service asks the member state, which may take its time.
    let call = api.check_vat(country.into(), number.into());
    match call.timeout(Duration::from_secs(200)).await {
        Ok(answer) => Ok(answer),
        // Its faults have no detail: the reason is one of a list of words.
        Err(sapo::Error::Fault(fault)) => Err(match fault.reason() {
            "INVALID_INPUT" => "the country is unknown, or the number is empty".into(),
            "MS_UNAVAILABLE" => "the member state doesn't respond; try again later".into(),
            _ => fault.into(),
        }),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn checks_a_number_as_documented() {
        let document = include_str!("../../messages/vies/check-vat-response.xml");
        let server = MemoryTransport::replay([Response::new(document.into())]);
        let api = CheckVatServiceClient::new(&server);

        let answer = check(&api, "NL100").await.unwrap();
        assert!(answer.valid);
        assert_eq!(answer.request_date.to_string(), "2017-03-20+01:00");
        assert_eq!(answer.name.value().as_deref(), Some("John Doe"));

        let request = include_str!("../../messages/vies/check-vat-request.xml");
        sapo_services::assert_sent(&server, &[("", request)]);
    }

    #[tokio::test]
    async fn explains_a_fault() {
        let document = include_str!("../../messages/vies/invalid-input-fault.xml");
        let server = MemoryTransport::replay([Response::new(document.into())]);
        let error = check(&CheckVatServiceClient::new(server), "XX").await;
        let error = error.unwrap_err().to_string();
        assert_eq!(error, "the country is unknown, or the number is empty");
    }
}
