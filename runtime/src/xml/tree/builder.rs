//! Builds trees from events.

use std::fmt;

use super::{Element, Namespace, XML_NAMESPACE, XMLNode, attribute_key};

/// Bounds on the size of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The greatest number of elements within one another, the root included. Cloning, comparing, and
    /// dropping a tree recurse, so this keeps them from overflowing the stack.
    pub depth: usize,
    /// The greatest number of elements, attributes and texts together.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 256,
            nodes: 10_000_000,
        }
    }
}

/// The reason why an event can't become part of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TreeError {
    /// More elements within one another than [`Limits::depth`], which is given.
    TooDeep(usize),
    /// More nodes than [`Limits::nodes`], which is given.
    TooLarge(usize),
    /// Two attributes of one element have the same namespace and local name; its key is given
    /// (Namespaces in XML, section 6.3).
    DuplicateAttribute(String),
    /// An event while no element is open, or a second root.
    Misplaced,
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooDeep(limit) => write!(f, "elements are nested more than {limit} deep"),
            Self::TooLarge(limit) => write!(f, "more than {limit} nodes"),
            Self::DuplicateAttribute(key) => write!(f, "attribute `{key}` occurs twice"),
            Self::Misplaced => f.write_str("content outside of the root element"),
        }
    }
}

impl std::error::Error for TreeError {}

/// Builds one tree from the events of a parser: `start`, then `declare` and `attribute` as often as
/// needed, then `text` and further elements, then `end`. [`finish`](Self::finish) returns the tree.
///
/// Names come resolved; the builder keeps prefixes and declarations for qualified names in content,
/// and resolves nothing itself. Programs that make an element by hand use [`Any`](super::Any)'s
/// methods.
#[derive(Debug)]
pub struct TreeBuilder {
    limits: Limits,
    nodes: usize,
    /// The open elements. They join their parents when they end, so that dropping an unfinished
    /// tree does not recurse either.
    open: Vec<Element>,
    root: Option<Element>,
}

