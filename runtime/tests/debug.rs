//! `Debug` by shape where a derived one fails, and where it is called by others.

use std::fmt::{self, Debug, Write};

use sapo::gen1::{self, Content, Reader, Scope, Shape, Simple, ValueError, Writer};

/// A value whose `Debug` shows some text, and then fails if there is no more.
struct Part(Option<&'static str>);

impl Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("part")?;
        f.write_str(self.0.ok_or(fmt::Error)?)
    }
}

impl Simple for Part {
    fn parse(_: &str, _: &Scope<'_>) -> Result<Self, ValueError> {
        Ok(Self(None))
    }

    fn placeholder() -> Self {
        Self(None)
    }

    fn format(&self, w: &mut Writer) {
        w.text("not shown");
    }
}

struct Whole {
    first: Part,
    last: Part,
}

impl Debug for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        gen1::debug("Whole", self, f)
    }
}

impl Content for Whole {
    const SHAPE: Shape = Shape::sequence("urn:x").model("first last");

    fn read(r: &mut Reader<'_>) -> Self {
        Self {
            first: r.one(),
            last: r.one(),
        }
    }

    fn write(&self, w: &mut Writer) {
        w.one(&self.first);
        w.one(&self.last);
    }
}

#[test]
fn what_a_field_shows_is_shown() {
    let whole = Whole {
        first: Part(Some(" a")),
        last: Part(Some("\nb")),
    };
    assert_eq!(
        format!("{whole:?}"),
        "Whole { first: part a, last: part\nb }"
    );
    assert_eq!(
        format!("{:#?}", [whole]),
        "[\n    Whole {\n        first: part a,\n        last: part\n        b,\n    },\n]"
    );
}

#[test]
fn the_error_of_a_field_is_passed_on() {
    for (first, last) in [(None, Some("")), (Some(""), None)] {
        let whole = Whole {
            first: Part(first),
            last: Part(last),
        };
        assert!(write!(String::new(), "{whole:?}").is_err());
    }
}
