//! The combinations of options that the cases of a suite are generated with.

use anyhow::{Result, ensure};
use sapo_codegen::Options;

use super::suite::Kind;

/// The options that exclude others: a feature for each operation leaves out what no operation
/// reaches, and types alone have no operations.
const EXCLUSIVE: [&str; 2] = ["types-only", "operation-features"];

/// The combinations that are tried if nothing else is said.
const USUAL: [&str; 2] = [DEFAULT, "all-on"];

/// The name of the combination that a suite is measured with.
const DEFAULT: &str = "default";

/// Options to generate with, and what of the result is compiled.
#[derive(Debug, Clone, Default)]
pub(super) struct Combination {
    pub(super) name: String,
    pub(super) options: Options,
    /// The lines of the configuration file.
    pub(super) settings: &'static str,
    pub(super) features: Features,
}

/// The features of each module that are on, if it has one for each operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Features {
    None,
    First,
    #[default]
    All,
}

impl Combination {
    fn new(name: &str, options: Options) -> Self {
        Self {
            name: name.to_owned(),
            options,
            ..Self::default()
        }
    }

    /// Returns the name that a category of failures has with these options: its own, if they are
    /// the usual ones of the suite.
    pub(super) fn category(&self, category: &str) -> String {
        match self.name.as_str() {
            DEFAULT => category.to_owned(),
            name => format!("{category}-{name}"),
        }
    }

    /// Whether fields are counted: other options hardly change what they hold.
    pub(super) fn is_measured(&self) -> bool {
        self.name == DEFAULT
    }

    /// Whether a category of failures belongs to these options.
    pub(super) fn has(&self, category: &str) -> bool {
        let name = category.split_once('-').map_or(DEFAULT, |(_, name)| name);
        name == self.name
    }

    /// Returns the features of the runtime that the output needs beside the default ones; no
    /// default ones if there are no clients.
    pub(super) fn runtime(&self) -> (bool, Vec<&'static str>) {
        let Options {
            types_only,
            server,
            serde,
            ..
        } = self.options;
        let all = [(server, "server"), (serde, "serde")];
        let features = all.into_iter().filter(|(is_on, _)| *is_on);
        (!types_only, features.map(|(_, name)| name).collect())
    }
}

/// Returns the combinations of a suite that were asked for by name.
pub(super) fn chosen(kind: Kind, names: Option<&[String]>) -> Result<Vec<Combination>> {
    if kind == Kind::Xsd {
        ensure!(names.is_none(), "schemas are generated in one way");
        let options = only(&["types-only", "roots"]);
        return Ok(vec![Combination::new(DEFAULT, options)]);
    }
    let mut all = all();
    let usual = USUAL.map(str::to_owned);
    let names = names.unwrap_or(&usual);
    if names == ["all"] {
        return Ok(all);
    }
    for name in names {
        let known: Vec<_> = all.iter().map(|known| known.name.as_str()).collect();
        ensure!(
            known.contains(&name.as_str()),
            "there is no combination {name}: all, {}",
            known.join(", ")
        );
    }
    all.retain(|known| names.contains(&known.name));
    Ok(all)
}

/// Returns all combinations for WSDLs.
fn all() -> Vec<Combination> {
    let mut all = vec![
        Combination::new(DEFAULT, Options::default()),
        Combination::new("all-on", but(&EXCLUSIVE)),
    ];
    let alone = Options::SWITCHES.iter().map(|switch| switch.key);
    all.extend(alone.map(|key| Combination::new(key, only(&[key]))));
    let features = Options {
        operation_features: true,
        ..Options::default()
    };
    let settings = |name: &str, options, settings| Combination {
        settings,
        ..Combination::new(name, options)
    };
    let nil = "nil = \"absent\"\nnil-items = \"skip\"\n";
    all.extend([
        Combination::new("newtypes-types-only", only(&["newtypes", "types-only"])),
        Combination::new(
            "all-types-only",
            but(&["server", "split", "operation-features"]),
        ),
        Combination {
            features: Features::None,
            ..Combination::new("no-feature", features.clone())
        },
        Combination {
            features: Features::First,
            ..Combination::new("one-feature", features)
        },
        Combination::new("split-operations", only(&["split", "operation-features"])),
        Combination::new("all-features", but(&["types-only", "all-types"])),
        settings("trees", Options::default(), "open-types = \"trees\"\n"),
        settings("no-nil", Options::default(), nil),
        settings("all-on-no-nil", but(&EXCLUSIVE), nil),
    ]);
    all
}

/// Returns options with these switches on.
fn only(keys: &[&str]) -> Options {
    switched(|key| keys.contains(&key))
}

/// Returns options with all switches on but these.
fn but(keys: &[&str]) -> Options {
    switched(|key| !keys.contains(&key))
}

fn switched(is_on: impl Fn(&str) -> bool) -> Options {
    let mut options = Options::default();
    for switch in Options::SWITCHES {
        *switch.of(&mut options) = is_on(switch.key);
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Combination {
        let chosen = chosen(Kind::Wsdl, Some(&[name.to_owned()]));
        chosen.unwrap().remove(0)
    }

    #[test]
    fn every_switch_is_tried_alone_and_with_the_others() {
        for switch in Options::SWITCHES {
            assert!(*switch.of(&mut named(switch.key).options), "{}", switch.key);
            let is_on = *switch.of(&mut named("all-on").options);
            assert_ne!(is_on, EXCLUSIVE.contains(&switch.key), "{}", switch.key);
        }
    }

    #[test]
    fn no_two_combinations_have_a_name() {
        let all = all();
        let mut names: Vec<_> = all.iter().map(|known| &known.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all.len());
    }

    #[test]
    fn the_usual_ones_are_chosen_if_none_is_named() {
        let names = |chosen: Vec<Combination>| -> Vec<_> {
            chosen.into_iter().map(|known| known.name).collect()
        };
        assert_eq!(names(chosen(Kind::Wsdl, None).unwrap()), USUAL);
        assert_eq!(names(chosen(Kind::Xsd, None).unwrap()), [DEFAULT]);
        assert!(chosen(Kind::Wsdl, Some(&["odd".to_owned()])).is_err());
    }

    #[test]
    fn failures_belong_to_the_combination_in_their_category() {
        for name in [DEFAULT, "all-on", "types-only"] {
            let combination = named(name);
            assert!(combination.has(&combination.category("lint")));
        }
        assert!(!named("types-only").has("lint"));
        assert!(!named(DEFAULT).has("lint-types-only"));
    }
}
