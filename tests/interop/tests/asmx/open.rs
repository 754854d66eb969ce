//! XML that no schema tells the content of: nodes, wildcards, data sets.

use sapo::QName;
use sapo::transport::HttpTransport;
use sapo::xml::{Any, Node as Content};
use sapo_interop::asmx::dataset;
use sapo_interop::asmx::open::*;

use crate::{any, clients};

fn services() -> Vec<OpenClient<HttpTransport>> {
    clients("open")
}

/// Elements with namespaces, attributes, prefixes in values, text among elements.
const TREES: [&str; 4] = [
    "<a xmlns='urn:a'/>",
    "<plain b='1'>text &amp; æ<c/> more</plain>",
    "<p:a xmlns:p='urn:p' xmlns:q='urn:q' q:b='q:value' xml:lang='nb'><q:c><p:d>q:x</p:d></q:c><e xmlns=''/></p:a>",
    "<a xmlns='urn:a'><b xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>&lt;\n</a>",
];

#[tokio::test]
async fn nodes_and_elements_come_back() {
    for api in services() {
        for tree in TREES.map(any) {
            let content = vec![Content::Element(tree.clone())];
            let back = api
                .node(NodeValue {
                    content: content.clone(),
                })
                .await;
            assert_eq!(back.unwrap().unwrap().content, content);
            let back = api.element(ElementValue { any: tree.clone() }).await;
            assert_eq!(back.unwrap().unwrap().any, tree);
        }
        let absent = api.call(&ELEMENT, &Element { value: None }).message().await;
        assert_eq!(absent.unwrap().into_body().element_result, None);
    }
}

#[tokio::test]
async fn wildcards_for_elements_and_attributes_come_back() {
    let full = Envelope2 {
        number: i32::MIN,
        any: TREES.map(any).into(),
        any_attributes: vec![
            (QName::new("", "plain"), " æ\n\"<&>".to_owned()),
            (QName::new("urn:x", "marked"), String::new()),
        ],
    };
    for api in services() {
        for value in [full.clone(), Envelope2::default()] {
            let mut back = api.envelope(value.clone()).await.unwrap().unwrap();
            back.any_attributes
                .sort_by_key(|(name, _)| name.to_string());
            assert_eq!(back, value);
        }
    }
}

const DIFFGRAM: &str = "urn:schemas-microsoft-com:xml-diffgram-v1";

#[tokio::test]
async fn a_data_set_comes_back_with_its_schema_and_its_changes() {
    for api in services() {
        let data = api.changes().await.unwrap().unwrap();
        let [group] = &data.group[..] else {
            panic!("{data:?}")
        };
        let (schema, diffgram) = (group.any.clone().unwrap(), group.any2.clone().unwrap());
        assert_eq!(schema.name(), "schema");
        assert_eq!(diffgram.namespace(), DIFFGRAM);
        assert!(diffgram.text().contains("Brød & <ost>"), "{diffgram:?}");

        let value = DataValue {
            group: vec![DataValueGroup {
                any: Some(schema.clone()),
                any2: Some(diffgram.clone()),
            }],
        };
        let back = api.data(value).await.unwrap().unwrap();
        let [group] = &back.group[..] else {
            panic!("{back:?}")
        };
        assert_eq!(group.any.as_ref().map(declared), Some(declared(&schema)));
        assert_eq!(group.any2.as_ref(), Some(&diffgram));
    }
}

#[tokio::test]
async fn a_data_set_comes_back_by_the_contract_that_net_publishes() {
    for api in clients::<dataset::OpenClient<HttpTransport>>("open") {
        let data = api.changes().await.unwrap().unwrap();
        assert_eq!(data.schema.name(), "schema");
        let value = dataset::DataValue {
            schema: data.schema.clone(),
            any: data.any.clone(),
        };
        let back = api.data(value).await.unwrap().unwrap();
        assert_eq!(declared(&back.schema), declared(&data.schema));
        assert_eq!(back.any, data.any);
    }
}

/// Returns the schema of a DataSet without its properties in .NET, any of which Mono writes or leaves
/// out from one response to the next.
fn declared(schema: &Any) -> Any {
    let text = schema.to_string();
    let mut pieces = text.split(" msdata:");
    let mut declared = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let value = piece
            .split_once('"')
            .and_then(|(_, rest)| rest.split_once('"'));
        declared += value.expect("an attribute has a value in quotes").1;
    }
    sapo::xml::from_str(&declared).unwrap()
}
