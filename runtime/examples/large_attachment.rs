//! Sends a file beside a message and takes it back, and prints how much memory client and server took for that.
//!
//! `cargo run --release -p sapo --features attachments,server --example large_attachment [MEGABYTES]`

use std::error::Error;
use std::fs::File;

use sapo::gen1::{Content, Reader, Shape, Writer};
use sapo::server::{Host, Router, ServerCall, Service};
use sapo::soap::{Attachments, Operation, Port, ServiceDescription, Version};
use sapo::transport::HttpTransport;
use sapo::{Attachment, Client, Fault};

static ECHO: Operation<Echo, Echo> = Operation::new("Echo")
    .with_action("urn:echo")
    .with_request("urn:echo", "Echo")
    .with_response("urn:echo", "EchoResponse");

static SERVICE: ServiceDescription = ServiceDescription::new(
    "Echo",
    &[Port::new(Version::Soap11, "")],
    &[ECHO.description()],
);

#[derive(Debug)]
struct Echo {
    data: Attachment,
}

impl Content for Echo {
    const SHAPE: Shape = Shape::sequence("urn:echo").model("data");

    fn read(r: &mut Reader<'_>) -> Self {
        Self { data: r.one() }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.data);
    }
}

/// Answers with what it was sent.
struct EchoServer;

impl Service for EchoServer {
    const DESCRIPTION: &'static ServiceDescription = &SERVICE;

    async fn serve(&self, call: &mut ServerCall) -> Result<(), Fault> {
        let request: Echo = call.request()?;
        call.respond(&request)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let megabytes: u64 = std::env::args()
        .nth(1)
        .as_deref()
        .unwrap_or("1024")
        .parse()?;
    let length = megabytes << 20;
    let folder = std::env::temp_dir().join(format!("sapo-large-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let path = folder.join("out");
    File::create(&path)?.set_len(length)?;

    let how = Attachments::mtom().with_folder(&folder, 64 << 10);
    let router = Router::new()
        .service("/echo", EchoServer)
        .attachments(how.clone());
    let host = Host::bind("127.0.0.1:0").await?.serve(router);

    let transport = HttpTransport::builder().no_proxy().build()?;
    let client = Client::new(&SERVICE, transport)
        .with_endpoint(host.url("/echo"))
        .with_attachments(how);
    let request = Echo {
        data: Attachment::file(&path)?,
    };
    let response = client.call(&ECHO, &request).await?;
    println!("sent {length} bytes, received {}", response.data.len());
    drop(response);
    std::fs::remove_dir_all(&folder)?;
    // Linux alone tells.
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find(|line| line.starts_with("VmHWM"));
        println!("{}", peak.unwrap_or("VmHWM: unknown"));
    }
    Ok(())
}
