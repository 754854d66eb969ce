//! Decides whether every text that one side sends is read by the other as the same value.
//!
//! First texts are tried that may show that it isn't. A difference is never claimed without such a
//! text, so what is said about it is true. If there is none, a proof is sought. What is neither
//! shown nor proven is not decided.

use super::alternatives::{Alternative, Forms, stable};
use super::language::{Found, Languages};
use super::restrictions::{TYPES, demands, is_same_kind, is_within};
use super::samples::samples;
use super::space::{Reading, Space, Variety, is_text};

/// The relation of what is sent to what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    /// Every text is read as what it was sent as.
    Yes,
    /// A text is refused, or read as another value.
    No(Difference),
    /// Neither is known; the words say what would have to be compared.
    CannotTell(&'static str),
}

/// A text that is not read as what it was sent as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) text: String,
    pub(super) sent: Reading,
    /// What it is read as, unless it is refused.
    pub(super) read: Option<Reading>,
}

/// A side that sends texts, and one that reads them.
pub(super) struct Inclusion<'a> {
    pub(super) sender: &'a Space,
    pub(super) receiver: &'a Space,
    pub(super) forms: Forms,
    /// Whether it matters that a text is refused, or only that it is read as another value.
    pub(super) counts_refusals: bool,
    pub(super) languages: &'a Languages,
}

/// The result of a search for a proof.
enum Proof {
    Holds,
    /// This text may show that it doesn't hold.
    Fails(String),
    Unknown(&'static str),
}

/// Texts that an alternative of the sender reads.
struct Texts {
    /// They match all of these patterns.
    all: Vec<String>,
    /// They do not match all of any of these.
    none: Vec<Vec<String>>,
    /// They are written with more white space, which the alternative takes away.
    have_space: bool,
}

/// The most alternatives of unions that are compared with each other.
const ALTERNATIVES: usize = 50;

impl Inclusion<'_> {
    pub(super) fn decide(&self) -> Decision {
        if self.sender == self.receiver {
            return Decision::Yes;
        }
        let sender = Alternative::all(self.sender);
        let receiver = Alternative::all(self.receiver);
        let texts = samples(&sender, &receiver, self.forms, self.languages);
        let mut differences = texts
            .iter()
            .filter_map(|text| self.difference(text, &sender));
        if let Some(difference) = differences.next() {
            return Decision::No(difference);
        }
        if sender.len().max(receiver.len()) > ALTERNATIVES {
            let is_listed = |one: &Alternative<'_>| one.texts(self.forms).is_some();
            return match sender.iter().all(is_listed) {
                true => Decision::Yes,
                false => Decision::CannotTell("unions of so many types"),
            };
        }
        for at in 0..sender.len() {
            match self.keeps(at, &sender, &receiver) {
                Proof::Holds => {}
                Proof::Fails(text) => {
                    return match self.difference(&text, &sender) {
                        Some(difference) => Decision::No(difference),
                        None => Decision::CannotTell(TYPES),
                    };
                }
                Proof::Unknown(what) => return Decision::CannotTell(what),
            }
        }
        Decision::Yes
    }

