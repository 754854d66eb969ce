//! Types as the generator writes them, read and written by their shapes.

use sapo::gen1::{
    Any, Array, Attribute, Boxed, Content, Document, Error, Field, Name, Node, Read, Reader, Shape,
    UNBOUNDED, Wildcard, Writer,
};
use sapo::xml::{ErrorKind, Limits, from_slice, from_str, to_string};

const NS: &str = "urn:library";

#[derive(Debug, Clone, PartialEq, Default)]
struct Shelf {
    label: String,
    owner: Option<String>,
    room: Option<String>,
    books: Vec<Option<Book>>,
    tags: Option<Vec<String>>,
    lang: Option<String>,
}

static TAGS: Shape = Shape::sequence(NS).fields(&[Field::many("tag")]);

impl Content for Shelf {
    const SHAPE: Shape = Shape::sequence(NS)
        .fields(&[
            Field::one("label"),
            Field::optional("owner").default("nobody"),
            Field::one("room"),
            Field::many("book"),
            Field::optional("tags"),
        ])
        .attributes(&[Attribute::new("lang").default("en")]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            label: r.one(),
            owner: r.optional(),
            room: r.one(),
            books: r.many(),
            tags: r.optional_as(Array::of(&TAGS)),
            lang: r.attribute(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.attribute(&self.lang);
        w.one(&self.label);
        w.optional(&self.owner);
        w.one(&self.room);
        w.many(&self.books);
        w.optional_as(&self.tags, Array::of(&TAGS));
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Book {
    title: String,
    kind: Option<Kind>,
    next: Option<Box<Book>>,
    rest: Vec<Any>,
}

impl Content for Book {
    const SHAPE: Shape = Shape::sequence(NS).fields(&[
        Field::one("title"),
        Field::group::<Kind>().times(0, 1),
        Field::optional("next"),
        Field::any(Wildcard::Other(NS)).times(0, UNBOUNDED),
    ]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            title: r.one(),
            kind: r.optional(),
            next: r.optional_as(Boxed(sapo::gen1::Own)),
            rest: r.many(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.title);
        w.optional(&self.kind);
        w.optional_as(&self.next, Boxed(sapo::gen1::Own));
        w.many(&self.rest);
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Novel(String),
    Pages(Vec<String>),
}

impl Content for Kind {
    const SHAPE: Shape = Shape::choice(NS).model("novel page*");

    fn read(r: &mut Reader<'_>) -> Self {
        match r.branch() {
            0 => Self::Novel(r.one()),
            _ => Self::Pages(r.many()),
        }
    }

    fn write(&self, w: &mut Writer) {
        match self {
            Self::Novel(value) => w.branch(0).one(value),
            Self::Pages(values) => w.branch(1).many(values),
        }
    }
}

impl Document for Shelf {
    const ELEMENT: Name = (NS, "shelf");
}

/// Letters in the order in which they stand, as a repeated choice keeps them.
#[derive(Debug, Clone, PartialEq)]
struct Letters(Vec<Letter>);

#[derive(Debug, Clone, PartialEq)]
enum Letter {
    A(i32),
    B(Pair),
}

#[derive(Debug, Clone, PartialEq)]
struct Pair {
    b: String,
    c: Option<String>,
}

impl Content for Letters {
    const SHAPE: Shape =
        Shape::sequence("").fields(&[Field::within_group(&Letter::SHAPE).times(0, UNBOUNDED)]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self(r.many())
    }

    fn write(&self, w: &mut Writer) {
        w.many(&self.0);
    }
}

impl Content for Letter {
    const SHAPE: Shape = Shape::choice("").fields(&[Field::one("a"), Field::group::<Pair>()]);

    fn read(r: &mut Reader<'_>) -> Self {
        match r.branch() {
            0 => Self::A(r.one()),
            _ => Self::B(r.one()),
        }
    }

    fn write(&self, w: &mut Writer) {
        match self {
            Self::A(value) => w.branch(0).one(value),
            Self::B(value) => w.branch(1).one(value),
        }
    }
}

impl Content for Pair {
    const SHAPE: Shape = Shape::sequence("").model("b c?");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            b: r.one(),
            c: r.optional(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.b);
        w.optional(&self.c);
    }
}

impl Document for Letters {
    const ELEMENT: Name = ("", "letters");
}

#[derive(Debug, Clone, PartialEq)]
struct Prose(Vec<Node>);

impl Content for Prose {
    const SHAPE: Shape = Shape::mixed("");

    fn read(r: &mut Reader<'_>) -> Self {
        Self(r.nodes())
    }

    fn write(&self, w: &mut Writer) {
        w.nodes(&self.0);
    }
}

impl Document for Prose {
    const ELEMENT: Name = ("", "p");
}

fn shelf() -> Shelf {
    Shelf {
        label: "Ægir & <Sønner>".into(),
        owner: None,
        room: Some("7".into()),
        books: vec![
            Some(Book {
                title: "A\r\n\"B\"".into(),
                kind: Some(Kind::Pages(vec!["1".into(), "2".into()])),
                next: Some(Box::new(Book::default())),
                rest: Vec::new(),
            }),
            None,
        ],
        tags: Some(vec![]),
        lang: Some("no\t\"x\"".into()),
    }
}

#[test]
fn a_value_is_read_as_it_was_written() {
    let text = to_string(&shelf()).unwrap();
    assert_eq!(from_str::<Shelf>(&text).unwrap(), shelf());
}

#[test]
fn names_are_matched_by_namespace_and_not_by_prefix() {
    let text = r#"<?xml version="1.0"?><!-- c --><l:shelf xmlns:l="urn:library" xmlns="urn:other">
        <label>no</label><l:label><![CDATA[a<]]>b&#x21;&amp;</l:label><?pi?>
        <l:room xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="1"/>
        <l:book><l:title/><l:novel>x</l:novel><thing a="b">t</thing></l:book></l:shelf>"#;
    let read: Shelf = from_str(text).unwrap();
    assert_eq!(read.label, "a<b!&");
    assert_eq!(read.room, None);
    assert_eq!(read.lang.as_deref(), Some("en"));
    let book = read.books[0].as_ref().unwrap();
    assert_eq!(book.kind, Some(Kind::Novel("x".into())));
    assert_eq!(book.rest[0].namespace(), "urn:other");
    let again: Shelf = from_str(&to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
}

#[test]
fn an_empty_element_has_its_default_and_an_absent_one_none() {
    let with = from_str::<Shelf>("<shelf xmlns='urn:library'><label/><owner/><room/></shelf>");
    assert_eq!(with.unwrap().owner.as_deref(), Some("nobody"));
    let without = from_str::<Shelf>("<shelf xmlns='urn:library'><label/><room/></shelf>");
    assert_eq!(without.unwrap().owner, None);
}

#[test]
fn what_may_be_absent_but_not_nil_is_absent_where_it_is_nil() {
    let text = "<shelf xmlns='urn:library' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><label/>\
        <owner i:nil='true'/><room/><book><title/><page>1</page></book><tags i:nil='1'> </tags></shelf>";
    let read: Shelf = from_str(text).unwrap();
    assert_eq!((read.owner, read.tags), (None, None));
    assert_eq!(read.books.len(), 1);
    let again: Shelf = from_str(&text.replace("true", "false").replace("'1'", "'0'")).unwrap();
    assert_eq!(again.owner.as_deref(), Some("nobody"));
    assert_eq!(again.tags, Some(vec![]));
}

/// Reads a shelf as Strict does.
fn strictly(text: &str) -> Result<Shelf, Error> {
    let mut r = Reader::new(text, &Limits::default())?.strict(true);
    r.root()?;
    Shelf::read_root(&mut r)
}

#[test]
fn an_absent_nillable_element_is_none_and_written_as_nil() {
    let nil = "<room i:nil='true' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'/>";
    let with = |room: &str| {
        format!(
            "<shelf xmlns='urn:library'><label>l</label>{room}<tags><tag>t</tag></tags></shelf>"
        )
    };
    let expected: Shelf = from_str(&with(nil)).unwrap();
    assert_eq!(strictly(&with(nil)).unwrap(), expected);
    assert_eq!(expected.room, None);
    assert_eq!(from_str::<Shelf>(&with("")).unwrap(), expected);
    let refused = strictly(&with("")).unwrap_err();
    assert_eq!(refused.kind(), &ErrorKind::Missing("room".to_owned()));
    let written = to_string(&from_str::<Shelf>(&with("")).unwrap()).unwrap();
    assert_eq!(strictly(&written).unwrap(), expected, "{written}");
    // Among elements out of order, beside unknown ones, and where it stands last.
    for text in [
        "<shelf xmlns='urn:library'><tags><tag>t</tag></tags><label>l</label></shelf>",
        "<shelf xmlns='urn:library'><new/><tags><tag>t</tag></tags><new xmlns='u'/><label>l</label></shelf>",
    ] {
        assert_eq!(from_str::<Shelf>(text).unwrap(), expected, "{text}");
    }
    let last: Shelf = from_str("<shelf xmlns='urn:library'><label/></shelf>").unwrap();
    assert_eq!(last.room, None);
    // It was there after all, and came late.
    let late = "<shelf xmlns='urn:library'><tags/><room>7</room><label/></shelf>";
    assert_eq!(from_str::<Shelf>(late).unwrap().room.as_deref(), Some("7"));
}

#[test]
fn a_value_in_another_namespace_is_not_lost_for_an_absent_one() {
    for text in [
        "<shelf xmlns='urn:library'><label/><room xmlns='urn:old'>7</room></shelf>",
        "<shelf xmlns='urn:library'><room xmlns=''>7</room><tags/><label/></shelf>",
    ] {
        let error = from_str::<Shelf>(text).unwrap_err();
        assert_eq!(
            error.kind(),
            &ErrorKind::Missing("room".to_owned()),
            "{text}"
        );
        assert_eq!(error.path(), "shelf");
    }
}

#[test]
fn an_absent_element_that_may_not_be_nil_is_an_error_with_its_path() {
    let text =
        "<shelf xmlns='urn:library'><label/><book><title/></book><book><novel/></book></shelf>";
    let error = from_str::<Shelf>(text).unwrap_err();
    assert_eq!(error.path(), "shelf/book[2]");
    assert_eq!(error.kind(), &ErrorKind::Missing("title".to_owned()));
}

#[test]
fn any_document_is_read_as_a_tree() {
    let text = "<a:b xmlns:a='urn:a' c='1'><d>&lt;</d></a:b>";
    let any: Any = from_str(text).unwrap();
    assert_eq!((any.namespace(), any.name()), ("urn:a", "b"));
    assert_eq!(any.text(), "<");
    assert_eq!(from_str::<Any>(&to_string(&any).unwrap()).unwrap(), any);
    assert!(from_str::<Any>("<a/><b/>").is_err());
}

#[test]
fn names_without_prefix_in_trees_mean_what_they_meant() {
    let text = r#"<o:a xmlns:o="urn:o"><o:b ref="bare">bare</o:b><c xmlns="urn:c"><o:d>bare</o:d></c></o:a>"#;
    let any: Any = from_str(text).unwrap();
    let mut writer = Writer::new();
    writer.start("urn:around", "around");
    writer.nodes(&[Node::Element(any)]);
    writer.end();
    assert_eq!(
        writer.finish().unwrap(),
        r#"<around xmlns="urn:around"><o:a xmlns="" xmlns:o="urn:o"><o:b ref="bare">bare</o:b><c xmlns="urn:c"><o:d>bare</o:d></c></o:a></around>"#
    );
}

#[test]
fn elements_may_come_in_any_order_where_names_alone_decide() {
    let text = "<shelf xmlns='urn:library' lang='x'><tags><tag>t</tag></tags><book><next><title>n</title></next>\
        <page>1</page><title>one</title><page>2</page></book><new>?</new><room>r</room><book><title>two</title></book>\
        <label>l</label></shelf>";
    let read: Shelf = from_str(text).unwrap();
    assert_eq!(read.label, "l");
    assert_eq!(read.lang.as_deref(), Some("x"));
    let titles: Vec<_> = read
        .books
        .iter()
        .map(|book| &book.as_ref().unwrap().title[..])
        .collect();
    assert_eq!(titles, ["one", "two"]);
    let first = read.books[0].as_ref().unwrap();
    assert_eq!(first.kind, Some(Kind::Pages(vec!["1".into(), "2".into()])));
    assert_eq!(read.tags, Some(vec!["t".into()]));
}

#[test]
fn repeated_groups_keep_their_order() {
    let text = "<letters><a>1</a><b>x</b><c>y</c><b>z</b><u/><a>2</a></letters>";
    let read: Letters = from_str(text).unwrap();
    let pair = |b: &str, c: Option<&str>| {
        Letter::B(Pair {
            b: b.into(),
            c: c.map(Into::into),
        })
    };
    let expected = vec![
        Letter::A(1),
        pair("x", Some("y")),
        pair("z", None),
        Letter::A(2),
    ];
    assert_eq!(read.0, expected);
    let again: Letters = from_str(&to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
}

#[test]
fn mixed_content_keeps_text_and_elements() {
    let text = "<p>one <b>two</b> three <i a=\"&lt;\">four<x/></i></p>";
    let read: Prose = from_str(text).unwrap();
    assert_eq!(read.0.len(), 4);
    let again: Prose = from_str(&to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
}

#[test]
fn errors_name_the_path_and_the_offset() {
    let text = "<letters><a>1</a><a>one</a></letters>";
    let error = from_str::<Letters>(text).unwrap_err();
    assert_eq!(error.path(), "letters/a");
    let text = "<shelf xmlns='urn:library'><label/><room/><book><title/></book><book/></shelf>";
    let error = from_str::<Shelf>(text).unwrap_err();
    assert_eq!(error.path(), "shelf/book[2]");
    assert_eq!(error.kind(), &ErrorKind::Missing("title".into()));
    let twice = "<shelf xmlns='urn:library'><label/><label/><room/></shelf>";
    assert!(matches!(
        from_str::<Shelf>(twice).unwrap_err().kind(),
        ErrorKind::Unexpected { .. }
    ));
}

#[test]
fn what_is_not_well_formed_is_refused() {
    let cases = [
        "",
        " ",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "text",
        "<a>&nbsp;</a>",
        "<a>&#0;</a>",
        "<p:a/>",
        "<a b='1' b='2'/>",
        "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
        "<a b=\"<\"/>",
        "<a>\u{1}</a>",
        "<a",
        "<a><!-- -- --></a>",
        "<a></a>tail",
        "<!DOCTYPE a><a/>",
        "<a xmlns:p=''/>",
        "<a xmlns:xml='u'/>",
        "<a>&lt</a>",
        "<a b='&#xFFFF;'/>",
        "<:a/>",
        "<a:/>",
    ];
    for case in cases {
        assert!(from_str::<Any1>(case).is_err(), "{case:?} was accepted");
    }
}

/// Any root at all.
#[derive(Debug)]
struct Any1;

impl Read for Any1 {
    fn read_root(r: &mut Reader<'_>) -> Result<Self, Error> {
        r.read::<Any>().map(|_| Self)
    }
}

#[test]
fn limits_hold() {
    let deep = "<a>".repeat(5_000);
    let error = from_str::<Any1>(&deep).unwrap_err();
    assert!(matches!(
        error.kind(),
        ErrorKind::Limit {
            what: "element depth",
            ..
        }
    ));
    let attributes: String = (0..300).map(|n| format!(" a{n}=''")).collect();
    assert!(from_str::<Any1>(&format!("<a{attributes}/>")).is_err());
}

#[test]
fn elements_out_of_order_at_every_level_cost_no_more_than_allowed() {
    // Each book has its title behind the next book: every level has to be read by its index.
    let depth = 100;
    let text = format!(
        "<shelf xmlns='urn:library'><label/><room/><book>{}{}</book></shelf>",
        "<next>".repeat(depth),
        "<title/></next>".repeat(depth) + "<title/>"
    );
    let _ = from_str::<Shelf>(&text);
}

#[test]
fn references_to_halves_of_a_character_are_read_in_pairs() {
    for (halves, whole) in [
        ("<p>&#xD834;&#xDD1E;!</p>", "<p>\u{1d11e}!</p>"),
        ("<p>&#55348;&#56606;<!-- c -->!</p>", "<p>\u{1d11e}!</p>"),
        ("<p n='&#xD834;&#xDD1E;'/>", "<p n='\u{1d11e}'/>"),
    ] {
        let read = |text| from_str::<Any>(text).unwrap();
        assert_eq!(read(halves), read(whole));
    }
    for half in [
        "&#xD834;",
        "&#xDD1E;",
        "&#xDD1E;&#xD834;",
        "&#xD834;A",
        "&#xD834;&amp;",
    ] {
        for text in [
            format!("<p>{half}</p>"),
            format!("<p>{half}<!-- c --></p>"),
            format!("<p n='{half}'/>"),
        ] {
            assert!(from_str::<Any>(&text).is_err(), "{text}");
        }
    }
}

#[test]
fn other_encodings_are_read() {
    let text = "<p>Ærø \u{1F511}</p>";
    let expected: Prose = from_str(text).unwrap();
    let utf16 = |little: bool, mark: bool| -> Vec<u8> {
        let units = mark
            .then_some(0xFEFF)
            .into_iter()
            .chain(text.encode_utf16());
        units
            .flat_map(|unit: u16| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    };
    for (little, mark) in [(true, true), (false, true), (true, false), (false, false)] {
        assert_eq!(from_slice::<Prose>(&utf16(little, mark)).unwrap(), expected);
    }
    let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><p>\xC6r\xF8</p>";
    assert_eq!(
        from_slice::<Prose>(latin).unwrap(),
        Prose(vec![Node::Text("Ærø".into())])
    );
    assert!(from_slice::<Prose>(b"<p>\xC6</p>").is_err());
    assert!(from_slice::<Prose>(b"<?xml version='1.0' encoding='x-odd'?><p/>").is_err());
}

#[test]
fn what_xml_cannot_carry_is_an_error_with_its_place() {
    let mut shelf = shelf();
    shelf.books[0].as_mut().unwrap().title = "\u{0}".into();
    let error = to_string(&shelf).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Character(0));
    assert_eq!(error.path(), "shelf/book/title");
}

/// Two numbers, in whatever order they come.
#[derive(Debug, PartialEq)]
struct Point {
    x: i32,
    y: i32,
}

impl Content for Point {
    const SHAPE: Shape = Shape::sequence("").model("x y");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            x: r.one(),
            y: r.one(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.x);
        w.one(&self.y);
    }
}

impl Document for Point {
    const ELEMENT: Name = ("", "point");
}

#[test]
fn a_byte_order_mark_within_an_element_is_a_character() {
    for mark in [
        "",
        "\u{FEFF}",
        "\u{FEFF}\u{FEFF}",
        "\u{FEFF} \n ",
        "\u{FEFF}&amp;",
    ] {
        // Elements out of order make the reader go back to where the content begins.
        let read = from_str(&format!(
            "<point>{mark}<y>2</y>{mark}<x>1</x>{mark}</point>"
        ));
        assert_eq!(read, Ok(Point { x: 1, y: 2 }), "{mark:?}");

        let Prose(nodes) = from_str(&format!("<p>{mark}<b>{mark}</b></p>")).unwrap();
        let texts: Vec<_> = nodes
            .iter()
            .filter(|node| matches!(node, Node::Text(_)))
            .collect();
        let expected = mark.replace("&amp;", "&");
        match &texts[..] {
            [] => assert_eq!(mark, ""),
            [text] => assert_eq!(**text, Node::Text(expected)),
            _ => panic!("{texts:?}"),
        }
    }
}

#[test]
fn errors_behind_a_byte_order_mark_are_at_their_offset() {
    for y in ["two", "<? ?>", "<3/>", "&none;", "</x>"] {
        let offset = |before: &str, within: &str| {
            let text = format!("{before}<point>{within}<y>{y}</y><x>1</x></point>");
            from_str::<Point>(&text).unwrap_err().offset().unwrap()
        };
        let plain = offset("", "");
        for mark in ["\u{FEFF}", "\u{FEFF}\u{FEFF}", "\u{FEFF}  "] {
            assert_eq!(offset("", mark), plain + mark.len(), "{y:?}, {mark:?}");
        }
        assert_eq!(
            offset("\u{FEFF}", ""),
            plain + '\u{FEFF}'.len_utf8(),
            "{y:?}"
        );
    }
}
