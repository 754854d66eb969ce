//! The syntax of regular expressions (XSD 1.0 Part 2, appendix F).
//!
//! Nothing here recurses, so a pattern may nest as deep as it likes.

use std::iter::Peekable;
use std::str::Chars;

/// Checks a pattern; says what is wrong with it.
pub(super) fn check(pattern: &str) -> Result<(), String> {
    let mut scanner = Scanner {
        rest: pattern.chars().peekable(),
    };
    scanner.expression()
}

/// What an escape stands for.
enum Escape {
    /// One character.
    Character(char),
    /// Any of several.
    Class,
}

struct Scanner<'p> {
    rest: Peekable<Chars<'p>>,
}

impl Scanner<'_> {
    fn expression(&mut self) -> Result<(), String> {
        let mut open = 0usize;
        // Whether a quantifier may follow.
        let mut atom = false;
        while let Some(c) = self.rest.next() {
            atom = match c {
                '(' => {
                    open += 1;
                    false
                }
                ')' => {
                    open = open.checked_sub(1).ok_or("a `)` closes nothing")?;
                    true
                }
                '|' => false,
                '?' | '*' | '+' | '{' => {
                    if !atom {
                        return Err(format!("`{c}` has nothing to repeat"));
                    }
                    if c == '{' {
                        self.quantity()?;
                    }
                    false
                }
                '[' => {
                    self.class()?;
                    true
                }
                ']' | '}' => return Err(format!("`{c}` closes nothing: write `\\{c}`")),
                '\\' => {
                    self.escape()?;
                    true
                }
                _ => true,
            };
        }
        if open > 0 {
            return Err("a `(` is not closed".to_owned());
        }
        Ok(())
    }

    /// What follows `{`: `n}`, `n,}` or `n,m}`.
    fn quantity(&mut self) -> Result<(), String> {
        let mut text = String::new();
        loop {
            match self.rest.next() {
                Some('}') => break,
                Some(c) if c.is_ascii_digit() || c == ',' => text.push(c),
                _ => {
                    return Err(
                        "a `{` starts a number of repetitions, or is written `\\{`".to_owned()
                    );
                }
            }
        }
        let (least, most) = match text.split_once(',') {
            Some((least, most)) => (least, most),
            None => (text.as_str(), text.as_str()),
        };
        if least.is_empty() || most.contains(',') {
            return Err(format!("`{{{text}}}` is not a number of repetitions"));
        }
        let number = |digits: &str| digits.trim_start_matches('0').to_owned();
        let (least, most) = (
            number(least),
            if most.is_empty() {
                None
            } else {
                Some(number(most))
            },
        );
        match most {
            Some(most) if (least.len(), &least) > (most.len(), &most) => Err(format!(
                "`{{{text}}}` repeats at least more often than at most"
            )),
            _ => Ok(()),
        }
    }

    fn escape(&mut self) -> Result<Escape, String> {
        match self.rest.next() {
            Some('n') => Ok(Escape::Character('\n')),
            Some('r') => Ok(Escape::Character('\r')),
            Some('t') => Ok(Escape::Character('\t')),
            Some(c) if r"\|.?*+(){}-[]^".contains(c) => Ok(Escape::Character(c)),
            Some('s' | 'S' | 'i' | 'I' | 'c' | 'C' | 'd' | 'D' | 'w' | 'W') => Ok(Escape::Class),
            Some('p' | 'P') => self.property(),
            Some(c) => Err(format!("`\\{c}` is not an escape")),
            None => Err("a `\\` ends the pattern".to_owned()),
        }
    }

    fn property(&mut self) -> Result<Escape, String> {
        if self.rest.next() != Some('{') {
            return Err("`\\p` is followed by `{`".to_owned());
        }
        let mut name = String::new();
        loop {
            match self.rest.next() {
                Some('}') => break,
                Some(c) => name.push(c),
                None => return Err("a `\\p{` is not closed".to_owned()),
            }
        }
        let known = match name.strip_prefix("Is") {
            Some(block) => BLOCKS.contains(&block),
            None => CATEGORIES.contains(&name.as_str()),
        };
        if known {
            Ok(Escape::Class)
        } else {
            Err(format!(
                "`{name}` is neither a category nor a block of Unicode"
            ))
        }
    }

    /// What follows `[`, up to its `]`; of a class that is subtracted too.
    fn class(&mut self) -> Result<(), String> {
        let mut open = 1usize;
        self.rest.next_if_eq(&'^');
        let mut items = 0usize;
        loop {
            let c = self.rest.next().ok_or("a `[` is not closed")?;
            let from = match c {
                ']' if items == 0 => return Err("a class `[]` has no character".to_owned()),
                ']' => {
                    open -= 1;
                    // After a subtracted class the one around it ends too.
                    while open > 0 {
                        if self.rest.next() != Some(']') {
                            return Err("a subtracted class is the last of its class".to_owned());
                        }
                        open -= 1;
                    }
                    return Ok(());
                }
                '-' if self.rest.peek() == Some(&'[') => {
                    if items == 0 {
                        return Err("there is nothing to subtract from".to_owned());
                    }
                    self.rest.next();
                    self.rest.next_if_eq(&'^');
                    open += 1;
                    items = 0;
                    continue;
                }
                '[' => return Err("`[` in a class is written `\\[`".to_owned()),
                '-' if items > 0 && !self.ends_group() => {
                    return Err("`-` in a class is first, last, or written `\\-`".to_owned());
                }
                '\\' => match self.escape()? {
                    Escape::Character(c) => Some(c),
                    Escape::Class => None,
                },
                c => Some(c),
            };
            items += 1;
            if c != '-' {
                self.range(from)?;
            }
        }
    }

    /// Whether the characters of a class end here: its `]` follows, or a class that is subtracted.
    fn ends_group(&self) -> bool {
        let mut ahead = self.rest.clone();
        match ahead.next() {
            Some('-') => ahead.next() == Some('['),
            next => next == Some(']'),
        }
    }

    /// The rest of a range, where one follows the character `from`.
    fn range(&mut self, from: Option<char>) -> Result<(), String> {
        let mut ahead = self.rest.clone();
        let dash = ahead.next() == Some('-');
        if !dash || self.ends_group() || (Scanner { rest: ahead }).ends_group() {
            return Ok(());
        }
        let Some(from) = from else {
            return Err("a range starts and ends with single characters".to_owned());
        };
        self.rest.next();
        let to = match self.rest.next() {
            Some('\\') => match self.escape()? {
                Escape::Character(c) => c,
                Escape::Class => {
                    return Err("a range starts and ends with single characters".to_owned());
                }
            },
            Some('-') => return Err("`-` at the end of a range is written `\\-`".to_owned()),
            Some(c) => c,
            None => return Err("a `[` is not closed".to_owned()),
        };
        if from > to {
            return Err(format!("the range `{from}-{to}` is empty"));
        }
        Ok(())
    }
}

