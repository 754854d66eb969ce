//! Bindings in several files are the same whichever way a crate has them, and those of features by parts.

use sapo::gen1::Service;
use sapo::server::{Context, Router};
use sapo::transport::MemoryTransport;
use sapo::{Error, Fault};
use sapo_golden::split_operations::media::Medium;
use sapo_golden::split_operations::{Loan, Search, SearchResponse, State};
use sapo_golden::{
    operation_features_switched_0, operation_features_switched_4, split, split_by_name,
    split_included, split_operations, split_operations_by_name, split_operations_included,
    split_operations_switched_7,
};

/// Serves one of three operations, though all are switched on.
struct Catalogue;

impl split_operations::Lending for Catalogue {
    async fn search(&self, request: Search, _: &mut Context) -> Result<SearchResponse, Fault> {
        let found = Medium {
            title: request.title,
            shelf: "D12".to_owned(),
        };
        Ok(SearchResponse {
            found: Some(vec![found.into()]),
        })
    }
}

#[tokio::test]
async fn a_server_need_not_have_all_that_is_switched_on() {
    let server = split_operations::LendingServer(Catalogue);
    let router = Router::new().service("/lending", server);
    let api = split_operations::LendingClient::new(router);
    let found = api.search("Peer Gynt".to_owned()).await.unwrap();
    assert_eq!(found.len(), 1);
    let loan = Loan {
        until: "2026-03-01".parse().unwrap(),
        state: State::Open,
    };
    match api.give_back(Vec::new(), loan).await {
        Err(Error::Fault(fault)) => {
            assert!(
                fault.to_string().contains("GiveBack is not implemented"),
                "{fault}"
            );
        }
        other => panic!("{other:?}"),
    }
}

/// Reads a document of a case as the `Root` of a module, and writes it.
macro_rules! echo {
    ($document:expr, $($root:ident)::+) => {{
        let root: $($root)::+::Root = sapo::xml::from_str($document).unwrap();
        sapo::xml::to_string(&root).unwrap()
    }};
}

#[test]
fn files_are_found_by_path_by_name_and_where_they_are_included() {
    let document = include_str!("../../cases/split/valid.xml");
    let by_path = echo!(document, split);
    assert!(by_path.contains("237"), "{by_path}");
    assert_eq!(by_path, echo!(document, split_by_name::expected));
    assert_eq!(by_path, echo!(document, split_included::deep));

    let document = include_str!("../../cases/split-operations/valid.xml");
    let by_path = echo!(document, split_operations);
    assert!(by_path.contains("Piano Concerto"), "{by_path}");
    assert_eq!(by_path, echo!(document, split_operations_by_name::expected));
    assert_eq!(by_path, echo!(document, split_operations_included::deep));
    assert_eq!(by_path, echo!(document, split_operations_switched_7));
}

#[test]
fn a_client_has_the_operations_whose_features_are_on() {
    fn operations<S: Service>(_: &S) -> Vec<&'static str> {
        S::DESCRIPTION
            .operations()
            .iter()
            .map(|operation| operation.name())
            .collect()
    }
    let transport = || MemoryTransport::replay([]);
    let none = operation_features_switched_0::LendingClient::new(transport());
    assert!(operations(&none).is_empty());
    let search = operation_features_switched_4::LendingClient::new(transport());
    assert_eq!(operations(&search), ["Search"]);
    let all = split_operations::LendingClient::new(transport());
    assert_eq!(operations(&all), ["Borrow", "GiveBack", "Search"]);
}
