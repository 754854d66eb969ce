//! The values of a simple type, and how a text is read as one of them.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;

use sapo::xml::WhiteSpace;
use sapo::xml::builtin::{BuiltIn, Decimal, Key, Value};

use super::language::Languages;
use super::range::Range;

/// The values of a simple type.
///
/// Types are compared by this alone, whatever they are called and in whatever steps they are
/// restricted.
#[derive(Debug, Clone)]
pub(super) struct Space {
    pub(super) variety: Variety,
    pub(super) white_space: WhiteSpace,
    /// The least and the greatest length, in characters, octets or items.
    pub(super) length: (u32, Option<u32>),
    pub(super) least: Vec<Bound>,
    pub(super) greatest: Vec<Bound>,
    pub(super) total_digits: Option<u32>,
    pub(super) fraction_digits: Option<u32>,
    /// The patterns, of which a text has to match each.
    pub(super) patterns: Vec<String>,
    /// The values that are listed.
    pub(super) listed: Option<Rc<Listed>>,
}

/// The kinds of simple types.
#[derive(Debug, Clone)]
pub(super) enum Variety {
    Atomic(BuiltIn),
    List(Rc<Space>),
    /// The members, of which the first that a text belongs to has it.
    Union(Vec<Rc<Space>>),
}

/// An end of a range of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) value: String,
    pub(super) is_inclusive: bool,
}

/// Values that are listed.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) texts: Vec<String>,
    keys: OnceCell<HashSet<Key>>,
}

/// A text as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// What is the same for equal values.
    pub(super) key: Key,
    /// The type of the value.
    pub(super) ty: String,
}

impl Listed {
    pub(super) fn new(texts: Vec<String>) -> Self {
        Self {
            texts,
            keys: OnceCell::new(),
        }
    }
}

impl Space {
    fn new(variety: Variety, white_space: WhiteSpace) -> Self {
        Self {
            variety,
            white_space,
            length: (0, None),
            least: Vec::new(),
            greatest: Vec::new(),
            total_digits: None,
            fraction_digits: None,
            patterns: Vec::new(),
            listed: None,
        }
    }

    /// Returns the values of a built-in type.
    pub(super) fn built_in(ty: BuiltIn) -> Self {
        let (least, greatest) = ty.bounds();
        let bounds = |value: Option<&str>| value.map(Bound::inclusive).into_iter().collect();
        Self {
            least: bounds(least),
            greatest: bounds(greatest),
            ..Self::new(Variety::Atomic(ty), ty.white_space())
        }
    }

    /// Returns lists of items. These are divided by white space, so none has any.
    pub(super) fn list(item: &Rc<Self>) -> Self {
        let mut item = Self::clone(item);
        if item.holds_text() {
            item.patterns.push(r"\S+".to_owned());
        }
        Self::new(Variety::List(Rc::new(item)), WhiteSpace::Collapse)
    }

    /// Returns the values of any of these.
    pub(super) fn union(members: Vec<Rc<Self>>) -> Self {
        Self::new(Variety::Union(members), WhiteSpace::Preserve)
    }

    /// Returns whether some of the values are text.
    fn holds_text(&self) -> bool {
        match &self.variety {
            Variety::Atomic(ty) => is_text(*ty),
            Variety::List(_) => false,
            Variety::Union(members) => members.iter().any(|member| member.holds_text()),
        }
    }

    /// Returns whether any of its values is of a built-in type.
    pub(super) fn has(&self, ty: BuiltIn) -> bool {
        match &self.variety {
            Variety::Atomic(own) => *own == ty,
            Variety::List(item) => item.has(ty),
            Variety::Union(members) => members.iter().any(|member| member.has(ty)),
        }
    }

