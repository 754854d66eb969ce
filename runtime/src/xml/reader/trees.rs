//! Elements and mixed content that are read as trees.

use super::{At, Reader};
use crate::xml::parser::Token;
use crate::xml::shape::Value;
use crate::xml::tree::{self, Any, Element, TreeBuilder, TreeError};
use crate::xml::{Error, ErrorKind, Node, ValueError};

impl Reader<'_> {
    /// Reads the text and the elements of an element that mixes them.
    pub fn nodes(&mut self) -> Vec<Node> {
        self.attempt(Self::read_nodes).unwrap_or_default()
    }

    fn read_nodes(&mut self) -> Result<Vec<Node>, Error> {
        if !self.strict {
            return self.kept_nodes();
        }
        let start = (self.parser.tag().offset, self.parser.depth());
        let field = self.field;
        if let Some(Value::Fixed(fixed)) = field.and_then(|field| field.value) {
            let nodes = self.lenient_nodes()?;
            self.check_fixed(&nodes, fixed)?;
            self.back_to(start)?;
        }
        self.checking(Self::check_content)?;
        self.field = field;
        if self.is_checking {
            self.element.ended = true;
            return Ok(Vec::new());
        }
        self.back_to(start)?;
        self.lenient_nodes()
    }

    /// Reads them if they are known to be valid, so that the trees among them need no check.
    fn lenient_nodes(&mut self) -> Result<Vec<Node>, Error> {
        self.strict = false;
        let nodes = self.kept_nodes();
        self.strict = true;
        nodes
    }

    fn kept_nodes(&mut self) -> Result<Vec<Node>, Error> {
        let given = self.field.and_then(|field| field.value);
        let mut nodes = Vec::new();
        loop {
            match self.parser.next()? {
                Token::End => break,
                Token::Text(text) => match nodes.last_mut() {
                    Some(Node::Text(before)) => before.push_str(&text),
                    _ => nodes.push(Node::Text(text.into_owned())),
                },
                Token::Start => {
                    self.arrive_by(None);
                    nodes.push(Node::Element(self.read_tree()?));
                }
            }
        }
        self.element.ended = true;
        if nodes.is_empty()
            && let Some(given) = given
        {
            nodes.push(Node::Text(given.text().to_owned()));
        }
        Ok(nodes)
    }

    /// Reads the element at hand as a tree.
    pub fn any(&mut self) -> Any {
        self.attempt(Self::read_tree)
            .unwrap_or_else(|| Any::from(Element::new("unread")))
    }

    fn read_tree(&mut self) -> Result<Any, Error> {
        if self.at != At::Element {
            return Err(Error::new(ErrorKind::Missing("an element".to_owned())));
        }
        if self.strict {
            self.check_tree()?;
            self.check_open()?;
            if self.is_checking {
                return Ok(Any::from(Element::new("checked")));
            }
        }
        let mut builder = TreeBuilder::new(tree::Limits::default());
        let (given, offset) = (self.field.and_then(|field| field.value), self.offset());
        self.push_tree(&mut builder)?;
        let any = builder
            .finish()
            .map(Any::from)
            .ok_or_else(|| Error::new(ErrorKind::Missing("an element".to_owned())))?;
        match given {
            Some(Value::Fixed(fixed)) if self.strict && !any.has_or_lacks(fixed) => {
                let what = "value: the schema fixes another";
                Err(Error::from(ValueError::new(what, &any.text())).at(offset))
            }
            _ => Ok(any),
        }
    }

    /// Adds the element at hand to a tree.
    fn push_tree(&mut self, builder: &mut TreeBuilder) -> Result<(), Error> {
        let outside = self.parser.depth() - 1;
        self.push_element(builder)?;
        self.push_content(builder, outside)
    }

    /// Adds what follows to a tree, until no more than `outside` elements are open.
    fn push_content(&mut self, builder: &mut TreeBuilder, outside: usize) -> Result<(), Error> {
        while self.parser.depth() > outside {
            match self.parser.next()? {
                Token::Start => {
                    self.at = At::Element;
                    self.push_element(builder)?;
                }
                Token::Text(text) => {
                    self.push_prefixes(&text, builder)?;
                    builder.text(&text).map_err(|error| self.tree(error))?;
                }
                Token::End => {
                    builder.end().map_err(|error| self.tree(error))?;
                }
            }
        }
        Ok(())
    }

    /// Adds the start tag of the element at hand, or the whole of the element that it stands for,
    /// under its own name.
    fn push_element(&mut self, builder: &mut TreeBuilder) -> Result<(), Error> {
        self.push_tag(builder)?;
        let outside = match self.encoded {
            Some(_) => self.follow()?,
            None => None,
        };
        self.push_default(builder)?;
        self.push_attributes(builder, outside.is_some())?;
        self.at = At::Inside;
        let Some(outside) = outside else {
            return Ok(());
        };
        self.push_content(builder, 0)?;
        self.come_back(*outside, true)
    }

    fn push_tag(&self, builder: &mut TreeBuilder) -> Result<(), Error> {
        let tag = self.parser.tag();
        let prefix = tag.qname.split_once(':').map_or("", |(prefix, _)| prefix);
        builder
            .start(prefix, self.parser.namespace(tag), tag.local)
            .map_err(|error| self.tree(error))?;
        for (prefix, namespace) in self.parser.declarations() {
            builder
                .declare(prefix, namespace)
                .map_err(|error| self.tree(error))?;
        }
        Ok(())
    }

    /// Declares the default namespace of the element at hand, so that names without a prefix in its
    /// content mean the same in the tree.
    fn push_default(&self, builder: &mut TreeBuilder) -> Result<(), Error> {
        let default = self.parser.scope().resolve_prefix("").unwrap_or_default();
        builder
            .require("", default)
            .map_err(|error| self.tree(error))
    }

    /// Declares the prefixes of names in a text. A tree keeps no other declarations from around it:
    /// there may be many of them, and as many trees.
    fn push_prefixes(&self, text: &str, builder: &mut TreeBuilder) -> Result<(), Error> {
        for colon in memchr::memchr_iter(b':', text.as_bytes()) {
            let before = &text[..colon];
            let is_in_name = |c: char| c.is_alphanumeric() || !c.is_ascii() || "_-.".contains(c);
            let prefix = &before[before.trim_end_matches(is_in_name).len()..];
            if !matches!(prefix, "" | "xml")
                && let Some(namespace) = self.parser.scope().resolve_prefix(prefix)
            {
                builder
                    .require(prefix, namespace)
                    .map_err(|error| self.tree(error))?;
            }
        }
        Ok(())
    }

    /// Adds the attributes of the element at hand; `elsewhere` if a reference to it stands in the
    /// tree.
    fn push_attributes(&self, builder: &mut TreeBuilder, elsewhere: bool) -> Result<(), Error> {
        for attribute in self.parser.attributes(self.parser.tag()) {
            let attribute = attribute?;
            if elsewhere && self.is_link(&attribute.namespace, attribute.local) {
                continue;
            }
            self.push_prefixes(&attribute.value, builder)?;
            if !matches!(attribute.prefix, "" | "xml") {
                builder
                    .require(attribute.prefix, &attribute.namespace)
                    .map_err(|error| self.tree(error))?;
            }
            builder
                .attribute(&attribute.namespace, attribute.local, attribute.value)
                .map_err(|error| self.tree(error))?;
        }
        Ok(())
    }

    fn tree(&self, error: TreeError) -> Error {
        Error::new(ErrorKind::Malformed(error.to_string())).at(self.offset())
    }
}
