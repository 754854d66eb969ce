//! Content models: their words, on one line or several, few or many.

use sapo::gen1::words::*;
use sapo::gen1::{Content, Document, Name, Reader, Shape, Writer};
use sapo::xml::{from_str, to_string};

const NS: &str = "urn:harbor";

#[derive(Debug, Default, PartialEq)]
struct Ship {
    id: Option<u32>,
    port: Option<String>,
    name: String,
    crew: Vec<String>,
    flag: Option<String>,
    masts: Vec<u8>,
}

impl Content for Ship {
    const SHAPE: Shape = named(NS, "Ship").model(
        "name crew+ flag?
         masts* @id
         @:port",
    );

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            id: r.attribute(),
            port: r.attribute(),
            name: r.one(),
            crew: r.many(),
            flag: r.optional(),
            masts: r.many(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.attribute(&self.id);
        w.attribute(&self.port);
        w.one(&self.name);
        w.many(&self.crew);
        w.optional(&self.flag);
        w.many(&self.masts);
    }
}

impl Document for Ship {
    const ELEMENT: Name = (NS, "ship");
}

#[test]
fn a_model_names_elements_and_attributes() {
    let document = "<h:ship xmlns:h='urn:harbor' id='7' h:port='Oslo'><h:name>Fram</h:name>\
                    <h:crew>Otto</h:crew><h:crew>Hjalmar</h:crew><h:masts>3</h:masts></h:ship>";
    let ship: Ship = from_str(document).unwrap();
    assert_eq!(
        ship,
        Ship {
            id: Some(7),
            port: Some("Oslo".to_owned()),
            name: "Fram".to_owned(),
            crew: vec!["Otto".to_owned(), "Hjalmar".to_owned()],
            flag: None,
            masts: vec![3],
        }
    );
    assert_eq!(from_str::<Ship>(&to_string(&ship).unwrap()).unwrap(), ship);
}

#[test]
fn a_model_says_how_often_elements_occur() {
    let nameless = from_str::<Ship>("<ship xmlns='urn:harbor'><crew>Otto</crew></ship>");
    let error = nameless.unwrap_err().to_string();
    assert!(error.contains("name"), "{error}");
    let unmanned = "<ship xmlns='urn:harbor'><name>Fram</name></ship>";
    let mut reader = Reader::new(unmanned, &sapo::xml::Limits::default())
        .unwrap()
        .strict(true);
    reader.root().unwrap();
    let error = reader.read::<Ship>().unwrap_err().to_string();
    assert!(error.contains("crew"), "{error}");
    let unqualified =
        "<ship xmlns='urn:harbor' port='Oslo'><name>Fram</name><crew>Otto</crew></ship>";
    assert_eq!(from_str::<Ship>(unqualified).unwrap().port, None);
}

/// As many numbers as a model has words.
#[derive(Debug, PartialEq)]
struct Numbers<const N: usize>([Option<u8>; N]);

const WORDS: &str =
    "e0? e1? e2? e3? e4? e5? e6? e7? e8? e9? e10? e11? e12? e13? e14? e15? e16? e17? e18?
     e19? e20? e21? e22? e23? e24? e25? e26? e27? e28? e29? e30? e31? e32? e33? e34? e35?
     e36? e37? e38? e39? e40? e41? e42? e43? e44? e45? e46? e47? e48? e49? e50? e51? e52?
     e53? e54? e55? e56? e57? e58? e59? e60? e61? e62? e63? e64? e65? e66? e67? e68? e69?
     e70? e71? e72? e73? e74? e75? e76? e77? e78? e79? e80? e81? e82? e83? e84? e85? e86?
     e87? e88? e89? e90? e91? e92? e93? e94? e95? e96? e97? e98? e99? e100? e101? e102? e103?
     e104? e105? e106? e107? e108? e109? e110? e111? e112? e113? e114? e115? e116? e117?
     e118? e119? e120? e121? e122? e123? e124? e125? e126? e127?";

/// The first `count` words.
const fn first(count: usize) -> &'static str {
    let mut end = 0;
    let mut left = count;
    while end < WORDS.len() {
        if WORDS.as_bytes()[end] == b'?' {
            left -= 1;
            if left == 0 {
                return WORDS.split_at(end + 1).0;
            }
        }
        end += 1;
    }
    WORDS
}

impl<const N: usize> Content for Numbers<N> {
    const SHAPE: Shape = sequence("").model(first(N));

    fn read(r: &mut Reader<'_>) -> Self {
        Self(std::array::from_fn(|_| r.optional()))
    }

    fn write(&self, w: &mut Writer) {
        for number in &self.0 {
            w.optional(number);
        }
    }
}

impl<const N: usize> Document for Numbers<N> {
    const ELEMENT: Name = ("", "numbers");
}

fn reads_each_of<const N: usize>() {
    for at in 0..N {
        let mut numbers = Numbers::<N>([None; N]);
        numbers.0[at] = Some(1);
        let text = to_string(&numbers).unwrap();
        assert!(text.contains(&format!("<e{at}>1</e{at}>")), "{text}");
        assert_eq!(from_str::<Numbers<N>>(&text).unwrap(), numbers);
    }
}

#[test]
fn a_model_has_few_words_or_many() {
    reads_each_of::<1>();
    reads_each_of::<15>();
    reads_each_of::<16>();
    reads_each_of::<17>();
    reads_each_of::<127>();
    reads_each_of::<128>();
}
