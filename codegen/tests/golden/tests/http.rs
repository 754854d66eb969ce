//! WSDL's HTTP binding, between clients and a server that has both verbs at one path.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};
use sapo::server::{Context, Host, Router, Running};
use sapo::soap::Header;
use sapo::transport::{HttpTransport, MemoryTransport, Observed, Recorder, Replay};
use sapo::{Error, Fault, Service as _};
use sapo_golden::http_binding::{
    Dish, FindHttpGetIn, FindHttpGetOut, KitchenHttpGet, KitchenHttpGetClient,
    KitchenHttpGetServer, KitchenHttpPost, KitchenHttpPostClient, KitchenHttpPostServer,
    LoginHttpPostIn, LoginHttpPostOut, MENU_HTTP_GET, MenuHttpGetIn, MenuHttpGetOut,
    NoteHttpPostIn, NoteHttpPostOut, Order, OrderHttpPostIn, OrderHttpPostOut, PriceHttpGetIn,
    PriceHttpGetOut, Size,
};

const PIN: &str = "0 4&7";

#[derive(Clone, Default)]
struct Kitchen {
    notes: Arc<Mutex<Vec<String>>>,
}

impl KitchenHttpGet for Kitchen {
    async fn price(
        &self,
        request: PriceHttpGetIn,
        _: &mut Context,
    ) -> Result<PriceHttpGetOut, Fault> {
        let said = format!("{} {:?} {}", request.dish, request.sizes, request.at);
        self.notes.lock().unwrap().push(said);
        Ok(PriceHttpGetOut {
            decimal: "12.50".parse().unwrap(),
        })
    }

    async fn menu(&self, _: MenuHttpGetIn, context: &mut Context) -> Result<MenuHttpGetOut, Fault> {
        context.set_cookie("table=7");
        Ok(MenuHttpGetOut {
            array_of_string: Some(vec![Some("gryte & grøt".to_owned()), None]),
        })
    }

    async fn find(&self, request: FindHttpGetIn, _: &mut Context) -> Result<FindHttpGetOut, Fault> {
        let dish = request.dish.expose().clone();
        match request.kitchen {
            1 => Ok(FindHttpGetOut { dish: None }),
            2 => Err(Fault::receiver(format!("no {dish} here"))),
            _ => Ok(FindHttpGetOut {
                dish: Some(Dish {
                    name: dish,
                    price: None,
                }),
            }),
        }
    }
}

impl KitchenHttpPost for Kitchen {
    async fn login(
        &self,
        request: LoginHttpPostIn,
        _: &mut Context,
    ) -> Result<LoginHttpPostOut, Fault> {
        match request.pin.expose() == PIN {
            true => Ok(LoginHttpPostOut {
                string: Some(request.user),
            }),
            false => Err(Fault::sender(format!(
                "{} is not the pin",
                request.pin.expose()
            ))),
        }
    }

    async fn note(
        &self,
        request: NoteHttpPostIn,
        _: &mut Context,
    ) -> Result<NoteHttpPostOut, Fault> {
        self.notes.lock().unwrap().push(request.text);
        Ok(NoteHttpPostOut {})
    }

    async fn order(
        &self,
        request: OrderHttpPostIn,
        _: &mut Context,
    ) -> Result<OrderHttpPostOut, Fault> {
        let count = request.order.dish.len() as i64;
        Ok(OrderHttpPostOut {
            decimal: count.into(),
        })
    }

    async fn tell(&self, request: Order, _: &mut Context) -> Result<(), Fault> {
        let mut notes = self.notes.lock().unwrap();
        notes.push(format!("{}: {}", request.table, request.dish.join("+")));
        Ok(())
    }
}

fn router(kitchen: &Kitchen) -> Router {
    Router::new()
        .service("/kitchen.asmx", KitchenHttpGetServer(kitchen.clone()))
        .service("/kitchen.asmx", KitchenHttpPostServer(kitchen.clone()))
}

async fn host() -> (Running, String) {
    let router = router(&Kitchen::default());
    let host = Host::bind("127.0.0.1:0").await.unwrap().serve(router);
    let url = host.url("/kitchen.asmx");
    (host, url)
}

