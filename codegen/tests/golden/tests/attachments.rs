//! Octets beside messages: MTOM and SOAP with Attachments, over HTTP and as other servers write them.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use sapo::server::{Context, Host, Router, Running};
use sapo::soap::Attachments;
use sapo::transport::{HttpTransport, MemoryTransport};
use sapo::{Attachment, Error, Fault, MimeError, Service as _, Transport};
use sapo_golden::attachments::{
    Album, AlbumClient, AlbumServer, PUT, Picture, Put, PutResponse, SEND, Send, SendResponse,
};

/// Answers with what it is sent; the title says what came with it.
#[derive(Default)]
struct Shelf {
    /// The folder in which files that came are counted.
    folder: Option<PathBuf>,
}

impl Album for Shelf {
    async fn put(&self, request: Put, context: &mut Context) -> Result<PutResponse, Fault> {
        let mut picture = request.picture;
        picture.title = format!("{} {}", picture.title, context.attachments().len());
        if let Some(folder) = &self.folder {
            picture.title = format!("{} {}", picture.title, count(folder));
        }
        Ok(PutResponse { picture })
    }

    async fn send(&self, request: Send, context: &mut Context) -> Result<SendResponse, Fault> {
        let mut bytes = 0;
        for name in &request.names {
            let attachment = context
                .attachment(name)
                .ok_or_else(|| Fault::sender(format!("there is no {name}")))?;
            bytes += attachment.len() as i64;
            context.add_attachment(attachment.clone());
        }
        Ok(SendResponse { bytes })
    }
}

