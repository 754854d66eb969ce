//! WS-Addressing between a generated client and a generated service over HTTP.

use std::sync::{Arc, Mutex};

use sapo::server::{Context, Host, Router, Running};
use sapo::soap::addressing::{
    ACTION, ANONYMOUS, Addressing, FAULT_ACTION, MESSAGE_ID, RELATES_TO, REPLY_TO, TO, Unrelated,
    fault_code,
};
use sapo::soap::{Incoming, Interceptor, Outgoing};
use sapo::transport::HttpTransport;
use sapo::{Error, Fault, Service as _};
use sapo_golden::addressing::{Door, Doors, DoorsClient, DoorsServer, State};

/// Answers what the header blocks of requests say, and notes them down.
#[derive(Default)]
struct House {
    seen: Arc<Mutex<Vec<[String; 4]>>>,
}

impl House {
    fn see(&self, door: &Door, context: &Context) -> Result<State, Fault> {
        let text = |header| {
            let value: Result<Option<String>, Fault> = context.header_of(header);
            value.map(Option::unwrap_or_default)
        };
        let reply_to = context.header_of(&REPLY_TO)?;
        self.seen.lock().unwrap().push([
            text(&ACTION)?,
            text(&TO)?,
            text(&MESSAGE_ID)?,
            reply_to.map(|to| to.address).unwrap_or_default(),
        ]);
        if door.number == 13 {
            return Err(Fault::sender("there is no such door"));
        }
        Ok(State { is_open: true })
    }
}

impl Doors for House {
    async fn open(&self, door: Door, context: &mut Context) -> Result<State, Fault> {
        self.see(&door, context)
    }

    async fn close(&self, door: Door, context: &mut Context) -> Result<State, Fault> {
        self.see(&door, context)
    }

    async fn knock(&self, door: Door, context: &mut Context) -> Result<(), Fault> {
        self.see(&door, context).map(drop)
    }

    async fn paint(&self, door: Door, context: &mut Context) -> Result<State, Fault> {
        if door.number == 7 {
            let forged = "urn:uuid:00000000-0000-0000-0000-000000000007".to_owned();
            // The first of its name is the one that counts.
            context.add_header(RELATES_TO.block(forged));
        }
        self.see(&door, context)
    }
}

/// Notes down the actions and relations of answers.
#[derive(Clone, Default)]
struct Answers(Arc<Mutex<Vec<(String, String)>>>);

impl Interceptor for Answers {
    fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
        assert!(!format!("{request:?}").contains("urn:uuid"), "{request:?}");
        Ok(())
    }

    fn response(&self, response: &Incoming<'_>) -> Result<(), Error> {
        let text = |header| {
            let value: Result<Option<String>, Error> = response.header_of(header);
            value.map(Option::unwrap_or_default)
        };
        let noted = (text(&ACTION)?, text(&RELATES_TO)?);
        self.0.lock().unwrap().push(noted);
        Ok(())
    }
}

type Seen = Arc<Mutex<Vec<[String; 4]>>>;

async fn host() -> (Running, Seen) {
    let house = House::default();
    let seen = Arc::clone(&house.seen);
    let router = Router::new().service("/doors", DoorsServer(house));
    let host = Host::bind("127.0.0.1:0").await.unwrap().serve(router);
    (host, seen)
}

fn client(host: &Running) -> DoorsClient<HttpTransport> {
    let transport = HttpTransport::builder().no_proxy().build().unwrap();
    DoorsClient::new(transport).with_endpoint(host.url("/doors"))
}

fn addressed(host: &Running) -> DoorsClient<HttpTransport> {
    client(host).configured(|client| client.with_interceptor(Addressing::new().must_understand()))
}

