//! Short notations for components, so that an edit fits on a line.
//!
//! | notation | component |
//! | --- | --- |
//! | `int min=1 max=9` | a restriction with its facets |
//! | `list int maxlen=3`, `union int boolean pattern=[0-9]` | a list, a union, with facets |
//! | `[a string]`, `[a t:Point ? nil]`, `[a int 2..5 =7]` | an element: occurrence, nillable, default |
//! | `[@a string req]`, `[@a string !x]` | an attribute: use, fixed value |
//! | `seq(…)`, `all(…)?`, `cho(…)*` | a group, with its occurrence |
//! | `any(ns=##other pc=lax)*`, `anyatt(ns=urn:a)` | wildcards |
//!
//! Types without a prefix are those of XML Schema, `·` is a space in a value, and anything else stays
//! as it is.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail, ensure};

/// Returns the content of an `xs:simpleType`.
pub(super) fn simple(text: &str) -> Result<String> {
    if text.starts_with('<') {
        return Ok(text.to_owned());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let facets = words.iter().position(|word| word.contains('='));
    let (types, facets) = words.split_at(facets.unwrap_or(words.len()));
    let facets = facets
        .iter()
        .map(|one| facet(one))
        .collect::<Result<String>>()?;
    Ok(match types {
        ["list", item] => derived(
            format!("<xs:list itemType=\"{}\"/>", qualified(item)),
            &facets,
        ),
        ["union", members @ ..] => {
            let members: Vec<String> = members.iter().map(|one| qualified(one)).collect();
            derived(
                format!("<xs:union memberTypes=\"{}\"/>", members.join(" ")),
                &facets,
            )
        }
        [base] => format!(
            "<xs:restriction base=\"{}\">{facets}</xs:restriction>",
            qualified(base)
        ),
        _ => bail!("`{text}` is no simple type"),
    })
}

/// Returns a list or union, restricted by facets if there are any.
fn derived(content: String, facets: &str) -> String {
    match facets {
        "" => content,
        facets => {
            format!(
                "<xs:restriction><xs:simpleType>{content}</xs:simpleType>{facets}</xs:restriction>"
            )
        }
    }
}

fn facet(text: &str) -> Result<String> {
    let (name, value) = text
        .split_once('=')
        .with_context(|| format!("`{text}` is no facet"))?;
    let name = match name {
        "min" => "minInclusive",
        "max" => "maxInclusive",
        "minx" => "minExclusive",
        "maxx" => "maxExclusive",
        "len" => "length",
        "minlen" => "minLength",
        "maxlen" => "maxLength",
        "digits" => "totalDigits",
        "fraction" => "fractionDigits",
        "ws" => "whiteSpace",
        "enum" => "enumeration",
        "pattern" => "pattern",
        _ => bail!("`{name}` is no facet"),
    };
    Ok(format!("<xs:{name} value=\"{}\"/>", attribute_value(value)))
}

/// Returns particles and attributes as XML.
pub(super) fn content(text: &str) -> Result<String> {
    let mut out = String::new();
    Notation { left: text }.all(&mut out, None)?;
    Ok(out)
}

struct Notation<'t> {
    left: &'t str,
}

impl<'t> Notation<'t> {
    /// Expands everything up to the end, or to a closing parenthesis.
    fn all(&mut self, out: &mut String, end: Option<char>) -> Result<()> {
        while let Some(next) = self.left.chars().next() {
            if Some(next) == end {
                self.left = &self.left[next.len_utf8()..];
                return Ok(());
            }
            match next {
                '<' => out.push_str(self.until('>')?),
                '[' => {
                    let inner = self.until(']')?;
                    declaration(&inner[1..inner.len() - 1], out)?;
                }
                'a'..='z' => self.word(out)?,
                _ => {
                    out.push(next);
                    self.left = &self.left[next.len_utf8()..];
                }
            }
        }
        ensure!(end.is_none(), "a group does not end");
        Ok(())
    }

