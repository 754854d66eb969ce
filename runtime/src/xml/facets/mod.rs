//! The facets of simple types, for strict reading (XSD Part 2, section 4.3).
//!
//! A Rust type accepts what it can hold: a `String` any text, an `i32` any number that fits. Further
//! requirements of a schema are constant [`Facets`], which only strict reading looks at.
//!
//! | file | subject |
//! | --- | --- |
//! | `builtin` | the facets of the built-in types |
//! | `derivation` | types that may stand for others |
//! | `forms` | other lexical forms of a value, for patterns that ask for one |
//! | `identities` | `xs:ID` and `xs:IDREF` of a document |
//! | `pattern` | regular expressions |

mod builtin;
mod derivation;
mod forms;
mod identities;
mod pattern;

use std::borrow::Cow;
use std::cmp::Ordering;

pub(crate) use self::identities::Identities;
pub use self::pattern::Pattern;
use super::Scope;
use super::builtin::{BuiltIn, Key, Value, name_in_full};
use super::characters::is_xml_character;
use super::namespaces::Binding;
use super::simple::WhiteSpace;

/// A simple type: what its values are made of, and the facets that restrict them.
///
/// It starts as one of the built-in types, a list or a union, and is narrowed:
///
/// ```
/// use sapo::gen1::Facets;
///
/// const SKU: Facets = Facets::TOKEN.max_length(6).patterns(&[r"\d{3}-[A-Z]{2}"]);
/// const SIZES: Facets = Facets::list(&Facets::POSITIVE_INTEGER).max_length(3);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Facets {
    variety: Variety,
    white_space: WhiteSpace,
    /// Least and greatest length: characters, octets or items.
    length: (u32, u32),
    least: Bound,
    greatest: Bound,
    total_digits: u32,
    fraction_digits: u32,
    values: Option<&'static [&'static str]>,
    listed: Option<fn(&str) -> bool>,
    patterns: &'static [&'static str],
    /// Whether a value has several lexical forms.
    has_forms: bool,
    /// Whether there are patterns, or values of a union, that may admit only some of them.
    restricts_forms: bool,
    /// The namespace and the local name of the type, and the type that it restricts, where that has
    /// to be known.
    name: Option<(&'static str, &'static str)>,
    base: Option<&'static Facets>,
}

/// What the values of a simple type are made of.
#[derive(Debug, Clone, Copy)]
enum Variety {
    Any,
    Atomic(BuiltIn),
    List(&'static Facets),
    Union(&'static [&'static Facets]),
}

/// The end of a range of values.
#[derive(Debug, Clone, Copy)]
enum Bound {
    None,
    Inclusive(&'static str),
    Exclusive(&'static str),
}

/// No limit of a length or a number of digits.
const UNLIMITED: u32 = u32::MAX;

impl Facets {
    const fn new(variety: Variety, white_space: WhiteSpace) -> Self {
        Self {
            variety,
            white_space,
            length: (0, UNLIMITED),
            least: Bound::None,
            greatest: Bound::None,
            total_digits: UNLIMITED,
            fraction_digits: UNLIMITED,
            values: None,
            listed: None,
            patterns: &[],
            has_forms: false,
            restricts_forms: false,
            name: None,
            base: None,
        }
    }

    /// Any text: `xs:anySimpleType`, and what a Rust type checks by itself.
    pub const ANY: Self = Self::new(Variety::Any, WhiteSpace::Preserve);

    /// Items of this type, separated by white space.
    pub const fn list(item: &'static Facets) -> Self {
        let mut facets = Self::new(Variety::List(item), WhiteSpace::Collapse);
        facets.has_forms = item.has_forms;
        facets.restricts_forms = item.restricts_forms;
        facets
    }

    /// A value of one of these types.
    pub const fn union(members: &'static [&'static Facets]) -> Self {
        let mut facets = Self::new(Variety::Union(members), WhiteSpace::Preserve);
        let mut at = 0;
        while at < members.len() {
            facets.has_forms |= members[at].has_forms;
            facets.restricts_forms |= members[at].restricts_forms;
            at += 1;
        }
        facets
    }

    /// Treats white space in another way than the base type does.
    pub const fn white_space(mut self, white_space: WhiteSpace) -> Self {
        self.white_space = white_space;
        self
    }

    /// Of this length exactly, in characters, octets or items.
    pub const fn length(mut self, length: u32) -> Self {
        self.length = (length, length);
        self
    }

    /// Of this length at least, in characters, octets or items.
    pub const fn min_length(mut self, length: u32) -> Self {
        self.length.0 = length;
        self
    }

    /// Of this length at most, in characters, octets or items.
    pub const fn max_length(mut self, length: u32) -> Self {
        self.length.1 = length;
        self
    }

    /// Not less than this.
    pub const fn min_inclusive(mut self, value: &'static str) -> Self {
        self.least = Bound::Inclusive(value);
        self
    }

    /// Greater than this.
    pub const fn min_exclusive(mut self, value: &'static str) -> Self {
        self.least = Bound::Exclusive(value);
        self
    }

    /// Not greater than this.
    pub const fn max_inclusive(mut self, value: &'static str) -> Self {
        self.greatest = Bound::Inclusive(value);
        self
    }

    /// Less than this.
    pub const fn max_exclusive(mut self, value: &'static str) -> Self {
        self.greatest = Bound::Exclusive(value);
        self
    }

    /// With this many digits at most.
    pub const fn total_digits(mut self, digits: u32) -> Self {
        self.total_digits = digits;
        self
    }

    /// With this many digits at most after the point.
    pub const fn fraction_digits(mut self, digits: u32) -> Self {
        self.fraction_digits = digits;
        self
    }

    /// One of these values; those of `xs:QName` and `xs:NOTATION`, items of lists and values of
    /// unions included, are written `{namespace}local`.
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = Some(values);
        // Read by another member of the union, a form is another value.
        self.restricts_forms |= self.has_forms && matches!(self.variety, Variety::Union(_));
        self
    }

