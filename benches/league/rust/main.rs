//! The Rust programs of the league table (`cargo xtask league`): the three toolkits of Rust, and the
//! document and the server that all toolkits are measured with.
//!
//! `xtask/src/league/peer.rs` describes what each toolkit's program does.

mod document;
mod toolkits;

use std::path::Path;
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use std::{fs, io};

use nix::sys::resource::UsageWho;
use sapo::transport::HttpTransport;
use sapo_authenticate::authenticate::AuthenticateClient;
use sapo_authenticate::embedded::Embedded;
use sapo_benches::peers::cpu_time;
use sapo_benches::peers::generate::{quick_xml, schema_file, serde};
use tokio::runtime::{Builder, Runtime};
use xsd_parser::config::Schema;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["document", element, envelope] => document::write(element, envelope),
        ["same", element, written] => {
            if let Err(why) = document::same(element, written) {
                eprintln!("{why}");
                return ExitCode::FAILURE;
            }
        }
        ["serve"] => serve(),
        ["generate", "serde", wsdl, output] => generate(wsdl, output, serde),
        ["generate", "xsd-parser", wsdl, output] => generate(wsdl, output, quick_xml),
        ["sapo", "calls", url, seconds] => calls(url, number(seconds)),
        ["sapo", ref work @ ..] => toolkits::SAPO.run(work),
        ["serde", ref work @ ..] => toolkits::SERDE.run(work),
        ["xsd-parser", ref work @ ..] => toolkits::XSD_PARSER.run(work),
        _ => {
            eprintln!("cargo xtask league calls this program");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn number(argument: &str) -> f64 {
    argument.parse().expect("the argument is a number")
}

fn read(path: &str) -> String {
    fs::read_to_string(path).expect("the file can be read")
}

/// Repeats work for some seconds, and at least three times, and prints the seconds that each repetition takes by a
/// clock.
fn repeat(seconds: f64, clock: fn() -> Duration, mut work: impl FnMut()) {
    let end = wall_time() + Duration::from_secs_f64(seconds);
    let mut count = 0;
    while count < 3 || wall_time() < end {
        let begin = clock();
        work();
        println!("{}", (clock() - begin).as_secs_f64());
        count += 1;
    }
}

fn wall_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

fn processor_time() -> Duration {
    cpu_time(UsageWho::RUSAGE_SELF)
}

/// Serves Authenticate until standard input ends.
fn serve() {
    let runtime = Runtime::new().expect("threads can be started");
    let server = runtime.block_on(Embedded::start()).expect("a port is free");
    println!("{}", server.authenticate_url());
    io::copy(&mut io::stdin(), &mut io::sink()).expect("standard input can be read");
}

fn calls(url: &str, seconds: f64) {
    // As a program has it that does one thing after another.
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("the system has what it needs");
    let transport = HttpTransport::builder().no_proxy().build();
    let api = AuthenticateClient::new(transport.expect("TLS is there")).with_endpoint(url);
    repeat(seconds, wall_time, || {
        for _ in 0..100 {
            let session = runtime.block_on(api.has_session().into_future());
            assert!(!session.expect("the server responds"));
        }
    });
}

/// Writes what xsd-parser generates from the schema of a WSDL.
fn generate(wsdl: &str, output: &str, way: fn(Schema) -> String) {
    let folder = Path::new(output)
        .parent()
        .expect("the output is a file in a folder");
    let code = way(schema_file(&read(wsdl), folder));
    fs::write(output, code).expect("the output can be written");
}
