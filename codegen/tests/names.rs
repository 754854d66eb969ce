//! Names stay: what is added to a schema changes nothing that was generated for the rest of it.

mod names {
    pub(crate) mod added;
    pub(crate) mod items;
}

use std::collections::BTreeSet;

use sapo_codegen::diff::{Diff, Severity};

use names::added::{Case, Position, UNRELATED};
use names::items::Items;

/// Asserts that everything `before` holds is in `after`, with the same text.
fn assert_kept(what: &str, before: &Items, after: &Items) {
    let changed = before.changes(after);
    assert!(changed.is_empty(), "{what} changes {changed:#?}");
}

/// The enum of faults that an operation added before others shares with them is called after it; what it was called
/// stands for it now. Undoes both.
fn with_faults_of_the_first(before: &Items, after: Items) -> Items {
    let is_enum = |name: &&str| {
        before
            .get(name)
            .is_some_and(|text| text.contains("pub enum"))
    };
    let Some(shared) = after.aliases_of("UnrelatedFault").find(is_enum) else {
        return after;
    };
    let shared = shared.to_owned();
    let operation = shared.trim_end_matches("Fault");
    let others = after.without(|name| name == shared);
    let renamed = others.renamed(&[("UnrelatedFault", &shared)]);
    renamed.map(|text| {
        text.replace("UnrelatedFault", &shared)
            .replace("Faults of `Unrelated`", &format!("Faults of `{operation}`"))
    })
}

#[test]
fn what_is_unrelated_changes_nothing() {
    for case in Case::all() {
        let before = case.items();
        assert!(!before.is_empty());
        for position in [Position::First, Position::Last] {
            let what = |added: &str| format!("{}: {added} ({position:?})", case.name);
            let ty = case.with_components(UNRELATED, position).items();
            assert_kept(&what("a type"), &before, &ty);
            assert!(ty.has_type("Unrelated"), "{}", what("a type"));

            let namespace = case.with_namespace(UNRELATED, position).items();
            assert_kept(&what("a namespace"), &before, &namespace);
            assert!(namespace.names().contains("unrelated::Unrelated"));

            let document = case.with_document(None, UNRELATED, position).items();
            assert_kept(&what("a document"), &before, &document);

            if case.is_wsdl() {
                let operation = case.with_operation(position).items();
                let operation = with_faults_of_the_first(&before, operation);
                assert_kept(&what("an operation"), &before, &operation);
                let is_new = |name: &str| name.ends_with("Client::unrelated");
                assert!(operation.names().iter().any(|name| is_new(name)));
            }
        }
    }
}

#[test]
fn the_root_is_the_namespace_of_the_first_document_unless_there_is_a_service() {
    for case in Case::all() {
        let (before, after) = (case.items(), case.with_first_namespace(UNRELATED).items());
        if case.is_wsdl() {
            assert_kept(&case.name, &before, &after);
        } else {
            // The first document's is the root now; the other has moved as a whole, text and all but for the way to
            // other modules.
            assert!(after.names().contains("Unrelated"));
            let documents = |name: &str| name.starts_with("Root::");
            let before = before.in_root().without(documents);
            let after = after
                .within(&after.module(&case.namespace()))
                .map(|text| text.replace("super :: ", ""));
            assert_kept(&case.name, &before, &after);
        }
    }
}

#[test]
fn a_service_that_is_added_last_changes_nothing() {
    for case in Case::all().into_iter().filter(Case::is_wsdl) {
        let after = case.with_service().items();
        assert_kept(&case.name, &case.items(), &after);
        assert!(after.names().contains("AddedClient::ask"));
    }
}

#[test]
fn whatever_is_called_the_same_later_takes_the_suffix() {
    for case in Case::all() {
        let before = case.items();
        // A type for each name that Rust has in the root, the generated ones (choices, enums over derived types,
        // messages, clients) included, by another spelling of it; and simple types for the constants.
        let mut added = String::new();
        let mut wanted = BTreeSet::new();
        for name in before.in_root().names() {
            if name.contains("::") || name.contains(' ') || !name.is_ascii() {
                continue;
            }
            let spelled = format!("{}-", name.trim_end_matches('_'));
            let is_constant = name.chars().all(|c| !c.is_lowercase());
            added.push_str(&match is_constant {
                true => format!("<xs:simpleType name='{}'><xs:restriction base='xs:string'><xs:maxLength value='7'/></xs:restriction></xs:simpleType>", spelled.to_lowercase()),
                false => format!("<xs:complexType name='{spelled}'><xs:attribute name='added' type='xs:int'/></xs:complexType>"),
            });
            if !is_constant {
                wanted.insert(name.to_owned());
            }
        }
        let after = case
            .with_document(before.namespace(), &added, Position::Last)
            .items();
        assert_kept(&case.name, &before, &after);
        let count = |items: &Items| items.in_root().names().len();
        assert!(
            count(&after) >= count(&before) + wanted.len(),
            "{}: each of {wanted:?} has another beside it",
            case.name
        );
    }
}