    /// Returns what bindings read that don't check facets: the types, the white space, and the
    /// values by which a union tells its members apart.
    pub(super) fn unchecked(&self) -> Self {
        let variety = match &self.variety {
            Variety::Atomic(ty) => Variety::Atomic(*ty),
            Variety::List(item) => Variety::List(Rc::new(item.unchecked())),
            Variety::Union(members) => {
                let members = members.iter().map(|member| {
                    let listed = member.listed.clone();
                    let listed = listed.filter(|_| member.holds_text());
                    Rc::new(Self {
                        listed,
                        ..member.unchecked()
                    })
                });
                Variety::Union(members.collect())
            }
        };
        Self::new(variety, self.white_space)
    }

    /// Returns it without the values that it lists.
    pub(super) fn unlisted(&self) -> Self {
        Self {
            listed: None,
            ..self.clone()
        }
    }

    /// Returns it with those of the values that it lists which another type lists too.
    pub(super) fn listed_in(&self, other: &Self) -> Self {
        let texts = |space: &Self| -> Vec<String> {
            let listed = space.listed.iter();
            listed.flat_map(|listed| listed.texts.clone()).collect()
        };
        let others: HashSet<String> = texts(other).into_iter().collect();
        let mut common = texts(self);
        common.retain(|text| others.contains(text));
        Self {
            listed: Some(Rc::new(Listed::new(common))),
            ..self.clone()
        }
    }

    /// Reads a text, or returns `None` if it is not of the type.
    pub(super) fn read(&self, text: &str, languages: &Languages) -> Option<Reading> {
        let text = &*self.white_space.treat(Cow::Borrowed(text));
        let reading = self.read_unlisted(text, languages)?;
        let is_match = |pattern: &String| languages.is_match(pattern, text);
        let is_allowed = self.patterns.iter().all(is_match)
            && self
                .listed
                .as_ref()
                .is_none_or(|listed| self.keys(listed, languages).contains(&reading.key));
        is_allowed.then_some(reading)
    }

    fn keys<'l>(&self, listed: &'l Listed, languages: &Languages) -> &'l HashSet<Key> {
        listed.keys.get_or_init(|| {
            let read = |text: &String| {
                let text = self.white_space.treat(Cow::Borrowed(text));
                Some(self.read_unlisted(&text, languages)?.key)
            };
            listed.texts.iter().filter_map(read).collect()
        })
    }

    fn read_unlisted(&self, text: &str, languages: &Languages) -> Option<Reading> {
        match &self.variety {
            Variety::Atomic(ty) => self.atomic(text, *ty),
            Variety::List(item) => {
                let texts = text.split(' ').filter(|text| !text.is_empty());
                let items: Option<Vec<Key>> = texts
                    .map(|text| Some(item.read(text, languages)?.key))
                    .collect();
                let items = items?;
                self.is_of_length(items.len()).then_some(Reading {
                    key: Key::List(items),
                    ty: "a list".to_owned(),
                })
            }
            Variety::Union(members) => {
                let mut members = members.iter();
                members.find_map(|member| member.read(text, languages))
            }
        }
    }

    fn atomic(&self, text: &str, ty: BuiltIn) -> Option<Reading> {
        let of = |key| Reading {
            key,
            ty: format!("xs:{}", ty.name()),
        };
        let is_name = matches!(ty, BuiltIn::QName | BuiltIn::Notation);
        if is_name && text.starts_with('{') {
            // The model writes names that way, which need no prefixes then.
            return Some(of(Key::Atomic(BuiltIn::QName, text.to_owned())));
        }
        let value = Value::parse(text, ty, None)?;
        if value
            .length()
            .is_some_and(|length| !self.is_of_length(length))
        {
            return None;
        }
        if let Value::Decimal(number) = &value {
            let is_within =
                |digits: usize, most: Option<u32>| most.is_none_or(|most| digits <= most as usize);
            if !is_within(number.total_digits(), self.total_digits)
                || !is_within(number.fraction_digits(), self.fraction_digits)
            {
                return None;
            }
        }
        let are_kept = |bounds: &[Bound], side| {
            let mut bounds = bounds.iter();
            bounds.all(|bound| bound.admits(&value, ty, side))
        };
        use std::cmp::Ordering::{Greater, Less};
        if !are_kept(&self.least, Greater) || !are_kept(&self.greatest, Less) {
            return None;
        }
        // Both are text in Rust and on the wire.
        Some(of(match value.key(ty) {
            Key::Atomic(BuiltIn::AnyUri, text) => Key::text(text),
            key => key,
        }))
    }

    fn is_of_length(&self, length: usize) -> bool {
        let (least, greatest) = self.length;
        length >= least as usize && greatest.is_none_or(|greatest| length <= greatest as usize)
    }

    /// Returns the range of an integer type; `None` if it is none, or its numbers are larger than
    /// can be reckoned with.
    pub(super) fn range(&self) -> Option<Range> {
        let Variety::Atomic(ty) = self.variety else {
            return None;
        };
        if !is_integer(ty) {
            return None;
        }
        let mut range = Range::default();
        for bound in &self.least {
            range.from(
                bound
                    .number()?
                    .checked_add(i128::from(!bound.is_inclusive))?,
            );
        }
        for bound in &self.greatest {
            range.up_to(
                bound
                    .number()?
                    .checked_sub(i128::from(!bound.is_inclusive))?,
            );
        }
        if let Some(digits) = self.total_digits {
            range.of_digits(digits);
        }
        Some(range)
    }
}