    /// Takes everything up to a character, which is included.
    fn until(&mut self, end: char) -> Result<&'t str> {
        let at = self
            .left
            .find(end)
            .with_context(|| format!("no `{end}` in `{}`", self.left))?;
        let (taken, left) = self.left.split_at(at + end.len_utf8());
        self.left = left;
        Ok(taken)
    }

    fn word(&mut self, out: &mut String) -> Result<()> {
        let length = self
            .left
            .find(|one: char| !one.is_ascii_lowercase())
            .unwrap_or(self.left.len());
        let (word, left) = self.left.split_at(length);
        self.left = left;
        if !left.starts_with('(') {
            out.push_str(word);
            return Ok(());
        }
        self.left = &left[1..];
        match word {
            "seq" | "all" | "cho" => {
                let mut inner = String::new();
                self.all(&mut inner, Some(')'))?;
                let name = match word {
                    "seq" => "sequence",
                    "cho" => "choice",
                    _ => "all",
                };
                let occurs = self.occurs()?;
                write!(out, "<xs:{name}{occurs}>{inner}</xs:{name}>")?;
            }
            "any" | "anyatt" => {
                let inner = self.until(')')?;
                let name = if word == "any" { "any" } else { "anyAttribute" };
                write!(out, "<xs:{name}")?;
                for setting in inner.trim_end_matches(')').split_whitespace() {
                    let (key, value) = setting.split_once('=').context("a setting has a value")?;
                    let key = match key {
                        "ns" => "namespace",
                        "pc" => "processContents",
                        _ => bail!("`{key}` is no setting of a wildcard"),
                    };
                    write!(out, " {key}=\"{}\"", attribute_value(value))?;
                }
                write!(out, "{}/>", self.occurs()?)?;
            }
            _ => bail!("`{word}(…)` is no component"),
        }
        Ok(())
    }

    /// Takes an occurrence, if one follows.
    fn occurs(&mut self) -> Result<String> {
        let is_part = |one: char| one.is_ascii_digit() || matches!(one, '.' | '?' | '*' | '+');
        let length = self
            .left
            .find(|one| !is_part(one))
            .unwrap_or(self.left.len());
        let (occurs, left) = self.left.split_at(length);
        self.left = left;
        match occurs {
            "" => Ok(String::new()),
            occurs => occurrence(occurs).with_context(|| format!("`{occurs}` is no occurrence")),
        }
    }
}

fn occurrence(text: &str) -> Option<String> {
    let (min, max) = match text {
        "?" => ("0", "1"),
        "*" => ("0", "unbounded"),
        "+" => ("1", "unbounded"),
        _ => text
            .split_once("..")
            .filter(|(min, _)| min.parse::<u32>().is_ok())?,
    };
    Some(format!(" minOccurs=\"{min}\" maxOccurs=\"{max}\""))
}

/// Writes an element or attribute: a name, a type, and its properties.
fn declaration(text: &str, out: &mut String) -> Result<()> {
    let mut words = text.split_whitespace();
    let name = words.next().context("a declaration has a name")?;
    let (tag, name) = match name.strip_prefix('@') {
        Some(name) => ("attribute", name),
        None => ("element", name),
    };
    write!(out, "<xs:{tag}")?;
    match name.contains(':') {
        true => write!(out, " ref=\"{name}\"")?,
        false => write!(
            out,
            " name=\"{name}\" type=\"{}\"",
            qualified(words.next().context("no type")?)
        )?,
    }
    for word in words {
        let property = match word {
            "nil" => " nillable=\"true\"".to_owned(),
            "req" => " use=\"required\"".to_owned(),
            "pro" => " use=\"prohibited\"".to_owned(),
            _ if word.starts_with('=') => format!(" default=\"{}\"", attribute_value(&word[1..])),
            _ if word.starts_with('!') => format!(" fixed=\"{}\"", attribute_value(&word[1..])),
            _ => match occurrence(word) {
                Some(occurs) => occurs,
                None => {
                    let (key, value) = word.split_once('=').with_context(|| format!("`{word}`"))?;
                    format!(" {key}=\"{}\"", attribute_value(value))
                }
            },
        };
        out.push_str(&property);
    }
    out.push_str("/>");
    Ok(())
}

fn qualified(name: &str) -> String {
    match name.contains(':') {
        true => name.to_owned(),
        false => format!("xs:{name}"),
    }
}

fn attribute_value(text: &str) -> String {
    let text = text.replace('·', " ").replace('&', "&amp;");
    text.replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_types_are_expanded() {
        let short = simple("int min=1 pattern=[0-9]{2}").unwrap();
        let long = "<xs:restriction base=\"xs:int\"><xs:minInclusive value=\"1\"/><xs:pattern value=\"[0-9]{2}\"/></xs:restriction>";
        assert_eq!(short, long);
        assert_eq!(
            simple("union int t:Word").unwrap(),
            "<xs:union memberTypes=\"xs:int t:Word\"/>"
        );
        assert!(simple("int least=1").is_err());
    }

    #[test]
    fn groups_and_declarations_are_expanded() {
        let short = content("cho([a int 2..5 nil]any(ns=##other)*)?[@b string =x·y]").unwrap();
        let long = "<xs:choice minOccurs=\"0\" maxOccurs=\"1\">\
            <xs:element name=\"a\" type=\"xs:int\" minOccurs=\"2\" maxOccurs=\"5\" nillable=\"true\"/>\
            <xs:any namespace=\"##other\" minOccurs=\"0\" maxOccurs=\"unbounded\"/></xs:choice>\
            <xs:attribute name=\"b\" type=\"xs:string\" default=\"x y\"/>";
        assert_eq!(short, long);
        assert!(content("seq([a int]").is_err());
    }
}
