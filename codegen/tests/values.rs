//! Which types allow the values of which: pairs of types, and what `diff` says of them.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use sapo_codegen::Generator;
use sapo_codegen::diff::{Change, Severity, Version};

/// What is said about a type in the place of another.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    /// Nothing.
    Same,
    /// It is compatible.
    Fits,
    /// It refuses this text.
    Refuses(&'static str),
    /// It refuses some text.
    RefusesSome,
    /// It reads this text as another value.
    Rereads(&'static str),
    /// It cannot be told.
    Unknown,
}

use Said::{Fits, Refuses, RefusesSome, Rereads, Same, Unknown};

/// Writes a type: `int`, `int where minInclusive=1, maxInclusive=5`, `list int`,
/// `union int | (string where length=2) where pattern=.*`.
fn simple_type(text: &str) -> String {
    // What is in parentheses is a type's own.
    let depth = |text: &str| text.matches('(').count() - text.matches(')').count();
    let mut places = text.match_indices(" where ");
    let place = places.find(|(at, _)| depth(&text[..*at]) == 0);
    let (text, facets) = match place {
        Some((at, marker)) => (&text[..at], &text[at + marker.len()..]),
        None => (text, ""),
    };
    let base = if let Some(item) = text.strip_prefix("list ") {
        let item = simple_type(item.trim_matches(['(', ')']));
        format!("<xs:simpleType><xs:list>{item}</xs:list></xs:simpleType>")
    } else if let Some(members) = text.strip_prefix("union ") {
        let members = members.split(" | ").map(|one| match one.strip_prefix('(') {
            Some(one) => simple_type(one.strip_suffix(')').unwrap()),
            None => simple_type(one),
        });
        let members: String = members.collect();
        format!("<xs:simpleType><xs:union>{members}</xs:union></xs:simpleType>")
    } else {
        String::new()
    };
    let attribute = match base.is_empty() {
        true => format!(" base='xs:{text}'"),
        false => String::new(),
    };
    let mut written = String::new();
    for facet in facets.split(", ").filter(|facet| !facet.is_empty()) {
        let (name, value) = facet.split_once('=').unwrap();
        let value = value.replace('&', "&amp;").replace('<', "&lt;");
        write!(written, "<xs:{name} value='{value}'/>").unwrap();
    }
    format!(
        "<xs:simpleType><xs:restriction{attribute}>{base}{written}</xs:restriction></xs:simpleType>"
    )
}

/// Writes a WSDL whose requests, or else responses, have an element of each type.
fn wsdl(types: &[String], is_request: bool) -> String {
    let mut elements = String::new();
    for (at, ty) in types.iter().enumerate() {
        write!(elements, "<xs:element name='row{at:03}'>{ty}</xs:element>").unwrap();
    }
    let (request, response) = match is_request {
        true => (elements.as_str(), ""),
        false => ("", elements.as_str()),
    };
    format!(
        "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' xmlns:t='urn:example:rows'
    xmlns:soap='http://schemas.xmlsoap.org/wsdl/soap/' xmlns:xs='http://www.w3.org/2001/XMLSchema'
    targetNamespace='urn:example:rows'>
  <types><xs:schema targetNamespace='urn:example:rows'>
    <xs:element name='Call'><xs:complexType><xs:sequence>{request}</xs:sequence></xs:complexType></xs:element>
    <xs:element name='Answer'><xs:complexType><xs:sequence>{response}</xs:sequence></xs:complexType></xs:element>
  </xs:schema></types>
  <message name='In'><part name='body' element='t:Call'/></message>
  <message name='Out'><part name='body' element='t:Answer'/></message>
  <portType name='Rows'><operation name='Call'>
    <input message='t:In'/><output message='t:Out'/>
  </operation></portType>
  <binding name='Rows' type='t:Rows'>
    <soap:binding transport='http://schemas.xmlsoap.org/soap/http'/>
    <operation name='Call'><soap:operation soapAction=''/>
      <input><soap:body use='literal'/></input><output><soap:body use='literal'/></output>
    </operation>
  </binding>
  <service name='Rows'><port name='Rows' binding='t:Rows'><soap:address location='http://localhost/'/></port></service>
</definitions>"
    )
}

fn version(folder: &Path, name: &str, types: &[String], is_request: bool) -> Version {
    let file = folder.join(format!("{name}.wsdl"));
    std::fs::write(&file, wsdl(types, is_request)).unwrap();
    Version::of(&Generator::new().wsdl(file)).unwrap_or_else(|error| panic!("{error}"))
}

/// The changes of what is allowed, by row.
fn changes(name: &str, rows: &[(String, String)], is_request: bool) -> Vec<Vec<Change>> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let (old, new): (Vec<String>, Vec<String>) = rows.iter().cloned().unzip();
    let old = version(&folder, "old", &old, is_request);
    let new = version(&folder, "new", &new, is_request);
    let all = old.diff(&new).changes;
    let of_row = |at: usize| {
        let name = format!("ow{at:03}");
        let changes = all.iter();
        let changes = changes.filter(|one| one.code == "allowed" && one.item.contains(&name));
        changes.cloned().collect()
    };
    (0..rows.len()).map(of_row).collect()
}

