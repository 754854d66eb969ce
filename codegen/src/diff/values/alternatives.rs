//! A type as the types of one kind that a text is tried as, one after the other.

use std::rc::Rc;

use sapo::xml::WhiteSpace;
use sapo::xml::builtin::BuiltIn;

use super::language::Languages;
use super::lexical::{COLLAPSED, REPLACED, lexical};
use super::space::{Listed, Space, Variety, is_integer, is_text};

/// The texts that a side writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forms {
    /// Those that bindings write: one for each value, unless a pattern asks for another.
    Written,
    /// All lexical forms of the values.
    Any,
}

/// A type that is no union, or a member of one. It has the patterns of the unions around it too.
#[derive(Debug)]
pub(super) struct Alternative<'s> {
    pub(super) space: &'s Space,
    /// The patterns of the unions around it.
    pub(super) patterns: Vec<&'s String>,
    /// The values that the unions around it list, with these unions.
    listed: Vec<&'s Space>,
}

impl<'s> Alternative<'s> {
    /// Returns the alternatives of a type, in order.
    pub(super) fn all(space: &'s Space) -> Vec<Self> {
        let mut all = Vec::new();
        add(space, &[], &mut all);
        all
    }

    /// Returns whether a text is of the type, and of the unions around it.
    pub(super) fn accepts(&self, text: &str, languages: &Languages) -> bool {
        let is_match = |pattern: &&String| languages.is_match(pattern, text);
        self.space.read(text, languages).is_some()
            && self.patterns.iter().all(is_match)
            && self
                .listed
                .iter()
                .all(|space| space.read(text, languages).is_some())
    }

    /// Returns whether a side with a value of the type may write it as this text.
    pub(super) fn writes(&self, text: &str, forms: Forms, languages: &Languages) -> bool {
        let treated = self.space.white_space.treat(text.into());
        let is_form = || match &self.space.variety {
            Variety::Atomic(ty) => languages.is_match(self.form(*ty, forms), text),
            Variety::List(_) if self.listed().is_some() => true,
            Variety::List(item) => {
                let (items, forms) = (Self::all(item), self.item_forms(forms));
                let is_written =
                    |text: &str| items.iter().any(|one| one.writes(text, forms, languages));
                text.split(' ')
                    .filter(|text| !text.is_empty())
                    .all(is_written)
            }
            Variety::Union(_) => true,
        };
        treated == text && is_form() && self.accepts(text, languages)
    }

