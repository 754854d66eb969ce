//! Facets: which apply, how they go together, and that a step only narrows (XSD 1.0 Part 2, section 4.3).

use std::cmp::Ordering;
use std::collections::HashSet;

use sapo::xml::Pattern;
use sapo::xml::builtin::Value;

use super::simple::SPELLINGS;
use crate::diagnostic::Span;
use crate::qname::QName;
use crate::schema::components::*;
use crate::severity::Judge;
use crate::syntax::xsd::{Facet, FacetKind};

/// A step of restriction with its facets as written.
#[derive(Debug, Clone, Copy)]
pub(in crate::schema) struct Step<'s> {
    /// The type that is restricted.
    pub(in crate::schema) base: TypeId,
    /// The type that results.
    pub(in crate::schema) result: TypeId,
    /// The facets.
    pub(in crate::schema) facets: &'s [Facet],
    /// Where the step is written.
    pub(in crate::schema) span: &'s Span,
}

/// Checks every step; `fixed` says which facets of a type nothing may change.
pub(super) fn check(
    schema: &Schema,
    steps: &[Step<'_>],
    notations: &HashSet<QName>,
    judge: &mut Judge<'_>,
) {
    let mut fixed = std::collections::HashMap::new();
    for step in steps {
        for facet in step.facets.iter().filter(|facet| facet.fixed) {
            fixed.insert((step.result, facet.kind), &facet.value);
        }
    }
    for step in steps {
        let (TypeKind::Simple(base), TypeKind::Simple(result)) =
            (&schema.ty(step.base).kind, &schema.ty(step.result).kind)
        else {
            continue;
        };
        if matches!(base.variety, Variety::Any) {
            if let Some(facet) = step.facets.first() {
                judge.violation(
                    "cos-applicable-facets",
                    &facet.span,
                    "xs:anySimpleType has no facets",
                );
            }
            continue;
        }
        let mut checker = Checker {
            schema,
            step,
            base,
            result: &result.facets,
            notations,
            judge,
        };
        checker.applicable();
        checker.lengths();
        checker.digits();
        checker.white_space();
        checker.bounds();
        checker.values();
        checker.patterns();
        checker.fixed(&|ty, kind| fixed.contains_key(&(ty, kind)));
    }
}

struct Checker<'c, 's, 'j> {
    schema: &'c Schema,
    step: &'c Step<'s>,
    base: &'c SimpleType,
    result: &'c Facets,
    notations: &'c HashSet<QName>,
    judge: &'c mut Judge<'j>,
}

impl<'s> Checker<'_, 's, '_> {
    fn refuse(&mut self, code: &'static str, facet: &Facet, message: impl Into<String>) {
        self.judge.violation(code, &facet.span, message);
    }

