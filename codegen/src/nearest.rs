//! The name that was probably meant by one that means nothing.

/// Names that differ in more letters than this have nothing to do with each other.
const MOST_EDITS: usize = 2;

/// Shorter names differ in few letters from too many others.
const SHORTEST: usize = 4;

/// Returns the name that differs least from a mistaken one, if it differs in at most two letters;
/// the first in alphabetical order if there are several.
pub(crate) fn nearest<'n>(
    mistaken: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    if mistaken.chars().count() < SHORTEST {
        return None;
    }
    let edits = names
        .into_iter()
        .map(|name| (strsim::osa_distance(mistaken, name), name));
    let near = edits.filter(|(edits, _)| (1..=MOST_EDITS).contains(edits));
    near.min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_name_that_differs_least_is_meant() {
        let names = ["Credentials", "Credential", "Client"];
        assert_eq!(nearest("Credentail", names), Some("Credential"));
        assert_eq!(nearest("Credentialss", names), Some("Credentials"));
        assert_eq!(nearest("Customer", names), None);
        assert_eq!(nearest("ids", ["id"]), None);
    }
}
