//! Values to try: of each built-in type, and at the limits of the facets of both versions.

use std::collections::BTreeSet;

use sapo_codegen::schema::components::*;

/// The most values that a place is tried with.
const MOST: usize = 22;

/// A few values of each kind of built-in type.
const USUAL: &[&str] = &[
    "1",
    "a",
    "a\tb",
    "0",
    "true",
    "-1",
    "2",
    "ab",
    "2024-02-29",
    "2024-02-29T12:30:00Z",
    "2024-02-29T12:30:00",
    "12:30:00",
    "P1D",
    "PT36H",
    "1.5",
    "1.25",
    "127",
    "128",
    "255",
    "300",
    "32767",
    "32768",
    "65536",
    "2147483647",
    "2147483648",
    "-2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "1e10",
    "NaN",
    "INF",
    "AAAA",
    "00ff",
    "urn:a",
    "abc",
    "a b",
    " a  b ",
    "false",
    "2024",
    "t:a",
    "en",
    "--02-29",
    "---29",
    "1 2",
    "+1",
    "01",
    "1.0",
];

/// The values that an edit makes worth trying.
#[derive(Debug)]
pub(super) struct Pool {
    samples: Vec<String>,
    values: Vec<String>,
    counts: BTreeSet<usize>,
}

impl Pool {
    /// Collects the values of both versions.
    pub(super) fn of(samples: &[String], schemas: [&Schema; 2]) -> Self {
        let mut limits = BTreeSet::new();
        let mut counts = BTreeSet::new();
        for schema in schemas {
            for ty in &schema.types {
                if let (TypeKind::Simple(simple), Some(_)) = (&ty.kind, &ty.span) {
                    limits_of(&simple.facets, &mut limits);
                }
                if let TypeKind::Complex(complex) = &ty.kind {
                    if let Content::Elements(particle) | Content::Mixed(particle) = &complex.content
                    {
                        counts_of(particle, &mut counts);
                    }
                    let values = complex
                        .attributes
                        .iter()
                        .filter_map(|one| one.attribute.value.as_ref());
                    limits.extend(values.map(|value| value.value().to_owned()));
                }
            }
            let values = schema
                .elements
                .iter()
                .filter_map(|element| element.value.as_ref());
            limits.extend(values.map(|value| value.value().to_owned()));
        }
        let usual = USUAL.iter().map(|text| (*text).to_owned());
        Self {
            samples: samples.to_vec(),
            counts,
            values: samples.iter().cloned().chain(limits).chain(usual).collect(),
        }
    }

    /// Returns the number of values that the edit's row names.
    pub(super) fn samples(&self) -> usize {
        self.samples.len()
    }

    /// Returns the numbers of elements to try if there may be so many.
    pub(super) fn counts(&self, min: usize, most: usize) -> Vec<usize> {
        let usual = [min, min + 1, min + 2];
        let all: BTreeSet<usize> = usual
            .into_iter()
            .chain(self.counts.iter().copied())
            .collect();
        all.range(min..=most).copied().collect()
    }

    /// Returns the values of a type, patterns aside.
    pub(super) fn values(&self, schema: &Schema, ty: TypeId) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let own = self.values.iter().filter(|text| schema.admits(text, ty));
        let own = own.filter(|text| seen.insert(text.as_str()));
        own.take(MOST).cloned().collect()
    }
}

/// Returns whether values of a type have to match a pattern.
pub(super) fn has_patterns(schema: &Schema, ty: TypeId) -> bool {
    let TypeKind::Simple(simple) = &schema.ty(ty).kind else {
        return false;
    };
    let members = match &simple.variety {
        Variety::List(item) => std::slice::from_ref(item),
        Variety::Union(members) => members,
        Variety::Any | Variety::Atomic(_) => &[],
    };
    !simple.facets.patterns.is_empty() || members.iter().any(|ty| has_patterns(schema, *ty))
}

/// Adds the numbers at the limits of particles, and beside them, as far as they are small.
fn counts_of(particle: &Particle, counts: &mut BTreeSet<usize>) {
    let limits = [Some(particle.min), particle.max].into_iter().flatten();
    for limit in limits.filter(|limit| *limit < 8) {
        let limit = limit as usize;
        counts.extend([limit.saturating_sub(1), limit, limit + 1]);
    }
    if let Term::Group(_, particles) = &particle.term {
        particles
            .iter()
            .for_each(|particle| counts_of(particle, counts));
    }
}

/// Adds the values at the limits of some facets, and beside them.
fn limits_of(facets: &Facets, limits: &mut BTreeSet<String>) {
    limits.extend(facets.enumeration.iter().map(|one| one.value.clone()));
    let bounds = [
        &facets.min_inclusive,
        &facets.min_exclusive,
        &facets.max_inclusive,
        &facets.max_exclusive,
    ];
    for bound in bounds.into_iter().flatten() {
        limits.insert(bound.clone());
        if let Ok(number) = bound.parse::<i128>() {
            limits.extend([number - 1, number + 1].map(|number| number.to_string()));
        }
    }
    for length in [facets.length, facets.min_length, facets.max_length]
        .into_iter()
        .flatten()
    {
        let around = [length.saturating_sub(1), length, length + 1];
        limits.extend(
            around
                .iter()
                .filter(|length| **length < 100)
                .map(|length| "a".repeat(*length as usize)),
        );
    }
    if let Some(digits) = facets.total_digits.filter(|digits| *digits < 20) {
        limits.extend([digits, digits + 1].map(|digits| "9".repeat(digits as usize)));
    }
}
