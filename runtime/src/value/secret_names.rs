//! The names of elements, attributes, and parameters that hold secrets.

/// The ends of names that hold secrets, whatever precedes them: `NewPassword`, `ASP.NET_SessionId`.
///
/// `secret` is one, but `token` and `pass` are not: a `nextPageToken` is no secret, nor is a
/// `boardingPass`.
const ENDINGS: [&str; 22] = [
    "accesskey",
    "accesstoken",
    "apikey",
    "apitoken",
    "authkey",
    "authtoken",
    "contraseña",
    "kennwort",
    "motdepasse",
    "passcode",
    "passord",
    "passphrase",
    "passwd",
    "password",
    "passwort",
    "privatekey",
    "pwd",
    "secret",
    "secretkey",
    "sessionid",
    "sessionkey",
    "sessiontoken",
];

/// Names that hold secrets only by themselves.
const WHOLE: [&str; 25] = [
    "apptoken",
    "authenticationkey",
    "authenticationtoken",
    "authorizationtoken",
    "bearertoken",
    "binarysecuritytoken",
    "contrasena",
    "csrftoken",
    "cvc",
    "cvc2",
    "cvv",
    "cvv2",
    "idtoken",
    "licensekey",
    "logintoken",
    "pass",
    "pin",
    "refreshtoken",
    "securitytoken",
    "senha",
    "session",
    "token",
    "userpass",
    "usertoken",
    "wachtwoord",
];

/// Returns whether elements, attributes, and parameters of this local name hold secrets by default.
///
/// Case and separators don't matter: `SessionId`, `session_id`, and `SESSION-ID` are one name.
/// Generated types keep the texts of such elements and attributes as [`Secret`](crate::Secret),
/// recordings leave them out, and the `Debug` text of a tree masks them. The names are those of
/// passwords, PINs, tokens, keys of APIs, session ids, and verification codes of cards.
///
/// The list is frozen with `gen1`, because the types of fields depend on it.
///
/// ```
/// use sapo::value::is_secret_name;
///
/// assert!(is_secret_name("Password"));
/// assert!(is_secret_name("new_password"));
/// assert!(!is_secret_name("PasswordRequired"));
/// ```
pub fn is_secret_name(local: &str) -> bool {
    let name: String = local
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    ENDINGS.iter().any(|ending| name.ends_with(ending)) || WHOLE.contains(&&*name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_secret_in_any_spelling() {
        for name in [
            "Password",
            "userPassword",
            "sPassword",
            "USER_PWD",
            "session-id",
            "ASP.NET_SessionId",
            "apiKey",
            "x-api-key",
            "token",
            "Pin",
            "contraseña",
            "CVV2",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn names_about_secrets_are_not_secret() {
        for name in [
            "",
            "PasswordRequired",
            "passwordExpires",
            "tokenType",
            "nextPageToken",
            "sessionTimeout",
            "apiKeyName",
            "boardingPass",
            "bypass",
            "shipping",
            "secretary",
            "SecurityCode",
            "key",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn lists_are_sorted_and_without_repetition() {
        assert!(ENDINGS.is_sorted() && WHOLE.is_sorted());
        for name in WHOLE {
            let ending = ENDINGS.iter().find(|ending| name.ends_with(**ending));
            assert_eq!(ending, None, "{name}");
        }
    }
}
