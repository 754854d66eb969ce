//! The names of files.

use crate::model::Scope;

/// Names that Windows takes for devices, alone or before digits, whatever the extension; and the
/// file of a folder.
const RESERVED_FILES: [&str; 7] = ["aux", "com", "con", "lpt", "mod", "nul", "prn"];

/// Bytes: well below what file systems allow.
const LONGEST_FILE_NAME: usize = 100;

/// The names of the files in one folder, apart from each other where the file system knows no case.
#[derive(Debug, Default)]
pub(super) struct FileNames {
    taken: Scope,
}

impl FileNames {
    /// The file of a module, or of a part: called like it in lower case, letters beyond ASCII as
    /// their numbers.
    pub(super) fn take(&mut self, module: &str) -> String {
        let mut name = String::with_capacity(module.len());
        for character in module.trim_start_matches("r#").chars() {
            match character.is_ascii() {
                true => name.push(character.to_ascii_lowercase()),
                false => name.push_str(&format!("u{:x}", character as u32)),
            }
        }
        name.truncate(LONGEST_FILE_NAME);
        if RESERVED_FILES.contains(&name.trim_end_matches(|c: char| c.is_ascii_digit())) {
            name.push('_');
        }
        format!("{}.rs", self.taken.take(name))
    }
}
