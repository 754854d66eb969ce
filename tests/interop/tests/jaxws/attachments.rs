//! Octets within messages and beside them.

use sapo::soap::Attachments;
use sapo::transport::HttpTransport;
use sapo::{Attachment, Nillable, Service};
use sapo_interop::jaxws::attachments::{
    Album, AttachmentsClient, ECHO_OCTETS, ECHO_REFERRED, EchoOctets, EchoReferred, Picture,
};
use sha2::{Digest, Sha256};

type Client = AttachmentsClient<HttpTransport>;

/// Clients that send what they have in each way, and take it in memory and in files; whether that is MTOM, in which Java
/// answers then, and with all octets beside the message.
fn clients() -> Vec<(Client, bool)> {
    let mut clients = Vec::new();
    for api in crate::clients::<Client>("attachments") {
        let with = |way| {
            api.clone()
                .configured(|client| client.with_attachments(way))
        };
        let mtom = Attachments::mtom;
        clients.extend([
            (with(mtom()), true),
            (with(mtom().with_threshold(0)), true),
            (with(mtom().with_folder(std::env::temp_dir(), 0)), true),
            (with(Attachments::related()), false),
            (api, false),
        ]);
    }
    clients
}

fn octets(length: usize) -> Vec<u8> {
    (0..length).map(|place| place as u8).collect()
}

/// What ends lines and begins boundaries.
fn tricky() -> Vec<u8> {
    let mut octets = b"\r\n--sapo-\r\n--uuid:\n--\r\r\n".repeat(100);
    octets.extend_from_slice(b"\r\n--");
    octets
}

#[tokio::test]
async fn octets_come_back() {
    for (api, is_mtom) in clients() {
        for given in [
            vec![],
            octets(1),
            octets(1023),
            octets(1024),
            octets(100_000),
            tricky(),
        ] {
            let octets = Nillable::Value(given);
            let request = EchoOctets { octets };
            let response = api.call(&ECHO_OCTETS, &request).message().await.unwrap();
            assert_eq!(response.attachments().len(), usize::from(is_mtom));
            assert!(response.into_body().r#return == request.octets);
        }
        // Null is nil as Java writes it.
        for octets in [Nillable::Absent, Nillable::Nil] {
            let answer = api
                .call(&ECHO_OCTETS, &EchoOctets { octets })
                .message()
                .await;
            assert_eq!(answer.unwrap().into_body().r#return, Nillable::Nil);
        }
    }
}

#[tokio::test]
async fn files_come_back() {
    for (api, _) in clients() {
        for given in [vec![], octets(1), octets(100_000), tricky()] {
            let answer = api
                .echo_file(Attachment::from(given.clone()))
                .await
                .unwrap()
                .unwrap();
            assert!(answer.bytes().unwrap() == given, "{answer:?}");
        }
    }
}

#[tokio::test]
async fn several_attachments_come_back_each_in_its_place() {
    for (api, _) in clients() {
        let picture = |name: &str, image: Option<Vec<u8>>, thumbnail| Picture {
            name: Some(name.to_owned()),
            image: image.map(|image| Attachment::new(image).with_content_type("image/png")),
            thumbnail,
        };
        let album = Album {
            title: Some("Fjord & <fjell> æøå".to_owned()),
            pictures: vec![
                Some(picture("both", Some(octets(70_000)), Some(octets(2_000)))),
                Some(picture("small", Some(octets(10)), Some(octets(10)))),
                None,
                Some(picture("none", None, None)),
                Some(picture("empty", Some(vec![]), Some(vec![]))),
            ],
        };
        let answer = api.echo_album(album.clone()).await.unwrap().unwrap();
        assert_eq!(answer.title, album.title);
        assert_eq!(answer.pictures.len(), album.pictures.len());
        for (answer, given) in answer.pictures.iter().zip(&album.pictures) {
            let parts = |picture: &Option<Picture>| {
                picture.as_ref().map(|picture| {
                    let image = picture.image.as_ref().map(|image| image.bytes().unwrap());
                    (picture.name.clone(), image, picture.thumbnail.clone())
                })
            };
            assert!(
                parts(answer) == parts(given),
                "{given:?} came back as {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_large_file_goes_as_it_is_read_and_comes_as_it_is_made() {
    const LENGTH: usize = 20 << 20;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    let octets = octets(LENGTH);
    std::fs::write(&path, &octets).unwrap();
    let sha256 = Sha256::digest(&octets);
    let sha256: String = sha256.iter().map(|octet| format!("{octet:02x}")).collect();
    for api in crate::clients::<Client>("attachments") {
        let api = api.configured(|client| client.with_attachments(Attachments::mtom()));
        let file = Attachment::file(&path)
            .unwrap()
            .with_content_type("video/mp4");
        let measures = api.measure(file).await.unwrap().unwrap();
        assert_eq!(measures.length, LENGTH as i64);
        assert_eq!(measures.media_type.as_deref(), Some("video/mp4"));
        assert_eq!(measures.sha256, Some(sha256.clone()));

        let made = api.make(LENGTH as i64).await.unwrap().unwrap();
        assert_eq!(made.content_type(), "application/octet-stream");
        assert!(made.bytes().unwrap() == octets);
    }
}

/// `swaRef`: a reference within the message to what is beside it.
#[tokio::test]
async fn referred_attachments_come_back() {
    for api in crate::clients::<Client>("attachments") {
        for way in [Attachments::related(), Attachments::mtom()] {
            let given = tricky();
            let attachment = Attachment::new(given.clone())
                .with_content_type("text/plain")
                .with_id("given-1@sapo");
            let api = api
                .clone()
                .configured(|client| client.with_attachments(way).with_attachment(attachment));
            let request = EchoReferred {
                file: Some("cid:given-1@sapo".to_owned()),
            };
            let response = api.call(&ECHO_REFERRED, &request).message().await.unwrap();
            let reference = response.body().r#return.clone().unwrap();
            let attachment = response.attachment(&reference).unwrap();
            assert_eq!(attachment.content_type(), "text/plain");
            assert!(attachment.bytes().unwrap() == given);
        }
    }
}