    /// The facet of this kind that the step writes.
    fn written(&self, kind: FacetKind) -> Option<&'s Facet> {
        self.step.facets.iter().find(|facet| facet.kind == kind)
    }

    /// cos-applicable-facets, and no facet twice.
    fn applicable(&mut self) {
        let mut seen = HashSet::new();
        for facet in self.step.facets {
            let repeats = matches!(facet.kind, FacetKind::Pattern | FacetKind::Enumeration);
            if !seen.insert(facet.kind) && !repeats {
                let message = format!("xs:{} is there twice", facet.kind.name());
                self.refuse("src-single-facet-value", facet, message);
            }
            if !applies(facet.kind, &self.base.variety) {
                let message = format!(
                    "xs:{} does not apply to {}",
                    facet.kind.name(),
                    described(&self.base.variety)
                );
                self.refuse("cos-applicable-facets", facet, message);
            }
        }
    }

    fn lengths(&mut self) {
        use FacetKind::{Length, MaxLength, MinLength};
        let (base, result) = (&self.base.facets, self.result);
        let length = self.written(Length);
        let (min, max) = (self.written(MinLength), self.written(MaxLength));
        if let (Some(facet), Some(own), Some(inherited)) = (length, result.length, base.length)
            && own != inherited
        {
            self.refuse(
                "length-valid-restriction",
                facet,
                format!("the base fixes the length to {inherited}"),
            );
        }
        if let (Some(facet), Some(own), Some(inherited)) = (min, result.min_length, base.min_length)
            && own < inherited
        {
            self.refuse(
                "minLength-valid-restriction",
                facet,
                format!("the base demands {inherited} at least"),
            );
        }
        if let (Some(facet), Some(own), Some(inherited)) = (max, result.max_length, base.max_length)
            && own > inherited
        {
            self.refuse(
                "maxLength-valid-restriction",
                facet,
                format!("the base allows {inherited} at most"),
            );
        }
        if let (Some(facet), Some(least), Some(most)) =
            (min.or(max), result.min_length, result.max_length)
            && least > most
        {
            self.refuse(
                "minLength-less-than-equal-to-maxLength",
                facet,
                format!("minLength {least} is greater than maxLength {most}"),
            );
        }
        // A length and a bound of it may come from different steps, where the bound holds the length.
        let Some(exact) = result.length else { return };
        let contradicts = result.min_length.is_some_and(|least| least > exact)
            || result.max_length.is_some_and(|most| most < exact);
        let together = length.is_some() && min.or(max).is_some();
        if let Some(facet) = length.or(min).or(max).filter(|_| contradicts || together) {
            self.refuse(
                "length-minLength-maxLength",
                facet,
                "xs:length excludes xs:minLength and xs:maxLength",
            );
        }
    }

    fn digits(&mut self) {
        use FacetKind::{FractionDigits, TotalDigits};
        let (base, result) = (&self.base.facets, self.result);
        let total = self.written(TotalDigits);
        let fraction = self.written(FractionDigits);
        for (code, facet, own, inherited) in [
            (
                "totalDigits-valid-restriction",
                total,
                result.total_digits,
                base.total_digits,
            ),
            (
                "fractionDigits-valid-restriction",
                fraction,
                result.fraction_digits,
                base.fraction_digits,
            ),
        ] {
            if let (Some(facet), Some(own), Some(inherited)) = (facet, own, inherited)
                && own > inherited
            {
                self.refuse(
                    code,
                    facet,
                    format!("the base allows {inherited} digits at most"),
                );
            }
        }
        if let (Some(facet), Some(all), Some(some)) = (
            fraction.or(total),
            result.total_digits,
            result.fraction_digits,
        ) && some > all
        {
            self.refuse(
                "fractionDigits-totalDigits",
                facet,
                format!("{some} digits after the point are more than {all} in all"),
            );
        }
    }

    fn white_space(&mut self) {
        let Some(facet) = self.written(FacetKind::WhiteSpace) else {
            return;
        };
        let strength = |one: WhiteSpace| match one {
            WhiteSpace::Preserve => 0,
            WhiteSpace::Replace => 1,
            WhiteSpace::Collapse => 2,
        };
        if strength(self.result.white_space) < strength(self.base.facets.white_space) {
            self.refuse(
                "whiteSpace-valid-restriction",
                facet,
                "the base treats white space more strictly",
            );
        }
    }

    /// Bounds are values of the base, each within those of the base, and least is not above greatest.
    fn bounds(&mut self) {
        use FacetKind::{MaxExclusive, MaxInclusive, MinExclusive, MinInclusive};
        let Variety::Atomic(built_in) = self.base.variety else {
            return;
        };
        let base = &self.base.facets;
        let inherited = [
            (MinInclusive, &base.min_inclusive),
            (MinExclusive, &base.min_exclusive),
            (MaxInclusive, &base.max_inclusive),
            (MaxExclusive, &base.max_exclusive),
        ]
        .map(|(kind, bound)| {
            (
                kind,
                bound.as_ref().and_then(|bound| parse(bound, built_in)),
            )
        });
        let mut own = Vec::new();
        for facet in self.step.facets {
            let (code, kind) = match facet.kind {
                MinInclusive => ("minInclusive-valid-restriction", MinInclusive),
                MinExclusive => ("minExclusive-valid-restriction", MinExclusive),
                MaxInclusive => ("maxInclusive-valid-restriction", MaxInclusive),
                MaxExclusive => ("maxExclusive-valid-restriction", MaxExclusive),
                _ => continue,
            };
            let Some(value) = parse(&facet.value, built_in) else {
                let message = format!("`{}` is not a value of the base", facet.value);
                self.refuse(code, facet, message);
                continue;
            };
            for (other, bound) in &inherited {
                if let Some(bound) = bound
                    && let Some(order) = value.compare(bound)
                    && wrong(kind, *other).contains(&order)
                {
                    let message = format!("`{}` is not within the bounds of the base", facet.value);
                    self.refuse(code, facet, message);
                }
            }
            own.push((facet, value));
        }
        for (at, (facet, value)) in own.iter().enumerate() {
            for (other, bound) in &own[..at] {
                let pair = (facet.kind, other.kind);
                let same_end = matches!(
                    pair,
                    (MinInclusive, MinExclusive) | (MinExclusive, MinInclusive)
                ) || matches!(
                    pair,
                    (MaxInclusive, MaxExclusive) | (MaxExclusive, MaxInclusive)
                );
                let crossed = !same_end
                    && facet.kind != other.kind
                    && value
                        .compare(bound)
                        .is_some_and(|order| crossing(facet.kind, other.kind).contains(&order));
                if same_end {
                    self.refuse(
                        "minInclusive-minExclusive",
                        facet,
                        "an inclusive and an exclusive bound of one end exclude each other",
                    );
                } else if crossed {
                    self.refuse(
                        "minInclusive-less-than-equal-to-maxInclusive",
                        facet,
                        "the least value is above the greatest",
                    );
                }
            }
        }
    }

    /// Enumerated values are values of the base.
    fn values(&mut self) {
        let is_notation = matches!(self.base.variety, Variety::Atomic(BuiltIn::Notation));
        let listed = &self.base.facets.enumeration;
        let texts: HashSet<&str> = listed.iter().map(|one| one.value.as_str()).collect();
        for facet in self.step.facets {
            if facet.kind == FacetKind::Enumeration
                && !texts.contains(facet.value.as_str())
                && (listed.len() > SPELLINGS
                    || self.schema.value(&facet.value, self.step.base).is_none())
            {
                self.refuse(
                    "enumeration-valid-restriction",
                    facet,
                    format!("`{}` is not a value of the base", facet.value),
                );
            }
        }
        let mut named = self
            .result
            .enumeration
            .iter()
            .flat_map(|listed| &listed.names);
        if is_notation && let Some(unknown) = named.find(|name| !self.notations.contains(*name)) {
            self.judge.violation(
                "enumeration-valid-restriction",
                self.step.span,
                format!("there is no notation `{unknown}`"),
            );
        }
        if is_notation && self.result.enumeration.is_empty() {
            self.judge.violation(
                "enumeration-required-notation",
                self.step.span,
                "a restriction of xs:NOTATION must list the notations it allows",
            );
        }
    }

    fn patterns(&mut self) {
        for facet in self.step.facets {
            if facet.kind == FacetKind::Pattern
                && let Err(problem) = Pattern::parse(&facet.value)
            {
                let message = format!("`{}` is not a regular expression: {problem}", facet.value);
                self.refuse("src-pattern-value", facet, message);
            }
        }
    }

    /// A facet that a base has fixed keeps its value.
    fn fixed(&mut self, is_fixed: &dyn Fn(TypeId, FacetKind) -> bool) {
        for facet in self.step.facets {
            let mut at = Some(self.step.base);
            while let Some(base) = at {
                if is_fixed(base, facet.kind) {
                    if self.changes(facet.kind) {
                        let message = format!("the base has fixed xs:{}", facet.kind.name());
                        self.refuse("FixedFacetValue", facet, message);
                    }
                    break;
                }
                at = self.schema.ty(base).base;
            }
        }
    }

    /// Whether the step gives a facet another value than the base has.
    fn changes(&self, kind: FacetKind) -> bool {
        let (base, result) = (&self.base.facets, self.result);
        let Variety::Atomic(built_in) = self.base.variety else {
            return base.length != result.length
                || base.min_length != result.min_length
                || base.max_length != result.max_length;
        };
        let other = |a: &Option<String>, b: &Option<String>| {
            let [a, b] = [a, b].map(|bound| parse(bound.as_ref()?, built_in));
            match (a, b) {
                (Some(a), Some(b)) => !a.equals(&b),
                (a, b) => a.is_some() != b.is_some(),
            }
        };
        match kind {
            FacetKind::Length => base.length != result.length,
            FacetKind::MinLength => base.min_length != result.min_length,
            FacetKind::MaxLength => base.max_length != result.max_length,
            FacetKind::TotalDigits => base.total_digits != result.total_digits,
            FacetKind::FractionDigits => base.fraction_digits != result.fraction_digits,
            FacetKind::WhiteSpace => base.white_space != result.white_space,
            FacetKind::MinInclusive => other(&base.min_inclusive, &result.min_inclusive),
            FacetKind::MinExclusive => other(&base.min_exclusive, &result.min_exclusive),
            FacetKind::MaxInclusive => other(&base.max_inclusive, &result.max_inclusive),
            FacetKind::MaxExclusive => other(&base.max_exclusive, &result.max_exclusive),
            FacetKind::Pattern | FacetKind::Enumeration => false,
        }
    }
}

