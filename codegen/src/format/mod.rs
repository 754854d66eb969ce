//! Tokens as text: items apart from each other, documentation as `///` lines.
//!
//! Items are parsed and printed one at a time, so that memory holds one item's syntax tree and not a whole file's.

mod layout;

use std::fmt;

use proc_macro2::TokenStream;
use quote::quote;

use crate::visible::escaped;

/// How long lines may be where the printer breaks them: as with rustfmt.
const WIDTH: usize = 100;

/// What one level of modules is indented by.
const INDENT: &str = "    ";

/// Tokens that are not Rust: a fault of the generator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    /// What the parser says.
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

/// Attributes that [`Formatter`] prints as `///` lines, one for each line of the text. Hidden characters are escaped.
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
        let file: syn::File = syn::parse2(tokens.clone()).map_err(|error| FormatError {
            message: error.to_string(),
            tokens: tokens.to_string(),
        })?;
        for item in file.items {
            self.item(item);
        }
        Ok(())
    }

    /// Opens a module whose items come next; `header` is what stands before its brace: attributes, visibility,
    /// `mod`, name.
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
        let header = unparse(syn::Item::Mod(module));
        self.gap(&header);
        let header = header.trim_end();
        self.lines(header.strip_suffix('}').unwrap_or(header));
        self.depth += 1;
        self.fresh = true;
    }

    fn item(&mut self, item: syn::Item) {
        let has_members = matches!(item, syn::Item::Impl(_) | syn::Item::Trait(_));
        match item {
            syn::Item::Mod(mut module) if module.content.is_some() => {
                let content = module
                    .content
                    .as_mut()
                    .map(|(_, items)| std::mem::take(items));
                self.open(module);
                for item in content.into_iter().flatten() {
                    self.item(item);
                }
                self.close_module();
            }
            item => {
                let text = unparse(item);
                self.gap(&text);
                let width = WIDTH.saturating_sub(self.depth * INDENT.len());
                self.lines(&layout::lay_out(&text, width, has_members));
            }
        }
    }

    /// A blank line between items, but not among imports, nor between a module in another file and what exports it.
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

    fn lines(&mut self, text: &str) {
        for line in text.lines() {
            self.line(line);
        }
    }

    fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.text.extend(std::iter::repeat_n(INDENT, self.depth));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }
}

fn unparse(item: syn::Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}
