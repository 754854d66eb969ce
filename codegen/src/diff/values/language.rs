//! Patterns as automata, to find a text that some of them match and others don't.
//!
//! An automaton may need more states than there is memory for: `(a{1,100}){1,100}` is a short
//! pattern. So everything here has a limit, and what exceeds it is not decided.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use regex_automata::Anchored;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::meta::Regex;
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_syntax::hir::Hir;
use sapo::xml::Pattern;

use super::alphabet::Alphabet;

/// The most bytes of one automaton, and of the steps on the way to it.
const SIZE: usize = 2 << 20;

/// The most combinations of states that are looked at.
const COMBINATIONS: usize = 1 << 16;

/// The deepest nesting of groups in a pattern that is looked at.
const DEPTH: usize = 100;

/// The texts that XML can hold.
const XML: &str = "[\t\n\r -\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*";

/// The languages of patterns, each taken apart once.
#[derive(Debug, Default)]
pub(in crate::diff) struct Languages {
    known: RefCell<HashMap<String, Rc<Language>>>,
}

/// The language of a pattern: the texts that match it.
#[derive(Debug)]
struct Language {
    pattern: String,
    engine: OnceCell<Option<Regex>>,
    expression: OnceCell<Option<Hir>>,
}

/// The result of a search.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::diff) enum Found {
    /// There is no such text.
    Nothing,
    /// One of the shortest texts.
    Text(String),
    /// The automata are too large to tell.
    TooLarge,
}

impl Languages {
    /// Returns whether a text matches a pattern. Every text matches one that the engine doesn't
    /// accept, as in strict reading.
    pub(super) fn is_match(&self, pattern: &str, text: &str) -> bool {
        let language = self.language(pattern);
        let engine = language.engine.get_or_init(|| language.parsed()?.engine());
        engine.as_ref().is_none_or(|engine| engine.is_match(text))
    }

    /// Finds a text that matches all of these patterns, and for each of the others at least one of
    /// its patterns not.
    pub(in crate::diff) fn find(&self, all: &[String], none: &[Vec<String>]) -> Found {
        let own = std::iter::once(self.language(XML));
        let all = own.chain(all.iter().map(|pattern| self.language(pattern)));
        let mut languages: Vec<Rc<Language>> = all.collect();
        let mut ends = vec![languages.len()];
        for patterns in none {
            languages.extend(patterns.iter().map(|pattern| self.language(pattern)));
            ends.push(languages.len());
        }
        let find = || {
            let expressions: Option<Vec<&Hir>> =
                languages.iter().map(|one| one.expression()).collect();
            let expressions = expressions?;
            let alphabet = Alphabet::new(&expressions)?;
            let automata = expressions
                .into_iter()
                .map(|one| automaton(&alphabet.rewritten(one)));
            let automata: Option<Vec<_>> = automata.collect();
            Some(Walk::new(automata?, ends, &alphabet)?.run())
        };
        find().unwrap_or(Found::TooLarge)
    }

    fn language(&self, pattern: &str) -> Rc<Language> {
        let mut known = self.known.borrow_mut();
        if let Some(language) = known.get(pattern) {
            return Rc::clone(language);
        }
        let language = Rc::new(Language {
            pattern: pattern.to_owned(),
            engine: OnceCell::new(),
            expression: OnceCell::new(),
        });
        known.insert(pattern.to_owned(), Rc::clone(&language));
        language
    }
}

impl Language {
    /// Returns the pattern taken apart, if it doesn't nest too deeply.
    fn parsed(&self) -> Option<Pattern<'_>> {
        let mut depth = 0usize;
        let mut deepest = 0;
        for byte in self.pattern.bytes() {
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        match deepest {
            ..=DEPTH => Pattern::parse_leniently(&self.pattern),
            _ => None,
        }
    }

    fn expression(&self) -> Option<&Hir> {
        let expression = || self.parsed()?.expression();
        self.expression.get_or_init(expression).as_ref()
    }
}

fn automaton(expression: &Hir) -> Option<dense::DFA<Vec<u32>>> {
    let config = thompson::Config::new()
        .utf8(false)
        .nfa_size_limit(Some(SIZE));
    let nfa = thompson::Compiler::new()
        .configure(config)
        .build_from_hir(expression)
        .ok()?;
    let config = dense::Config::new()
        .start_kind(StartKind::Anchored)
        .accelerate(false)
        .dfa_size_limit(Some(SIZE))
        .determinize_size_limit(Some(SIZE));
    dense::Builder::new()
        .configure(config)
        .build_from_nfa(&nfa)
        .ok()
}

/// A state of each automaton.
struct Combination {
    states: Vec<StateID>,
    /// The place of the combination before it, and the letter that led on from there.
    from: Option<(usize, u8)>,
}

/// A walk through the states of several automata at once, by the shortest texts first.
struct Walk<'a> {
    automata: Vec<dense::DFA<Vec<u32>>>,
    /// The ends of groups of automata: those of the first all match, those of another do not all.
    ends: Vec<usize>,
    alphabet: &'a Alphabet,
    /// The combinations of states met so far.
    met: Vec<Combination>,
    places: HashMap<Vec<StateID>, usize>,
}

