//! Gives types constants for the names of their elements, if the configuration knows a list of such
//! names.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Report};
use crate::lower::naming::rules::constant_name;
use crate::model::graph::path_of;
use crate::model::{Field, Item, Meaning, Model, NameConstant, Path, Scope, Term};

/// Constants of the traits that generated types implement, which one of the type's own would hide.
const RESERVED: [&str; 4] = ["ELEMENT", "IS_NILLABLE", "SHAPE", "TEXT_FACETS"];

/// Adds the constants, and forgets lists of the elements of types that aren't generated.
pub(super) fn apply(model: &mut Model, report: &mut Report) {
    let mut wanted = HashSet::new();
    for_each_list(model, &mut |path| {
        wanted.insert(path.clone());
        true
    });
    if wanted.is_empty() {
        return;
    }
    let types: HashMap<Path, &Item> = model
        .items()
        .filter_map(|(module, item)| Some((path_of(item, module)?, item)))
        .collect();
    let mut constants: HashMap<Path, Vec<NameConstant>> = HashMap::new();
    let mut missing = Vec::new();
    for path in wanted {
        match types.get(&path) {
            Some(Item::Struct(ty)) => {
                let mut names = Constants::new(&types);
                names.add(ty.fields.iter().chain(&ty.admitted));
                constants.insert(path, names.constants);
            }
            _ => missing.push(path),
        }
    }
    missing.sort();
    for path in &missing {
        let message = format!(
            "`{}` under `element-names` in the configuration isn't generated as a struct",
            path.name
        );
        let help = "name a type that operations reach, or add `all-types = true`";
        report.push(Diagnostic::warning("config", None, message).with_help(help));
    }
    for (module, item) in model.items_mut() {
        if let Item::Struct(ty) = item {
            let path = Path {
                module,
                name: ty.name.clone(),
            };
            ty.element_names = constants.remove(&path).unwrap_or_default();
        }
    }
    for_each_list(model, &mut |path| !missing.contains(path));
}

/// Visits the types whose elements a field or a parameter names, and forgets those for which `keep`
/// is false.
fn for_each_list(model: &mut Model, keep: &mut dyn FnMut(&Path) -> bool) {
    for (_, item) in model.items_mut() {
        let fields = match item {
            Item::Struct(ty) => &mut ty.fields[..],
            Item::Choice(ty) => &mut ty.variants[..],
            Item::Service(service) => {
                let operations = service.operations.iter_mut();
                for parameter in operations.flat_map(|one| one.parameters.iter_mut().flatten()) {
                    parameter.names_of.take_if(|path| !keep(path));
                }
                continue;
            }
            _ => continue,
        };
        for field in fields {
            field.meaning.take_if(|meaning| match &**meaning {
                Meaning::ElementNames(path) => !keep(path),
                Meaning::Error { .. } => false,
            });
        }
    }
}

/// The constants of a type, in the order of its elements.
struct Constants<'m> {
    types: &'m HashMap<Path, &'m Item>,
    scope: Scope,
    /// The local names that have a constant.
    locals: HashSet<&'m str>,
    /// The groups that were visited: a named group may hold itself.
    groups: HashSet<&'m Path>,
    constants: Vec<NameConstant>,
}

impl<'m> Constants<'m> {
    fn new(types: &'m HashMap<Path, &'m Item>) -> Self {
        Self {
            types,
            scope: Scope::default(),
            locals: HashSet::new(),
            groups: HashSet::new(),
            constants: Vec::new(),
        }
    }

    /// Adds constants for fields, and for those of groups among them.
    fn add(&mut self, fields: impl IntoIterator<Item = &'m Field>) {
        for field in fields {
            match &field.particle.term {
                Term::Element => self.add_element(field),
                Term::Group(path) if self.groups.insert(path) => match self.types.get(path) {
                    Some(Item::Struct(group)) => self.add(&group.fields),
                    Some(Item::Choice(group)) => self.add(&group.variants),
                    _ => {}
                },
                Term::Inner(inner) => self.add(&inner.fields),
                Term::Group(_) | Term::Any(..) => {}
            }
        }
    }

    /// Adds the constant of an element, which is named like the field.
    fn add_element(&mut self, field: &'m Field) {
        let local = field.particle.local.as_str();
        if !self.locals.insert(local) {
            return;
        }
        let field = field.name.trim_start_matches("r#").trim_end_matches('_');
        let mut name = constant_name(if field.is_empty() { local } else { field });
        if RESERVED.contains(&name.as_str()) {
            name.push('_');
        }
        self.constants.push(NameConstant {
            name: self.scope.take(name),
            local: local.to_owned(),
        });
    }
}
