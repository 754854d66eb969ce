//! More occurrences of an element than its schema allows.

use sapo::gen1::{Any, Content, Document, Field, Name, Read as _, Reader, Shape, Wildcard, Writer};
use sapo::xml::{Error, Limits, from_str};

const NS: &str = "urn:shelf";

/// Two labels at most, then a note.
#[derive(Debug, PartialEq)]
struct Labels {
    labels: Vec<String>,
    note: Option<String>,
}

impl Content for Labels {
    const SHAPE: Shape =
        Shape::sequence(NS).fields(&[Field::many("label").times(0, 2), Field::optional("note")]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            labels: r.many(),
            note: r.optional(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.many(&self.labels);
        w.optional(&self.note);
    }
}

impl Document for Labels {
    const ELEMENT: Name = (NS, "shelf");
}

/// Groups of at most two labels each.
#[derive(Debug, PartialEq)]
struct Groups(Vec<Group>);

#[derive(Debug, PartialEq)]
struct Group(Vec<String>);

impl Content for Groups {
    const SHAPE: Shape = Shape::sequence(NS).fields(&[Field::group::<Group>().times(0, 9)]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self(r.many())
    }

    fn write(&self, w: &mut Writer) {
        w.many(&self.0);
    }
}

impl Content for Group {
    const SHAPE: Shape = Shape::sequence(NS).fields(&[Field::many("label").times(1, 2)]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self(r.many())
    }

    fn write(&self, w: &mut Writer) {
        w.many(&self.0);
    }
}

impl Document for Groups {
    const ELEMENT: Name = (NS, "shelf");
}

/// Two labels at most, then anything.
#[derive(Debug, PartialEq)]
struct Open {
    labels: Vec<String>,
    rest: Vec<Any>,
}

impl Content for Open {
    const SHAPE: Shape = Shape::sequence(NS).fields(&[
        Field::many("label").times(2, 2),
        Field::any(Wildcard::Any).times(0, 1),
    ]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            labels: r.many(),
            rest: r.many(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.many(&self.labels);
        w.many(&self.rest);
    }
}

impl Document for Open {
    const ELEMENT: Name = (NS, "shelf");
}

fn shelf(content: &str) -> String {
    format!(r#"<shelf xmlns="{NS}">{content}</shelf>"#)
}

fn strict<T: Document>(xml: &str) -> Result<T, Error> {
    let mut r = Reader::new(xml, &Limits::default())?.strict(true);
    r.root()?;
    T::read_root(&mut r)
}

#[test]
fn vectors_hold_more_than_the_schema_allows() {
    let expected = Labels {
        labels: ["a", "b", "c", "d"].map(str::to_owned).into(),
        note: Some("n".into()),
    };
    for content in [
        "<label>a</label><label>b</label><label>c</label><label>d</label><note>n</note>",
        "<label>a</label><label>b</label><x/><label>c</label><label>d</label><note>n</note>",
        // Out of order, too.
        "<label>a</label><label>b</label><label>c</label><note>n</note><label>d</label>",
        "<note>n</note><label>a</label><label>b</label><label>c</label><label>d</label>",
    ] {
        assert_eq!(from_str::<Labels>(&shelf(content)).unwrap(), expected);
    }
    let error = strict::<Labels>(&shelf("<label/><label/><label/>")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected the end of the element, found <label> (at byte 41)"
    );
}

#[test]
fn groups_end_where_the_schema_says() {
    let labels = "<label>a</label><label>b</label><label>c</label>";
    let expected = Groups(vec![
        Group(vec!["a".into(), "b".into()]),
        Group(vec!["c".into()]),
    ]);
    assert_eq!(from_str::<Groups>(&shelf(labels)).unwrap(), expected);
    assert_eq!(strict::<Groups>(&shelf(labels)).unwrap(), expected);
}

#[test]
fn wildcards_get_what_is_beyond_the_limit() {
    let labels = "<label>a</label><label>b</label><label>c</label>";
    let open: Open = from_str(&shelf(labels)).unwrap();
    assert_eq!(open.labels, ["a", "b"]);
    assert_eq!(open.rest.len(), 1);
    assert_eq!(strict::<Open>(&shelf(labels)).unwrap(), open);
    // Three are too many for the wildcard, too, and all children could be of either.
    let more: Open = from_str(&shelf("<x/><label>b</label><y/><z/>")).unwrap();
    assert_eq!((more.labels.len(), more.rest.len()), (1, 3));
}
