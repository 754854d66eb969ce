//! Writes tokens as text that rustfmt leaves alone, in the style editions 2021 and 2024.
//!
//! Projects that check generated code in run rustfmt over it, so its rules for the code that `emit`
//! writes are here, with the code before and after each. Constants name rustfmt's own. Syntax that
//! `emit` doesn't write is put out as its tokens. One line has no layout that both editions keep: an
//! attribute of an enum variant that is exactly 100 columns wide.
//!
//! Items are parsed and laid out one at a time, so that memory holds the syntax tree of one item,
//! not of a whole file.
//!
//! | file | lays out |
//! | --- | --- |
//! | `items`, `functions`, `attributes` | items with their documentation and members |
//! | `blocks`, `patterns` | statements, `match`, `if` |
//! | `expressions`, `chains` | expressions; calls that follow each other |
//! | `types` | types, paths, generics |
//! | `flat` | expressions and types that are short |
//! | `list` | whatever is within brackets: arguments, elements, fields |
//! | `room` | measures: how much of a line is left, how wide a text is |
//!
//! A layout that doesn't fit fails, and the enclosing construct tries another. If none fits, the
//! statement or item is laid out beyond the line limit; rustfmt leaves such code alone.

mod attributes;
mod blocks;
mod chains;
mod expressions;
mod flat;
mod functions;
mod items;
mod list;
mod patterns;
mod room;
mod types;

use std::fmt;

use proc_macro2::{LexError, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser};

use crate::visible::escaped;
use room::INDENT;

/// Tokens that are not Rust: a fault of the generator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    /// The parser's message.
    pub message: String,
    /// The tokens.
    pub tokens: String,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in `{}`", self.message, self.tokens)
    }
}

impl std::error::Error for FormatError {}

/// The text of these items, each stream of tokens being one or several.
///
/// # Errors
/// Tokens that are not items.
pub fn format(items: impl IntoIterator<Item = TokenStream>) -> Result<String, FormatError> {
    let mut formatter = Formatter::default();
    for item in items {
        formatter.items(item)?;
    }
    Ok(formatter.finish())
}

/// Attributes that [`Formatter`] prints as `///` lines, one for each line of the text. Hidden
/// characters are escaped.
pub fn doc(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        // The space keeps a line that begins with `/` or `*` from being another kind of comment.
        let line = match line.trim_end() {
            "" => String::new(),
            line => format!(" {}", escaped(line)),
        };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// Prints items as they come.
#[derive(Debug, Default)]
pub struct Formatter {
    text: String,
    depth: usize,
    /// Nothing was printed since the file or the module began.
    fresh: bool,
}

impl Formatter {
    /// Prints items; modules with content included.
    ///
    /// # Errors
    /// Tokens that are not items.
    pub fn items(&mut self, tokens: TokenStream) -> Result<(), FormatError> {
        let mut failed = String::new();
        let items = |input: ParseStream<'_>| {
            while !input.is_empty() {
                let begin = input.cursor();
                input
                    .parse()
                    .and_then(|item| self.item(item))
                    .inspect_err(|_| failed = begin.token_stream().to_string())?;
            }
            Ok(())
        };
        let parsed: syn::Result<()> = items.parse2(tokens);
        parsed.map_err(|error| FormatError {
            message: error.to_string(),
            tokens: failed,
        })
    }

    /// Opens a module whose items come next; `header` is what stands before its brace: attributes,
    /// visibility, `mod`, name.
    ///
    /// # Errors
    /// Tokens that are not the header of a module.
    pub fn open_module(&mut self, header: TokenStream) -> Result<(), FormatError> {
        let tokens = quote!(#header {});
        let item = syn::parse2::<syn::ItemMod>(tokens).map_err(|error| FormatError {
            message: error.to_string(),
            tokens: header.to_string(),
        })?;
        self.open(item);
        Ok(())
    }

    /// Closes the module that was opened last.
    pub fn close_module(&mut self) {
        self.depth -= 1;
        self.line("}");
        self.fresh = false;
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    fn open(&mut self, module: syn::ItemMod) {
        let header = items::lay_out(&syn::Item::Mod(module), self.indent());
        self.gap(&header);
        self.line(&format!("{} {{", header.trim_end_matches(';')));
        self.depth += 1;
        self.fresh = true;
    }

    fn item(&mut self, item: syn::Item) -> syn::Result<()> {
        match item {
            syn::Item::Mod(mut module) if module.content.is_some() => {
                let (_, items) = module.content.take().unwrap_or_default();
                self.open(module);
                for item in items {
                    self.item(item)?;
                }
                self.close_module();
            }
            item => {
                let text = items::lay_out(&item, self.indent());
                if cfg!(debug_assertions) && words(text.parse()) != words(Ok(quote!(#item))) {
                    let message = format!("code gets lost in `{text}`");
                    return Err(syn::Error::new_spanned(item, message));
                }
                self.gap(&text);
                self.line(&text);
            }
        }
        Ok(())
    }

    fn indent(&self) -> usize {
        self.depth * INDENT
    }

    /// A blank line between items, but not among imports, nor between a module in another file and
    /// what exports it.
    fn gap(&mut self, next: &str) {
        let first = std::mem::take(&mut self.fresh) || self.text.is_empty();
        let import = |line: &str| {
            let line = line.trim_start();
            line.starts_with("use ") || line.starts_with("pub use ")
        };
        let before = self.text.lines().next_back().unwrap_or_default();
        let last = next.trim_end().rsplit('\n').next().unwrap_or_default();
        let exports = before.trim_start().starts_with("mod ")
            && before.ends_with(';')
            && (last.starts_with("pub use ") || last.starts_with("pub(crate) use "));
        let tight = first || exports || (import(before) && import(next));
        if !tight {
            self.text.push('\n');
        }
    }

    /// Text that begins a line; its further lines have their indentation.
    fn line(&mut self, text: &str) {
        let indent = self.indent();
        room::push_spaces(&mut self.text, indent);
        self.text.push_str(text);
        self.text.push('\n');
    }
}

/// Returns the tokens of code, but for brackets, commas, and whatever else the layout adds or
/// takes away.
fn words(code: Result<TokenStream, LexError>) -> Vec<String> {
    let tokens = code.into_iter().flatten().flat_map(|token| match token {
        TokenTree::Group(group) => words(Ok(group.stream())),
        TokenTree::Ident(name) if name == "derive" => Vec::new(),
        TokenTree::Ident(name) => vec![name.to_string()],
        TokenTree::Literal(literal) => match syn::Lit::new(literal.clone()) {
            // A model may be on several lines.
            syn::Lit::Str(text) => text
                .value()
                .lines()
                .flat_map(|line| line.trim_start().split(' '))
                .map(str::to_owned)
                .collect(),
            _ => vec![literal.to_string()],
        },
        TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';' | '#') => Vec::new(),
        TokenTree::Punct(punct) => vec![punct.to_string()],
    });
    tokens.collect()
}