    fn form(&self, ty: BuiltIn, forms: Forms) -> &'static str {
        match self.is_shortest(forms) {
            true => lexical(ty).written,
            false => lexical(ty).outer,
        }
    }

    /// Returns the forms of a list's items: the list's own patterns may ask for others.
    pub(super) fn item_forms(&self, forms: Forms) -> Forms {
        match self.has_patterns() {
            true => Forms::Any,
            false => forms,
        }
    }

    /// Returns whether each value has the form in which bindings write it at first.
    fn is_shortest(&self, forms: Forms) -> bool {
        forms == Forms::Written && !self.has_patterns() && self.listed().is_none()
    }

    fn has_patterns(&self) -> bool {
        !self.patterns.is_empty() || !self.space.patterns.is_empty()
    }

    pub(super) fn built_in(&self) -> Option<BuiltIn> {
        match self.space.variety {
            Variety::Atomic(ty) => Some(ty),
            Variety::List(_) | Variety::Union(_) => None,
        }
    }

    /// Returns the values that it lists, or else a union around it.
    pub(super) fn listed(&self) -> Option<&'s Rc<Listed>> {
        let around = self.listed.iter().find_map(|space| space.listed.as_ref());
        self.space.listed.as_ref().or(around)
    }

    /// Returns whether the values are listed, and each has one text.
    fn lists_text(&self) -> bool {
        self.listed().is_some() && self.built_in().is_some_and(is_text)
    }

    /// Returns texts that have all its values if there are few, each in one form, or in all of them.
    pub(super) fn texts(&self, forms: Forms) -> Option<Vec<String>> {
        let is_one_form = forms == Forms::Written || self.lists_text();
        if let Some(listed) = self.listed().filter(|_| is_one_form) {
            let treat = |text: &String| self.space.white_space.treat(text.into()).into_owned();
            return Some(listed.texts.iter().map(treat).collect());
        }
        match self.built_in()? {
            BuiltIn::Boolean => {
                let texts = ["true", "false", "1", "0"].into_iter();
                let count = match forms {
                    Forms::Written if !self.has_patterns() => 2,
                    _ => 4,
                };
                Some(texts.take(count).map(str::to_owned).collect())
            }
            ty if is_integer(ty) && forms == Forms::Written && !self.has_patterns() => {
                let numbers = self.space.range()?.numbers()?;
                Some(numbers.map(|number| number.to_string()).collect())
            }
            _ => None,
        }
    }

    /// Returns patterns that all texts of the type match.
    pub(super) fn outer(&self, forms: Forms) -> Vec<String> {
        let mut patterns = vec![self.cover(forms)];
        patterns.extend(self.space.patterns.iter().cloned());
        patterns.extend(self.patterns.iter().map(|one| (*one).clone()));
        if let Some(ty) = self.built_in() {
            patterns.extend(stable(self.space.white_space).filter(|_| is_text(ty)));
            patterns.extend(length_pattern(self.space.length, ty));
            patterns.extend(self.listed_pattern());
        }
        patterns
    }

    /// Returns patterns whose common texts are all of the type, if there are such.
    pub(super) fn inner(&self) -> Option<Vec<String>> {
        let space = self.space;
        let ty = self.built_in()?;
        let range = match is_integer(ty) {
            true => Some(space.range()?.pattern()),
            false if space.least.is_empty() && space.greatest.is_empty() => None,
            false => return None,
        };
        let is_counted = space.length == (0, None) || length_pattern(space.length, ty).is_some();
        let is_number =
            !is_integer(ty) && (space.total_digits.is_some() || space.fraction_digits.is_some());
        let lists_more = self.listed().is_some() && self.listed_pattern().is_none();
        if !is_counted || is_number || lists_more || self.listed.len() > 1 {
            return None;
        }
        let mut patterns = vec![lexical(ty).inner?.to_owned()];
        patterns.extend(range);
        patterns.extend(stable(space.white_space).filter(|_| is_text(ty)));
        patterns.extend(length_pattern(space.length, ty));
        patterns.extend(self.listed_pattern());
        patterns.extend(space.patterns.iter().cloned());
        patterns.extend(self.patterns.iter().map(|one| (*one).clone()));
        Some(patterns)
    }

    /// Returns the pattern of the values that it lists, if these are few and text.
    pub(super) fn listed_pattern(&self) -> Option<String> {
        const FEW: usize = 500;
        let texts = &self.listed().filter(|_| self.lists_text())?.texts;
        let texts = Some(texts).filter(|texts| texts.len() <= FEW)?;
        let escaped: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
        Some(escaped.join("|"))
    }

    /// Returns one pattern that all texts of the type match, by what they are made of.
    fn cover(&self, forms: Forms) -> String {
        match (&self.space.variety, self.space.range()) {
            (Variety::Atomic(_), Some(range)) => match self.is_shortest(forms) {
                true => range.shortest(),
                false => range.pattern(),
            },
            (Variety::Atomic(ty), None) => self.form(*ty, forms).to_owned(),
            (Variety::List(item), _) => {
                let forms = self.item_forms(forms);
                let items = Alternative::all(item);
                let covers = items.iter().map(|one| {
                    let own = one
                        .space
                        .patterns
                        .iter()
                        .chain(one.patterns.iter().copied());
                    // Any of the patterns will do.
                    own.last().cloned().unwrap_or_else(|| one.cover(forms))
                });
                let item = covers.collect::<Vec<_>>().join("|");
                let (least, greatest) = self.space.length;
                let some = match (least.saturating_sub(1), greatest) {
                    (least, Some(greatest @ 1..=COUNT)) => {
                        format!(
                            "({item})( ({item})){{{},{}}}",
                            least.min(greatest - 1),
                            greatest - 1
                        )
                    }
                    (least @ 0..=COUNT, _) => format!("({item})( ({item})){{{least},}}"),
                    _ => format!("({item})( ({item}))*"),
                };
                match least {
                    0 => format!("({some})?"),
                    _ => some,
                }
            }
            (Variety::Union(_), _) => r"[\s\S]*".to_owned(),
        }
    }
}

/// The greatest number of repetitions that automata are made of.
const COUNT: u32 = 1000;

fn add<'s>(space: &'s Space, around: &[&'s Space], all: &mut Vec<Alternative<'s>>) {
    match &space.variety {
        Variety::Union(members) => {
            let around = [around, &[space]].concat();
            members.iter().for_each(|member| add(member, &around, all));
        }
        Variety::Atomic(_) | Variety::List(_) => {
            let listed = around.iter().copied();
            all.push(Alternative {
                space,
                patterns: around.iter().flat_map(|one| &one.patterns).collect(),
                listed: listed.filter(|one| one.listed.is_some()).collect(),
            });
        }
    }
}

/// Returns the pattern of texts that a treatment of white space leaves as they are.
pub(super) fn stable(white_space: WhiteSpace) -> Option<String> {
    match white_space {
        WhiteSpace::Preserve => None,
        WhiteSpace::Replace => Some(REPLACED.to_owned()),
        WhiteSpace::Collapse => Some(COLLAPSED.to_owned()),
    }
}

/// Returns the pattern of texts of a length, if it is not too great.
pub(super) fn length_pattern(length: (u32, Option<u32>), ty: BuiltIn) -> Option<String> {
    let (least, greatest) = length;
    let one = match ty {
        ty if is_text(ty) => r"[\s\S]",
        BuiltIn::HexBinary => "([0-9a-fA-F]{2})",
        _ => return None,
    };
    if length == (0, None) || least > COUNT || greatest.is_some_and(|greatest| greatest > COUNT) {
        return None;
    }
    let greatest = greatest.map(|greatest| greatest.to_string());
    Some(format!("{one}{{{least},{}}}", greatest.unwrap_or_default()))
}

/// Returns the pattern that a text alone matches.
fn escaped(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        if r"\|.?*+(){}-[]^".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}
