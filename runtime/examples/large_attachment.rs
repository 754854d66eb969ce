//! Sends a file beside a message and takes as much back, and prints how much memory that took.
//!
//! `cargo run --release -p sapo --features attachments --example large_attachment [MEGABYTES]`

use std::error::Error;
use std::fs::File;

use sapo::gen1::{Content, Field, Reader, Shape, Writer};
use sapo::soap::{Attachments, Operation, Port, ServiceDescription, Version};
use sapo::transport::HttpTransport;
use sapo::{Attachment, Client};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

static ECHO: Operation = Operation::new("Echo")
    .with_action("urn:echo")
    .with_request("urn:echo", "Echo")
    .with_response("urn:echo", "EchoResponse");

static SERVICE: ServiceDescription =
    ServiceDescription::new("Echo", &[Port::new(Version::Soap11, "")], &[&ECHO]);

#[derive(Debug)]
struct Echo {
    data: Attachment,
}

impl Content for Echo {
    const SHAPE: &'static Shape = &Shape::sequence("urn:echo", &[Field::one("data")]);

    fn read(r: &mut Reader<'_>) -> Result<Self, sapo::xml::Error> {
        Ok(Self { data: r.one()? })
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.data);
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

    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        if let Ok((stream, _)) = listener.accept().await
            && let Err(error) = serve(stream, length).await
        {
            eprintln!("{error}");
        }
    });

    let transport = HttpTransport::builder().no_proxy().build()?;
    let client = Client::new(&SERVICE, transport)
        .with_endpoint(format!("http://{address}/echo"))
        .with_attachments(Attachments::mtom().with_folder(&folder, 64 << 10));
    let request = Echo {
        data: Attachment::file(&path)?,
    };
    let response = client.call::<_, Echo>(&ECHO, &request).await?;
    println!(
        "sent {length} bytes, received {}",
        response.body().data.len()
    );
    drop(response);
    std::fs::remove_dir_all(&folder)?;
    // Linux alone tells.
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find(|line| line.starts_with("VmHWM"));
        println!("{}", peak.unwrap_or("VmHWM: unknown"));
    }
    Ok(())
}

/// Reads a request through and answers with an attachment of its own.
async fn serve(mut stream: TcpStream, length: u64) -> Result<(), Box<dyn Error>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8(head)?.to_ascii_lowercase();
    let field = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let mut left: u64 = field.ok_or("no length")?.trim().parse()?;
    let mut piece = vec![0; 64 << 10];
    while left > 0 {
        left -= stream.read(&mut piece).await? as u64;
    }

    let first = "--b\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\n\r\n\
        <e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><EchoResponse xmlns=\"urn:echo\"><data>\
        <Include xmlns=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:a\"/></data></EchoResponse></e:Body></e:Envelope>\
        \r\n--b\r\nContent-ID: <a>\r\n\r\n";
    let last = "\r\n--b--\r\n";
    let whole = first.len() as u64 + length + last.len() as u64;
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: multipart/related; boundary=b\r\nContent-Length: {whole}\r\n\r\n{first}"
    );
    stream.write_all(head.as_bytes()).await?;
    piece.fill(b'\n');
    let mut left = length;
    while left > 0 {
        let size = left.min(piece.len() as u64);
        stream.write_all(&piece[..size as usize]).await?;
        left -= size;
    }
    stream.write_all(last.as_bytes()).await?;
    Ok(())
}