const CATEGORIES: [&str; 36] = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C",
    "Cc", "Cf", "Co", "Cn",
];

/// The blocks that the recommendation knows, without the `Is` before their names.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "BasicLatin", "Latin-1Supplement", "LatinExtended-A", "LatinExtended-B", "IPAExtensions",
    "SpacingModifierLetters", "CombiningDiacriticalMarks", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic",
    "Syriac", "Thaana", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada",
    "Malayalam", "Sinhala", "Thai", "Lao", "Tibetan", "Myanmar", "Georgian", "HangulJamo", "Ethiopic", "Cherokee",
    "UnifiedCanadianAboriginalSyllabics", "Ogham", "Runic", "Khmer", "Mongolian", "LatinExtendedAdditional",
    "GreekExtended", "GeneralPunctuation", "SuperscriptsandSubscripts", "CurrencySymbols",
    "CombiningMarksforSymbols", "LetterlikeSymbols", "NumberForms", "Arrows", "MathematicalOperators",
    "MiscellaneousTechnical", "ControlPictures", "OpticalCharacterRecognition", "EnclosedAlphanumerics",
    "BoxDrawing", "BlockElements", "GeometricShapes", "MiscellaneousSymbols", "Dingbats", "BraillePatterns",
    "CJKRadicalsSupplement", "KangxiRadicals", "IdeographicDescriptionCharacters", "CJKSymbolsandPunctuation",
    "Hiragana", "Katakana", "Bopomofo", "HangulCompatibilityJamo", "Kanbun", "BopomofoExtended",
    "EnclosedCJKLettersandMonths", "CJKCompatibility", "CJKUnifiedIdeographsExtensionA", "CJKUnifiedIdeographs",
    "YiSyllables", "YiRadicals", "HangulSyllables", "HighSurrogates", "HighPrivateUseSurrogates", "LowSurrogates",
    "PrivateUse", "CJKCompatibilityIdeographs", "AlphabeticPresentationForms", "ArabicPresentationForms-A",
    "CombiningHalfMarks", "CJKCompatibilityForms", "SmallFormVariants", "ArabicPresentationForms-B", "Specials",
    "HalfwidthandFullwidthForms", "OldItalic", "Gothic", "Deseret", "ByzantineMusicalSymbols", "MusicalSymbols",
    "MathematicalAlphanumericSymbols", "CJKUnifiedIdeographsExtensionB", "CJKCompatibilityIdeographsSupplement",
    "Tags",
];

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn patterns_are_told_apart_by_their_syntax() {
        for good in [
            "",
            "a|b",
            "(a(b)*)+",
            "a{2}",
            "a{0,}",
            "a{2,3}",
            "[a-z-[aeiou]]",
            "[a-z--[b]]",
            "[a--[b]]",
            "[^\\-a]",
            "[-a]",
            "[a-]",
            "\\p{Lu}\\P{IsGreek}",
            "[\\d.]",
            "\\c\\i",
            "^$",
            "[\\n-\\r]",
            "a||b",
            "[a^]",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "(", ")", "*a", "a**", "a{,2}", "a{3,2}", "a{x}", "[]", "[a", "[z-a]", "[a-\\d]",
            "[a-[b]c]", "\\q", "\\", "\\p{Xx}", "\\pL", "[[]", "]", "[a-b-c]", "(a", "{1}",
            "a{2}{3}",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
