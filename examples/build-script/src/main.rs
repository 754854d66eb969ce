//! Calls a service whose bindings are generated when this is built.

#[allow(dead_code)] // a program rarely calls every method
mod greeter {
    include!(concat!(env!("OUT_DIR"), "/greeter.rs"));
}

use sapo::transport::HttpTransport;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut api = greeter::GreeterClient::new(HttpTransport::new()?);
    if let Some(url) = std::env::args().nth(1) {
        api = api.with_endpoint(url);
    }
    println!("{}", api.greet("Ada".to_owned()).await?);
    Ok(())
}
