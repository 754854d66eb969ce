//! Finds the paths to modules in a file: in `use`, in types, in expressions, and in macros.

use crate::tokens::{Token, tokens};

/// A path in a file, from the root of its crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
    /// The name that the file has for the target, if the path is one of `use`.
    pub(crate) name: Option<String>,
}

/// Returns the paths in a file that begin with `crate`, `self`, `super`, or a module declared in
/// the file. Modules for unit tests are left out, as tests may use anything.
pub(crate) fn paths(text: &str, module: &[String]) -> Vec<Path> {
    let mut scanner = Scanner {
        tokens: tokens(text),
        at: 0,
        module: module.to_vec(),
        file: module.to_vec(),
        declared: Vec::new(),
        found: Vec::new(),
    };
    let declarations = scanner.tokens.windows(3);
    scanner.declared = declarations
        .filter(|window| window[0].text == "mod" && window[2].text == ";")
        .map(|window| window[1].text.to_owned())
        .collect();
    scanner.file();
    scanner.found
}

struct Scanner<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
    /// The module that the scanner is in, inline modules included.
    module: Vec<String>,
    /// The module of the file.
    file: Vec<String>,
    /// The modules that the file declares, each with a file of its own.
    declared: Vec<String>,
    found: Vec<Path>,
}

impl<'t> Scanner<'t> {
    fn text(&self, offset: usize) -> &'t str {
        self.tokens.get(self.at + offset).map_or("", |of| of.text)
    }

    fn previous(&self) -> &'t str {
        let before = self.at.checked_sub(1);
        before.map_or("", |at| self.tokens[at].text)
    }

    fn file(&mut self) {
        // How deep in braces each inline module began.
        let (mut braces, mut inline) = (0, Vec::new());
        while self.at < self.tokens.len() {
            match self.text(0) {
                "{" => braces += 1,
                "}" => {
                    braces -= 1;
                    if inline.last() == Some(&braces) {
                        inline.pop();
                        self.module.truncate(self.file.len() + inline.len());
                    }
                }
                "mod" if self.text(2) == "{" => {
                    if self.is_for_tests() {
                        self.skip_braces();
                        continue;
                    }
                    self.module.push(self.text(1).to_owned());
                    inline.push(braces);
                    braces += 1;
                    self.at += 3;
                    continue;
                }
                "use" => {
                    self.at += 1;
                    self.path(true);
                    continue;
                }
                _ if self.text(1) == "::" && self.previous() != "::" => {
                    self.path(false);
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Whether the module that begins here has `#[cfg(test)]` before it.
    fn is_for_tests(&self) -> bool {
        let before = &self.tokens[..self.at];
        let attribute: Vec<&str> = before.iter().rev().take(5).map(|of| of.text).collect();
        attribute == ["]", ")", "test", "(", "cfg"]
    }

    fn skip_braces(&mut self) {
        let mut braces = 0;
        while self.at < self.tokens.len() {
            match self.text(0) {
                "{" => braces += 1,
                "}" => braces -= 1,
                _ => {}
            }
            self.at += 1;
            if braces == 0 && self.previous() == "}" {
                return;
            }
        }
    }

    /// Reads the path that begins here, with all its branches if it is one of `use`.
    fn path(&mut self, is_use: bool) {
        // `pub(in crate::xml)` says who sees something, and uses nothing.
        let before = &self.tokens[..self.at];
        let is_visibility =
            matches!(before, [.., open, word] if open.text == "(" && word.text == "in");
        let mut base = self.module.clone();
        match self.text(0) {
            "crate" => base.clear(),
            "self" => {}
            "super" => {
                base.pop();
                while self.text(1) == "::" && self.text(2) == "super" {
                    base.pop();
                    self.at += 2;
                }
            }
            first if self.module == self.file && self.declared.iter().any(|of| of == first) => {
                base.push(first.to_owned());
            }
            // A path of another crate, or of something that the file has a name for.
            _ => {
                self.at += 1;
                return;
            }
        }
        let found = self.found.len();
        self.branch(base, is_use);
        if is_visibility {
            self.found.truncate(found);
        }
    }

    /// Reads the rest of a path after its current segment.
    fn branch(&mut self, mut segments: Vec<String>, is_use: bool) {
        let mut line = self.tokens[self.at].line;
        self.at += 1;
        while self.text(0) == "::" {
            match self.text(1) {
                "{" if is_use => {
                    self.at += 2;
                    while !matches!(self.text(0), "}" | "") {
                        let mut segments = segments.clone();
                        match self.text(0) {
                            "," => self.at += 1,
                            "self" | "*" => self.branch(segments, is_use),
                            word => {
                                segments.push(word.to_owned());
                                self.branch(segments, is_use);
                            }
                        }
                    }
                    self.at += 1;
                    return;
                }
                word if word.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                    segments.push(word.to_owned());
                    line = self.tokens[self.at + 1].line;
                    self.at += 2;
                }
                // A glob, or the arguments of a generic.
                _ => {
                    self.at += 1;
                    break;
                }
            }
        }
        let mut name = segments.last().cloned();
        if is_use && self.text(0) == "as" {
            name = Some(self.text(1).to_owned());
            self.at += 2;
        }
        self.found.push(Path {
            segments,
            line,
            name: name.filter(|_| is_use),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let module = ["a".to_owned(), "b".to_owned()];
        let paths = paths(text, &module);
        let line = |path: &Path| format!("{} {}", path.line, path.segments.join("::"));
        paths.iter().map(line).collect()
    }

    #[test]
    fn branches_of_a_use_are_paths_of_their_own() {
        let text =
            "use crate::x::{self, y,\n z::{Z, W as V}};\npub use crate::q::*;\nuse std::fmt;";
        let expected = ["1 x", "1 x::y", "2 x::z::Z", "2 x::z::W", "3 q"];
        assert_eq!(found(text), expected);
        assert_eq!(paths(text, &[])[3].name.as_deref(), Some("V"));
    }

    #[test]
    fn relative_paths_lead_from_the_module() {
        let text =
            "mod own;\nuse own::X;\nuse self::own::Y;\nuse super::c;\nuse super::super::d::D;";
        let expected = ["2 a::b::own::X", "3 a::b::own::Y", "4 a::c", "5 d::D"];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn inline_modules_are_a_level_of_their_own() {
        let text = "mod inner { use super::super::c; fn f() { crate::d::g() } }\nuse super::e;";
        assert_eq!(found(text), ["1 a::c", "1 d::g", "2 a::e"]);
    }

    #[test]
    fn expressions_types_and_macros_count() {
        let text = "fn f(x: &crate::t::T) -> Vec<super::u::U> {\n\
            matches!(x, crate::m::A(..)) && crate::n::of::<crate::o::O>(x) }";
        let expected = ["1 t::T", "1 a::u::U", "2 m::A", "2 n::of", "2 o::O"];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn tests_strings_and_visibility_do_not() {
        let text = "pub(in crate::x) fn f() { g(\"crate::y\") } // crate::z\n\
            #[cfg(test)]\nmod tests { use crate::w; fn h() {} }\npub(crate) use super::v;";
        assert_eq!(found(text), ["4 a::v"]);
    }
}