#[test]
fn what_operations_use_takes_the_name_wherever_the_other_stands() {
    let mut collisions = 0;
    for case in Case::all().into_iter().filter(Case::is_wsdl) {
        let before = case.items();
        let root = before.in_root();
        let requests: BTreeSet<&str> = root
            .names()
            .into_iter()
            .filter_map(|name| {
                let (_, request) = root.get(name)?.split_once("gen1 :: Operation < ")?;
                request.split(' ').next()
            })
            .filter(|name| name.is_ascii() && root.get(name).is_some())
            // One that nothing uses may have the next number.
            .filter(|name| root.get(&format!("{name}2")).is_none())
            .collect();
        let types: String = requests
            .iter()
            .map(|name| {
                let spelled = name.trim_end_matches('_');
                format!("<xs:complexType name='{spelled}-'><xs:attribute name='added' type='xs:int'/></xs:complexType>")
            })
            .collect();
        for position in [Position::First, Position::Last] {
            let after = case
                .with_document(before.namespace(), &types, position)
                .items();
            assert_kept(&format!("{} ({position:?})", case.name), &before, &after);
        }
        collisions += requests.len();
    }
    assert!(collisions > 20, "{collisions}");
}

#[test]
fn a_namespace_that_is_called_the_same_later_takes_its_version_as_a_suffix() {
    let mut collisions = 0;
    for case in Case::all() {
        let before = case.items();
        // Schemas that the generator brings along come behind all documents.
        let is_bundled = |namespace: &str| {
            let owners = ["w3.org", "xml.apache.org"];
            owners.iter().any(|owner| namespace.contains(owner))
        };
        let written = before.modules().into_iter();
        for (module, namespace) in written.filter(|(_, namespace)| !is_bundled(namespace)) {
            let later = Some(format!("{namespace}/v9"));
            let after = case.with_document(later, UNRELATED, Position::Last).items();
            assert_kept(&format!("{}: {module}", case.name), &before, &after);
            let mut names = after.names().into_iter();
            assert!(
                names.any(|name| name.ends_with("v9::Unrelated")),
                "{module}"
            );
            collisions += 1;
        }
    }
    assert!(collisions > 10, "{collisions}");
}

#[test]
fn what_comes_before_takes_the_name() {
    let order = "<xs:complexType name='Order'><xs:choice><xs:element name='a'/><xs:element name='b'/></xs:choice></xs:complexType>";
    let orders = "<xs:complexType name='Orders'><xs:sequence><xs:element name='order' type='own:Order'/><xs:element name='note'/></xs:sequence></xs:complexType>";
    let lower = "<xs:complexType name='order'><xs:attribute name='id'/></xs:complexType>";
    let before = Case::of(&[order, orders]).items();

    // A name that differs by case alone, behind: it takes the suffix, and nothing else changes.
    let behind = Case::of(&[order, orders, lower]).items();
    assert_kept("behind", &before, &behind);
    assert!(behind.names().contains("Order2"));

    // Before: it takes the name; the other, and what is called after that, takes the suffix, wherever it is mentioned.
    let first = Case::of(&[lower, order, orders]).items();
    let renamed = before.renamed(&[("OrderAOrB", "Order2AOrB"), ("Order", "Order2")]);
    // Its documentation now says what it is called in XML.
    let without = |text: String| text.replace("# [doc = \" `Order`\"] ", "");
    assert_kept("before", &renamed, &first.clone().map(without));
    assert!(first.names().contains("Order"));
    assert_eq!(
        first.names().len(),
        before.names().len() + 3,
        "a struct and its two implementations"
    );

    // A type that is called like the enum of another's choice.
    let choice = "<xs:complexType name='OrderAOrB'/>";
    let behind = Case::of(&[order, orders, choice]).items();
    assert_kept("behind", &before, &behind);
    let first = Case::of(&[choice, order, orders]).items();
    assert_kept(
        "before",
        &before.renamed(&[("OrderAOrB", "OrderChoice")]),
        &first,
    );
}

