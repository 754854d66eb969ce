//! How .NET says "no value".

use sapo::{DateTime, Decimal, Uuid};

/// A type of which .NET has one value stand for none.
///
/// The services send it in place of what is not set. Sent to them it means "leave unchanged", as does leaving the element out.
///
/// ```
/// use sapo_authenticate::NoValue;
/// use sapo_authenticate::authenticate::User;
///
/// let user = User { contact_id: Some(-2147483648), employee_id: Some(7), ..Default::default() };
/// assert_eq!(user.contact_id.and_then(NoValue::known), None);
/// assert_eq!(user.employee_id.and_then(NoValue::known), Some(7));
/// ```
pub trait NoValue: Sized {
    /// Whether this stands for no value.
    fn is_no_value(&self) -> bool;

    /// The value, unless it stands for none.
    fn known(self) -> Option<Self> {
        (!self.is_no_value()).then_some(self)
    }
}

/// The least number stands for none.
impl NoValue for i32 {
    fn is_no_value(&self) -> bool {
        *self == Self::MIN
    }
}

/// The least number stands for none.
impl NoValue for Decimal {
    fn is_no_value(&self) -> bool {
        *self == Self::MIN
    }
}

/// All zeros stand for none.
impl NoValue for Uuid {
    fn is_no_value(&self) -> bool {
        self.is_nil()
    }
}

/// The beginning of the year 1 stands for none, in whatever zone.
impl NoValue for DateTime {
    fn is_no_value(&self) -> bool {
        DateTime::new(1, 1, 1, 0, 0, 0).is_some_and(|least| self.with_offset(None) == least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_values_stand_for_none() {
        assert!(Uuid::nil().known().is_none());
        assert!(Decimal::MIN.known().is_none());
        assert_eq!(0.known(), Some(0));
        let known = |text: &str| text.parse::<DateTime>().unwrap().known().is_some();
        assert!(!known("0001-01-01T00:00:00"));
        assert!(!known("0001-01-01T00:00:00Z"));
        assert!(!known("0001-01-01T00:00:00.0000000+01:00"));
        assert!(known("0001-01-01T00:00:01"));
        assert!(known("2026-11-21T22:26:33"));
    }
}