/// The value that a bound is of a type.
fn parse(bound: &str, ty: BuiltIn) -> Option<Value<'_>> {
    Value::parse(bound.trim(), ty, None)
}

/// How a bound must not compare to one of the base (the "valid restriction" rules of sections 4.3.7 to 4.3.10).
fn wrong(own: FacetKind, inherited: FacetKind) -> &'static [Ordering] {
    use FacetKind::{MaxExclusive, MaxInclusive, MinExclusive, MinInclusive};
    use Ordering::{Equal, Greater, Less};
    match (own, inherited) {
        (MaxInclusive | MaxExclusive, MaxInclusive) | (MaxExclusive, MaxExclusive) => &[Greater],
        (MaxInclusive, MaxExclusive) => &[Greater, Equal],
        (MaxInclusive, MinInclusive) => &[Less],
        (MaxInclusive, _) | (MaxExclusive, _) => &[Less, Equal],
        (MinInclusive | MinExclusive, MinInclusive) | (MinExclusive, MinExclusive) => &[Less],
        (MinInclusive, MinExclusive) => &[Less, Equal],
        (MinInclusive, MaxInclusive) => &[Greater],
        _ => &[Greater, Equal],
    }
}

/// How a bound of one end must not compare to one of the other end in the same step.
fn crossing(own: FacetKind, other: FacetKind) -> &'static [Ordering] {
    use FacetKind::{MaxExclusive, MaxInclusive, MinExclusive, MinInclusive};
    use Ordering::{Equal, Greater, Less};
    match (own, other) {
        (MinInclusive, MaxInclusive) | (MinExclusive, MaxExclusive) => &[Greater],
        (MaxInclusive, MinInclusive) | (MaxExclusive, MinExclusive) => &[Less],
        (MinInclusive | MinExclusive, _) => &[Greater, Equal],
        _ => &[Less, Equal],
    }
}

