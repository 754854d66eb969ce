//! Values through JAXB: what was sent comes back.

use sapo::transport::HttpTransport;
use sapo::xml::{Any, Node as Part};
use sapo::{Nillable, QName};
use sapo_interop::jaxws::everything::{
    AnyShape, Circle, Colour, Drawing, DrawingCircleOrSquare, DrawingRoundOrStraight, ECHO_TEXT,
    EchoText, Entry, EverythingClient, Letter, Node, Open, Square, States, Values,
};

fn clients() -> Vec<EverythingClient<HttpTransport>> {
    crate::clients("everything")
}

fn least() -> Values {
    Values {
        tiny: i8::MIN,
        small: i16::MIN,
        middle: i32::MIN,
        large: i64::MIN,
        huge: Some("-170141183460469231731687303715884105729".parse().unwrap()),
        unsigned_tiny: 0,
        unsigned_middle: 0,
        unsigned_large: Some(0),
        exact: Some("-79228162514264337593543950335".parse().unwrap()),
        single: f32::NEG_INFINITY,
        twice: -1.5e-7,
        yes: false,
        text: Some(String::new()),
        octets: Some(vec![]),
        digits: Some(vec![]),
        moment: Some("0001-01-01T00:00:00.0000001".parse().unwrap()),
        day: Some("2026-02-28".parse().unwrap()),
        hour: Some("00:00:00".parse().unwrap()),
        year: Some("0001".parse().unwrap()),
        feast: Some("--02-29".parse().unwrap()),
        span: Some("-P1Y2M3DT4H5M6.007S".parse().unwrap()),
        address: Some(String::new()),
        name: Some(QName::new("", "plain")),
        colour: Some(Colour::Empty),
        numbers: Some(vec![]),
        colours: Some(vec![]),
        label: Some(String::new()),
        count: i64::MIN,
    }
}

fn greatest() -> Values {
    Values {
        tiny: i8::MAX,
        small: i16::MAX,
        middle: i32::MAX,
        large: i64::MAX,
        huge: Some(format!("9{}", "0".repeat(300)).parse().unwrap()),
        unsigned_tiny: u8::MAX,
        unsigned_middle: u32::MAX,
        unsigned_large: Some(u64::MAX),
        exact: Some("0.0000000000000000000000000001".parse().unwrap()),
        single: f32::MAX,
        twice: f64::MIN_POSITIVE,
        yes: true,
        text: Some(" \t\r\n<&>\"']]> æøå \u{1FAD2} \u{FFFD}\r".to_owned()),
        octets: Some((0..=255).collect()),
        digits: Some((0..=255).collect()),
        moment: Some("9999-12-31T23:59:59.999999999-14:00".parse().unwrap()),
        day: Some("2026-02-28+05:30".parse().unwrap()),
        hour: Some("23:59:59.1234567Z".parse().unwrap()),
        year: Some("9999Z".parse().unwrap()),
        feast: Some("--12-31+13:00".parse().unwrap()),
        span: Some("P400DT0.0000001S".parse().unwrap()),
        address: Some("https://example.org/%C3%B8?a=b&c=d#e".to_owned()),
        name: Some(QName::new("urn:elsewhere", "qualified")),
        colour: Some(Colour::LightBlue),
        numbers: Some(vec![i32::MIN, 0, i32::MAX]),
        colours: Some(vec![Colour::Red, Colour::Red]),
        label: Some("\n\r \"<&>' ø".to_owned()),
        count: i64::MAX,
    }
}

#[tokio::test]
async fn simple_values_come_back() {
    let none = Values::default();
    for api in clients() {
        for values in [least(), greatest(), none.clone()] {
            let answer = api.echo_values(values.clone()).await.unwrap();
            assert_eq!(answer, Some(values));
        }
        let infinite = Values {
            single: f32::INFINITY,
            twice: f64::INFINITY,
            ..none.clone()
        };
        assert_eq!(
            api.echo_values(infinite.clone()).await.unwrap(),
            Some(infinite)
        );
        let nan = Values {
            single: f32::NAN,
            twice: f64::NAN,
            ..none.clone()
        };
        let answer = api.echo_values(nan).await.unwrap().unwrap();
        assert!(answer.single.is_nan() && answer.twice.is_nan());
    }
}

