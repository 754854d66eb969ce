//! Values of which `xsi:type` says what they are: derived types, and anything at all.

use sapo::transport::HttpTransport;
use sapo::xml::Any;
use sapo::{Decimal, QName};
use sapo_interop::asmx::shapes::*;

use crate::{clients, same};

fn services() -> Vec<ShapesClient<HttpTransport>> {
    clients("shapes")
}

fn circle(name: &str) -> Circle {
    let (name, radius) = (Some(name.to_owned()), f64::INFINITY);
    Circle { name, radius }
}

fn square(inscribed: Option<AnyShape>) -> Square {
    Square {
        name: None,
        width: Decimal::MAX,
        height: Decimal::MIN,
        inscribed,
        colour: Some("grønn".to_owned()),
    }
}

fn rectangle() -> Rectangle {
    let (name, width, height) = (Some(String::new()), Decimal::ONE, Decimal::ZERO);
    Rectangle {
        name,
        width,
        height,
    }
}

/// One of each type.
fn every_shape() -> [AnyShape; 4] {
    [
        circle("æ").into(),
        rectangle().into(),
        square(None).into(),
        square(Some(square(Some(circle("").into())).into())).into(),
    ]
}

#[tokio::test]
async fn derived_types_come_back_as_what_they_are() {
    for api in services() {
        same(|value| api.shape(value), every_shape()).await;
        let request = Shape { value: None };
        let answer = api.call(&SHAPE, &request).await.unwrap();
        assert_eq!(answer.shape_result, None);
    }
}

#[tokio::test]
async fn arrays_of_the_base_type_hold_every_type() {
    let mut shapes: Vec<Option<AnyShape>> = every_shape().map(Some).into();
    shapes.insert(1, None);
    for api in services() {
        for values in [Some(shapes.clone()), Some(vec![]), None] {
            let request = List { values };
            let answer = api.call(&LIST, &request).await.unwrap();
            assert_eq!(answer.list_result, request.values);
        }
        let drawing = Drawing2 {
            frame: Some(square(None).into()),
            shape: every_shape().into(),
            note: Some(Any::typed("text").unwrap()),
        };
        let back = api.drawing(drawing.clone()).await.unwrap().unwrap();
        assert_eq!((&back.frame, &back.shape), (&drawing.frame, &drawing.shape));
        assert_eq!(back.note.unwrap().text(), "text");
    }
}

#[tokio::test]
async fn items_whose_names_say_what_they_are_keep_their_order() {
    let circle = |name| Some(circle(name));
    let square = Some(Box::new(square(None)));
    for api in services() {
        let values = ArrayOfChoice1 {
            square_or_circle: vec![
                ArrayOfChoice1SquareOrCircle::Circle(circle("1")),
                ArrayOfChoice1SquareOrCircle::Square(square.clone()),
                ArrayOfChoice1SquareOrCircle::Circle(circle("2")),
            ],
        };
        let back = api.named(values).await.unwrap().unwrap();
        let expected = [
            ArrayOfChoice2SquareOrCircle::Circle(circle("1")),
            ArrayOfChoice2SquareOrCircle::Square(square.clone()),
            ArrayOfChoice2SquareOrCircle::Circle(circle("2")),
        ];
        assert_eq!(back.square_or_circle, expected);
    }
}

/// Sends a value where anything may stand, and expects it back with the type that it had.
macro_rules! same_thing {
    ($api:ident: $($value:expr => $ty:ty),+ $(,)?) => {$(
        let sent: $ty = $value;
        let sent_as = Any::typed(&sent).unwrap();
        let back = $api.anything(sent_as.clone()).await.unwrap().unwrap();
        assert_eq!(back.type_name(), sent_as.type_name());
        assert_eq!(back.read_as::<$ty>().unwrap(), sent);
    )+};
}

#[tokio::test]
async fn anything_comes_back_as_the_type_that_it_names() {
    for api in services() {
        same_thing!(api:
            "æ <&>".to_owned() => String,
            String::new() => String,
            i64::MIN => i64,
            i32::MAX => i32,
            u64::MAX => u64,
            -1 => i8,
            f64::NEG_INFINITY => f64,
            0.1 => f32,
            true => bool,
            Decimal::MAX => Decimal,
            "2026-11-22T00:00:00".parse().unwrap() => sapo::DateTime,
            QName::new("urn:x", "name") => QName,
        );
    }
}

#[tokio::test]
async fn generated_types_and_arrays_stand_where_anything_may() {
    for api in services() {
        let sent = Any::typed(&circle("æ")).unwrap();
        let back = api.anything(sent).await.unwrap().unwrap();
        assert_eq!(
            back.type_name(),
            Some(QName::new("urn:sapo:shapes", "Circle"))
        );
        assert_eq!(back.read_as::<Circle>().unwrap(), circle("æ"));

        let item = |value: &str| Any::typed(value).unwrap();
        let number = Any::typed(&i64::MAX).unwrap();
        let values = Some(vec![Some(item("a")), None, Some(number), Some(item(""))]);
        let answer = api
            .call(&THINGS, &Things { values })
            .message()
            .await
            .unwrap();
        let items = answer.into_body().things_result.unwrap();
        let [Some(first), None, Some(number), Some(last)] = &items[..] else {
            panic!("{items:?}")
        };
        assert_eq!(first.read_as::<String>().unwrap(), "a");
        assert_eq!(number.read_as::<i64>().unwrap(), i64::MAX);
        assert_eq!(last.read_as::<String>().unwrap(), "");
    }
}
