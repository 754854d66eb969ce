//! The name of a namespace's module, read from its URI: the part that identifies the namespace, and
//! the parts that distinguish it from others of the same name.

use heck::ToSnakeCase;

use super::rules::{is_reserved_module, module_name};

/// Segments and file endings that name a format instead of a subject:
/// `http://www.onvif.org/ver10/media/wsdl` is called `media`.
const FORMATS: [&str; 6] = ["wsdl", "xsd", "asmx", "svc", "php", "jws"];

/// Labels that many domains begin with, so that they identify none: `urn:types.core.example.com` is called `types_core`.
const KINDS: [&str; 5] = ["type", "types", "schema", "schemas", "xsd"];

/// Segments that say nothing: `http://www.w3.org/XML/1998/namespace` is called `xml_namespace`.
const BLANK: [&str; 2] = ["namespace", "ns"];

/// Top-level domains beside those of two letters.
const TOP_LEVEL: [&str; 9] = [
    "com", "org", "net", "gov", "edu", "mil", "int", "info", "biz",
];

/// The letters that a version may have in front of its number.
const VERSION_MARKS: [&str; 7] = ["", "v", "ver", "version", "r", "rev", "release"];

/// The most words of a segment that go into a name. `System.Collections.Generic` has three.
const MOST_WORDS: usize = 3;

/// The fewest letters of a name that isn't called after another part too:
/// `http://docs.oasis-open.org/wsn/b-2` is called `wsn_b`.
const FEWEST_LETTERS: usize = 3;

/// The parts of a namespace's URI, as names.
#[derive(Debug)]
pub(super) struct Identity {
    /// The part that identifies it.
    pub(super) name: String,
    /// The version or date, the format, and the labels before the name, the nearest first. A part
    /// is empty if the URI doesn't have it.
    others: Vec<String>,
}

impl Identity {
    /// Reads the URI of a namespace.
    pub(super) fn of(namespace: &str) -> Self {
        let segments = segments(namespace);
        let mut parts = Parts::default();
        for segment in segments.iter().rev() {
            segment.divide(&mut parts);
        }
        let is_domain = segments
            .iter()
            .rfind(|segment| !segment.is_version() && !segment.is_format())
            .is_some_and(Segment::is_domain);
        let mut labels = parts.labels.into_iter();
        let joined = |nearest_first: Vec<String>| {
            let parts: Vec<String> = nearest_first.into_iter().rev().collect();
            parts.join("_")
        };
        let (version, format) = (joined(parts.versions), joined(parts.formats));
        // A URI may be nothing but a date, or a format.
        let whole = [&version, &format]
            .into_iter()
            .find(|part| !part.is_empty());
        let whole = || whole.cloned().unwrap_or_default();
        let mut name = labels.next().unwrap_or_else(whole);
        while !identifies(&name, is_domain) {
            let Some(more) = labels.next() else { break };
            // Domains begin with the nearest label, paths end in it.
            name = match is_domain {
                true => format!("{name}_{more}"),
                false => format!("{more}_{name}"),
            };
        }
        let mut others = vec![version, format];
        others.extend(labels);
        Self {
            name: module_name(&name, namespace),
            others,
        }
    }

    /// Returns names that distinguish the namespace from others of its name, the best first: with a
    /// part that none of them has, then with one part after another.
    pub(super) fn apart_from(&self, same: &[Self]) -> Vec<String> {
        let parts = self.others.iter().enumerate();
        let parts: Vec<(usize, &String)> = parts.filter(|(_, part)| !part.is_empty()).collect();
        let is_own = |(at, part): &(usize, &String)| {
            let mut others = same.iter().filter_map(|other| other.others.get(*at));
            !others.any(|other| other == *part)
        };
        let own = parts.iter().filter(|part| is_own(part));
        let mut names: Vec<String> = own
            .map(|(_, part)| format!("{}_{part}", self.name))
            .collect();
        let mut longer = self.name.clone();
        for (_, part) in parts {
            longer = format!("{longer}_{part}");
            names.push(longer.clone());
        }
        names
    }
}

/// Whether a name is enough to identify a namespace, read from a domain or not.
fn identifies(name: &str, is_domain: bool) -> bool {
    let is_short = name.is_ascii() && name.len() < FEWEST_LETTERS;
    let is_kind = is_domain && KINDS.contains(&name);
    !is_short && !is_kind && !BLANK.contains(&name) && !is_reserved_module(name)
}