#[test]
fn what_callers_cannot_name_takes_no_name_from_an_operation() {
    let cases = Case::all().into_iter();
    let case = cases.into_iter().find(|case| case.name == "constants");
    let case = case.unwrap();
    let before = case.items();
    let operations = ["ARCHIVE", "COLLECT", "TRACK"];
    for name in operations {
        assert!(before.get(name).unwrap().starts_with("# [doc"), "{name}");
    }
    // The wrapper of a message that becomes a vector elsewhere needs a constant of its own from then on.
    let holder = "<xs:complexType name='Shelf'><xs:sequence><xs:element ref='t:archive'/></xs:sequence></xs:complexType>";
    for position in [Position::First, Position::Last] {
        let after = case.with_components(holder, position).items();
        assert!(
            after.names().iter().any(|name| {
                let text = after.get(name).unwrap();
                text.contains(": gen1 :: Array")
                    && text.contains("many (\"id\")")
                    && !name.contains("COLLECT")
            }),
            "the wrapper has a constant"
        );
        for name in operations {
            assert_eq!(before.get(name), after.get(name), "{position:?}");
        }
    }
}

#[test]
fn a_pinned_name_is_taken_first() {
    let types = ["<xs:complexType name='A'/>", "<xs:complexType name='B'/>"];
    let case = Case::of(&types).with_config("[names]\n\"B\" = \"A\"");
    let names = case.items();
    assert!(
        names
            .get("impl gen1 :: Content for A")
            .unwrap()
            .contains("\"B\"")
    );
    assert!(
        names
            .get("impl gen1 :: Content for A2")
            .unwrap()
            .contains("\"A\"")
    );
}

#[test]
fn an_anonymous_type_is_called_after_where_it_is_written() {
    let group = "<xs:attributeGroup name='Money'><xs:attribute name='unit'><xs:simpleType><xs:restriction base='xs:string'><xs:enumeration value='kr'/></xs:restriction></xs:simpleType></xs:attribute></xs:attributeGroup>";
    let user = |name: &str| {
        format!(
            "<xs:complexType name='{name}'><xs:attributeGroup ref='own:Money'/></xs:complexType>"
        )
    };
    let before = Case::of(&[group, &user("Price")]).items();
    assert!(before.names().contains("MoneyUnit"));
    // Whoever else uses it, and wherever that stands.
    let after = Case::of(&[&user("Fee"), group, &user("Price"), &user("Tax")]).items();
    assert_kept("another user", &before, &after);

    let base = "<xs:complexType name='Base'><xs:sequence/><xs:attribute name='kind'><xs:simpleType><xs:restriction base='xs:string'><xs:enumeration value='k'/></xs:restriction></xs:simpleType></xs:attribute></xs:complexType>";
    let derived = "<xs:complexType name='Derived'><xs:complexContent><xs:extension base='own:Base'/></xs:complexContent></xs:complexType>";
    let items = Case::of(&[derived, base]).items();
    assert!(items.names().contains("BaseKind"));
}

#[test]
fn the_first_extension_makes_the_positions_of_its_base_an_enum() {
    let mut extended = 0;
    for case in Case::all() {
        let before = case.items();
        for base in case.extensible() {
            if before.has_type(&format!("{base}2")) {
                // Several types have this name, so it doesn't tell which item is meant.
                continue;
            }
            let after = case.with_extension(&base).items();
            let what = format!("{}: the first extension of {base}", case.name);
            let is_new = |name: &&str| !before.names().contains(name);
            let added = after.names();
            let mut enums = added.iter().filter(|name| is_new(name)).filter_map(|name| {
                let name = name.rsplit("::").next()?.strip_prefix("Any")?;
                name.starts_with(char::is_uppercase).then_some(name)
            });
            // An element that blocks what is derived lists it.
            let mut changes = before
                .clone()
                .map(without_blocked)
                .changes(&after.clone().map(without_blocked));
            // The enums of what it is derived from itself have a variant more, and so has the search for
            // a text of an error.
            changes.retain(|(name, _, after)| {
                let is_search = name.contains("impl gen1 :: MayFail for");
                let is_known =
                    name.contains("Any") || is_search && after.contains(":: Further (one)");
                !is_known
            });
            let Some(any) = enums.next() else {
                assert!(changes.is_empty(), "{what}, not the first: {changes:#?}");
                continue;
            };
            if before.is_vector(&base) {
                // A vector until now: it becomes a struct at all its positions, too.
                continue;
            }
            extended += 1;
            let base = after.of_type(&base);
            let any = format!("Any{any}");
            for (name, before, after) in &changes {
                // A message of the type has fields of its own no more, so the method takes or gives all of it.
                if after.contains("gen1 :: Call <")
                    && (after.contains(&any) || after.contains(base))
                {
                    continue;
                }
                // A position of the type, on the heap by itself now where it recursed.
                let plain = |text: &str| {
                    // So is the field that `new` fills.
                    let text = match name.ends_with("::new") {
                        true => text.split("->").next().unwrap_or_default(),
                        false => text,
                    };
                    text.replace(&any, base)
                        .replace(&format!("Box < {base} >"), base)
                        .replace(
                            "gen1 :: Nil (gen1 :: Boxed (gen1 :: Own))",
                            "gen1 :: Boxed (gen1 :: Own)",
                        )
                        .replace(" , gen1 :: Boxed (gen1 :: Own)", "")
                        .replace("gen1 :: Boxed (gen1 :: Own)", "")
                        .replace("_as (", " (")
                        .replace("Box :: new (r . one ())", "r . one ()")
                        .replace("& * self", "& self")
                        .replace("& * * value", "value")
                        .replace(" , }", " }")
                };
                assert_eq!(plain(before), plain(after), "{what} changes {name}");
            }
        }
    }
    assert!(extended > 5, "{extended}");
}

