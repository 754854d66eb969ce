//! Reads an inbox by Exchange Web Services: how many messages there are, and the subject of each.
//!
//! `exchange` alone reads the responses that Microsoft documents; nothing goes over the network. `exchange URL` reads
//! the mailbox of a user (`EXCHANGE_USERNAME`, `EXCHANGE_PASSWORD`) at the URL, such as
//! `https://mail.example.com/EWS/Exchange.asmx`.

use std::env;
use std::error::Error;

use sapo::http::Response;
use sapo::transport::{BasicAuth, HttpTransport, MemoryTransport, Transport};

#[allow(dead_code)]
mod exchange {
    include!(concat!(env!("OUT_DIR"), "/exchange.rs"));
}

use exchange::types::{
    ArrayOfFoldersTypeFolderChoice as AnyFolder, ArrayOfRealItemsTypeItemOrMessage as AnyItem,
    DefaultShapeNamesType, DistinguishedFolderIdNameType, DistinguishedFolderIdType,
    ExchangeVersionType, FindItemParentType, FolderResponseShapeType, FolderType,
    IndexBasePointType, IndexedPageViewType, ItemQueryTraversalType, ItemResponseShapeType,
    NonEmptyArrayOfBaseFolderIdsType,
    NonEmptyArrayOfBaseFolderIdsTypeFolderIdChoice as AnyFolderId,
    NonEmptyArrayOfPathsToElementType, PathElement, PathToUnindexedFieldType, RequestServerVersion,
    ResponseClassType, TimeZoneContext, TimeZoneDefinitionType,
};
use exchange::{
    ArrayOfResponseMessagesTypeResponseMessageChoice as ResponseMessage, ExchangeServiceClient,
    FindItemType, FindItemTypeViewChoice as View,
};

/// How many messages a page has.
const PAGE: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    match env::args().nth(1) {
        Some(url) => {
            let username = env::var("EXCHANGE_USERNAME")?;
            let password = env::var("EXCHANGE_PASSWORD")?;
            let transport = BasicAuth::new(HttpTransport::new()?, &username, password);
            print(ExchangeServiceClient::new(transport).with_endpoint(url)).await
        }
        None => print(ExchangeServiceClient::new(documented())).await,
    }
}

async fn print(api: ExchangeServiceClient<impl Transport>) -> Result<(), Box<dyn Error>> {
    let inbox = inbox(&api).await?;
    println!(
        "{}: {} messages, {} of them unread",
        inbox.display_name.unwrap_or_default(),
        inbox.total_count.unwrap_or_default(),
        inbox.unread_count.unwrap_or_default(),
    );
    for subject in subjects(&with_headers(api)).await? {
        println!("  {subject}");
    }
    Ok(())
}

/// Gets the folder of the inbox.
async fn inbox(api: &ExchangeServiceClient<impl Transport>) -> Result<FolderType, Box<dyn Error>> {
    let shape = FolderResponseShapeType::new(DefaultShapeNamesType::Default);
    for message in api.get_folder(shape, inbox_id()).await?.response_message {
        let ResponseMessage::GetFolderResponseMessage(message) = message else {
            continue;
        };
        if message.response_class == ResponseClassType::Error {
            return Err(message.message_text.unwrap_or_default().into());
        }
        for folder in message.folders.unwrap_or_default().folder {
            if let AnyFolder::Folder(folder) = folder {
                return Ok(*folder);
            }
        }
    }
    Err("the response has no folder".into())
}

/// Asks for responses of a version of Exchange, with times of a zone.
fn with_headers<T: Transport>(api: ExchangeServiceClient<T>) -> ExchangeServiceClient<T> {
    api.with_request_server_version_header(RequestServerVersion {
        version: Some(ExchangeVersionType::Exchange2007Sp1),
    })
    .with_time_zone_context_header(TimeZoneContext {
        time_zone_definition: TimeZoneDefinitionType {
            id: Some("Eastern Standard Time".into()),
            name: None,
        },
    })
}

/// Finds the subjects of all messages in the inbox, page by page.
async fn subjects(
    api: &ExchangeServiceClient<impl Transport>,
) -> Result<Vec<String>, Box<dyn Error>> {
    let subject = PathToUnindexedFieldType {
        field_uri: "item:Subject".into(),
    };
    let mut request = FindItemType {
        parent_folder_ids: inbox_id(),
        ..FindItemType::new(
            ItemResponseShapeType {
                additional_properties: Some(NonEmptyArrayOfPathsToElementType {
                    path: vec![PathElement::FieldUri(subject)],
                }),
                ..ItemResponseShapeType::new(DefaultShapeNamesType::IdOnly)
            },
            ItemQueryTraversalType::Shallow,
        )
    };

    let mut subjects = Vec::new();
    let mut anchor = None;
    for offset in (0..).step_by(PAGE) {
        request.view = Some(View::IndexedPageItemView(IndexedPageViewType {
            // One more, the anchor: the next page begins with it unless the folder has changed in between.
            max_entries_returned: Some(PAGE as i32 + 1),
            offset,
            ..IndexedPageViewType::new(IndexBasePointType::Beginning)
        }));
        let page = page(api, &request).await?;
        let mut messages: Vec<_> = page
            .items
            .item_or_message
            .into_iter()
            .filter_map(|item| match item {
                AnyItem::Message(message) => Some(message),
                AnyItem::Item(_) => None,
            })
            .collect();
        if anchor.is_some() && anchor != messages.first().and_then(|first| first.item_id.clone()) {
            return Err("the inbox has changed; read it again".into());
        }
        let is_last = page.includes_last_item_in_range != Some(false);
        if !is_last {
            anchor = messages.pop().and_then(|message| message.item_id);
        }
        subjects.extend(messages.into_iter().filter_map(|message| message.subject));
        if is_last {
            break;
        }
    }
    Ok(subjects)
}

