//! The names of choices, which have none in XML: they are made of the names of the branches.

use super::groups::{Branch, Grouping, occurrences};
use super::rules::{type_name, words};
use crate::schema::components::{Particle, Term};

/// The most branches that a name lists. A list of more would be hard to read, and each branch that
/// a later version adds would change it.
const MOST_LISTED: usize = 2;

/// The most particles that are searched for the branches of a choice. Groups that refer to others
/// twice double at each step.
const MOST_SEARCHED: usize = 200;

/// The most letters of a name that lists branches.
const MOST_LETTERS: usize = 48;

/// The end of an enum's name that doesn't tell otherwise that it is a choice.
const CHOICE: &str = "Choice";

/// Words that tell nothing of a choice if its branches share no more.
const WEAK: [&str; 12] = [
    "code",
    "data",
    "date",
    "id",
    "key",
    "list",
    "name",
    "number",
    "ref",
    "reference",
    "type",
    "value",
];

/// A name that a choice could have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lower) struct ChoiceName {
    /// The name of the field.
    pub(in crate::lower) field: String,
    /// The end of the enum's name, after that of the type that holds it.
    suffix: String,
}

impl ChoiceName {
    /// Returns the end of the enum's name, after that of its owner, without repeating the owner's last
    /// words.
    pub(super) fn suffix_of(&self, owner: &str) -> &str {
        match self.suffix.strip_suffix(CHOICE) {
            Some(words) if owner.ends_with(words) => CHOICE,
            _ => &self.suffix,
        }
    }

    /// A name that tells by itself that this is a choice.
    fn telling(words: &str) -> Self {
        Self {
            field: words.to_owned(),
            suffix: type_name(words),
        }
    }

    /// A name that the schema may well have for a type of its own, so the enum's ends in `Choice`.
    fn plain(words: &str) -> Self {
        Self {
            field: words.to_owned(),
            suffix: format!("{}{CHOICE}", type_name(words).trim_end_matches('_')),
        }
    }
}

/// Returns the names that a choice could have, the best first: what all its branches end in, the
/// list of a few, what many begin with, or that it is a choice.
pub(super) fn choice_names(branches: &[String]) -> Vec<ChoiceName> {
    let mut names: Vec<Vec<String>> = Vec::new();
    for branch in branches {
        let words = words(branch);
        if !names.contains(&words) {
            names.push(words);
        }
    }
    let (start, end) = (shared(&names, false), shared(&names, true));
    let listed = listed(&names);
    let mut found = Vec::new();
    if !end.is_empty() && (listed.is_none() || !WEAK.contains(&end.as_str())) {
        found.push(ChoiceName::plain(&end));
    }
    found.extend(listed.as_deref().map(ChoiceName::telling));
    if !start.is_empty() && names.len() > MOST_LISTED {
        found.push(ChoiceName::plain(&start));
    }
    found.push(ChoiceName::telling("choice"));
    if let Some(first) = names.first() {
        found.push(ChoiceName::telling(&format!("{}_choice", first.join("_"))));
    }
    found
}

impl<'s> Grouping<'_, 's> {
    /// Returns the names in XML of the branches of a choice that repeats or doesn't.
    pub(super) fn labels(&self, particles: &[&'s Particle], repeats: bool) -> Vec<String> {
        let mut labels = Labels {
            repeats,
            left: MOST_SEARCHED,
            found: Vec::new(),
        };
        for Particle { term, min, max } in particles {
            self.label(term, *min, *max, &mut labels);
        }
        labels.found
    }

    /// Adds the names of the branches that a particle of a choice stands for.
    fn label(&self, term: &'s Term, min: u32, max: Option<u32>, labels: &mut Labels) {
        if max == Some(0) || labels.left == 0 {
            return;
        }
        labels.left -= 1;
        let (_, often) = occurrences(min, max, labels.repeats);
        match self.opened_branch(term, min, max, often) {
            Branch::Empty => {}
            Branch::Only(term, min, max) => self.label(term, min, max, labels),
            Branch::More(particles) => {
                for Particle { term, min, max } in particles {
                    self.label(term, *min, *max, labels);
                }
            }
            Branch::Choice(_) => labels.found.push("choice".to_owned()),
            Branch::Named(_) | Branch::Leaf(_) | Branch::Together(_) => {
                labels.found.push(self.first_name(term));
            }
        }
    }
}