    /// Returns what is different about a text, if it is sent and there is anything.
    pub(super) fn difference(&self, text: &str, sender: &[Alternative<'_>]) -> Option<Difference> {
        let is_character =
            |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
        let writes = |one: &Alternative<'_>| one.writes(text, self.forms, self.languages);
        if !text.chars().all(is_character) || !sender.iter().any(writes) {
            return None;
        }
        let sent = self.sender.read(text, self.languages)?;
        let read = self.receiver.read(text, self.languages);
        let is_same = match &read {
            Some(read) => read.key == sent.key,
            None => !self.counts_refusals,
        };
        (!is_same).then(|| Difference {
            text: text.to_owned(),
            sent,
            read,
        })
    }

    /// Proves that the texts which one of the sender's alternatives writes are read as they were.
    fn keeps(&self, at: usize, sender: &[Alternative<'_>], receiver: &[Alternative<'_>]) -> Proof {
        if sender[at].texts(self.forms).is_some() {
            // All of them have been tried.
            return Proof::Holds;
        }
        let writer = &sender[at];
        let written = writer.outer(self.forms);
        for (reader, one) in sender.iter().enumerate().take(at + 1) {
            let before = &sender[..reader];
            let none: Vec<Vec<String>> = before.iter().filter_map(Alternative::inner).collect();
            let proof = match reader == at {
                true => self.is_read(
                    one,
                    self.forms,
                    before,
                    receiver,
                    &Texts {
                        all: written.clone(),
                        none,
                        have_space: false,
                    },
                ),
                // Its texts are another alternative's that comes before it.
                false => {
                    let taken = one.outer(Forms::Any);
                    let texts = Texts {
                        all: [&written[..], &taken].concat(),
                        none,
                        have_space: false,
                    };
                    match self.is_read(one, Forms::Any, before, receiver, &texts) {
                        Proof::Holds if self.takes_space(writer, &written, one) => self.is_read(
                            one,
                            Forms::Any,
                            before,
                            receiver,
                            &Texts {
                                all: taken,
                                none: Vec::new(),
                                have_space: true,
                            },
                        ),
                        proof => proof,
                    }
                }
            };
            if !matches!(proof, Proof::Holds) {
                return proof;
            }
        }
        Proof::Holds
    }

    /// Returns whether an alternative may take white space away from texts that match these
    /// patterns, which another writes.
    fn takes_space(
        &self,
        writer: &Alternative<'_>,
        texts: &[String],
        one: &Alternative<'_>,
    ) -> bool {
        let treatment = one.space.white_space;
        let keeps = writer.built_in().is_some_and(is_text) && writer.space.white_space < treatment;
        stable(treatment)
            .filter(|_| keeps)
            .is_some_and(|stable| self.languages.find(texts, &[vec![stable]]) != Found::Nothing)
    }

    /// Proves that texts of an alternative are read as its values. `before` has the sender's
    /// alternatives that come first.
    fn is_read(
        &self,
        one: &Alternative<'_>,
        forms: Forms,
        before: &[Alternative<'_>],
        receiver: &[Alternative<'_>],
        texts: &Texts,
    ) -> Proof {
        let proof = self.is_read_in_turn(one, forms, before, receiver, texts);
        // Nothing can be wrong with texts that there aren't.
        let are_none = || self.languages.find(&texts.all, &texts.none) == Found::Nothing;
        match proof {
            Proof::Holds => Proof::Holds,
            _ if are_none() => Proof::Holds,
            failed => failed,
        }
    }

    fn is_read_in_turn(
        &self,
        one: &Alternative<'_>,
        forms: Forms,
        before: &[Alternative<'_>],
        receiver: &[Alternative<'_>],
        texts: &Texts,
    ) -> Proof {
        let find = |more: &[String], not: &[Vec<String>]| {
            let all = [&texts.all, more].concat();
            self.languages.find(&all, &[&texts.none, not].concat())
        };
        let own = one.space.white_space;
        let mut failed = Proof::Unknown(TYPES);
        for other in receiver {
            let treatment = other.space.white_space;
            if texts.have_space && treatment < own {
                return Proof::Unknown("white space");
            }
            // Either it has the text as the same value, or it must not take it.
            let is_same = is_same_kind(one.space, other.space);
            let are_lists = one.built_in().is_none() && other.built_in().is_none();
            if is_same || are_lists {
                match self.contains(other, one, forms) {
                    Proof::Holds => return Proof::Holds,
                    // Others may have the rest of the values.
                    proof => failed = proof,
                }
            }
            if !is_same {
                let holds = |one: &Alternative<'_>| {
                    one.space.white_space >= treatment
                        && matches!(self.contains(one, other, Forms::Any), Proof::Holds)
                };
                if before.iter().any(holds) {
                    continue;
                }
                // What is listed has been tried.
                if other.texts(Forms::Any).is_none() {
                    match find(&other.outer(Forms::Any), &[]) {
                        Found::Nothing => {}
                        Found::Text(text) => return Proof::Fails(text),
                        Found::TooLarge => return Proof::Unknown(PATTERNS),
                    }
                }
            }
            // A text from which it takes white space is another to it.
            let takes_space = one.built_in().is_some_and(is_text) && treatment > own;
            if let Some(stable) = stable(treatment).filter(|_| takes_space) {
                match find(&[], &[vec![stable]]) {
                    Found::Nothing => {}
                    Found::Text(text) => return Proof::Fails(text),
                    Found::TooLarge => return Proof::Unknown(PATTERNS),
                }
            }
        }
        match self.counts_refusals {
            true => failed,
            false => Proof::Holds,
        }
    }

    /// Proves that an alternative has all values of another.
    fn contains(&self, new: &Alternative<'_>, old: &Alternative<'_>, forms: Forms) -> Proof {
        let is_around = new.listed().is_some() && new.space.listed.is_none();
        if new.space == old.space && new.patterns == old.patterns && !is_around {
            return Proof::Holds;
        }
        if let Some(texts) = old.texts(forms) {
            let is_lost = |text: &String| {
                old.accepts(text, self.languages) && !new.accepts(text, self.languages)
            };
            return match texts.into_iter().find(is_lost) {
                Some(text) => Proof::Fails(text),
                None => Proof::Holds,
            };
        }
        let demands = match (&old.space.variety, &new.space.variety) {
            (Variety::Atomic(own), Variety::Atomic(other)) => {
                demands(old.space, *own, new.space, *other)
            }
            (Variety::List(own), Variety::List(other)) => {
                match self.items(own, other, old.item_forms(forms)) {
                    Proof::Holds if is_within(old.space.length, new.space.length) => Ok(Vec::new()),
                    Proof::Holds => Err("the lengths of these lists"),
                    failed => return failed,
                }
            }
            _ => Err(TYPES),
        };
        let mut demands = match demands {
            Ok(demands) => demands,
            Err(what) => return Proof::Unknown(what),
        };
        if new.listed().is_some() {
            match new.listed_pattern() {
                Some(pattern) => demands.push(pattern),
                None => return Proof::Unknown("the values that are listed"),
            }
        }
        demands.extend(new.space.patterns.iter().cloned());
        demands.extend(new.patterns.iter().map(|one| (*one).clone()));
        let all = old.outer(forms);
        demands.retain(|demand| !all.contains(demand));
        for demand in demands {
            match self.languages.find(&all, &[vec![demand]]) {
                Found::Nothing => {}
                Found::Text(text) => return Proof::Fails(text),
                Found::TooLarge => return Proof::Unknown(PATTERNS),
            }
        }
        Proof::Holds
    }

    fn items(&self, old: &Space, new: &Space, forms: Forms) -> Proof {
        let items = Inclusion {
            sender: old,
            receiver: new,
            forms,
            counts_refusals: true,
            languages: self.languages,
        };
        match items.decide() {
            Decision::Yes => Proof::Holds,
            Decision::No(difference) => Proof::Fails(difference.text),
            Decision::CannotTell(what) => Proof::Unknown(what),
        }
    }
}

const PATTERNS: &str = "patterns as large as these";