fn count(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

fn router() -> Router {
    Router::new().service("/album", AlbumServer(Shelf::default()))
}

async fn host() -> Running {
    Host::bind("127.0.0.1:0").await.unwrap().serve(router())
}

/// A client in each version of SOAP.
fn clients(host: &Running) -> [AlbumClient<HttpTransport>; 2] {
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    let api = AlbumClient::new(transport).with_endpoint(host.url("/album"));
    [api.clone(), api.with_soap12()]
}

fn picture(image: Attachment) -> Picture {
    Picture {
        title: "Fjord".to_owned(),
        image,
        preview: Some(vec![7; 3000]),
    }
}

fn octets(length: usize) -> Vec<u8> {
    // Everything that a boundary's search could stumble over.
    b"\r\n--sapo-\r\n--\0"
        .iter()
        .copied()
        .cycle()
        .take(length)
        .collect()
}

#[tokio::test]
async fn fields_travel_beside_the_message_in_mtom() {
    let host = host().await;
    for api in clients(&host) {
        let api = api.configured(|client| client.with_attachments(Attachments::mtom()));
        let image = Attachment::new(octets(300_000)).with_content_type("image/jpeg");
        let sent = picture(image);
        let received = api.put(sent.clone()).await.unwrap();
        assert_eq!(received.title, "Fjord 2");
        assert_eq!(received.image.bytes().unwrap(), octets(300_000));
        assert_eq!(received.image.content_type(), "image/jpeg");
        assert_eq!(received.preview, sent.preview);
    }
}

#[tokio::test]
async fn without_mtom_they_are_within_it() {
    let host = host().await;
    for api in clients(&host) {
        let sent = picture(Attachment::new(octets(5000)));
        let received = api.put(sent.clone()).await.unwrap();
        assert_eq!(received.title, "Fjord 0");
        assert_eq!(
            (received.image, received.preview),
            (sent.image, sent.preview)
        );
    }
}

#[tokio::test]
async fn a_file_is_sent_and_what_is_large_comes_into_one() {
    let host = host().await;
    let folder = tempfile::tempdir().unwrap();
    let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
    std::fs::write(&from, octets(1 << 20)).unwrap();
    let spool = folder.path().join("spool");
    std::fs::create_dir(&spool).unwrap();
    for api in clients(&host) {
        let how = Attachments::mtom().with_folder(&spool, 10_000);
        let api = api.configured(|client| client.with_attachments(how));
        let sent = picture(Attachment::file(&from).unwrap());
        let received = api.put(sent).await.unwrap();
        assert_eq!(count(&spool), 1, "the preview is small");
        received.image.save(&to).unwrap();
        assert_eq!(std::fs::read(&to).unwrap(), octets(1 << 20));
        drop(received);
        assert_eq!(count(&spool), 0);
    }
}

#[tokio::test]
async fn a_server_takes_what_is_large_into_files_and_sends_it_from_them() {
    let folder = tempfile::tempdir().unwrap();
    let how = Attachments::mtom()
        .with_folder(folder.path(), 10_000)
        .with_limit(2 << 20);
    let shelf = Shelf {
        folder: Some(folder.path().to_owned()),
    };
    let router = Router::new().service("/album", AlbumServer(shelf));
    let host = Host::bind("127.0.0.1:0").await.unwrap();
    let host = host.serve(router.attachments(how));
    for api in clients(&host) {
        let api = api.configured(|client| client.with_attachments(Attachments::mtom()));
        let sent = picture(Attachment::new(octets(1 << 20)));
        let received = api.put(sent).await.unwrap();
        assert_eq!(received.title, "Fjord 2 1");
        assert_eq!(received.image.bytes().unwrap(), octets(1 << 20));
        assert_eq!(count(folder.path()), 0, "gone with the call");
        let error = api.put(picture(octets(3 << 20).into())).await.unwrap_err();
        assert!(
            matches!(
                error,
                Error::Status { status: 413, .. } | Error::Transport(_)
            ),
            "{error}"
        );
        assert_eq!(count(folder.path()), 0);
    }
}

#[tokio::test]
async fn attachments_of_a_call_travel_beside_it() {
    let host = host().await;
    for api in clients(&host) {
        let api = api.configured(|client| {
            client
                .with_attachment(Attachment::new("one").with_id("a b%@x"))
                .with_attachment(Attachment::new(octets(100)).with_content_type("application/zip"))
        });
        let request = Send {
            names: ["cid:a%20b%25@x", "part-2@sapo"]
                .map(str::to_owned)
                .to_vec(),
        };
        let response = api.call(&SEND, &request).message().await.unwrap();
        assert_eq!(response.body().bytes, 103);
        let types: Vec<_> = response
            .attachments()
            .iter()
            .map(Attachment::content_type)
            .collect();
        assert_eq!(types, ["application/octet-stream", "application/zip"]);
        let first = response.attachment("cid:a%20b%25@x").unwrap();
        assert_eq!(first.bytes().unwrap(), "one");
        assert!(response.attachment("cid:none").is_none());
    }
}

#[tokio::test]
async fn other_transports_carry_them_in_memory() {
    let router = router();
    let api = AlbumClient::new(&router)
        .with_endpoint("http://localhost/album")
        .configured(|client| client.with_attachments(Attachments::mtom()));
    let received = api
        .put(picture(Attachment::new(octets(5000))))
        .await
        .unwrap();
    assert_eq!(received.image.bytes().unwrap(), octets(5000));
}

/// Reads a response as a client does that has it in memory, and as one does to which it arrives.
async fn answers(content_type: &str, body: &[u8]) -> [Result<PutResponse, Error>; 2] {
    let response = http::Response::builder()
        .header(CONTENT_TYPE, content_type)
        .body(Bytes::copy_from_slice(body))
        .unwrap();
    let api = AlbumClient::new(MemoryTransport::new(move |_| Ok(response.clone())));
    let request = Put {
        picture: picture(Attachment::default()),
    };
    let whole = api.call(&PUT, &request).await;
    let api = AlbumClient::from_client(
        sapo::Client::new(
            AlbumClient::<MemoryTransport>::DESCRIPTION,
            Pieces(
                api.client()
                    .transport()
                    .send(http::Request::default())
                    .await
                    .unwrap(),
            ),
        )
        .with_attachments(Attachments::mtom()),
    );
    let arriving = api.call(&PUT, &request).await;
    [whole, arriving]
}

/// Has a response arrive octet by octet.
struct Pieces(http::Response<Bytes>);

impl Transport for Pieces {
    async fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, sapo::TransportError> {
        Ok(self.0.clone())
    }

    async fn send_streamed(
        &self,
        _: http::Request<sapo::transport::Body>,
    ) -> Result<http::Response<sapo::transport::Body>, sapo::TransportError> {
        Ok(self.0.clone().map(|bytes| {
            let mut body = sapo::transport::Body::default();
            for at in 0..bytes.len() {
                body.push(bytes.slice(at..at + 1));
            }
            body
        }))
    }
}

fn message(image: &str) -> String {
    format!(
        r#"<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><PutResponse xmlns="urn:album"><picture><title>Å</title><image>{image}</image></picture></PutResponse></S:Body></S:Envelope>"#
    )
}

fn included(reference: &str) -> String {
    message(&format!(
        r#"<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="{reference}"/>"#
    ))
}

#[tokio::test]
async fn messages_as_real_servers_write_them() {
    let java = format!(
        "------=_Part_0_1.2\r\nContent-Type: application/xop+xml;charset=utf-8;type=\"text/xml\"\r\n\r\n{}\r\n------=_Part_0_1.2\r\nContent-Type: image/jpeg\r\nContent-ID: <5aeaa450-17f0-4484-b845-a8480c363444@example.com>\r\nContent-Transfer-Encoding: binary\r\n\r\n\0\x01\r\n\r\n------=_Part_0_1.2--",
        included("cid:5aeaa450-17f0-4484-b845-a8480c363444@example.com")
    );
    let windows = format!(
        "\r\n--uuid:1+id=2\r\nContent-ID: <http://tempuri.org/0>\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: application/xop+xml;charset=utf-8;\r\n type=\"text/xml\"\r\n\r\n{}\r\n--uuid:1+id=2\r\nContent-ID: <http://tempuri.org/1/635>\r\nContent-Transfer-Encoding: binary\r\nContent-Type: application/octet-stream\r\n\r\n\0\x01\r\n\r\n--uuid:1+id=2--\r\n",
        included("cid:http%3A%2F%2Ftempuri.org%2F1%2F635")
    );
    let plain = format!(
        "This is not for you.\n--b\ncontent-id: data\ncontent-transfer-encoding: BASE64\n\nAAEN\nCg==\n--b\nContent-Type: text/xml\ncontent-id: root\ncontent-transfer-encoding: quoted-printable\n\n{}\n--b--\nNor is this.",
        included("data")
            .replace('=', "=3D")
            .replace("<PutR", "<Put=\nR")
    );
    let within = format!("--b\r\n\r\n{}\r\n--b--\r\n", message("AAEN\n Cg=="));
    let answered = [
        (
            r#"multipart/related; start-info="text/xml"; type="application/xop+xml"; boundary="----=_Part_0_1.2""#,
            java.clone(),
        ),
        // Not quoted, and with the name of a root that no part has.
        (
            "Multipart/Related;type=application/xop+xml;start=<rootpart>;boundary=----=_Part_0_1.2",
            java,
        ),
        (
            r#"multipart/related; type="application/xop+xml";start="<http://tempuri.org/0>";boundary="uuid:1+id=2";start-info="text/xml""#,
            windows,
        ),
        ("multipart/related; boundary=b; start=\"<root>\"", plain),
        ("multipart/related; boundary=\"b\"", within),
    ];
    for (content_type, body) in answered {
        for answer in answers(content_type, body.as_bytes()).await {
            let picture = answer
                .unwrap_or_else(|error| panic!("{body}: {error}"))
                .picture;
            assert_eq!(picture.title, "Å");
            assert_eq!(picture.image.bytes().unwrap(), "\0\x01\r\n", "{body}");
        }
    }
}

/// A part beside the message, with this identifier.
fn part(id: &str, content: &str) -> String {
    format!("--b\r\nContent-Type: image/jpeg\r\nContent-ID: <{id}>\r\n\r\n{content}\r\n")
}

#[tokio::test]
async fn elements_refer_to_parts_by_href() {
    const RELATED: &str = "multipart/related; type=\"text/xml\"; start=\"<R0>\"; boundary=b";
    let message = message("").replace(
        "<image></image>",
        r#"<image href="cid:A1"/><preview href="cid:b%40x"/>"#,
    );
    let body = format!(
        "--b\r\nContent-Type: text/xml; charset=utf-8\r\nContent-ID: <R0>\r\n\r\n{message}\r\n{}{}--b--",
        part("A1", "one"),
        part("b@x", "two")
    );
    for answer in answers(RELATED, body.as_bytes()).await {
        let picture = answer.unwrap().picture;
        assert_eq!(picture.image.bytes().unwrap(), "one");
        assert_eq!(picture.image.content_type(), "image/jpeg");
        assert_eq!(picture.preview.as_deref(), Some(&b"two"[..]));
    }
    // As a request.
    let request = http::Request::post("http://localhost/album")
        .header(CONTENT_TYPE, RELATED)
        .header("soapaction", "\"urn:album/Put\"")
        .body(Bytes::from(body.replace("PutResponse", "Put")))
        .unwrap();
    let response = router().respond(request).await;
    assert_eq!(response.status(), 200);
    let text = String::from_utf8(response.into_body().to_vec()).unwrap();
    for expected in [
        "<title>Å 2</title>",
        "<image>b25l</image>",
        "<preview>dHdv</preview>",
    ] {
        assert!(text.contains(expected), "{text}");
    }
}

#[tokio::test]
async fn what_is_missing_is_said_to_be() {
    const RELATED: &str = "multipart/related; boundary=b; type=\"application/xop+xml\"";
    let part = format!("--b\r\n\r\n{}\r\n--b--\r\n", included("cid:gone@x"));
    for answer in answers(RELATED, part.as_bytes()).await {
        assert_eq!(
            answer.unwrap_err().to_string(),
            "unreadable response: PutResponse/picture/image: the attachment cid:gone@x is missing (at byte 226)"
        );
    }
    let unclosed = format!("--b\r\n\r\n{}\r\n--b\r\n\r\nhalf", message(""));
    for answer in answers(RELATED, unclosed.as_bytes()).await {
        let error = answer.unwrap_err();
        assert!(
            matches!(error, Error::Attachments(MimeError::Unclosed)),
            "{error}"
        );
    }
    for content_type in [RELATED, "multipart/related"] {
        for answer in answers(content_type, message("").as_bytes()).await {
            let error = answer.unwrap_err();
            assert!(
                matches!(error, Error::Attachments(MimeError::NoBoundary)),
                "{error}"
            );
        }
    }
    let many = format!("{}--b--", "--b\r\n\r\n\r\n".repeat(1001));
    for answer in answers(RELATED, many.as_bytes()).await {
        let error = answer.unwrap_err();
        assert!(
            matches!(error, Error::Attachments(MimeError::TooMany(1000))),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_file_that_is_gone_is_an_error_and_no_short_request() {
    let host = host().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gone");
    std::fs::write(&path, "here").unwrap();
    let attachment = Attachment::file(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    for api in clients(&host) {
        let error = api.put(picture(attachment.clone())).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error}");
        let api = api.configured(|client| client.with_attachments(Attachments::mtom()));
        let error = api.put(picture(attachment.clone())).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error}");
    }
}
