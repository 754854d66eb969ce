//! The values that simple types allow, and whether one type allows what another does.
//!
//! What is sent and what is read are sets of texts, each with the value that it stands for. A change
//! of a type that callers send is compatible if the newer type reads each text that the older
//! bindings write as the same value. The texts are those of valid values in the form in which
//! bindings write them: `true`, never `1`, unless a pattern asks for it.
//!
//! What callers receive is read without a look at facets, so a newer type may allow what it likes.
//! But a text must not mean another value than it does to the older bindings, in any of its forms:
//! by the order of a union's members, or by white space that one of the types takes away.
//!
//! | file | subject |
//! | --- | --- |
//! | `space` | the values of a type, and how a text is read as one of them |
//! | `types` | the types of a version |
//! | `shown` | types as people read them |
//! | `alternatives` | the members of unions, one after the other |
//! | `inclusion` | the decision |
//! | `restrictions` | facets of types of one kind, one beside the other |
//! | `samples` | texts that may tell types apart |
//! | `lexical`, `range` | the forms of built-in types, and of integers between two, as patterns |
//! | `language` | patterns as automata |
//! | `alphabet` | the characters that patterns tell apart |

mod alphabet;
mod alternatives;
mod inclusion;
mod language;
mod lexical;
mod range;
mod restrictions;
mod samples;
mod shown;
mod space;
#[cfg(test)]
mod tests;
mod types;

use std::rc::Rc;

use sapo::xml::builtin::BuiltIn;

use crate::model::Traffic;

use alternatives::Forms;
use inclusion::{Decision, Inclusion};
pub(super) use language::{Found, Languages};
use space::{Space, Variety};
pub(super) use types::Types;

/// The values of a simple type, as a thing holds them.
#[derive(Debug)]
pub(super) struct Values {
    /// The name in the newer version of a type that is compared by itself.
    name: Option<String>,
    /// What it consists of if some of that has a name, which tells whether it is the same.
    outline: Option<String>,
    /// Whether it is an enum, whose values are compared one by one.
    is_enumeration: bool,
    /// The facets as people read them.
    shown: String,
    space: Rc<Space>,
    languages: Rc<Languages>,
}

/// A change of the values that a type allows.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) effect: Effect,
    /// Both types and the value that tells them apart, as a phrase that follows a name.
    pub(super) message: String,
}

/// The effect of other values on those who send or receive them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// What was sent is still read as what it is.
    None,
    /// Something that was sent is refused.
    Refused,
    /// Something that was sent is read as another value.
    Reread,
    /// Whether what was sent is still read cannot be told.
    Unknown,
    /// Something that is received means another value than it did.
    Misread,
    /// Whether what is received means what it did cannot be told.
    Unclear,
}

/// The types whose values depend on others in the document (XSD Part 1, section 3.15.4), and how.
const DOCUMENT: [(BuiltIn, &str); 2] = [
    (BuiltIn::Id, "a document must not have a value twice now"),
    (
        BuiltIn::IdRef,
        "a value must be an xs:ID of the document now",
    ),
];

impl Values {
    /// Returns the change from an older type, unless both are the same.
    pub(super) fn change(&self, older: &Self, traffic: Traffic) -> Option<Change> {
        let is_named = self.name.is_some() && self.name == older.name;
        if is_named || self.space == older.space {
            return None;
        }
        let is_same_but_for_parts = self.outline.is_some() && self.outline == older.outline;
        let (effect, more) = match self.is_enumeration && older.is_enumeration {
            true => {
                let [before, after] = [older, self].map(|one| one.space.unlisted());
                if before == after {
                    return None;
                }
                self.effect(&older.space.listed_in(&self.space), &after, traffic)
            }
            false => self.effect(&older.space, &self.space, traffic),
        };
        // A part tells of itself, but not what that makes of its neighbors in a union.
        let is_of_the_whole = matches!(self.space.variety, Variety::Union(_))
            && matches!(effect, Effect::Reread | Effect::Misread);
        let message = match self.shown == older.shown {
            _ if self.is_enumeration && older.is_enumeration => {
                format!(
                    "lists values of {}, listed values of {}{more}",
                    self.shown, older.shown
                )
            }
            true => format!(
                "is still {}, but not with the same values{more}",
                self.shown
            ),
            false => format!("allows {}, allowed {}{more}", self.shown, older.shown),
        };
        (!is_same_but_for_parts || is_of_the_whole).then_some(Change { effect, message })
    }

    /// Returns whether an empty text is a value.
    pub(super) fn has_empty(&self) -> bool {
        self.space.read("", &self.languages).is_some()
    }

    /// Returns whether a text has the value that another text had.
    pub(super) fn reads_alike(&self, text: &str, older: &Self, older_text: &str) -> bool {
        let read = |values: &Self, text| values.space.read(text, &values.languages);
        match (read(older, older_text), read(self, text)) {
            (Some(before), Some(after)) => before.key == after.key,
            _ => false,
        }
    }

    fn effect(&self, before: &Space, after: &Space, traffic: Traffic) -> (Effect, String) {
        if traffic.sent {
            let sent = Inclusion {
                sender: before,
                receiver: after,
                forms: Forms::Written,
                counts_refusals: true,
                languages: &self.languages,
            };
            match sent.decide() {
                Decision::Yes => {
                    let is_new = |one: &&(BuiltIn, &str)| after.has(one.0) && !before.has(one.0);
                    if let Some((_, rule)) = DOCUMENT.iter().find(is_new) {
                        return (Effect::Refused, format!("; {rule}"));
                    }
                }
                Decision::No(difference) => {
                    let effect = match difference.read {
                        Some(_) => Effect::Reread,
                        None => Effect::Refused,
                    };
                    return (effect, format!("; {}", difference.of_requests()));
                }
                Decision::CannotTell(what) => {
                    return (Effect::Unknown, format!("; {what} cannot be compared"));
                }
            }
        }
        if traffic.received {
            let received = Inclusion {
                sender: &self.space,
                receiver: &before.unchecked(),
                forms: Forms::Any,
                counts_refusals: false,
                languages: &self.languages,
            };
            match received.decide() {
                Decision::Yes => {}
                Decision::No(difference) => {
                    return (Effect::Misread, format!("; {}", difference.of_responses()));
                }
                Decision::CannotTell(what) => {
                    return (Effect::Unclear, format!("; {what} cannot be compared"));
                }
            }
        }
        (Effect::None, String::new())
    }
}
