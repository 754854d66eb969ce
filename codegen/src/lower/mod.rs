//! From resolved components to the Rust [`Model`], in five layers. The folder of a function tells
//! which of them it belongs to, and so whether it may change the name of an item.
//!
//! | folder | content | may use |
//! | --- | --- | --- |
//! | `facts/` | queries of the schema and the configuration | the schema |
//! | `naming/` | the names of modules and items, fixed before anything is lowered | facts |
//! | `items/` | the items that types become | facts, names |
//! | `services/` | clients, server traits, and their messages | facts, names, items |
//! | `passes/` | changes to the finished model | the model, the rules of names |

mod facts;
mod items;
mod naming;
mod passes;
mod services;

use crate::config::Config;
use crate::diagnostic::Report;
use crate::model::{Item, Model};
use crate::schema::components::Schema;
use crate::service::Service;
use facts::Facts;
use items::Items;
use naming::budget::Budget;
use naming::order::globals;
use passes::Entries;

/// Lowers a schema and its services; `target_namespace` is that of the first input.
///
/// The report gets an error for everything that can't be generated yet.
pub fn lower(
    schema: &Schema,
    services: &[Service],
    config: &Config,
    target_namespace: Option<&str>,
    report: &mut Report,
) -> Model {
    config.select.check(services, report);
    let clients = if config.types_only { &[] } else { services };

    let facts = Facts::new(schema, services, config);

    let globals = globals(schema);
    let root = naming::root_namespace(schema, services, target_namespace, &globals);
    let mut budget = Budget::new(config.limits.fields);
    let names = naming::name(&facts, &globals, clients, &root, &mut budget);

    let mut items = Items::new(&facts, &names, budget);
    let mut first = services::lower(&mut items, clients, report);
    if config.roots {
        first.push(Item::Root(items.root(&globals)));
    }
    let entries = Entries {
        operations: match config.types_only {
            true => services::selected_operations(&mut items, services),
            false => Vec::new(),
        },
        elements: items.types_of_elements(&globals),
    };
    items.push_types(&globals);
    let items = items.finish(report);
    facts.pins.report(config, report);
    names.modules.report_pins(report);

    let mut model = Model {
        modules: names.modules.with_items(items),
        partial_eq: !config.no_partial_eq,
        debug: !config.no_debug,
        serde: config.serde,
        derives: config.derives.iter().map(ToString::to_string).collect(),
        features: Vec::new(),
        declares: false,
        left_out: 0,
    };
    model.modules[0].items.splice(0..0, first);
    passes::apply(&mut model, &entries, config, report);
    model
}