/// The table of section 4.1.5.
fn applies(facet: FacetKind, variety: &Variety) -> bool {
    use FacetKind as F;
    let is_length = matches!(facet, F::Length | F::MinLength | F::MaxLength);
    let is_digits = matches!(facet, F::TotalDigits | F::FractionDigits);
    let general = matches!(facet, F::Pattern | F::Enumeration | F::WhiteSpace);
    let is_bound = !is_length && !is_digits && !general;
    match variety {
        Variety::Any => true,
        Variety::List(_) => is_length || general,
        Variety::Union(_) => matches!(facet, F::Pattern | F::Enumeration),
        Variety::Atomic(built_in) => match built_in.primitive() {
            BuiltIn::Boolean => matches!(facet, F::Pattern | F::WhiteSpace),
            BuiltIn::String
            | BuiltIn::HexBinary
            | BuiltIn::Base64Binary
            | BuiltIn::AnyUri
            | BuiltIn::QName
            | BuiltIn::Notation => is_length || general,
            BuiltIn::Decimal => is_digits || is_bound || general,
            _ => is_bound || general,
        },
    }
}

fn described(variety: &Variety) -> String {
    match variety {
        Variety::Any => "xs:anySimpleType".to_owned(),
        Variety::List(_) => "a list".to_owned(),
        Variety::Union(_) => "a union".to_owned(),
        Variety::Atomic(built_in) => format!("xs:{}", built_in.name()),
    }
}
