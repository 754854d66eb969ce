//! Names in one place, kept apart by suffixes.

use std::collections::{HashMap, HashSet};

/// Names that are taken in one place (a module, a struct, an enum).
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: HashSet<String>,
    /// The suffix that each name has reached.
    last: HashMap<String, u32>,
}

impl Scope {
    /// A scope in which these names are taken.
    pub(crate) fn with<'a>(taken: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            taken: taken.into_iter().map(str::to_owned).collect(),
            last: HashMap::new(),
        }
    }

    /// Takes a name unless it is taken already; `false` where it was.
    pub(crate) fn take_if_free(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// Takes the first of these names that is free, or else the first with a suffix.
    pub(crate) fn take_first(&mut self, names: impl IntoIterator<Item = String>) -> String {
        let mut first = None;
        for name in names {
            if self.take_if_free(&name) {
                return name;
            }
            first.get_or_insert(name);
        }
        self.take(first.unwrap_or_default())
    }

    /// Takes a name, with a suffix where it is taken already.
    pub(crate) fn take(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        let number = self.last.entry(name.clone()).or_insert(1);
        let stem = name.trim_end_matches('_');
        // Behind a digit the suffix needs a sign of its own: `a1` twice is not `a12`.
        let separator = if stem.ends_with(|c: char| c.is_ascii_digit()) {
            "_"
        } else {
            ""
        };
        loop {
            *number += 1;
            let candidate = format!("{stem}{separator}{number}");
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_of_two_equal_names_takes_a_suffix() {
        let mut scope = Scope::with(["Root"]);
        let taken: Vec<_> = ["A", "A", "A2", "A", "Root", "B1", "B1"]
            .map(|name| scope.take(name.to_owned()))
            .into();
        assert_eq!(taken, ["A", "A2", "A2_2", "A3", "Root2", "B1", "B1_2"]);
    }
}