    /// One of the texts for which `listed` holds: those of a generated enum.
    pub const fn listed(mut self, listed: fn(&str) -> bool) -> Self {
        self.listed = Some(listed);
        self
    }

    /// Matching each of these regular expressions (XSD Part 2, appendix F).
    pub const fn patterns(mut self, patterns: &'static [&'static str]) -> Self {
        self.patterns = patterns;
        self.restricts_forms |= self.has_forms && !patterns.is_empty();
        self
    }

    /// Names the type, so that `xsi:type` may name it or one derived from it.
    pub const fn named(mut self, namespace: &'static str, local: &'static str) -> Self {
        self.name = Some((namespace, local));
        self
    }

    /// Says which type it restricts, where that is not the built-in type that it starts as.
    pub const fn restricting(mut self, base: &'static Facets) -> Self {
        self.base = Some(base);
        self
    }

    /// How white space is treated before the text is looked at.
    pub(crate) const fn treatment(&self) -> WhiteSpace {
        self.white_space
    }

    /// Whether a value may have to be written in [another form](Self::other_form). Patterns need the
    /// engine of Strict.
    #[inline]
    pub(crate) const fn restricts_forms(&self) -> bool {
        cfg!(feature = "strict") && self.restricts_forms
    }

    /// Whether every text will do.
    pub(crate) const fn is_any(&self) -> bool {
        matches!(self.variety, Variety::Any) && self.values.is_none() && self.patterns.is_empty()
    }

    /// Checks a text; the error is the name of what it does not satisfy. The identities that it
    /// holds are added to those of the document.
    pub(crate) fn check(
        &self,
        text: &str,
        scope: &Scope<'_>,
        identities: &mut Identities,
    ) -> Result<(), &'static str> {
        let text = &*self.white_space.treat(Cow::Borrowed(text));
        match self.variety {
            Variety::Any => {}
            Variety::Atomic(built_in) => self.check_atomic(built_in, text, scope)?,
            Variety::List(item) => {
                let mut count = 0;
                for text in items(text) {
                    item.check(text, scope, identities)?;
                    count += 1;
                }
                self.check_length(count)?;
            }
            Variety::Union(members) => {
                if !members
                    .iter()
                    .any(|member| member.check(text, scope, identities).is_ok())
                {
                    return Err("value of any member of the union");
                }
            }
        }
        if !self
            .patterns
            .iter()
            .all(|pattern| pattern::is_match(pattern, text))
        {
            return Err("match of the pattern");
        }
        let is_listed = self.listed.is_none_or(|listed| listed(text))
            && self
                .values
                .is_none_or(|values| values.iter().any(|value| self.same(text, value, scope)));
        if !is_listed {
            return Err("value that the schema lists");
        }
        match self.variety {
            Variety::Atomic(BuiltIn::Id) => identities.declare(text),
            Variety::Atomic(BuiltIn::IdRef) => {
                identities.refer(text);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn check_atomic(
        &self,
        built_in: BuiltIn,
        text: &str,
        scope: &Scope<'_>,
    ) -> Result<(), &'static str> {
        let value = Value::parse(text, built_in, Some(scope)).ok_or(built_in.prefixed_name())?;
        if self.length != (0, UNLIMITED)
            && let Some(length) = value.length()
        {
            self.check_length(length)?;
        }
        if let Value::Decimal(number) = &value {
            if number.total_digits() > self.total_digits as usize {
                return Err("number of so few digits");
            }
            if number.fraction_digits() > self.fraction_digits as usize {
                return Err("number of so few digits after the point");
            }
        }
        let compare = |bound: &'static str| {
            Value::parse(bound, built_in, None).and_then(|bound| value.compare(&bound))
        };
        use Ordering::{Equal, Greater, Less};
        let is_enough = match self.least {
            Bound::None => true,
            Bound::Inclusive(bound) => matches!(compare(bound), Some(Equal | Greater)),
            Bound::Exclusive(bound) => compare(bound) == Some(Greater),
        };
        let is_little = match self.greatest {
            Bound::None => true,
            Bound::Inclusive(bound) => matches!(compare(bound), Some(Equal | Less)),
            Bound::Exclusive(bound) => compare(bound) == Some(Less),
        };
        if is_enough && is_little {
            Ok(())
        } else {
            Err("value within the bounds")
        }
    }

    fn check_length(&self, length: usize) -> Result<(), &'static str> {
        let (least, greatest) = self.length;
        if length < least as usize || (greatest != UNLIMITED && length > greatest as usize) {
            return Err("value of that length");
        }
        Ok(())
    }

    /// Whether a text is the same value as one that the schema gives.
    pub(crate) fn same(&self, text: &str, given: &str, scope: &Scope<'_>) -> bool {
        let text = &*self.white_space.treat(Cow::Borrowed(text));
        let given = &*self.white_space.treat(Cow::Borrowed(given));
        match self.variety {
            Variety::Any => text == given,
            Variety::Atomic(built_in) => {
                let value = Value::parse(text, built_in, Some(scope));
                let given = Value::given(given, built_in, scope);
                matches!((value, given), (Some(value), Some(given)) if value.equals(&given))
            }
            Variety::List(item) => {
                items(text).count() == items(given).count()
                    && items(text)
                        .zip(items(given))
                        .all(|(text, given)| item.same(text, given, scope))
            }
            // Both are of the first member that accepts them.
            Variety::Union(members) => members
                .iter()
                .find(|member| member.accepts(text, scope) || member.gives(given, scope))
                .is_some_and(|member| {
                    member.accepts(text, scope)
                        && member.gives(given, scope)
                        && member.same(text, given, scope)
                }),
        }
    }

    /// Whether a text that the schema gives is of this type: names in it are written
    /// `{namespace}local`.
    fn gives(&self, given: &str, scope: &Scope<'_>) -> bool {
        let names: Vec<_> = items(given).filter_map(name_in_full).collect();
        if names.is_empty() || names.len() < items(given).count() {
            return self.accepts(given, scope);
        }
        let prefixes: Vec<String> = (0..names.len()).map(|at| format!("ns{at}")).collect();
        let bindings = prefixes.iter().zip(&names);
        let bindings: Vec<_> = bindings
            .map(|(prefix, (namespace, _))| Binding::new(prefix, namespace))
            .collect();
        let texts = prefixes.iter().zip(&names);
        let texts: Vec<String> = texts
            .map(|(prefix, (_, local))| format!("{prefix}:{local}"))
            .collect();
        self.accepts(&texts.join(" "), &Scope::new(&bindings))
    }

    /// What tells the value of a text apart from other values.
    pub(crate) fn key(&self, text: &str, scope: &Scope<'_>) -> Key {
        let text = &*self.white_space.treat(Cow::Borrowed(text));
        let key = match self.variety {
            Variety::Any => None,
            Variety::Atomic(built_in) => {
                Value::parse(text, built_in, Some(scope)).map(|value| value.key(built_in))
            }
            Variety::List(item) => Some(Key::List(
                items(text).map(|text| item.key(text, scope)).collect(),
            )),
            Variety::Union(members) => members
                .iter()
                .find(|member| member.accepts(text, scope))
                .map(|member| member.key(text, scope)),
        };
        key.unwrap_or_else(|| Key::text(text))
    }

    /// Checks a text outside of a document; the error is the name of what it does not satisfy.
    pub(crate) fn demand(&self, text: &str) -> Result<(), &'static str> {
        if !text.chars().all(is_xml_character) {
            return Err("text: XML has no such character");
        }
        self.check(text, &Scope::EMPTY, &mut Identities::default())
    }

    /// Whether a text is of this type, whatever else is in the document.
    pub(crate) fn accepts(&self, text: &str, scope: &Scope<'_>) -> bool {
        self.check(text, scope, &mut Identities::default()).is_ok()
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|item| !item.is_empty())
}
