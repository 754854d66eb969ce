//! Which simple types are derived from which (XSD Part 1, section 3.14.6), as far as their facets tell.

use super::{Bound, Facets, UNLIMITED, Variety};
use crate::xml::builtin::BuiltIn;

impl Facets {
    /// Whether this type may stand where `declared` is: is the same, restricts it, or is a member of it.
    pub(crate) fn may_stand_for(&self, declared: &Facets) -> bool {
        if declared.is_any() || self.name.is_some() && self.name == declared.name {
            return true;
        }
        let is_member = match declared.variety {
            Variety::Union(members) => members.iter().any(|member| self.may_stand_for(member)),
            _ => false,
        };
        is_member
            || declared.adds_nothing() && self.is_made_of(declared)
            || self.base.is_some_and(|base| base.may_stand_for(declared))
    }

    /// Whether it starts as the same built-in type, or one derived from it.
    fn is_made_of(&self, declared: &Facets) -> bool {
        match (self.variety, declared.variety) {
            (Variety::Atomic(own), Variety::Atomic(declared)) => {
                std::iter::successors(Some(own), |ty| ty.base()).any(|ty| ty == declared)
            }
            (Variety::List(own), Variety::List(declared)) => {
                own.may_stand_for(declared) && declared.may_stand_for(own)
            }
            _ => false,
        }
    }

    /// Whether it is a built-in type, or a list without a name.
    fn adds_nothing(&self) -> bool {
        let started = match self.variety {
            Variety::Atomic(built_in) => Self::built_in(built_in),
            Variety::List(item) => Self::list(item).min_length(self.length.0.min(1)),
            Variety::Any | Variety::Union(_) => return false,
        };
        self.name.is_none()
            && self.length == started.length
            && self.least.is(started.least)
            && self.greatest.is(started.greatest)
            && self.total_digits == UNLIMITED
            && self.fraction_digits == started.fraction_digits
            && self.values.is_none()
            && self.listed.is_none()
            && self.patterns.is_empty()
    }

    /// The facets of the built-in type of this name.
    pub(crate) fn of_built_in(local: &str) -> Option<Self> {
        Some(match local {
            "anySimpleType" => Self::ANY,
            "NMTOKENS" => Self::NMTOKENS,
            "IDREFS" => Self::IDREFS,
            "ENTITIES" => Self::ENTITIES,
            _ => Self::built_in(BuiltIn::named(local)?),
        })
    }
}

impl Bound {
    fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) => true,
            (Self::Inclusive(own), Self::Inclusive(other))
            | (Self::Exclusive(own), Self::Exclusive(other)) => own == other,
            _ => false,
        }
    }
}
