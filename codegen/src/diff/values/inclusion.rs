//! Decides whether every text that one side sends is read by the other as the same value.
//!
//! First texts are tried that may show that it isn't. A difference is never claimed without such a
//! text, so what is said about it is true. If there is none, a proof is sought. What is neither
//! shown nor proven is not decided.

use std::cmp::Ordering;

use sapo::xml::builtin::BuiltIn;

use super::alternatives::{Alternative, Forms, length_pattern, stable};
use super::language::{Found, Languages};
use super::lexical::lexical;
use super::samples::samples;
use super::space::{Bound, Reading, Space, Variety, is_integer, is_text};

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
    fn difference(&self, text: &str, sender: &[Alternative<'_>]) -> Option<Difference> {
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
        for (reader, one) in sender.iter().enumerate().take(at + 1) {
            let mut all = sender[at].outer(self.forms);
            let is_own = reader == at;
            if !is_own {
                // Its texts are another alternative's that comes before it.
                all.extend(one.outer(Forms::Any));
            }
            let before = &sender[..reader];
            let none: Vec<Vec<String>> = before.iter().filter_map(Alternative::inner).collect();
            let find = |more: &[String], not: &[Vec<String>]| {
                self.languages
                    .find(&[&all, more].concat(), &[&none, not].concat())
            };
            let forms = match is_own {
                true => self.forms,
                false => Forms::Any,
            };
            match self.is_read(one, before, receiver, forms, &find) {
                Proof::Holds => {}
                // Nothing can be wrong with texts that there aren't.
                _ if find(&[], &[]) == Found::Nothing => {}
                failed => return failed,
            }
        }
        Proof::Holds
    }

    /// Proves that texts of an alternative are read as its values. `before` has the sender's
    /// alternatives that come first, and `find` finds a text among them that matches further
    /// patterns, and not all of any others.
    fn is_read(
        &self,
        one: &Alternative<'_>,
        before: &[Alternative<'_>],
        receiver: &[Alternative<'_>],
        forms: Forms,
        find: &dyn Fn(&[String], &[Vec<String>]) -> Found,
    ) -> Proof {
        let mut failed = Proof::Unknown(TYPES);
        for other in receiver {
            // Either it has the text as the same value, or it must not take it.
            if is_same_kind(one.space, other.space) {
                match self.contains(other, one, forms) {
                    Proof::Holds => return Proof::Holds,
                    // Others may have the rest of the values.
                    proof => failed = proof,
                }
            } else {
                let holds = |one: &Alternative<'_>| {
                    matches!(self.contains(one, other, Forms::Any), Proof::Holds)
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
            let treatment = other.space.white_space;
            let takes_space =
                one.built_in().is_some_and(is_text) && treatment > one.space.white_space;
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
            (Variety::List(own), Variety::List(other)) => match self.items(own, other, forms) {
                Proof::Holds if is_within(old.space.length, new.space.length) => Ok(Vec::new()),
                Proof::Holds => Err("the lengths of these lists"),
                failed => return failed,
            },
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
const TYPES: &str = "the types of these values";

/// Returns whether a text that both types have is the same value of both.
fn is_same_kind(own: &Space, other: &Space) -> bool {
    match (&own.variety, &other.variety) {
        (Variety::Atomic(own), Variety::Atomic(other)) => {
            own.primitive() == other.primitive() || is_text(*own) && is_text(*other)
        }
        (Variety::List(own), Variety::List(other)) => is_same_kind(own, other),
        (Variety::Union(own), Variety::Union(other)) => own == other,
        _ => false,
    }
}

/// Returns patterns that the texts of a type have to match to be of another, if these decide it.
fn demands(
    old: &Space,
    own: BuiltIn,
    new: &Space,
    other: BuiltIn,
) -> Result<Vec<String>, &'static str> {
    let mut demands = Vec::new();
    let is_derived = std::iter::successors(Some(own), |ty| ty.base()).any(|ty| ty == other);
    if !is_derived && lexical(own).outer != lexical(other).outer {
        let inner = lexical(other).inner.filter(|_| is_same_kind(old, new));
        demands.push(inner.ok_or(TYPES)?.to_owned());
    }
    if new.white_space > old.white_space {
        demands.extend(stable(new.white_space));
    }
    if !is_within(old.length, new.length) {
        let pattern =
            length_pattern(new.length, other).filter(|_| own.primitive() == other.primitive());
        demands.push(pattern.ok_or("the lengths of these values")?);
    }
    if let Some(range) = new.range().filter(|_| is_integer(own)) {
        if !old.range().is_some_and(|own| range.holds(own)) {
            demands.push(range.pattern());
        }
        return Ok(demands);
    }
    if !are_bounded(old, own, new) {
        return Err("the bounds of these values");
    }
    if !are_counted(old, own, new) {
        return Err("the digits of these values");
    }
    Ok(demands)
}

fn is_within(own: (u32, Option<u32>), other: (u32, Option<u32>)) -> bool {
    let is_short = match (own.1, other.1) {
        (_, None) => true,
        (Some(own), Some(other)) => own <= other,
        (None, Some(_)) => false,
    };
    own.0 >= other.0 && is_short
}

/// Returns whether the bounds of a type are within those of another.
fn are_bounded(old: &Space, ty: BuiltIn, new: &Space) -> bool {
    let mut least = old.least.clone();
    let mut greatest = old.greatest.clone();
    if let Some(digits) = old.total_digits.filter(|digits| *digits <= 1000) {
        let nines = "9".repeat(digits as usize);
        least.push(Bound::inclusive(&format!("-{nines}")));
        greatest.push(Bound::inclusive(&nines));
    }
    let is_implied = |bound: &Bound, own: &[Bound], side: Ordering| {
        own.iter()
            .any(|own| own == bound || own.implies(bound, ty, side))
    };
    let mut lower = new.least.iter();
    let mut upper = new.greatest.iter();
    lower.all(|bound| is_implied(bound, &least, Ordering::Greater))
        && upper.all(|bound| is_implied(bound, &greatest, Ordering::Less))
}

/// Returns whether the digits of a type's numbers are not more than those of another.
fn are_counted(old: &Space, ty: BuiltIn, new: &Space) -> bool {
    let fraction = match is_integer(ty) {
        true => Some(0),
        false => old.fraction_digits.or(old.total_digits),
    };
    let whole = |bounds: &[Bound]| {
        let digits = bounds.iter().map(|bound| {
            let text = bound.value.trim_start_matches(['+', '-', '0']);
            text.split('.').next().unwrap_or_default().len()
        });
        digits.min()
    };
    let whole = whole(&old.least).zip(whole(&old.greatest));
    let bounded = whole.zip(fraction).map(|((least, greatest), fraction)| {
        u32::try_from(least.max(greatest)).map_or(u32::MAX, |whole| whole.saturating_add(fraction))
    });
    let total = old.total_digits.into_iter().chain(bounded).min();
    let is_less = |own: Option<u32>, other: Option<u32>| {
        other.is_none_or(|other| own.is_some_and(|own| own <= other))
    };
    is_less(total, new.total_digits) && is_less(fraction, new.fraction_digits)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use sapo::xml::builtin::BuiltIn;

    use super::super::space::Listed;
    use super::*;

    /// Numbers that look random, and are the same in each run.
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (self.0 >> 33) as usize % end
        }

        fn of<T: Clone>(&mut self, all: &[T]) -> T {
            all[self.below(all.len())].clone()
        }

        fn atomic(&mut self) -> Space {
            use BuiltIn as B;
            let types = [
                B::Int,
                B::Integer,
                B::UnsignedByte,
                B::Decimal,
                B::Boolean,
                B::String,
                B::Token,
                B::NormalizedString,
                B::NcName,
                B::Date,
            ];
            let ty = self.of(&types);
            let mut space = Space::built_in(ty);
            if ty.primitive() == B::Decimal {
                let bound = |random: &mut Self| Bound {
                    value: random
                        .of(&["-1", "0", "1", "2", "9", "10", "12"])
                        .to_owned(),
                    is_inclusive: random.below(2) == 0,
                };
                if self.below(3) == 0 {
                    space.least.push(bound(self));
                }
                if self.below(3) == 0 {
                    space.greatest.push(bound(self));
                }
                space.total_digits = [None, None, None, Some(1), Some(2)][self.below(5)];
                if self.below(4) == 0 {
                    space.patterns.push(
                        self.of(&["[0-9]+", "-?[0-9]{1,2}", "[1-9][0-9]*|0", ".*"])
                            .to_owned(),
                    );
                }
            }
            if is_text(ty) {
                let length = self.of(&[
                    (0, None),
                    (0, None),
                    (1, None),
                    (0, Some(2)),
                    (1, Some(3)),
                    (2, Some(2)),
                ]);
                space.length = length;
                if self.below(2) == 0 {
                    let patterns = [
                        "[ab]+",
                        "a*b*",
                        "[a-c ]*",
                        "[0-9]{1,2}",
                        r"\c+",
                        ".{1,2}",
                        "a|b|ab",
                        r" ?[a1]",
                        "true|[0-9]",
                    ];
                    space.patterns.push(self.of(&patterns).to_owned());
                }
                if self.below(4) == 0 {
                    let texts = ["a", "b", "ab", "1", "0", "true", "none"];
                    let count = 1 + self.below(3);
                    let texts = (0..count).map(|_| self.of(&texts).to_owned()).collect();
                    space.listed = Some(Rc::new(Listed::new(texts)));
                }
            }
            space
        }

        fn space(&mut self) -> Space {
            match self.below(5) {
                0 => {
                    let mut list = Space::list(&Rc::new(self.atomic()));
                    list.length = self.of(&[(0, None), (1, None), (0, Some(1)), (0, Some(2))]);
                    list
                }
                1 | 2 => {
                    let count = 1 + self.below(3);
                    let members = (0..count).map(|_| Rc::new(self.atomic())).collect();
                    let mut union = Space::union(members);
                    if self.below(4) == 0 {
                        union
                            .patterns
                            .push(self.of(&["[0-9]{1,2}", "[a-z0-9]*", ".{1,2}"]).to_owned());
                    }
                    union
                }
                _ => self.atomic(),
            }
        }
    }

    /// Texts of all the types that are made.
    fn texts() -> Vec<String> {
        let mut texts: Vec<String> = (-15..=105).map(|number: i32| number.to_string()).collect();
        let others = [
            "+5",
            "05",
            "1.5",
            "0.5",
            "-0.5",
            "10.25",
            "9.9",
            "true",
            "false",
            "2024-05-31",
            "none",
            "ncname",
            "300",
            "-200",
            "99999999999",
            "-99999999999",
            "a:b",
            "1 2",
            "1 true",
            "true 1 0",
            "a b c d",
        ];
        texts.extend(others.map(str::to_owned));
        let mut last = vec![String::new()];
        for _ in 0..4 {
            texts.extend(last.iter().cloned());
            let longer = last
                .iter()
                .flat_map(|text| "ab1 \t".chars().map(move |c| format!("{text}{c}")));
            last = longer.collect();
        }
        texts
    }

    #[test]
    fn what_is_decided_holds_for_all_texts() {
        let languages = Languages::default();
        let texts = texts();
        let mut random = Random(1);
        let (mut decided, mut undecided) = (0, 0);
        for _ in 0..1500 {
            let (old, mut new) = (random.space(), random.space());
            if random.below(2) == 0 {
                // Many pairs have little in common.
                new = Space {
                    patterns: new.patterns,
                    total_digits: new.total_digits,
                    ..old.clone()
                };
            }
            for forms in [Forms::Written, Forms::Any] {
                let inclusion = Inclusion {
                    sender: &old,
                    receiver: &new,
                    forms,
                    counts_refusals: true,
                    languages: &languages,
                };
                let sender = Alternative::all(&old);
                let difference = texts
                    .iter()
                    .find_map(|text| inclusion.difference(text, &sender));
                match (inclusion.decide(), difference) {
                    (Decision::Yes, Some(difference)) => {
                        panic!("{difference:?}, {forms:?}\n{old:#?}\n{new:#?}")
                    }
                    (Decision::CannotTell(_), None) => undecided += 1,
                    _ => decided += 1,
                }
            }
        }
        // Few are given up that might be decided.
        assert!(undecided * 20 < decided, "{undecided} of {decided}");
    }
}