#[tokio::test]
async fn parameters_and_results_arrive() {
    let kitchen = Kitchen::default();
    let get = KitchenHttpGetClient::new(router(&kitchen));
    let at = "2024-02-29T23:59:59.5Z".parse().unwrap();
    let price = get
        .price("a=b&c+d ø%".to_owned(), vec![Size::Small, Size::Large], at)
        .await
        .unwrap();
    assert_eq!(price.to_string(), "12.50");
    assert_eq!(get.menu().await.unwrap(), ["gryte & grøt"]);
    let menu = get
        .call(&MENU_HTTP_GET, &MenuHttpGetIn {})
        .message()
        .await
        .unwrap();
    assert_eq!(menu.http_headers()["set-cookie"], "table=7");
    let found = get.find(3, "fish/chips ?").await.unwrap();
    assert_eq!(found.unwrap().name, "fish/chips ?");
    assert_eq!(get.find(1, "x").await.unwrap(), None);

    let post = KitchenHttpPostClient::new(router(&kitchen));
    let user = post.login("åse".to_owned(), PIN).await;
    assert_eq!(user.unwrap().as_deref(), Some("åse"));
    post.note("a\r\nb".to_owned()).await.unwrap();
    let order = Order {
        table: 1,
        dish: vec!["soup".to_owned(), "fish".to_owned()],
    };
    assert_eq!(post.order(order.clone()).await.unwrap().to_string(), "2");
    post.tell(order.table, order.dish).await.unwrap();
    assert_eq!(
        *kitchen.notes.lock().unwrap(),
        [
            "a=b&c+d ø% [Small, Large] 2024-02-29T23:59:59.5Z",
            "a\r\nb",
            "1: soup+fish"
        ]
    );
}

