//! WS-Addressing, which the service demands.

use sapo::soap::addressing::{self, ACTION, Addressing, MESSAGE_ID, RELATES_TO, TO, Unrelated};
use sapo::soap::{Header, Interceptor, Outgoing};
use sapo::transport::HttpTransport;
use sapo::{Error, FaultCode, Service};
use sapo_interop::jaxws::addressing::{AddressingClient, GREET, Greet, GreetFault, NOTE, Note};

type Client = AddressingClient<HttpTransport>;

fn plain() -> Vec<Client> {
    crate::clients("addressing")
}

fn addressed(addressing: &Addressing) -> Vec<Client> {
    let addressed =
        |api: Client| api.configured(|client| client.with_interceptor(addressing.clone()));
    plain().into_iter().map(addressed).collect()
}

#[tokio::test]
async fn addressed_messages_are_answered_by_their_like() {
    for addressing in [Addressing::new(), Addressing::new().must_understand()] {
        for api in addressed(&addressing) {
            assert_eq!(api.add(2, 3).await.unwrap(), 5);
            let greet = Greet {
                name: Some("Bjørn".to_owned()),
            };
            let response = api.call(&GREET, &greet).message().await.unwrap();
            let header = |of| response.header_of(of).unwrap();
            assert_eq!(
                header(&ACTION).as_deref(),
                Some("urn:sapo:addressing/greeted")
            );
            assert!(header(&RELATES_TO).unwrap().starts_with("urn:uuid:"));
            assert_eq!(header(&TO).as_deref(), Some(addressing::ANONYMOUS));
            assert_eq!(
                response.into_body().r#return.as_deref(),
                Some("Hello, Bjørn!")
            );
        }
    }
}

#[tokio::test]
async fn one_way_messages_are_taken() {
    for api in addressed(&Addressing::new()) {
        let text = format!("{:?}", api.client().version());
        let request = Note {
            text: Some(text.clone()),
        };
        let response = api.call(&NOTE, &request).message().await.unwrap();
        assert_eq!(response.status().as_u16(), 202);
        let noted = crate::eventually(|| async { api.noted().await.unwrap() }).await;
        assert_eq!(noted, text);
    }
}

#[tokio::test]
async fn a_declared_fault_has_its_action() {
    for api in addressed(&Addressing::new()) {
        let error = api.greet(String::new()).await.unwrap_err();
        let Some(GreetFault::Unwelcome(unwelcome)) = error.fault_as() else {
            panic!("{error:?}")
        };
        assert_eq!(unwelcome.message.as_deref(), Some("nobody is there"));
        let fault = error.fault().unwrap();
        let action = fault.header_of(&ACTION).unwrap();
        assert_eq!(action.as_deref(), Some("urn:sapo:addressing/unwelcome"));
        assert!(fault.header_of(&RELATES_TO).unwrap().is_some());
    }
}

#[tokio::test]
async fn what_is_not_addressed_is_refused() {
    for api in plain() {
        let error = api.add(2, 3).await.unwrap_err();
        let fault = error.fault().unwrap_or_else(|| panic!("{error:?}"));
        let code = addressing::fault_code("MessageAddressingHeaderRequired");
        let is_named = fault.subcodes().contains(&code) || *fault.code() == FaultCode::Other(code);
        assert!(is_named, "{fault:?}");
    }
}

/// Says something else than the client's addressing did.
struct Instead(fn() -> Header);

impl Interceptor for Instead {
    fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
        request.add_header(self.0());
        Ok(())
    }
}

#[tokio::test]
async fn what_is_addressed_wrongly_is_refused() {
    let other = || ACTION.block("urn:sapo:addressing/other".to_owned());
    let twice = || Header::new(addressing::NAMESPACE, "Unknown", String::new());
    for api in addressed(&Addressing::new()) {
        let wrong = api
            .clone()
            .configured(|client| client.with_interceptor(Instead(other)));
        let error = wrong.add(2, 3).await.unwrap_err();
        let fault = error.fault().unwrap_or_else(|| panic!("{error:?}"));
        let code = addressing::fault_code("ActionNotSupported");
        let is_named = fault.subcodes().contains(&code) || *fault.code() == FaultCode::Other(code);
        assert!(is_named, "{fault:?}");
        // What it does not know and need not, it passes over.
        let unknown = api.configured(|client| client.with_interceptor(Instead(twice)));
        assert_eq!(unknown.add(2, 3).await.unwrap(), 5);
    }
}

/// Pretends that the request was another one than it was.
struct Renamed;

impl Interceptor for Renamed {
    fn request(&self, request: &mut Outgoing<'_>) -> Result<(), Error> {
        request.add_header(MESSAGE_ID.block("urn:sapo:another".to_owned()));
        Ok(())
    }
}

#[tokio::test]
async fn an_answer_to_another_message_is_refused() {
    for api in addressed(&Addressing::new()) {
        let api = api.configured(|client| client.with_interceptor(Renamed));
        let Err(Error::Refused(error)) = api.add(2, 3).await else {
            panic!("it was taken")
        };
        let unrelated = error.downcast::<Unrelated>().unwrap();
        assert_eq!(unrelated.related, "urn:sapo:another");
    }
}

#[tokio::test]
async fn an_answer_elsewhere_is_not_waited_for() {
    for api in addressed(&Addressing::new().with_reply_to(addressing::NONE)) {
        let error = api.add(2, 3).await.unwrap_err();
        assert!(
            matches!(&error, Error::Status { status: 202, .. }),
            "{error:?}"
        );
    }
}