/// The parts of a URI, the nearest to the name first.
#[derive(Debug, Default)]
struct Parts {
    labels: Vec<String>,
    versions: Vec<String>,
    formats: Vec<String>,
}

impl Parts {
    /// Adds words that belong together. Versions behind them, and file endings, aren't part of the
    /// name.
    fn add(&mut self, text: &str) {
        let mut words = words(text);
        let is_format = |word: &&str| FORMATS.contains(&word.to_lowercase().as_str());
        while words.len() > 1
            && let Some(format) = words.pop_if(|word| is_format(&&**word))
        {
            self.formats.push(format.to_lowercase());
        }
        let end = words.iter().rposition(|word| !is_version(word));
        let version = words.split_off(end.map_or(0, |last| last + 1));
        let start = words.len().saturating_sub(MOST_WORDS);
        let named = words.split_off(start);
        self.versions
            .extend((!version.is_empty()).then(|| joined(&version)));
        self.labels
            .extend((!named.is_empty()).then(|| joined(&named)));
        self.labels
            .extend(words.iter().rev().map(|word| word.to_snake_case()));
    }
}

fn joined(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| word.to_snake_case()).collect();
    words.join("_")
}

/// A segment of a URI.
#[derive(Debug)]
struct Segment<'u> {
    text: &'u str,
    is_host: bool,
}

/// Returns the segments of a URI: its host, and what slashes, colons and the like divide.
fn segments(uri: &str) -> Vec<Segment<'_>> {
    let (host, path) = match uri.split_once("://") {
        Some((_, rest)) => {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            let host = authority.rsplit('@').next().unwrap_or(authority);
            (host.split(':').next(), path)
        }
        None => match uri.get(..4) {
            Some(scheme) if scheme.eq_ignore_ascii_case("urn:") => (None, &uri[4..]),
            _ => (None, uri),
        },
    };
    let path = path.split(['/', ':', '?', '#', '&', '=']);
    let path = path.map(|text| (text, false));
    let all = host.map(|text| (text, true)).into_iter().chain(path);
    all.filter(|(text, _)| text.contains(char::is_alphanumeric))
        .map(|(text, is_host)| Segment { text, is_host })
        .collect()
}

impl Segment<'_> {
    /// Whether it is a version or a date.
    fn is_version(&self) -> bool {
        !self.is_host && words(self.text).into_iter().all(is_version)
    }

    fn is_format(&self) -> bool {
        !self.is_host && FORMATS.contains(&self.text.to_lowercase().as_str())
    }

    /// Whether it is a domain, from either end.
    fn is_domain(&self) -> bool {
        let ends = [self.text.split('.').next(), self.text.rsplit('.').next()];
        self.is_host || self.text.contains('.') && ends.into_iter().flatten().any(is_top_level)
    }

    /// Adds its parts.
    fn divide(&self, parts: &mut Parts) {
        if self.is_version() {
            parts.versions.push(joined(&words(self.text)));
        } else if self.is_format() {
            parts.formats.push(self.text.to_lowercase());
        } else if self.is_domain() {
            for label in domain(self.text) {
                parts.add(label);
            }
        } else {
            parts.add(self.text);
        }
    }
}

/// Returns the labels of a domain, that of the owner last, without the top level.
fn domain(text: &str) -> Vec<&str> {
    let mut labels: Vec<&str> = text.split('.').filter(|label| *label != "www").collect();
    let is_reversed = |labels: &[&str]| matches!(labels, [first, .., last] if is_top_level(first) && !is_top_level(last));
    if is_reversed(&labels) {
        labels.reverse();
    }
    if labels.len() > 1 && labels.last().is_some_and(|last| is_top_level(last)) {
        labels.pop();
    }
    labels
}

/// Whether a label is a top-level domain. Those that begin with a capital letter are words of a
/// dotted name, as in `System.IO`.
fn is_top_level(label: &str) -> bool {
    let is_country = label.len() == 2 && label.bytes().all(|byte| byte.is_ascii_lowercase());
    is_country || TOP_LEVEL.contains(&label)
}

fn words(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether a word is a version or a part of a date.
fn is_version(word: &str) -> bool {
    let mark = word.trim_end_matches(|c: char| c.is_ascii_digit());
    mark.len() < word.len() && VERSION_MARKS.contains(&mark.to_lowercase().as_str())
}
