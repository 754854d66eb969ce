//! What the methods of generated types give for absent elements: the schema's default, as the type's codec reads it.

use sapo::xml::from_str;
use sapo_golden::defaults::{DateOrRatio, Level, Moment, Root, Timer, Wait};

/// The timer that holds these elements.
fn timer(elements: &str) -> Timer {
    let document = format!("<timer xmlns='urn:defaults'>{elements}</timer>");
    match from_str(&document) {
        Ok(Root::Timer(timer)) => *timer,
        Err(error) => panic!("{elements}: {error}"),
    }
}

#[test]
fn an_absent_element_has_its_default() {
    let timer = Timer::default();
    assert_eq!(timer.wait_or_default(), Wait::Integer(180.into()));
    assert_eq!(
        timer.day_or_default(),
        Moment::Date("2026-01-31Z".parse().unwrap())
    );
    assert_eq!(timer.level_or_default(), Moment::Level(Level::VeryHigh));
    assert_eq!(
        timer.nested_or_default(),
        Moment::Wait(Wait::Integer((-7).into()))
    );
    assert_eq!(timer.own_or_default(), Level::VeryHigh);
    assert_eq!(timer.fixed_or_default(), Level::Low);
    let waits = |numbers: [i32; 2]| numbers.map(|number| Wait::Integer(number.into()));
    assert_eq!(timer.waits_or_default(), waits([1, -2]));
    assert_eq!(timer.two_waits_or_default(), waits([3, 4]));
    assert_eq!(timer.none_or_default(), []);
    assert_eq!(timer.words_or_default(), ["a", "b"]);
    assert_eq!(timer.hex_or_default(), [0x0a, 0xff]);
    assert_eq!(timer.base64_or_default(), b"hi");
    assert_eq!(
        timer.large_or_default().to_string(),
        "123456789012345678901234567890"
    );
    assert_eq!(timer.positive_or_default(), 5);
    assert_eq!(
        timer.ratio_or_default(),
        DateOrRatio::Date("2026-01-31".parse().unwrap())
    );
}

#[test]
fn it_is_the_value_that_is_read_from_the_same_text() {
    let absent = Timer::default();
    let read = timer(
        "<wait>180</wait><never></never><day> 2026-01-31Z </day><level>very\n  high</level><nested>-7</nested>\
         <text>soon</text><own> very  high </own><fixed>low</fixed><waits>1 -2</waits><twoWaits>3  4</twoWaits>\
         <none></none><words>a b</words>",
    );
    assert_eq!(read.wait, Some(absent.wait_or_default()));
    assert_eq!(read.never, Some(absent.never_or_default()));
    assert_eq!(read.day, Some(absent.day_or_default()));
    assert_eq!(read.level, Some(absent.level_or_default()));
    assert_eq!(read.nested, Some(absent.nested_or_default()));
    assert_eq!(read.text, Some(absent.text_or_default()));
    assert_eq!(read.own, Some(absent.own_or_default()));
    assert_eq!(read.fixed, Some(absent.fixed_or_default()));
    assert_eq!(read.waits, Some(absent.waits_or_default()));
    assert_eq!(read.two_waits, Some(absent.two_waits_or_default()));
    assert_eq!(read.none, Some(absent.none_or_default()));
    assert_eq!(read.words, Some(absent.words_or_default()));
}
