//! The text of `xs:documentation` and `wsdl:documentation`.

use super::namespaces::{WSDL, XSD};
use crate::document::Node;

/// Text, its lines trimmed, paragraphs kept; `None` where there is none.
pub type Documentation = Option<String>;

/// What the annotations of `node` say: lines trimmed, paragraphs kept, markup left out.
pub(super) fn documentation(node: Node<'_>) -> Documentation {
    let mut text = String::new();
    for child in node.children() {
        if child.is(XSD, "annotation") {
            for part in child
                .children()
                .filter(|part| part.is(XSD, "documentation"))
            {
                add(&mut text, &part.text());
            }
        } else if child.is(WSDL, "documentation") {
            add(&mut text, &child.text());
        }
    }
    (!text.is_empty()).then_some(text)
}

/// Appends a paragraph, its lines trimmed, blank lines at its ends left out and others made one.
fn add(text: &mut String, paragraph: &str) {
    let mut blank = !text.is_empty();
    for line in paragraph.lines().map(str::trim) {
        if line.is_empty() {
            blank = !text.is_empty();
            continue;
        }
        if !text.is_empty() {
            text.push_str(if blank { "\n\n" } else { "\n" });
        }
        text.push_str(line);
        blank = false;
    }
}

#[cfg(test)]
mod tests {
    use super::add;

    #[test]
    fn paragraphs_are_kept_and_margins_are_not() {
        let mut text = String::new();
        add(&mut text, "\n   One\n   two.\n\n\n   Three.\n ");
        add(&mut text, "Four.");
        assert_eq!(text, "One\ntwo.\n\nThree.\n\nFour.");
    }
}