fn is_said(said: Said, changes: &[Change]) -> bool {
    let breaks = |reason: &str| match changes {
        [one] => one.severity == Severity::Breaking && one.reason == reason,
        _ => false,
    };
    let tells = |text: &str, more: &str| match (text, changes) {
        ("", [one]) => one.message.contains(&format!("; an empty text {more}")),
        (text, [one]) => one.message.contains(&format!("; `{text}` {more}")),
        _ => false,
    };
    match said {
        Same => changes.is_empty(),
        Fits => matches!(changes, [one] if one.severity == Severity::Compatible),
        RefusesSome => breaks("requests that were valid may be refused"),
        Refuses(text) => {
            breaks("requests that were valid may be refused")
                && tells(text, "was allowed and no longer is")
        }
        Rereads(text) => {
            breaks("requests may mean something else") && tells(text, "is read as")
                || breaks("older bindings read some responses as other values")
                    && tells(text, "means")
        }
        Unknown => {
            breaks("it can't be told whether requests that were valid still are")
                || breaks("it can't be told whether responses still mean what they say")
        }
    }
}

#[track_caller]
fn check(name: &str, rows: &[(&str, &str, Said)], is_request: bool) {
    let types: Vec<(String, String)> = rows
        .iter()
        .map(|(old, new, _)| (simple_type(old), simple_type(new)))
        .collect();
    let mut wrong = String::new();
    for ((old, new, said), changes) in rows.iter().zip(changes(name, &types, is_request)) {
        if !is_said(*said, &changes) {
            writeln!(wrong, "{old} -> {new}: {said:?} is not {changes:#?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn numbers() {
    let rows = [
        ("int", "int where minInclusive=-2147483648", Same),
        (
            "int",
            "int where minInclusive=-2147483647",
            Refuses("-2147483648"),
        ),
        ("int where minInclusive=5", "int where minExclusive=4", Fits),
        (
            "int where minInclusive=5",
            "int where minExclusive=5",
            Refuses("5"),
        ),
        ("int where minExclusive=5", "int where minInclusive=6", Fits),
        (
            "int where maxInclusive=9",
            "int where maxExclusive=10",
            Fits,
        ),
        (
            "int where maxExclusive=10",
            "int where maxInclusive=8",
            Refuses("9"),
        ),
        (
            "int where minInclusive=1, maxInclusive=5",
            "int where minInclusive=0, maxInclusive=5",
            Fits,
        ),
        (
            "int where minInclusive=1, maxInclusive=5",
            "int where minInclusive=1, maxInclusive=4",
            Refuses("5"),
        ),
        (
            "int where minInclusive=1",
            "int where minInclusive=01",
            Fits,
        ),
        (
            "long where minInclusive=9007199254740992",
            "long where minInclusive=9007199254740993",
            Refuses("9007199254740992"),
        ),
        (
            "long where minInclusive=9007199254740993",
            "long where minInclusive=9007199254740992",
            Fits,
        ),
        (
            "long where maxInclusive=9007199254740993",
            "long where maxInclusive=9007199254740992",
            Refuses("9007199254740993"),
        ),
        (
            "decimal where minInclusive=1.0",
            "decimal where minInclusive=1.00",
            Fits,
        ),
        (
            "decimal where minInclusive=1.0",
            "decimal where minInclusive=1.001",
            Refuses("1"),
        ),
        (
            "decimal where minInclusive=1",
            "decimal where minExclusive=0.99",
            Fits,
        ),
        (
            "decimal where minExclusive=1",
            "decimal where minInclusive=1",
            Fits,
        ),
        (
            "decimal where minInclusive=1",
            "decimal where minExclusive=1",
            Refuses("1"),
        ),
        (
            "decimal where maxInclusive=0.1",
            "decimal where maxInclusive=0.09",
            Refuses("0.1"),
        ),
        ("positiveInteger", "nonNegativeInteger", Fits),
        ("nonNegativeInteger", "positiveInteger", Refuses("0")),
        ("nonNegativeInteger", "integer where minInclusive=0", Fits),
        ("integer", "nonPositiveInteger", Refuses("1")),
        ("negativeInteger", "nonPositiveInteger", Fits),
        (
            "integer where minInclusive=100000000000000000000000000000000000000000",
            "integer where minInclusive=100000000000000000000000000000000000000001",
            RefusesSome,
        ),
        (
            "integer where minInclusive=100000000000000000000000000000000000000001",
            "integer where minInclusive=100000000000000000000000000000000000000000",
            Fits,
        ),
        (
            "int where totalDigits=3",
            "int where minInclusive=-999, maxInclusive=999",
            Fits,
        ),
        (
            "int where totalDigits=3",
            "int where minInclusive=-999, maxInclusive=998",
            Refuses("999"),
        ),
        (
            "int where minInclusive=-99, maxInclusive=99",
            "int where totalDigits=2",
            Fits,
        ),
        (
            "int where minInclusive=-99, maxInclusive=100",
            "int where totalDigits=2",
            Refuses("100"),
        ),
        (
            "decimal where totalDigits=5, fractionDigits=2",
            "decimal where totalDigits=6, fractionDigits=2",
            Fits,
        ),
        (
            "decimal where totalDigits=5, fractionDigits=2",
            "decimal where totalDigits=5, fractionDigits=1",
            Refuses("0.01"),
        ),
        (
            "decimal where totalDigits=5, fractionDigits=2",
            "decimal where totalDigits=4, fractionDigits=2",
            Refuses("-99999"),
        ),
        (
            "decimal where totalDigits=5",
            "decimal where maxInclusive=99999",
            Fits,
        ),
        (
            "decimal where totalDigits=5",
            "decimal where maxInclusive=99998",
            Refuses("99999"),
        ),
        (
            "decimal where minInclusive=0, maxInclusive=99.5, fractionDigits=2",
            "decimal where totalDigits=4",
            Fits,
        ),
        ("decimal", "decimal where fractionDigits=0", Refuses("0.1")),
        (
            "double where minInclusive=0",
            "double where minInclusive=-1",
            Fits,
        ),
        (
            "double where minInclusive=-1",
            "double where minInclusive=0",
            Refuses("-1"),
        ),
        ("double", "double where minInclusive=-INF", Refuses("NaN")),
        (
            "int where enumeration=1, enumeration=2",
            "int where enumeration=2, enumeration=01",
            Fits,
        ),
        (
            "int where enumeration=1, enumeration=2",
            "int where enumeration=1",
            Refuses("2"),
        ),
        ("int where enumeration=1", "int where maxInclusive=1", Fits),
        (
            "int where enumeration=1",
            "int where minInclusive=2",
            Refuses("1"),
        ),
        (
            "int where minInclusive=1, maxInclusive=2",
            "int where enumeration=1, enumeration=2",
            Fits,
        ),
        (
            "int where minInclusive=1, maxInclusive=3",
            "int where enumeration=1, enumeration=2",
            Refuses("3"),
        ),
        ("int", "int where enumeration=1, enumeration=2", RefusesSome),
        ("int", "int", Same),
        (
            "decimal where enumeration=1.0",
            "decimal where enumeration=1.00",
            Fits,
        ),
        ("boolean", r"boolean where pattern=true|false", Fits),
        ("boolean", r"boolean where pattern=1|0", RefusesSome),
        ("boolean where pattern=true", "boolean", Fits),
    ];
    check("numbers", &rows, true);
}

#[test]
fn dates() {
    let rows = [
        (
            "date where minInclusive=2024-01-01",
            "date where minInclusive=2023-12-31",
            Fits,
        ),
        (
            "date where minInclusive=2024-01-01",
            "date where minInclusive=2024-01-02",
            Refuses("2024-01-01"),
        ),
        (
            "date where minInclusive=2024-01-01Z",
            "date where minInclusive=2024-01-01Z",
            Same,
        ),
        (
            "date where minInclusive=2024-01-01Z",
            "date where minInclusive=2024-01-01",
            RefusesSome,
        ),
        (
            "date where minInclusive=2024-01-01Z",
            "date where minInclusive=2023-12-30",
            Fits,
        ),
        (
            "dateTime where maxExclusive=2024-01-01T00:00:00Z",
            "dateTime where maxInclusive=2024-01-01T00:00:00Z",
            Fits,
        ),
        (
            "dateTime where maxInclusive=2024-01-01T00:00:00Z",
            "dateTime where maxExclusive=2024-01-01T00:00:00Z",
            Refuses("2024-01-01T00:00:00Z"),
        ),
        (
            "dateTime where maxInclusive=2024-01-01T00:00:00Z",
            "dateTime where maxInclusive=2024-01-01T01:00:00+01:00",
            Fits,
        ),
        (
            "time where minInclusive=08:00:00",
            "time where minInclusive=08:00:00.5",
            Refuses("08:00:00"),
        ),
        (
            "duration where maxInclusive=P1M",
            "duration where maxInclusive=P32D",
            Fits,
        ),
        (
            "duration where maxInclusive=P1M",
            "duration where maxInclusive=P30D",
            Refuses("P1M"),
        ),
        ("gYear", "gYear where minInclusive=2000", Refuses("0001")),
        (
            "date",
            r"date where pattern=\d{4}-\d\d-\d\d",
            Refuses("2000-01-01Z"),
        ),
        (
            r"date where pattern=\d{4}-\d\d-\d\d",
            r"date where pattern=[0-9\-]+",
            Fits,
        ),
        (
            r"date where pattern=[0-9]{4}-01-01",
            r"date where pattern=[0-9\-]{10}",
            Fits,
        ),
    ];
    check("dates", &rows, true);
}

#[test]
fn texts() {
    let rows = [
        ("string", "token", Rereads(" a")),
        ("string", "normalizedString", Rereads("a\\tb")),
        ("token", "string", Fits),
        ("token", "normalizedString", Fits),
        ("normalizedString", "token", Rereads(" a")),
        (
            "string where pattern=[A-Z]+",
            "token where pattern=[A-Z]+",
            Fits,
        ),
        (
            "string where pattern=[A-Z ]+",
            "token where pattern=[A-Z ]+",
            Refuses(" "),
        ),
        ("string where whiteSpace=collapse", "token", Fits),
        ("NCName", "Name", Fits),
        ("Name", "NCName", RefusesSome),
        ("NMTOKEN", "token", Fits),
        ("NCName", "NMTOKEN", Fits),
        ("language", "NMTOKEN", Fits),
        ("token", "anyURI", Refuses("%")),
        ("NCName", "anyURI", Fits),
        ("anyURI", "token", Fits),
        (
            "string where maxLength=10",
            "string where maxLength=11",
            Fits,
        ),
        (
            "string where maxLength=10",
            "string where maxLength=9",
            Refuses("aaaaaaaaaa"),
        ),
        (
            "string where length=3",
            "string where minLength=3, maxLength=3",
            Same,
        ),
        (
            "string where length=3",
            "string where minLength=2, maxLength=3",
            Fits,
        ),
        (
            "string where minLength=2, maxLength=3",
            "string where length=3",
            Refuses("aa"),
        ),
        ("string", "string where minLength=1", Refuses("")),
        (
            "string where pattern=[A-Z]{2}",
            "string where length=2",
            Fits,
        ),
        (
            "string where pattern=[A-Z]{2}",
            "string where length=3",
            RefusesSome,
        ),
        (
            "string where pattern=.{2}",
            "string where maxLength=2",
            Fits,
        ),
        (
            "hexBinary where length=2",
            "hexBinary where maxLength=2",
            Fits,
        ),
        (
            "hexBinary where maxLength=2",
            "hexBinary where length=2",
            Refuses(""),
        ),
        (
            "base64Binary where maxLength=4",
            "base64Binary where maxLength=3",
            Refuses("AAAAAA=="),
        ),
        (
            "string where pattern=[0-9]{4}",
            "string where pattern=[0-9]{4}, pattern=[A-Z]{2}",
            Fits,
        ),
        (
            "string where pattern=[0-9]{4}, pattern=[A-Z]{2}",
            "string where pattern=[0-9]{4}",
            Refuses("AA"),
        ),
        (
            "string where pattern=[a-z-[aeiou]]+",
            r"string where pattern=\w+",
            Fits,
        ),
        (
            r"string where pattern=\w+",
            "string where pattern=[a-z-[aeiou]]+",
            RefusesSome,
        ),
        (
            r"string where pattern=\i\c*",
            r"string where pattern=[\i-[:]][\c-[:]]*",
            Refuses("a:b"),
        ),
        (
            r"string where pattern=[\i-[:]][\c-[:]]*",
            r"string where pattern=\i\c*",
            Fits,
        ),
        (
            r"string where pattern=\p{Lu}",
            "string where pattern=[A-Z]",
            Refuses("\u{c0}"),
        ),
        (
            "string where pattern=(ab)+",
            "string where pattern=(ab){1,}",
            Fits,
        ),
        (
            "string where pattern=a*b|a*c",
            "string where pattern=a*(b|c)",
            Fits,
        ),
        ("string", "string where pattern=.*", RefusesSome),
        ("NMTOKEN", "NMTOKEN where pattern=.*", Fits),
        (
            r"string where pattern=\d{3}",
            r"string where pattern=\d{3}-\d{2}",
            Refuses("000"),
        ),
        (
            "string where pattern=(.*a.{20})+",
            "string where pattern=.*[ab].{20}",
            Unknown,
        ),
        (
            "string where pattern=.{1,5000}",
            "string where pattern=.{1,4999}",
            RefusesSome,
        ),
        (
            "string where pattern=(a{1,100}){1,100}",
            "string where pattern=a+",
            Unknown,
        ),
    ];
    check("texts", &rows, true);
}

#[test]
fn integers_and_patterns() {
    let rows = [
        ("int", r"int where pattern=\d+", Refuses("-1")),
        ("unsignedInt", r"unsignedInt where pattern=\d+", Fits),
        ("int", r"int where pattern=-?\d+", Fits),
        (
            r"int where pattern=[0-9]{4}",
            "int where minInclusive=0, maxInclusive=9999",
            Fits,
        ),
        (
            r"int where pattern=[0-9]{4}",
            "int where minInclusive=0, maxInclusive=9998",
            RefusesSome,
        ),
        (
            "int where minInclusive=10, maxInclusive=99",
            "int where pattern=[0-9]{2}",
            Fits,
        ),
        (
            "int where minInclusive=10, maxInclusive=100",
            "int where pattern=[0-9]{2}",
            Refuses("100"),
        ),
        (
            "int where minInclusive=10, maxInclusive=99999",
            "int where pattern=[1-9][0-9]{1,4}",
            Fits,
        ),
        (
            "int where minInclusive=10, maxInclusive=100000",
            "int where pattern=[1-9][0-9]{1,4}",
            Refuses("100000"),
        ),
        ("decimal", r"decimal where pattern=-?\d+(\.\d+)?", Fits),
        ("decimal", r"decimal where pattern=\d+\.\d\d", RefusesSome),
    ];
    check("integers-and-patterns", &rows, true);
}

#[test]
fn lists() {
    let rows = [
        ("list int", "list int where maxLength=3", RefusesSome),
        (
            "list int where maxLength=3",
            "list int where maxLength=4",
            Fits,
        ),
        (
            "list int where maxLength=3",
            "list int where maxLength=2",
            RefusesSome,
        ),
        (
            "list int where length=2",
            "list int where minLength=1, maxLength=2",
            Fits,
        ),
        (
            "list (int where minInclusive=1)",
            "list (int where minInclusive=0)",
            Fits,
        ),
        (
            "list (int where minInclusive=0)",
            "list (int where minInclusive=1)",
            Refuses("0"),
        ),
        ("list string", "list token", Fits),
        ("list token", "list string", Fits),
        ("list int", "list int where pattern=[0-9 ]*", RefusesSome),
        (
            "list unsignedInt where minLength=1",
            r"list unsignedInt where pattern=\d+( \d+)*",
            Fits,
        ),
        (
            "list unsignedInt",
            r"list unsignedInt where pattern=\d+( \d+)*",
            Refuses(""),
        ),
        (
            "list NMTOKEN where enumeration=a b, enumeration=c",
            "list NMTOKEN where maxLength=2",
            Fits,
        ),
        (
            "list NMTOKEN where enumeration=a b, enumeration=c",
            "list NMTOKEN where maxLength=1",
            Refuses("a b"),
        ),
        ("NMTOKENS", "NMTOKENS where minLength=2", RefusesSome),
    ];
    check("lists", &rows, true);
}

#[test]
fn unions() {
    let rows = [
        ("union int | boolean", "union int | boolean", Same),
        ("union int | boolean", "union boolean | int", Rereads("1")),
        ("union boolean | int", "union int | boolean", Rereads("1")),
        ("union int | date", "union date | int", Fits),
        ("union int | boolean", "union int | boolean | date", Fits),
        ("union int | boolean", "union date | int | boolean", Fits),
        (
            "union int | boolean",
            "union int | boolean where pattern=[0-9]{2}",
            RefusesSome,
        ),
        (
            "union int | boolean where pattern=[0-9]{2}",
            "union int | boolean",
            Fits,
        ),
        (
            "union int | boolean where pattern=[0-9]{2}",
            "union boolean | int where pattern=[0-9]{2}",
            Fits,
        ),
        (
            "union int | date",
            "union (int where minInclusive=0) | date",
            Refuses("-1"),
        ),
        (
            "union (int where minInclusive=0) | date",
            "union int | date",
            Fits,
        ),
        (
            "union (int where minInclusive=0) | boolean",
            "union (int where minInclusive=2) | boolean",
            Rereads("1"),
        ),
        (
            "union (int where minInclusive=2) | boolean",
            "union boolean | (int where minInclusive=2)",
            Fits,
        ),
        ("union int | string", "union string | int", Rereads("0")),
        (
            "union int | (string where enumeration=none)",
            "union (string where enumeration=none) | int",
            Fits,
        ),
        (
            "union int | (string where enumeration=none)",
            "union int | (string where enumeration=all, enumeration=none)",
            Same,
        ),
        (
            "union (string where enumeration=none) | int",
            "union (string where enumeration=none, enumeration=1) | int",
            Rereads("1"),
        ),
        (
            "union int | boolean where enumeration=1, enumeration=true",
            "union int | boolean",
            Fits,
        ),
        (
            "union int | boolean",
            "union int | boolean where enumeration=1, enumeration=true",
            RefusesSome,
        ),
        (
            "union int | boolean where enumeration=1, enumeration=true",
            "union int | boolean where enumeration=1",
            Refuses("true"),
        ),
        (
            "union int | (token where pattern=[a-z]+)",
            "union (token where pattern=[a-z]+) | int",
            Fits,
        ),
        (
            "union int | (token where pattern=[a-z]+)",
            "union (token where pattern=[a-z0-9]+) | int",
            Rereads("0"),
        ),
        (
            "list (union int | date)",
            "list (union int | date | boolean)",
            Fits,
        ),
        (
            "list (union int | date)",
            "list (union boolean | int | date)",
            Rereads("1"),
        ),
        ("union int | string", "union int | string | date", Fits),
        (
            "union int | string",
            "union date | int | string",
            Rereads("0001-01-01"),
        ),
        (
            "union int | (token where pattern=[a-z ]+)",
            "union int | (token where pattern=[a-z ]+) | boolean",
            Fits,
        ),
        (
            "union (int where pattern=.*) | (string where pattern=[ 0-9]+)",
            "union (string where pattern=[ 0-9]+) | int",
            Rereads("0"),
        ),
        (
            "list (union int | boolean)",
            "list (union boolean | int)",
            Rereads("1"),
        ),
    ];
    check("unions", &rows, true);
}

#[test]
fn what_is_received_may_not_mean_something_else() {
    let rows = [
        ("int where maxInclusive=5", "int", Fits),
        ("int", "int where maxInclusive=5", Fits),
        ("string where pattern=a", "string where pattern=b", Fits),
        ("string", "token", Fits),
        ("token", "string", Rereads(" a")),
        ("token", "string where pattern=[a-z]+", Fits),
        ("union int | boolean", "union boolean | int", Rereads("1")),
        ("union int | date", "union date | int", Fits),
        (
            "union int | date",
            "union (int where minInclusive=5) | date",
            Fits,
        ),
        (
            "union (int where minInclusive=5) | boolean",
            "union int | boolean",
            Fits,
        ),
        (
            "union int | boolean",
            "union (int where minInclusive=5) | boolean",
            Rereads("1"),
        ),
        ("list (int where maxInclusive=5)", "list int", Fits),
    ];
    check("received", &rows, false);
}

#[test]
fn long_enumerations_take_no_longer_than_their_length() {
    let listed = |count: usize| {
        let mut facets = String::new();
        for value in 0..count {
            write!(facets, ", enumeration={value}").unwrap();
        }
        format!("int where {}", facets.trim_start_matches(", "))
    };
    let (short, long) = (listed(9_999), listed(10_000));
    let rows = [
        (simple_type(&short), simple_type(&long)),
        (simple_type(&long), simple_type(&short)),
    ];
    let changes = changes("enumerations", &rows, true);
    assert!(is_said(Fits, &changes[0]), "{:?}", changes[0]);
    assert!(is_said(Refuses("9999"), &changes[1]), "{:?}", changes[1]);
    let message = &changes[1][0].message;
    assert!(message.len() < 300, "{message}");
}