fn without_blocked(mut text: String) -> String {
    while let Some(start) = text.find(" . without_types (") {
        let end = start + text[start..].find("])").unwrap() + 2;
        text.replace_range(start..end, "");
    }
    text
}

/// What breaks callers, but that a server trait has another method.
fn breaking(diff: &Diff) -> Vec<String> {
    let breaking = diff.changes.iter().filter(|change| {
        let is_served = change.code == "added" && change.item.ends_with("Client::unrelated");
        change.severity == Severity::Breaking && !is_served
    });
    breaking.map(|change| change.to_string()).collect()
}

#[test]
fn a_diff_finds_nothing_that_breaks_where_nothing_changes() {
    for case in Case::all() {
        let before = case.version();
        assert_eq!(before.diff(&before).changes, [], "{}", case.name);
        for position in [Position::First, Position::Last] {
            let mut added = vec![
                case.with_components(UNRELATED, position),
                case.with_namespace(UNRELATED, position),
                case.with_document(None, UNRELATED, position),
            ];
            if case.is_wsdl() {
                added.push(case.with_operation(position));
            }
            for after in added {
                let diff = before.diff(&after.version());
                assert!(diff.compatible > 0, "{}: it is new", case.name);
                assert_eq!(breaking(&diff), [""; 0], "{}", case.name);
            }
        }
    }
}

#[test]
fn a_diff_finds_what_the_first_extension_changes() {
    let mut extended = 0;
    for case in Case::all() {
        let (before, version) = (case.items(), case.version());
        for base in case.extensible() {
            let case = case.with_extension(&base);
            let after = case.items();
            // What callers can name, but for the way in which it is read and written.
            let is_seen = |name: &str| !name.starts_with("impl ") && !name.contains("::impl ");
            let changes = before.changes(&after).into_iter();
            let is_constant = |name: &str| !name.contains(char::is_lowercase);
            let seen: Vec<String> = changes
                .map(|(name, ..)| name)
                .filter(|name| is_seen(name) && !is_constant(name.rsplit("::").next().unwrap()))
                .collect();
            let found = breaking(&version.diff(&case.version()));
            assert_eq!(
                seen.is_empty(),
                found.is_empty(),
                "{}, {base}: {seen:#?} {found:#?}",
                case.name
            );
            extended += usize::from(!found.is_empty());
        }
    }
    assert!(extended > 5, "{extended}");
}

#[test]
fn a_diff_knows_an_item_by_what_it_stands_for() {
    let order = "<xs:complexType name='Order'><xs:choice><xs:element name='a'/><xs:element name='b'/></xs:choice></xs:complexType>";
    let orders = "<xs:complexType name='Orders'><xs:sequence><xs:element name='order' type='own:Order'/></xs:sequence></xs:complexType>";
    let lower = "<xs:complexType name='order'><xs:attribute name='id'/></xs:complexType>";
    let before = Case::of(&[order, orders]).version();
    let changes = |after: &[&str]| breaking(&before.diff(&Case::of(after).version()));
    assert_eq!(changes(&[order, orders, lower]), [""; 0]);
    let found = changes(&[lower, order, orders]);
    let renamed = |new: &str, old: &str| format!("`{new}` was called `{old}`");
    // The field that is of the type says nothing of its own.
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].contains(&renamed("Order2", "Order")), "{found:#?}");
    assert!(
        found[1].contains(&renamed("Order2AOrB", "OrderAOrB")),
        "{found:#?}"
    );
}
