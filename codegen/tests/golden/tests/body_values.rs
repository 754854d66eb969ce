//! Default and fixed values of elements that are whole messages.

use sapo::Service as _;
use sapo::transport::MemoryTransport;
use sapo::xml::Reading;
use sapo::{Client, Error};
use sapo_golden::body_values::{AGREE, ASK, ForecastClient, LOCATE, Version};
use sapo_golden::response;

fn client(reading: Reading) -> Client<MemoryTransport> {
    let service = ForecastClient::<MemoryTransport>::DESCRIPTION;
    Client::new(service, MemoryTransport::replay([])).with_reading(reading)
}

#[test]
fn an_empty_element_has_the_default() {
    for reading in [Reading::Default, Reading::Strict] {
        let ask = |body| client(reading).response(&ASK, response(body));
        let weather = ask(r#"<Weather xmlns="urn:body-values"/>"#).unwrap();
        assert_eq!(weather.into_body().value, "sun");
        let weather = ask(r#"<Weather xmlns="urn:body-values">rain</Weather>"#).unwrap();
        assert_eq!(weather.into_body().value, "rain");
        let body = response(r#"<Place xmlns="urn:body-values" lang="en"/>"#);
        let place = client(reading).response(&LOCATE, body).unwrap();
        assert_eq!(place.into_body().value, "here");
    }
}

#[test]
fn no_other_value_than_the_fixed_one_is_there() {
    let agree = |reading, body| {
        let kind = client(reading).response(&AGREE, response(body))?;
        Ok::<_, Error>(kind.into_body().value)
    };
    let daily = Some("daily".to_owned());
    for reading in [Reading::Default, Reading::Strict] {
        for body in [
            r#"<Kind xmlns="urn:body-values"/>"#,
            r#"<Kind xmlns="urn:body-values">daily</Kind>"#,
        ] {
            assert_eq!(agree(reading, body).unwrap(), daily);
        }
    }
    let weekly = r#"<Kind xmlns="urn:body-values">weekly</Kind>"#;
    assert_eq!(
        agree(Reading::Default, weekly).unwrap(),
        Some("weekly".to_owned())
    );
    agree(Reading::Strict, weekly).unwrap_err();

    let client = client(Reading::Default);
    let built = |value: &str| {
        let value = value.parse().unwrap();
        client.call(&AGREE, &Version { value }).request()
    };
    let request = built("1.5").unwrap();
    let body = std::str::from_utf8(request.body()).unwrap();
    assert!(body.contains(">1.5</Version>"), "{body}");
    let error = built("2").unwrap_err().to_string();
    assert!(error.contains("1.50"), "{error}");
}
