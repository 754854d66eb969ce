//! Reads `xs:attribute` and what stands beside it.

use super::read::{Reader, children, wildcard};
use super::*;
use crate::document::Node;
use crate::syntax::documentation::documentation;

impl<'a> Reader<'_, '_, 'a> {
    /// The attributes written among the children of `node`.
    pub(super) fn attributes(&mut self, node: Node<'a>) -> Attributes {
        let mut attributes = Attributes::default();
        for child in children(node) {
            match child.local() {
                "attribute" => {
                    if let Some(one) = self.attribute_use(child) {
                        attributes.items.push(AttributeItem::Use(Box::new(one)));
                    }
                }
                "attributeGroup" => {
                    if let Some(group) = self.reference(child, "ref") {
                        attributes.items.push(AttributeItem::Group(group));
                    }
                }
                "anyAttribute" => attributes.any = Some(wildcard(child)),
                _ => {}
            }
        }
        attributes
    }

    fn attribute_use(&mut self, node: Node<'a>) -> Option<AttributeUse> {
        let occurrence = match node.attribute("use").map(str::trim) {
            Some("required") => AttributeOccurrence::Required,
            Some("prohibited") => AttributeOccurrence::Prohibited,
            _ => AttributeOccurrence::Optional,
        };
        if node.attribute("default").is_some() && occurrence != AttributeOccurrence::Optional {
            self.judge.violation(
                "src-attribute.2",
                &node.attribute_span("default"),
                "an attribute with a default is optional",
            );
        }
        let required = occurrence == AttributeOccurrence::Required;
        self.place(node, Part::Use { required });
        let value = self.value_constraint(node, "src-attribute.1");
        let (name, reference) = (node.attribute("name"), node.attribute("ref"));
        if name.is_some() == reference.is_some() {
            self.judge.violation(
                "src-attribute.3.1",
                &node.span(),
                "an attribute has either `name` or `ref`",
            );
        }
        let declaration = match (name, reference) {
            (None, None) => return None,
            (Some(_), None) => AttributeTarget::Local(self.attribute_declaration(node, false)?),
            (_, Some(_)) => {
                if node.attribute("form").is_some()
                    || node.attribute("type").is_some()
                    || children(node).any(|child| child.local() == "simpleType")
                {
                    self.judge.violation(
                        "src-attribute.3.2",
                        &node.span(),
                        "an attribute with `ref` has a type or form, which belong to the declaration",
                    );
                }
                AttributeTarget::Reference(self.reference(node, "ref")?)
            }
        };
        Some(AttributeUse {
            declaration,
            occurrence,
            value,
            array_type: self.array_type(node),
            span: node.span(),
        })
    }

    fn array_type(&mut self, node: Node<'_>) -> Option<ArrayType> {
        let written = node.attribute_ns("http://schemas.xmlsoap.org/wsdl/", "arrayType")?;
        let span = node.attribute_span("arrayType");
        let at = written.find('[').unwrap_or(written.len());
        let (item, brackets) = written.split_at(at);
        let (item, brackets) = (item.trim(), brackets.trim());
        let Some(name) = node.resolve(item) else {
            self.judge.violation(
                "src-resolve",
                &span,
                format!("the prefix of `{item}` in wsdl:arrayType is not declared"),
            );
            return None;
        };
        // PHP services publish arrays without brackets.
        let dimensions = dimensions(brackets).unwrap_or_else(|| {
            let what = match brackets {
                "" => "has no brackets".to_owned(),
                _ => format!("has the brackets `{brackets}`, which are malformed"),
            };
            let message = format!("wsdl:arrayType {what}: it is read as `{item}[]`");
            self.judge.note("wsdl-array", &span, message);
            "[]".to_owned()
        });
        Some(ArrayType {
            item: Reference { name, span },
            dimensions,
        })
    }

    pub(super) fn attribute_declaration(
        &mut self,
        node: Node<'a>,
        is_global: bool,
    ) -> Option<AttributeDeclaration> {
        let name = self.name(node)?;
        if &*name == "xmlns" {
            self.judge.violation(
                "no-xmlns",
                &node.attribute_span("name"),
                "no attribute may be named xmlns",
            );
        }
        // A local declaration's value constraint was checked as that of its use.
        let value = is_global
            .then(|| self.value_constraint(node, "src-attribute.1"))
            .flatten();
        Some(AttributeDeclaration {
            name,
            qualified: is_global || self.qualified(node, self.qualified_attributes),
            ty: self.type_of(node, "src-attribute.4"),
            value,
            documentation: documentation(node),
            span: node.span(),
        })
    }
}

/// The brackets of `wsdl:arrayType` without sizes and white space: `[]`, `[,]`, `[][]`. `None` if
/// they are malformed, or there are none.
fn dimensions(brackets: &str) -> Option<String> {
    let mut dimensions = String::new();
    let mut rest = brackets;
    while !rest.is_empty() {
        let (sizes, after) = rest.strip_prefix('[')?.split_once(']')?;
        let is_size = |c: char| c.is_ascii_digit() || c.is_ascii_whitespace() || c == ',';
        if !sizes.chars().all(is_size) {
            return None;
        }
        let commas = sizes.matches(',').count();
        dimensions += &format!("[{}]", ",".repeat(commas));
        rest = after.trim_start();
    }
    (!dimensions.is_empty()).then_some(dimensions)
}