/// Finds one page of messages.
async fn page(
    api: &ExchangeServiceClient<impl Transport>,
    request: &FindItemType,
) -> Result<FindItemParentType, Box<dyn Error>> {
    for message in api.find_item(request).await?.response_message {
        if let ResponseMessage::FindItemResponseMessage(message) = message {
            let text = message.message_text.unwrap_or_default();
            return message.root_folder.ok_or(text.into());
        }
    }
    Err("the response has no page".into())
}

fn inbox_id() -> NonEmptyArrayOfBaseFolderIdsType {
    let inbox = DistinguishedFolderIdType::new(DistinguishedFolderIdNameType::Inbox);
    NonEmptyArrayOfBaseFolderIdsType {
        folder_id: vec![AnyFolderId::DistinguishedFolderId(inbox)],
    }
}

/// A server that gives the documented responses.
fn documented() -> MemoryTransport {
    let documents = [
        include_str!("../../messages/exchange/get-folder-response.xml"),
        include_str!("../../messages/exchange/first-page-response.xml"),
        include_str!("../../messages/exchange/second-page-response.xml"),
    ];
    MemoryTransport::replay(documents.map(|document| Response::new(document.into())))
}

#[cfg(test)]
mod tests {
    use super::exchange::SERVER_VERSION_INFO_HEADER;
    use super::*;

    #[tokio::test]
    async fn reads_an_inbox_as_documented() {
        let server = documented();
        let api = ExchangeServiceClient::new(&server);

        let inbox = inbox(&api).await.unwrap();
        assert_eq!(inbox.display_name.as_deref(), Some("Inbox"));
        assert_eq!((inbox.total_count, inbox.unread_count), (Some(2), Some(2)));
        assert_eq!(inbox.folder_id.unwrap().id, "AQApA=");

        let subjects = subjects(&with_headers(api)).await.unwrap();
        assert_eq!(subjects.len(), 8);
        assert_eq!(subjects[4..6], ["For your perusal", "meeting notes"]);

        let namespace = "http://schemas.microsoft.com/exchange/services/2006/messages";
        let (get_folder, find_item) = (
            format!("{namespace}/GetFolder"),
            format!("{namespace}/FindItem"),
        );
        let requests = [
            (
                get_folder.as_str(),
                include_str!("../../messages/exchange/get-folder-request.xml"),
            ),
            (
                find_item.as_str(),
                include_str!("../../messages/exchange/first-page-request.xml"),
            ),
            (
                find_item.as_str(),
                include_str!("../../messages/exchange/second-page-request.xml"),
            ),
        ];
        sapo_services::assert_sent(&server, &requests);
    }

    #[tokio::test]
    async fn reads_the_version_of_the_server() {
        let server = documented();
        let shape = FolderResponseShapeType::new(DefaultShapeNamesType::Default);
        let api = ExchangeServiceClient::new(server);
        let call = api.get_folder(shape, inbox_id()).message();
        let response = call.await.unwrap();
        let version = response.header_of(&SERVER_VERSION_INFO_HEADER).unwrap();
        assert_eq!(version.unwrap().major_build_number, Some(628));
    }

    #[tokio::test]
    async fn notices_a_change_between_pages() {
        let first = include_str!("../../messages/exchange/first-page-response.xml");
        let changed = first.replace("AAMkAGM2", "AAMkAGM3");
        let server =
            MemoryTransport::replay([Response::new(first.into()), Response::new(changed.into())]);
        let error = subjects(&ExchangeServiceClient::new(server)).await;
        let error = error.unwrap_err().to_string();
        assert_eq!(error, "the inbox has changed; read it again");
    }

    #[tokio::test]
    async fn says_what_the_server_says() {
        let document = include_str!("../../messages/exchange/get-folder-error.xml");
        let server = MemoryTransport::replay([Response::new(document.into())]);
        let error = inbox(&ExchangeServiceClient::new(server))
            .await
            .unwrap_err();
        assert_eq!(error.to_string(), "Id is malformed.");
    }
}