#[tokio::test]
async fn requests_are_addressed_and_answers_relate_to_them() {
    let (host, seen) = host().await;
    let answers = Answers::default();
    let api = addressed(&host).configured(|client| client.with_interceptor(answers.clone()));
    let door = Door { number: 1 };
    api.open(&door).await.unwrap();
    api.close(&door).await.unwrap();
    api.knock(&door).await.unwrap();
    api.paint(&door).await.unwrap();

    let seen = seen.lock().unwrap();
    let actions: Vec<&str> = seen.iter().map(|seen| &*seen[0]).collect();
    assert_eq!(
        actions,
        [
            "urn:doors/open",
            "urn:doors:Doors:CloseRequest",
            "urn:doors:Doors:Knock",
            "urn:doors/Paint"
        ]
    );
    for [_, to, id, reply_to] in &*seen {
        assert_eq!(to, &host.url("/doors"));
        assert!(id.starts_with("urn:uuid:"), "{id}");
        assert_eq!(reply_to, ANONYMOUS);
    }
    let ids: std::collections::HashSet<_> = seen.iter().map(|seen| &seen[2]).collect();
    assert_eq!(ids.len(), 4, "each message has its own");

    let answers = answers.0.lock().unwrap();
    let expected = [
        ("urn:doors/opened", 0),
        ("urn:doors:Doors:CloseResponse", 1),
        ("urn:doors/PaintResponse", 3),
    ];
    let expected = expected.map(|(action, at)| (action.to_owned(), seen[at].clone()[2].clone()));
    assert_eq!(*answers, expected);
}

#[tokio::test]
async fn a_fault_is_related_as_well() {
    let (host, seen) = host().await;
    let error = addressed(&host)
        .open(&Door { number: 13 })
        .await
        .unwrap_err();
    let fault = error.fault().unwrap();
    let text = |header| fault.header_of(header).unwrap();
    assert_eq!(text(&ACTION).as_deref(), Some(FAULT_ACTION));
    assert_eq!(text(&RELATES_TO), Some(seen.lock().unwrap()[0][2].clone()));
}

#[tokio::test]
async fn an_answer_to_another_message_is_refused() {
    let (host, _) = host().await;
    let api = addressed(&host);
    let answer = api.paint(&Door { number: 7 }).await;
    // The server's own relation comes first, so that what an operation adds does not mislead.
    assert!(answer.is_ok(), "{answer:?}");

    /// Swaps the identifier that is waited for.
    struct Swapped;
    impl Interceptor for Swapped {
        fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
            request.add_header(MESSAGE_ID.block("urn:uuid:other".to_owned()));
            Ok(())
        }
    }
    let api = api.configured(|client| client.with_interceptor(Swapped));
    let error = api.open(&Door { number: 1 }).await.unwrap_err();
    let Error::Refused(refused) = &error else {
        panic!("{error}");
    };
    let unrelated: &Unrelated = refused.downcast_ref().unwrap();
    assert_eq!(unrelated.related, "urn:uuid:other");
}

#[tokio::test]
async fn an_action_that_no_operation_has_is_a_fault_of_addressing() {
    let (host, _) = host().await;
    struct Elsewhere;
    impl Interceptor for Elsewhere {
        fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
            request.add_header(ACTION.block("urn:doors/demolish".to_owned()));
            Ok(())
        }
    }
    let api = addressed(&host).configured(|client| client.with_interceptor(Elsewhere));
    let error = api.open(&Door { number: 1 }).await.unwrap_err();
    let fault = error.fault().unwrap();
    assert_eq!(fault.subcodes(), [fault_code("ActionNotSupported")]);
}

#[tokio::test]
async fn without_addressing_nothing_is_added() {
    let (host, seen) = host().await;
    let answers = Answers::default();
    let api = client(&host).configured(|client| client.with_interceptor(answers.clone()));
    api.paint(&Door { number: 1 }).await.unwrap();
    assert_eq!(seen.lock().unwrap()[0], ["", "", "", ""].map(str::to_owned));
    assert_eq!(*answers.0.lock().unwrap(), [(String::new(), String::new())]);
}
