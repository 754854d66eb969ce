//! What rpc/encoded puts on the wire, and what it takes from there.

use sapo::server::{Context, Router};
use sapo::soap::{Fault, Grid, Map, Version};
use sapo::transport::MemoryTransport;
use sapo::xml::{Any, ElementValue, ErrorKind};
use sapo::{Error, Service, Transport};
use sapo_golden::rpc_encoded::*;

/// Answers every request with the same envelope.
fn canned(version: Version, body: &str) -> MemoryTransport {
    let envelope = format!(
        r#"<e:Envelope xmlns:e="{}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/"
            xmlns:enc12="http://www.w3.org/2003/05/soap-encoding" xmlns:rpc="http://www.w3.org/2003/05/soap-rpc"
            xmlns:apache="http://xml.apache.org/xml-soap" xmlns:z="urn:zoo"><e:Body>{body}</e:Body></e:Envelope>"#,
        version.namespace()
    );
    MemoryTransport::new(move |_| Ok(http::Response::new(envelope.clone().into())))
}

/// What was sent last.
fn sent(server: &MemoryTransport) -> String {
    let request = server.requests().pop().unwrap();
    String::from_utf8(request.into_body().to_vec()).unwrap()
}

fn client<T: Transport>(transport: T, version: Version) -> ZooClient<T> {
    let client = sapo::Client::new(ZooClient::<T>::DESCRIPTION, transport);
    ZooClient::from_client(client.with_version(version).with_soap12_action(true))
}

fn now<T>(call: impl IntoFuture<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(call.into_future())
}

fn animal(body: &str) -> Result<Option<Animal>, Error> {
    let server = canned(Version::Soap11, body);
    now(ZooClient::new(&server).echo_animal(simba()))
}

fn arrays(given: &str) -> Result<EchoArraysResponse, Error> {
    arrays_and(given, "")
}

/// A response of which these parts are given and the others nil, and `more` beside it.
fn arrays_and(given: &str, more: &str) -> Result<EchoArraysResponse, Error> {
    let parts = ["names", "animals", "places", "rows", "matrix", "anything"];
    let others = parts
        .iter()
        .filter(|part| !given.contains(&format!("<{part}")));
    let nil: String = others
        .map(|part| format!("<{part} xsi:nil='1'/>"))
        .collect();
    let body = format!("<z:EchoArraysResponse>{given}{nil}</z:EchoArraysResponse>{more}");
    let server = canned(Version::Soap11, &body);
    now(ZooClient::new(&server).echo_arrays(&EchoArrays::default()))
}