/// Types are the same if their values are; in what order values are listed makes no difference.
impl PartialEq for Space {
    fn eq(&self, other: &Self) -> bool {
        let texts = |space: &Self| -> Option<HashSet<String>> {
            let listed = space.listed.as_ref()?;
            Some(listed.texts.iter().cloned().collect())
        };
        self.white_space == other.white_space
            && self.length == other.length
            && self.least == other.least
            && self.greatest == other.greatest
            && self.total_digits == other.total_digits
            && self.fraction_digits == other.fraction_digits
            && self.patterns == other.patterns
            && self.variety == other.variety
            && texts(self) == texts(other)
    }
}

impl PartialEq for Variety {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Atomic(own), Self::Atomic(other)) => own == other,
            (Self::List(own), Self::List(other)) => own == other,
            (Self::Union(own), Self::Union(others)) => own == others,
            _ => false,
        }
    }
}

impl Bound {
    pub(super) fn inclusive(value: &str) -> Self {
        Self {
            value: value.to_owned(),
            is_inclusive: true,
        }
    }

    /// Returns whether a value is on its allowed side.
    fn admits(&self, value: &Value<'_>, ty: BuiltIn, side: std::cmp::Ordering) -> bool {
        let compare = |bound| value.compare(&bound);
        match Value::parse(&self.value, ty, None).and_then(compare) {
            Some(std::cmp::Ordering::Equal) => self.is_inclusive,
            Some(order) => order == side,
            None => false,
        }
    }

    /// Returns whether each value on the allowed side of this one is on that of another.
    pub(super) fn implies(&self, other: &Self, ty: BuiltIn, side: std::cmp::Ordering) -> bool {
        match Value::parse(&self.value, ty, None) {
            Some(value) if self.is_inclusive => other.admits(&value, ty, side),
            Some(value) => Self::inclusive(&other.value).admits(&value, ty, side),
            None => false,
        }
    }

    fn number(&self) -> Option<i128> {
        let number = Decimal::parse(self.value.trim())?.to_string();
        number.strip_suffix('.').and_then(|whole| match whole {
            "" => Some(0),
            whole => whole.parse().ok(),
        })
    }
}

pub(super) fn is_integer(ty: BuiltIn) -> bool {
    ty.primitive() == BuiltIn::Decimal && ty != BuiltIn::Decimal
}

/// Returns whether the values of a type are text, whose white space may count.
pub(super) fn is_text(ty: BuiltIn) -> bool {
    matches!(ty.primitive(), BuiltIn::String | BuiltIn::AnyUri)
}