impl TreeBuilder {
    /// Makes a builder for a document, or for an element of one; then [`require`](Self::require)
    /// keeps the declarations around it that it needs.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            nodes: 0,
            open: Vec::new(),
            root: None,
        }
    }

    /// Returns the number of elements that are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Opens the element `local` in `namespace` (empty for none), written with `prefix` (empty for none).
    ///
    /// # Errors
    /// A limit is exceeded, or the root has ended already.
    pub fn start(&mut self, prefix: &str, namespace: &str, local: &str) -> Result<(), TreeError> {
        if self.root.is_some() {
            return Err(TreeError::Misplaced);
        }
        if self.open.len() >= self.limits.depth {
            return Err(TreeError::TooDeep(self.limits.depth));
        }
        self.count()?;
        let mut element = Element::new(local);
        element.prefix = (!prefix.is_empty()).then(|| prefix.to_owned());
        element.namespace = (!namespace.is_empty()).then(|| namespace.to_owned());
        if self.open.is_empty() {
            // That nothing is declared around it is known as well.
            element.namespaces = Some(Namespace::empty());
        }
        self.open.push(element);
        Ok(())
    }

    /// Adds a namespace declaration to the element that was started last; an empty prefix is the default
    /// namespace, an empty URI takes the declaration back.
    ///
    /// # Errors
    /// A limit is exceeded, or no element is open.
    pub fn declare(&mut self, prefix: &str, uri: &str) -> Result<(), TreeError> {
        self.count()?;
        let (element, ancestors) = self.open.split_last_mut().ok_or(TreeError::Misplaced)?;
        let scope = element.namespaces.get_or_insert_with(|| {
            ancestors
                .iter()
                .rev()
                .find_map(|ancestor| ancestor.namespaces.clone())
                .unwrap_or_else(Namespace::empty)
        });
        bind(scope, prefix, uri);
        Ok(())
    }

    /// Binds `prefix` (empty for the default namespace) to `uri` in the element that was started
    /// last, unless it is bound already: for a declaration around the tree that its content uses. An
    /// empty URI stands for no default namespace.
    ///
    /// # Errors
    /// A limit is exceeded, or no element is open.
    pub fn require(&mut self, prefix: &str, uri: &str) -> Result<(), TreeError> {
        let mut scopes = self.open.iter().rev();
        let scope = scopes.find_map(|element| element.namespaces.as_ref());
        match scope.and_then(|scope| scope.get(prefix)) {
            Some(bound) if bound == uri => return Ok(()),
            None if uri.is_empty() => return Ok(()),
            None if !prefix.is_empty() && uri != XML_NAMESPACE => {}
            _ => return self.declare(prefix, uri),
        }
        self.count()?;
        let (root, within) = self.open.split_first_mut().ok_or(TreeError::Misplaced)?;
        let of_root = root.namespaces.get_or_insert_with(Namespace::empty);
        let within = within
            .iter_mut()
            .filter_map(|element| element.namespaces.as_mut());
        for scope in std::iter::once(of_root).chain(within) {
            scope.put(prefix, uri);
        }
        Ok(())
    }

    /// Adds an attribute to the element that was started last.
    ///
    /// # Errors
    /// It has the attribute already, a limit is exceeded, or no element is open.
    pub fn attribute(
        &mut self,
        namespace: &str,
        local: &str,
        value: impl Into<String>,
    ) -> Result<(), TreeError> {
        self.count()?;
        let element = self.open.last_mut().ok_or(TreeError::Misplaced)?;
        let key = attribute_key(namespace, local);
        if element.attributes.contains_key(key.as_ref()) {
            return Err(TreeError::DuplicateAttribute(key.into_owned()));
        }
        element.attributes.insert(key.into_owned(), value.into());
        Ok(())
    }

    /// Adds text to the open element; pieces that follow one another become one.
    ///
    /// # Errors
    /// A limit is exceeded, or no element is open.
    pub fn text(&mut self, text: &str) -> Result<(), TreeError> {
        let element = self.open.last_mut().ok_or(TreeError::Misplaced)?;
        if let Some(XMLNode::Text(before)) = element.children.last_mut() {
            before.push_str(text);
        } else if !text.is_empty() {
            element.children.push(XMLNode::Text(text.to_owned()));
            self.count()?;
        }
        Ok(())
    }

    /// Removes the text that was pushed last if it is only white space: for sources that know that it
    /// only lays elements out. Has no effect if an element was opened or closed since.
    pub fn drop_white_space(&mut self) {
        let Some(element) = self.open.last_mut() else {
            return;
        };
        if let Some(XMLNode::Text(text)) = element.children.last()
            && text.trim_ascii().is_empty()
        {
            element.children.pop();
        }
    }

    /// Closes the element that was opened last; returns `true` if it was the root.
    ///
    /// # Errors
    /// No element is open.
    pub fn end(&mut self) -> Result<bool, TreeError> {
        let mut element = self.open.pop().ok_or(TreeError::Misplaced)?;
        // Most elements have few children, and what a vector sets aside for them is four times their size.
        element.children.shrink_to_fit();
        element.attributes.shrink_to_fit();
        match self.open.last_mut() {
            Some(parent) => {
                parent.children.push(XMLNode::Element(element));
                Ok(false)
            }
            None => {
                self.root = Some(element);
                Ok(true)
            }
        }
    }

    /// Returns the tree, once its root has ended.
    pub fn finish(self) -> Option<Element> {
        self.root
    }

    fn count(&mut self) -> Result<(), TreeError> {
        self.nodes += 1;
        if self.nodes > self.limits.nodes {
            return Err(TreeError::TooLarge(self.limits.nodes));
        }
        Ok(())
    }
}

/// Binds a prefix in a scope, or unbinds it if the URI is empty; `xml` is bound everywhere and never
/// written.
fn bind(scope: &mut Namespace, prefix: &str, uri: &str) {
    if uri.is_empty() {
        scope.0.remove(prefix);
    } else if uri != XML_NAMESPACE {
        scope.force_put(prefix, uri);
    }
}