fn kind<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Response(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

/// A value of any type under the name that it has in messages.
fn named(name: &str, value: &impl ElementValue) -> Any {
    Any::element("", name, &Any::encoded(value).unwrap()).unwrap()
}

fn simba() -> Animal {
    Animal {
        name: Some("Sim\u{e9}ba".to_owned()),
        born: Some("2020-02-29".parse().unwrap()),
        weight: "190.50".parse().unwrap(),
        chip: None,
        diet: Diet::Meat,
        photo: Some(vec![1, 2, 3]),
        mother: None,
        names: Some(vec![Some("S".to_owned()), None]),
        remark: Some(named("remark", &7)),
    }
}

/// The animal as a server that was told nothing of types writes it.
const PLAIN: &str = "<name>Sarabi</name><weight>120</weight><chip/><diet>meat</diet><photo xsi:nil='true'/>\
    <mother xsi:nil='true'/><names xsi:nil='true'/><remark xsi:nil='true'/>";

#[test]
fn accessors_have_no_namespace_and_name_their_types() {
    let server = canned(
        Version::Soap11,
        "<z:EchoAnimalResponse><return xsi:nil='1'/></z:EchoAnimalResponse>",
    );
    let answer = now(ZooClient::new(&server).echo_animal(simba())).unwrap();
    assert_eq!(answer, None);
    assert_eq!(
        sent(&server),
        concat!(
            r#"<?xml version="1.0" encoding="utf-8"?><soap:Envelope "#,
            r#"xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" "#,
            r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">"#,
            r#"<soap:Body><m:EchoAnimal xmlns:m="urn:zoo" "#,
            r#"soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><animal xsi:type="m:Animal">"#,
            r#"<name xsi:type="xsd:string">Siméba</name><born xsi:type="xsd:date">2020-02-29</born>"#,
            r#"<weight xsi:type="xsd:decimal">190.50</weight><chip xsi:type="xsd:token" xsi:nil="true"/>"#,
            r#"<diet xsi:type="m:Diet">meat</diet><photo xsi:type="xsd:base64Binary">AQID</photo>"#,
            r#"<mother xsi:type="m:Animal" xsi:nil="true"/>"#,
            r#"<names xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xsi:type="soapenc:Array" "#,
            r#"soapenc:arrayType="xsd:string[2]"><item xsi:type="xsd:string">S</item>"#,
            r#"<item xsi:type="xsd:string" xsi:nil="true"/></names><remark xsi:type="xsd:int">7</remark>"#,
            r#"</animal></m:EchoAnimal></soap:Body></soap:Envelope>"#
        )
    );
}

#[test]
fn arrays_name_their_items_and_sizes_in_both_versions() {
    let request = EchoArrays {
        rows: Some(vec![Some(vec![Some(1), None]), None]),
        matrix: Grid::new([1, 2], [Some(vec![9]), None]),
        ..EchoArrays::default()
    };
    let server = canned(Version::Soap11, "<z:EchoArraysResponse/>");
    let send = |version| {
        let answer = now(client(&server, version).echo_arrays(&request));
        assert_eq!(answer.unwrap().rows, None);
        sent(&server)
    };
    let text = send(Version::Soap11);
    assert!(
        text.contains(r#"soapenc:arrayType="xsd:int[][2]""#),
        "{text}"
    );
    assert!(text.contains(r#"soapenc:arrayType="xsd:int[2]""#), "{text}");
    assert!(
        text.contains(r#"soapenc:arrayType="xsd:base64Binary[1,2]""#),
        "{text}"
    );

    let text = send(Version::Soap12);
    assert!(
        text.contains(r#"soap12:encodingStyle="http://www.w3.org/2003/05/soap-encoding""#),
        "{text}"
    );
    assert!(
        text.contains(r#"enc:itemType="enc:Array" enc:arraySize="2""#),
        "{text}"
    );
    assert!(
        text.contains(r#"enc:itemType="xsd:base64Binary" enc:arraySize="1 2""#),
        "{text}"
    );
}

/// Gives back what it is given.
struct Echo;

impl Zoo for Echo {
    async fn echo_animal(
        &self,
        request: EchoAnimal,
        _: &mut Context,
    ) -> Result<EchoAnimalResponse, Fault> {
        Ok(EchoAnimalResponse {
            r#return: request.animal,
        })
    }

    async fn echo_arrays(
        &self,
        request: EchoArrays,
        _: &mut Context,
    ) -> Result<EchoArraysResponse, Fault> {
        let EchoArrays {
            names,
            animals,
            places,
            rows,
            matrix,
            anything,
        } = request;
        Ok(EchoArraysResponse {
            names,
            animals,
            places,
            rows,
            matrix,
            anything,
        })
    }

    async fn echo_map(&self, request: EchoMap, _: &mut Context) -> Result<EchoMapResponse, Fault> {
        Ok(EchoMapResponse {
            r#return: request.map,
        })
    }

    async fn echo_any(&self, request: EchoAny, _: &mut Context) -> Result<EchoAnyResponse, Fault> {
        Ok(EchoAnyResponse {
            r#return: request.value,
        })
    }

    async fn find(&self, _: Find, _: &mut Context) -> Result<FindResponse, Fault> {
        Ok(FindResponse {
            r#return: Some(vec![Some(simba())]),
        })
    }

    async fn find2(&self, request: Find2, _: &mut Context) -> Result<FindResponse2, Fault> {
        let named = Animal {
            name: request.name,
            ..simba()
        };
        Ok(FindResponse2 {
            r#return: Some(vec![None, Some(named)]),
        })
    }
}

/// A client of [`Echo`] in each version of SOAP.
fn echoes() -> [ZooClient<Router>; 2] {
    [Version::Soap11, Version::Soap12].map(|version| {
        let router = Router::new().service("/zoo", ZooServer(Echo));
        client(router, version)
    })
}

#[test]
fn what_is_sent_comes_back() {
    for client in echoes() {
        let cub = Animal {
            mother: Some(Box::new(simba())),
            remark: None,
            ..simba()
        };
        let answer = now(client.echo_animal(cub.clone())).unwrap();
        assert_eq!(answer, Some(cub));

        let request = EchoArrays {
            names: Some(vec![None, Some(String::new()), Some(" a\r\nb ".to_owned())]),
            animals: Some(vec![Some(simba()), None]),
            places: Some(vec![
                Some(Place { x: 1 }.into()),
                Some(
                    Cage {
                        x: i32::MIN,
                        bars: 40,
                    }
                    .into(),
                ),
            ]),
            rows: Some(vec![Some(vec![]), None, Some(vec![Some(1), None])]),
            matrix: Grid::new([2, 1], [None, Some(vec![])]),
            anything: Some(vec![Some(named("item", &true)), None]),
        };
        let answer = now(client.echo_arrays(&request)).unwrap();
        assert_eq!(answer.names, request.names);
        assert_eq!(answer.animals, request.animals);
        assert_eq!(answer.places, request.places);
        assert_eq!(answer.rows, request.rows);
        assert_eq!(answer.matrix, request.matrix);
        assert_eq!(answer.anything, request.anything);

        let mut map = Map::new();
        map.insert("a", &i64::MIN).unwrap();
        let mut inner = Map::new();
        inner.insert("b", "<").unwrap();
        map.insert("inner", &inner).unwrap();
        let answer = now(client.echo_map(map.clone())).unwrap().unwrap();
        assert_eq!(answer, map);
        let inner: Map = answer.get_as("inner").unwrap().unwrap();
        assert_eq!(inner.get_as::<String>("b").unwrap().as_deref(), Some("<"));

        let any = Any::encoded(&simba()).unwrap();
        let answer = now(client.echo_any(any)).unwrap().unwrap();
        assert_eq!(answer.type_name().unwrap().local(), "Animal");
        assert_eq!(answer.read_as::<Animal>().unwrap(), simba());
    }
}

#[test]
fn overloads_are_told_apart_by_their_actions() {
    for client in echoes() {
        assert_eq!(now(client.find(7)).unwrap(), [simba()]);
        let found = now(client.find2("Nala".to_owned())).unwrap();
        assert_eq!(found[0].name.as_deref(), Some("Nala"));
    }
}

#[test]
fn values_may_stand_elsewhere_in_the_body() {
    let found = animal(&format!(
        "<z:EchoAnimalResponse><r href='#a'/></z:EchoAnimalResponse>\
         <z:Animal id='a' enc:root='0' xsi:type='z:Animal'>{}</z:Animal>\
         <z:Animal id='m' enc:root='0' xsi:type='z:Animal'>{PLAIN}</z:Animal>\
         <n id='n' xsi:type='enc:Array' enc:arrayType='xsd:string[3]'><i href='#s'/><i>x</i><i href='#s'/></n>\
         <s id='s'>shared</s>\
         <any id='y' xmlns:other='urn:other' xsi:type='other:T'><deep href='#s'/></any>",
        PLAIN
            .replace("<mother xsi:nil='true'/>", "<mother href='#m'/>")
            .replace("<names xsi:nil='true'/>", "<names href='#n'/>")
            .replace("<remark xsi:nil='true'/>", "<remark href='#y'/>")
    ));
    let found = found.unwrap().unwrap();
    assert_eq!(found.mother.unwrap().name.as_deref(), Some("Sarabi"));
    let shared = || Some("shared".to_owned());
    assert_eq!(
        found.names,
        Some(vec![shared(), Some("x".to_owned()), shared()])
    );
    let remark = found.remark.unwrap();
    assert_eq!(remark.name(), "remark");
    assert_eq!(remark.type_name().unwrap().namespace(), "urn:other");
    assert_eq!(remark.children().next().unwrap().text(), "shared");
    assert!(!remark.to_string().contains("href"), "{remark}");
}

#[test]
fn values_may_stand_within_one_another_in_soap_1_2() {
    for reference in ["m", "#m"] {
        let server = canned(
            Version::Soap12,
            &format!(
                "<z:EchoAnimalResponse><rpc:result>z:given</rpc:result><z:given>{}</z:given></z:EchoAnimalResponse>",
                PLAIN
                    .replace("<name>Sarabi</name>", "<name enc12:id='m'>Both</name>")
                    .replace(
                        "<remark xsi:nil='true'/>",
                        &format!("<remark enc12:ref='{reference}'/>")
                    )
            ),
        );
        let found = now(ZooClient::new(&server).echo_animal(simba()))
            .unwrap()
            .unwrap();
        assert_eq!(found.remark.unwrap().text(), "Both");
    }
}

#[test]
fn names_count_without_their_namespaces() {
    let qualified = PLAIN
        .replace("<name>", "<z:name>")
        .replace("</name>", "</z:name>");
    let found = animal(&format!(
        "<other><return xsi:type='enc:Struct'>{qualified}</return></other>"
    ));
    assert_eq!(found.unwrap().unwrap().name.as_deref(), Some("Sarabi"));
}

#[test]
fn what_may_be_absent_may_be_nil() {
    let found = animal(&format!(
        "<z:EchoAnimalResponse><return>{PLAIN}<born xsi:nil='true'/></return></z:EchoAnimalResponse>"
    ));
    assert_eq!(found.unwrap().unwrap().born, None);
}

#[test]
fn what_may_be_nil_may_be_absent() {
    let found = animal(
        "<z:EchoAnimalResponse><return><diet>meat</diet><weight>1</weight></return></z:EchoAnimalResponse>",
    );
    let found = found.unwrap().unwrap();
    assert_eq!((found.name, found.mother, found.remark), (None, None, None));
    assert_eq!(animal("<z:EchoAnimalResponse/>").unwrap(), None);
    let message = kind(animal(
        "<z:EchoAnimalResponse><return><diet>meat</diet></return></z:EchoAnimalResponse>",
    ));
    assert!(message.contains("weight is missing"), "{message}");
}

#[test]
fn arrays_may_be_partial_and_sparse() {
    let found = arrays(
        "<names enc:arrayType='xsd:string[5]' enc:offset='[2]'><a>two</a><b>three</b></names>\
         <rows enc:arrayType='xsd:int[][4]'><item enc:position='[3]' enc:arrayType='xsd:int[1]'><i>1</i></item>\
         <item enc:position='[0]' enc:arrayType='xsd:int[]'/></rows>\
         <matrix enc:arrayType='xsd:base64Binary[2,2]'><i enc:position='[1,0]'>AQ==</i></matrix>",
    )
    .unwrap();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        found.names,
        Some(vec![None, None, text("two"), text("three")])
    );
    assert_eq!(
        found.rows,
        Some(vec![Some(vec![]), None, None, Some(vec![Some(1)])])
    );
    let matrix = found.matrix.unwrap();
    assert_eq!(matrix.sizes(), [2, 2]);
    assert_eq!(matrix.get(&[1, 0]), Some(&Some(vec![1])));
    assert_eq!(matrix.get(&[0, 1]), Some(&None));
}

#[test]
fn arrays_that_lie_about_their_size_are_refused() {
    let more = arrays("<names enc:arrayType='xsd:string[1]'><i>a</i><i>b</i></names>");
    let message = kind(more);
    assert!(message.contains("names/i[2]"), "{message}");
    assert!(message.contains("expected 1 items"), "{message}");
    kind(arrays(
        "<names enc:arrayType='xsd:string[9]'><i enc:position='[9]'>a</i></names>",
    ));
    // Nothing is set aside for what is only claimed.
    kind(arrays(
        "<names enc:arrayType='xsd:string[4000000000]' enc:offset='[3999999999]'><i>a</i></names>",
    ));
    kind(arrays(
        "<matrix enc:arrayType='xsd:base64Binary[4000000000,4000000000]'/>",
    ));
    kind(arrays("<matrix><i/></matrix>"));
    kind(arrays("<names enc:arrayType='xsd:string'><i/></names>"));
    let fewer = arrays("<names enc:arrayType='xsd:string[4000000000]'><i>a</i></names>").unwrap();
    assert_eq!(fewer.names, Some(vec![Some("a".to_owned())]));
}

#[test]
fn places_that_arrays_leave_out_cost_no_more_than_the_document() {
    let names = |at: usize, padding: usize| {
        let (size, padding) = (at + 1, " ".repeat(padding));
        arrays(&format!(
            "<names enc:arrayType='xsd:string[{size}]'>{padding}<i enc:position='[{at}]'>a</i></names>"
        ))
    };
    // A small document may have a small array of any density, a larger one a larger array.
    let place = size_of::<Option<String>>();
    for padding in [0, 1 << 20] {
        let most = (4 * padding.max(256 << 10)) / place;
        assert_eq!(names(most, padding).unwrap().names.unwrap().len(), most + 1);
        let message = kind(names(most + 1000, padding));
        assert!(message.contains("names/i[1]"), "{message}");
        assert!(message.contains("items that arrays leave out"), "{message}");
        assert!(message.contains("nil elements"), "{message}");
    }

    // In several dimensions, with items and without.
    kind(arrays(
        "<matrix enc:arrayType='xsd:base64Binary[1000,1000]'/>",
    ));
    kind(arrays(
        "<matrix enc:arrayType='xsd:base64Binary[1000,1000]'><i enc:position='[999,999]'>AQ==</i></matrix>",
    ));
    // All arrays of a document together.
    let row = "<item enc:arrayType='xsd:int[60000]' enc:offset='[59999]'><i>1</i></item>";
    arrays(&format!("<rows enc:arrayType='xsd:int[][1]'>{row}</rows>")).unwrap();
    kind(arrays(&format!(
        "<rows enc:arrayType='xsd:int[][9]'>{}</rows>",
        row.repeat(9)
    )));
    // Each item counts all dimensions.
    let dimensions = vec!["1"; 300].join(",");
    kind(arrays(&format!(
        "<matrix enc:arrayType='xsd:base64Binary[{dimensions}]'><i/></matrix>"
    )));
}

#[test]
fn references_that_lead_nowhere_are_refused() {
    let within = |more: &str| {
        kind(animal(&format!(
            "<z:EchoAnimalResponse><return href='#a'/></z:EchoAnimalResponse>{more}"
        )))
    };
    let message = within("");
    assert!(
        message.contains("\"a\"") && message.contains("no element has this id"),
        "{message}"
    );
    let message = within("<a id='a'/><b id='a'/>");
    assert!(message.contains("several elements"), "{message}");
    let message = within("<a id='a' href='#b'/><b id='b' href='#a'/>");
    assert!(message.contains("leads back to itself"), "{message}");
    let circle = PLAIN.replace("<mother xsi:nil='true'/>", "<mother href='#a'/>");
    let message = within(&format!("<a id='a'>{circle}</a>"));
    assert!(
        message.contains("return/mother") && message.contains("leads back to itself"),
        "{message}"
    );
    let circle = PLAIN.replace(
        "<remark xsi:nil='true'/>",
        "<remark><x href='#a'/></remark>",
    );
    let message = within(&format!("<a id='a'>{circle}</a>"));
    assert!(message.contains("leads back to itself"), "{message}");
}

#[test]
fn references_are_not_followed_without_end() {
    // Each level refers to the next ten times: a few hundred bytes that would make 10^20 values.
    let mut levels = String::new();
    for level in 0..20 {
        let items = format!("<i href='#l{}'/>", level + 1).repeat(10);
        levels.push_str(&format!(
            "<l id='l{level}' enc:arrayType='xsd:anyType[10]'>{items}</l>"
        ));
    }
    let message = arrays_and(
        "<anything href='#l0'/>",
        &format!("{levels}<l id='l20'>end</l>"),
    );
    let error = message.unwrap_err();
    let Error::Response(error) = error else {
        panic!("{error}")
    };
    assert!(matches!(error.kind(), ErrorKind::Limit { .. }), "{error}");
}

#[test]
fn a_chain_of_references_is_as_deep_as_it_is() {
    let chain: String = (0..500)
        .map(|n| format!("<l id='l{n}' href='#l{}'/>", n + 1))
        .collect();
    let message = kind(animal(&format!(
        "<z:EchoAnimalResponse><return href='#l0'/></z:EchoAnimalResponse>{chain}<l id='l500'/>"
    )));
    assert!(message.contains("depth"), "{message}");
}

#[test]
fn maps_are_read_as_php_sends_them() {
    let server = canned(
        Version::Soap11,
        "<z:EchoMapResponse><return xsi:type='apache:Map'>\
         <item><key xsi:type='xsd:string'>one</key><value xsi:type='xsd:int'>1</value></item>\
         <item><key xsi:type='xsd:int'>7</key><value xsi:nil='true'/></item></return></z:EchoMapResponse>",
    );
    let map = now(ZooClient::new(&server).echo_map(Map::new()))
        .unwrap()
        .unwrap();
    assert_eq!(map.len(), 2);
    assert_eq!(map.get_as::<i32>("one").unwrap(), Some(1));
    assert_eq!(map.get_as::<i32>("7").unwrap(), None);
    assert!(map.get("7").unwrap().is_nil());
}

#[test]
fn a_server_reads_values_that_stand_elsewhere_in_the_body() {
    let router = Router::new().service("/zoo", ZooServer(Echo));
    let body = format!(
        "<soap:Envelope xmlns:soap='{}' xmlns:z='urn:zoo' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\
         <soap:Body><z:EchoAnimal><animal href='#id1'/></z:EchoAnimal><z:Animal id='id1'>{PLAIN}</z:Animal>\
         </soap:Body></soap:Envelope>",
        Version::Soap11.namespace()
    );
    let request = http::Request::post("http://localhost/zoo")
        .header("content-type", "text/xml; charset=utf-8")
        .header("soapaction", "\"urn:zoo#EchoAnimal\"")
        .body(body.into())
        .unwrap();
    let response = now(router.respond(request));
    assert_eq!(response.status(), 200);
    let text = String::from_utf8(response.into_body().to_vec()).unwrap();
    assert!(
        text.contains(r#"<name xsi:type="xsd:string">Sarabi</name>"#),
        "{text}"
    );
}
