//! The document: a GetIdentities response as ASMX writes it, made up from a seed.

use std::fmt::Write as _;

use fastrand::Rng;

/// How many identities the benchmarks read and write.
pub const ENTRIES: usize = 10_000;

const GIVEN: [&str; 8] = [
    "Bjørn", "Åse", "Kåre", "Ingrid", "Łukasz", "Zoë", "Nguyễn", "Ola",
];
const FAMILY: [&str; 8] = [
    "Ødegård",
    "Sæther",
    "Hansen",
    "Kowalski",
    "O'Brien",
    "Nordmann",
    "Müller",
    "Văn",
];
const COMPANY: [&str; 8] = [
    "Fjord &amp; Fjell AS",
    "Blåbær Drift",
    "Hansen &lt;Bygg&gt;",
    "Smørbrød &amp; Sønner",
    "Nordlys Regnskap AS",
    "Kaffe24",
    "Ærlig Talt ANS",
    "Tømrer'n",
];

/// The response element with `entries` identities: every field present, two servers each. The same for every call.
pub fn identities(entries: usize) -> String {
    let mut rng = Rng::with_seed(24);
    let mut out = String::with_capacity(entries * 640 + 200);
    out.push_str(r#"<?xml version="1.0" encoding="utf-8"?><GetIdentitiesResponse xmlns="http://24sevenOffice.com/webservices"><GetIdentitiesResult>"#);
    for _ in 0..entries {
        identity(&mut out, &mut rng);
    }
    out.push_str("</GetIdentitiesResult></GetIdentitiesResponse>");
    out
}

fn identity(out: &mut String, rng: &mut Rng) {
    out.push_str("<Identity><Id>");
    guid(out, rng);
    let _ = write!(out, "</Id><User><ContactId>{}</ContactId><Id>", rng.i32(..));
    guid(out, rng);
    let _ = write!(
        out,
        "</Id><Name>{} {}</Name><EmployeeId>{}</EmployeeId></User>\
         <Client><Id>{}</Id><Name>{} {}</Name></Client>\
         <IsCurrent>{}</IsCurrent><IsDefault>{}</IsDefault><IsProtected>{}</IsProtected><Servers>",
        GIVEN[rng.usize(..8)],
        FAMILY[rng.usize(..8)],
        rng.i32(0..5000),
        rng.i64(0..1_000_000_000_000),
        COMPANY[rng.usize(..8)],
        rng.u16(..),
        rng.bool(),
        rng.bool(),
        rng.bool(),
    );
    for _ in 0..2 {
        let _ = write!(
            out,
            "<Server><Id>{}</Id><Type>{}</Type></Server>",
            rng.i32(0..1000),
            rng.i32(0..8)
        );
    }
    let _ = write!(
        out,
        "</Servers><IsDisabled>{}</IsDisabled></Identity>",
        rng.bool()
    );
}

fn guid(out: &mut String, rng: &mut Rng) {
    let bits = rng.u128(..);
    let _ = write!(
        out,
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        (bits >> 96) as u32,
        (bits >> 80) as u16,
        (bits >> 64) as u16,
        (bits >> 48) as u16,
        bits & 0xFFFF_FFFF_FFFF,
    );
}

/// A document without white space or empty elements with each start tag on a line of its own.
pub fn pretty(document: &str) -> String {
    let mut out = String::with_capacity(2 * document.len());
    let mut depth = 0;
    let mut follows_end = true;
    for tag in document.split_inclusive('>') {
        let (text, tag) = tag.split_at(tag.find('<').unwrap_or(0));
        let is_end = tag.starts_with("</");
        depth -= usize::from(is_end);
        out.push_str(text);
        if !is_end || follows_end {
            let _ = write!(out, "\n{:1$}", "", 2 * depth);
        }
        out.push_str(tag);
        depth += usize::from(!is_end && !tag.starts_with("<?"));
        follows_end = is_end;
    }
    out.trim_start().to_owned()
}

/// A document whose elements are all in the default namespace, with a prefix instead.
pub fn prefixed(prefix: &str, document: &str) -> String {
    let start = format!("<{prefix}:");
    document
        .replace(" xmlns=", &format!(" xmlns:{prefix}="))
        .replace('<', &start)
        .replace(&format!("{start}/"), &format!("</{prefix}:"))
        .replace(&format!("{start}?"), "<?")
}