/// The names of branches that were found, and how many particles may still be searched.
struct Labels {
    repeats: bool,
    left: usize,
    found: Vec<String>,
}

/// Returns the words that all names begin with, or end in.
fn shared(names: &[Vec<String>], at_end: bool) -> String {
    let Some((first, others)) = names.split_first() else {
        return String::new();
    };
    let count = count_shared(first, others, at_end);
    let words = match at_end {
        true => &first[first.len() - count..],
        false => &first[..count],
    };
    match words.iter().any(|word| word.contains(char::is_alphabetic)) {
        true => words.join("_"),
        false => String::new(),
    }
}

fn count_shared(first: &[String], others: &[Vec<String>], at_end: bool) -> usize {
    let word = |words: &[String], at: usize| match at_end {
        true => words.iter().rev().nth(at).cloned(),
        false => words.get(at).cloned(),
    };
    let is_shared = |&at: &usize| {
        let own = word(first, at);
        others.iter().all(|other| word(other, at) == own)
    };
    (0..first.len()).take_while(is_shared).count()
}

/// Returns the list of a few names, in which the words that they share occur once: `request_references_or_criteria`,
/// `customer_or_vendor_id`.
fn listed(names: &[Vec<String>]) -> Option<String> {
    let (first, others) = names.split_first()?;
    if others.is_empty() || names.len() > MOST_LISTED {
        return None;
    }
    let shortest = names.iter().map(Vec::len).min()?;
    // Each name keeps a word of its own.
    let start = count_shared(first, others, false);
    let start = if start < shortest { start } else { 0 };
    let end = count_shared(first, others, true);
    let end = if start + end < shortest { end } else { 0 };
    let last = names.len() - 1;
    let pieces = names.iter().enumerate().map(|(at, words)| {
        let from = if at == 0 { 0 } else { start };
        let to = words.len() - if at == last { 0 } else { end };
        words[from..to].join("_")
    });
    let list = pieces.collect::<Vec<_>>().join("_or_");
    (list.len() <= MOST_LETTERS).then_some(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_called_after_what_their_branches_share() {
        let cases: [(&[&str], &str, &str); 12] = [
            (&["QueueID", "Queue"], "queue_id_or_queue", "QueueIdOrQueue"),
            (
                &["IndexedPageItemView", "FractionalPageItemView"],
                "page_item_view",
                "PageItemViewChoice",
            ),
            (
                &[
                    "IndexedPageItemView",
                    "CalendarView",
                    "ContactsView",
                    "X.View",
                ],
                "view",
                "ViewChoice",
            ),
            (
                &["GroupBy", "DistinguishedGroupBy"],
                "group_by",
                "GroupByChoice",
            ),
            (&["name", "uuid"], "name_or_uuid", "NameOrUuid"),
            (&["a", "b", "c"], "choice", "Choice"),
            (&["pay_card", "pay_cash", "pay_wire"], "pay", "PayChoice"),
            (
                &["Request_References", "Request_Criteria"],
                "request_references_or_criteria",
                "RequestReferencesOrCriteria",
            ),
            (
                &["CustomerId", "VendorId"],
                "customer_or_vendor_id",
                "CustomerOrVendorId",
            ),
            (&["aId", "bId", "cId", "dId"], "id", "IdChoice"),
            (&["same", "same"], "same", "SameChoice"),
            (&["line_1", "page_1", "row_1"], "choice", "Choice"),
        ];
        for (branches, field, suffix) in cases {
            let branches: Vec<String> = branches.iter().map(|&name| name.to_owned()).collect();
            let best = choice_names(&branches).remove(0);
            assert_eq!((best.field.as_str(), best.suffix.as_str()), (field, suffix));
        }
    }
}