#[tokio::test]
async fn requests_are_what_the_binding_says() {
    let memory = MemoryTransport::new(|_| Ok(http::Response::new(Bytes::new())));
    let get = KitchenHttpGetClient::new(&memory).with_endpoint("http://h/k?key=1");
    let post = KitchenHttpPostClient::new(&memory).with_endpoint("http://h/k/");
    let at = "2024-01-01T00:00:00".parse().unwrap();
    let price = get.price(String::new(), vec![Size::Small, Size::Large], at);
    // Nothing is no decimal.
    assert!(matches!(
        price.await,
        Err(Error::Status { status: 200, .. })
    ));
    let _ = get.find(1, "a/b").await;
    post.note("x y".to_owned()).await.unwrap();
    let _ = post.order(Order::default()).await;
    let sent: Vec<_> = memory
        .requests()
        .into_iter()
        .map(|request| {
            let content_type = request.headers().get(CONTENT_TYPE);
            let content_type = content_type.map(|value| value.to_str().unwrap().to_owned());
            let body = String::from_utf8(request.body().to_vec()).unwrap();
            (
                request.method().clone(),
                request.uri().to_string(),
                content_type.unwrap_or_default(),
                body,
            )
        })
        .collect();
    let expected = [
        (
            Method::GET,
            "http://h/k/Price?key=1&dish=&sizes=small&sizes=large&at=2024-01-01T00%3A00%3A00",
            "",
            "",
        ),
        (Method::GET, "http://h/k/kitchens/1/dishes/a%2Fb?key=1", "", ""),
        (
            Method::POST,
            "http://h/k/Note",
            "application/x-www-form-urlencoded",
            "text=x+y",
        ),
        (
            Method::POST,
            "http://h/k/Order",
            "text/xml; charset=utf-8",
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Order xmlns=\"urn:http\"><table>0</table></Order>",
        ),
    ]
    .map(|(method, url, content_type, body)| {
        (method, url.to_owned(), content_type.to_owned(), body.to_owned())
    });
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn what_fails_says_so_without_secrets() {
    let get = KitchenHttpGetClient::new(Arc::new(router(&Kitchen::default())));
    let post = KitchenHttpPostClient::new(router(&Kitchen::default()));
    let wrong = post.login("eva".to_owned(), "12").await;
    assert_eq!(
        wrong.unwrap_err().to_string(),
        "HTTP status 400 without a message: *** is not the pin"
    );
    let none = get.find(2, "hidden dish").await;
    assert_eq!(
        none.unwrap_err().to_string(),
        "HTTP status 500 without a message: no *** here"
    );
    let with_header = get.configured(|client| client.with_header(Header::new("urn:a", "a", 1)));
    assert_eq!(
        with_header.menu().await.unwrap_err().to_string(),
        "invalid request: Menu is called without SOAP, where header blocks and attachments have no place"
    );
}

#[tokio::test]
async fn a_document_of_another_name_is_refused() {
    for (document, expected) in [
        (
            "<decimal>1</decimal>",
            "unreadable response: expected {urn:http}decimal, found decimal (at byte 9)",
        ),
        (
            "<decimal xmlns='urn:http'>x</decimal>",
            "unreadable response: decimal: \"x\" is not a valid xs:decimal (at byte 37)",
        ),
        (
            "<decimal xmlns='urn:http'>1</decimal><decimal/>",
            "unreadable response: not well-formed: there is something after the root element (at byte 47)",
        ),
    ] {
        let memory = MemoryTransport::new(move |_| {
            let mut response = http::Response::new(document.into());
            let text_xml = http::HeaderValue::from_static("text/xml");
            response.headers_mut().insert(CONTENT_TYPE, text_xml);
            Ok(response)
        });
        let post = KitchenHttpPostClient::new(&memory);
        let error = post.order(Order::default()).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn servers_refuse_what_no_operation_takes() {
    let router = router(&Kitchen::default());
    let status =
        async |method: Method, path: &str, content_type: &'static str, body: &'static str| {
            let request = http::Request::builder()
                .method(method)
                .uri(path)
                .header(CONTENT_TYPE, content_type)
                .body(Bytes::from(body))
                .unwrap();
            router.respond(request).await.status()
        };
    let form = "application/x-www-form-urlencoded";
    let (get, post) = (Method::GET, Method::POST);
    for (method, path, content_type, body, expected) in [
        (&get, "/kitchen.asmx/Menu", "", "", StatusCode::OK),
        (&get, "/kitchen.asmx/Menus", "", "", StatusCode::NOT_FOUND),
        (&post, "/kitchen.asmx/Menu", form, "", StatusCode::NOT_FOUND),
        (
            &get,
            "/kitchen.asmx/Price?dish=x&at=now",
            "",
            "",
            StatusCode::BAD_REQUEST,
        ),
        (
            &get,
            "/kitchen.asmx/kitchens/1/dishes/x",
            "",
            "",
            StatusCode::OK,
        ),
        (
            &get,
            "/kitchen.asmx/kitchens/x/dishes/x",
            "",
            "",
            StatusCode::BAD_REQUEST,
        ),
        (&post, "/kitchen.asmx/Note", form, "text=a", StatusCode::OK),
        (
            &post,
            "/kitchen.asmx/Note",
            form,
            "other=a",
            StatusCode::BAD_REQUEST,
        ),
        (
            &post,
            "/kitchen.asmx/Note",
            "text/xml",
            "<a/>",
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            &post,
            "/kitchen.asmx/Order",
            "text/xml",
            "<a",
            StatusCode::BAD_REQUEST,
        ),
        (
            &post,
            "/kitchen.asmx/Order",
            "text/xml",
            "<a/>",
            StatusCode::BAD_REQUEST,
        ),
        (
            &post,
            "/kitchen.asmx/Tell",
            form,
            "table=1&dish=a",
            StatusCode::ACCEPTED,
        ),
    ] {
        let found = status(method.clone(), path, content_type, body).await;
        assert_eq!(found, expected, "{method} {path} {body}");
    }
}

#[tokio::test]
async fn recordings_have_no_secrets_and_replay() {
    const DISH: &str = "pie";
    let (_host, url) = host().await;
    let lines = Arc::new(Mutex::new(String::new()));
    let seen = Arc::clone(&lines);
    let observed = Observed::new(HttpTransport::new().unwrap(), move |seen_now| {
        let mut seen = seen.lock().unwrap();
        *seen += &format!("{}\n{}\n", seen_now.line(), seen_now.body());
    });
    let recorder = Recorder::new(observed);
    let file = tempfile::NamedTempFile::new().unwrap();
    let get = KitchenHttpGetClient::new(&recorder).with_endpoint(&url);
    get.find(3, DISH).await.unwrap();
    let post = KitchenHttpPostClient::new(&recorder).with_endpoint(&url);
    post.login("eva".to_owned(), PIN).await.unwrap();
    recorder.save(file.path()).unwrap();
    let text = std::fs::read_to_string(file.path()).unwrap();
    assert!(text.contains("/dishes/***"), "{text}");
    assert!(text.contains("user=eva&pin=***"), "{text}");
    let lines = lines.lock().unwrap().clone();
    assert!(lines.contains("/dishes/***"), "{lines}");
    for text in [&text, &lines] {
        for secret in [PIN, "0+4%267", "dishes/pie"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }

    let replay = Replay::open(file.path()).unwrap();
    let get = KitchenHttpGetClient::new(&replay).with_endpoint(&url);
    let found = get.find(3, "tart").await.unwrap();
    assert!(found.is_some());
    let post = KitchenHttpPostClient::new(&replay).with_endpoint(&url);
    let other = post.login("adam".to_owned(), PIN).await;
    assert!(matches!(other, Err(Error::Transport(_))), "{other:?}");
}