#[tokio::test]
async fn texts_come_back() {
    let large = "0123456789abcdeæ".repeat(1 << 16);
    for api in clients() {
        for text in [
            "",
            " a  b ",
            "\tx\r\n",
            "\r\r\n\n",
            "<&>\"']]>",
            large.as_str(),
        ] {
            let answer = api.echo_text(text.to_owned()).await.unwrap();
            assert!(answer.as_deref() == Some(text), "{} bytes", text.len());
        }
        let none = EchoText { text: None };
        let answer = api.call(&ECHO_TEXT, &none).message().await.unwrap();
        assert_eq!(answer.into_body().r#return, None);
        let many: Vec<String> = (0..10_000).map(|number| number.to_string()).collect();
        for texts in [vec![], vec![String::new()], many] {
            assert_eq!(api.echo_texts(texts.clone()).await.unwrap(), texts);
        }
    }
}

#[tokio::test]
async fn absent_nil_and_empty_are_kept_apart() {
    let entry = |key: &str, value| {
        let key = key.to_owned();
        Some(Entry { key, value })
    };
    // Null is nil as Java writes it where that may be.
    let empty = States {
        wrapped: Nillable::Nil,
        ..States::default()
    };
    let full = States {
        or_nil: Some(i32::MIN),
        or_absent: Some(0),
        any: Some("\u{1F512}".to_owned()),
        items: vec![Some("a".to_owned()), None, Some(String::new())],
        wrapped: Nillable::Value(vec![Some(i64::MAX), None, Some(0)]),
        map: Some(vec![entry("ni", 9), entry("", i64::MIN)]),
    };
    let none = States {
        wrapped: Nillable::Value(vec![]),
        items: vec![None],
        map: Some(vec![]),
        ..empty.clone()
    };
    for api in clients() {
        for states in [empty.clone(), full.clone(), none.clone()] {
            let answer = api.echo_states(states.clone()).await.unwrap();
            assert_eq!(answer, Some(states));
        }
    }
}

fn circle(name: &str, radius: f64) -> Circle {
    Circle {
        name: Some(name.to_owned()),
        radius,
    }
}

fn square(name: &str, side: f64) -> Square {
    Square {
        name: Some(name.to_owned()),
        side,
    }
}

#[tokio::test]
async fn objects_come_back_as_what_they_are() {
    let drawing = Drawing {
        shapes: vec![
            Some(circle("sol", 1.5).into()),
            None,
            Some(square("hus", 3.0).into()),
        ],
        round_or_straight: vec![
            DrawingRoundOrStraight::Straight(square("a", 1.0)),
            DrawingRoundOrStraight::Round(circle("b", 2.0)),
            DrawingRoundOrStraight::Straight(square("c", 3.0)),
        ],
        circle_or_square: vec![
            DrawingCircleOrSquare::Circle(circle("d", 4.0)),
            DrawingCircleOrSquare::Square(square("e", 5.0)),
            DrawingCircleOrSquare::Circle(circle("f", 6.0)),
        ],
        nodes: vec![
            Some(Node {
                id: Some("n1".to_owned()),
                next: vec![Some("n2".to_owned()), Some("n1".to_owned())],
            }),
            Some(Node {
                id: Some("n2".to_owned()),
                next: vec![],
            }),
        ],
    };
    for api in clients() {
        let answer = api.echo_drawing(drawing.clone()).await.unwrap();
        assert_eq!(answer.as_ref(), Some(&drawing));
        let answer = api.echo_drawing(Drawing::default()).await.unwrap();
        assert_eq!(answer, Some(Drawing::default()));

        let shapes: Vec<AnyShape> = vec![circle("a", 1.0).into(), square("b", 2.0).into()];
        assert_eq!(
            api.largest(shapes.clone()).await.unwrap().as_ref(),
            shapes.last()
        );
        assert_eq!(api.largest(vec![]).await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_is_left_open_comes_back() {
    let letter = Letter {
        content: vec![
            Part::Text("Dear ".to_owned()),
            Part::Element(
                "<n:name xmlns:n='urn:other'>Bjørn &amp; <n:b a='1'/></n:name>"
                    .parse()
                    .unwrap(),
            ),
            Part::Text(",\r\n<bye>".to_owned()),
        ],
    };
    let opens = [
        Open::default(),
        Open {
            anything: Some(Any::typed("tekst").unwrap()),
            letter: Some(letter),
            any: [
                "<n:more xmlns:n='urn:other' n:a='&#13;&#10;'><n:x xmlns='urn:d'><y/></n:x></n:more>",
                "<more xmlns='urn:second'/>",
            ]
            .map(|more| more.parse().unwrap())
            .into(),
        },
        Open {
            anything: Some(Any::typed(&i64::MIN).unwrap()),
            letter: Some(Letter::default()),
            any: vec![],
        },
    ];
    for api in clients() {
        for open in &opens {
            let answer = api.echo_open(open.clone()).await.unwrap().unwrap();
            assert_eq!(answer.letter, open.letter);
            assert_eq!(answer.any, open.any);
            let known = |any: &Option<Any>| {
                any.as_ref()
                    .map(|any| (any.type_name().unwrap(), any.text()))
            };
            assert_eq!(known(&answer.anything), known(&open.anything));
        }
    }
}