impl<'a> Walk<'a> {
    fn new(
        automata: Vec<dense::DFA<Vec<u32>>>,
        ends: Vec<usize>,
        alphabet: &'a Alphabet,
    ) -> Option<Self> {
        let config = start::Config::new().anchored(Anchored::Yes);
        let starts: Result<Vec<_>, _> = automata
            .iter()
            .map(|one| one.start_state(&config))
            .collect();
        let mut walk = Self {
            automata,
            ends,
            alphabet,
            met: Vec::new(),
            places: HashMap::new(),
        };
        walk.meet(starts.ok()?, None);
        Some(walk)
    }

    fn run(mut self) -> Found {
        let mut queue = VecDeque::from([0]);
        while let Some(at) = queue.pop_front() {
            let states = self.met[at].states.clone();
            if self.is_found(&states) {
                return Found::Text(self.text(at));
            }
            for letter in self.alphabet.letters() {
                let pairs = self.automata.iter().zip(&states);
                let next: Vec<StateID> = pairs
                    .map(|(automaton, &state)| automaton.next_state(state, letter))
                    .collect();
                let mut demanded = self.automata.iter().zip(&next).take(self.ends[0]);
                let is_lost = demanded.any(|(automaton, &state)| automaton.is_dead_state(state));
                if is_lost || self.places.contains_key(&next) {
                    continue;
                }
                if self.met.len() == COMBINATIONS {
                    return Found::TooLarge;
                }
                queue.push_back(self.meet(next, Some((at, letter))));
            }
        }
        Found::Nothing
    }

    fn meet(&mut self, states: Vec<StateID>, from: Option<(usize, u8)>) -> usize {
        let place = self.met.len();
        self.places.insert(states.clone(), place);
        self.met.push(Combination { states, from });
        place
    }

    fn is_found(&self, states: &[StateID]) -> bool {
        let is_match = |at: usize| {
            let automaton = &self.automata[at];
            automaton.is_match_state(automaton.next_eoi_state(states[at]))
        };
        let all_match = |start: usize, end: usize| (start..end).all(is_match);
        let mut others = self.ends.windows(2);
        all_match(0, self.ends[0]) && !others.any(|ends| all_match(ends[0], ends[1]))
    }

    fn text(&self, mut at: usize) -> String {
        let mut characters = Vec::new();
        while let Some((before, letter)) = self.met[at].from {
            characters.push(self.alphabet.character(letter));
            at = before;
        }
        characters.into_iter().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, Languages};

    #[track_caller]
    fn find(all: &[&str], none: &[&str]) -> Found {
        let all: Vec<String> = all.iter().map(|one| (*one).to_owned()).collect();
        let none: Vec<Vec<String>> = none.iter().map(|one| vec![(*one).to_owned()]).collect();
        Languages::default().find(&all, &none)
    }

    fn text(text: &str) -> Found {
        Found::Text(text.to_owned())
    }

    #[test]
    fn the_shortest_text_is_found_or_there_is_none() {
        assert_eq!(find(&["[0-9]{4}"], &["[0-9]{4}|[A-Z]{2}"]), Found::Nothing);
        assert_eq!(find(&["[0-9]{4}|[A-Z]{2}"], &["[0-9]{4}"]), text("AA"));
        assert_eq!(find(&["a*", "(aa)*", "(aaa)+"], &[]), text("aaaaaa"));
        assert_eq!(find(&[r"\i\c*"], &[r"[\i-[:]][\c-[:]]*"]), text(":"));
        assert_eq!(find(&[r"[\i-[:]][\c-[:]]*"], &[r"\i\c*"]), Found::Nothing);
        assert_eq!(find(&["[a-z-[aeiou]]"], &["[b-z]"]), Found::Nothing);
        assert_eq!(find(&["."], &["[ -~]|[^a]"]), Found::Nothing);
        assert_eq!(find(&[r"\p{Lu}"], &["[A-Z]"]), text("\u{c0}"));
        assert_eq!(find(&["é"], &[]), text("é"));
        assert_eq!(find(&["a"], &["a"]), Found::Nothing);
        // No document holds these.
        assert_eq!(find(&["[^ -\u{10ffff}]"], &[r"\s"]), Found::Nothing);
    }

    #[test]
    fn what_is_too_large_is_not_decided() {
        let start = std::time::Instant::now();
        let large = "(a{1,100}){1,100}";
        assert_ne!(find(&[large], &["b"]), Found::Nothing);
        assert_eq!(find(&[r"(.*a.{20})+"], &[r".*[ab].{20}"]), Found::TooLarge);
        assert_eq!(find(&[".{1,4999}"], &[".{1,5000}"]), Found::Nothing);
        let letters = [r"\p{L}{1,100}", r"\w{1,100}"];
        assert_eq!(find(&letters[..1], &letters[1..]), Found::Nothing);
        let deep = format!("{}a{}", "(b".repeat(100_000), ")*".repeat(100_000));
        assert_eq!(find(&[&deep], &["b"]), Found::TooLarge);
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }

    #[test]
    fn a_pattern_that_is_too_large_for_the_engine_matches() {
        let languages = Languages::default();
        assert!(languages.is_match("a{2}", "aa") && !languages.is_match("a{2}", "a"));
        assert!(languages.is_match("((a{999}){999}){999}", "b"));
    }
}
