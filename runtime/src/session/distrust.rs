//! Reasons not to trust what a store keeps.

use std::path::PathBuf;

/// Why a stored record counts as no session. The text holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Distrust {
    #[cfg(unix)]
    #[error("the directory `{}` belongs to the user {owner}, not to this one", path.display())]
    DirectoryOwner { path: PathBuf, owner: u32 },
    #[cfg(unix)]
    #[error(
        "others may write to the directory `{}`: run `chmod go-w` on it, or use a directory of \
         your own within it",
        .0.display()
    )]
    SharedDirectory(PathBuf),
    #[error("`{}` is not a regular file", .0.display())]
    NotRegular(PathBuf),
    #[cfg(unix)]
    #[error("the file `{}` belongs to the user {owner}, not to this one", path.display())]
    Owner { path: PathBuf, owner: u32 },
    #[cfg(unix)]
    #[error("others may read or write the file `{}`", .0.display())]
    SharedFile(PathBuf),
    #[error("the file `{}` is larger than {limit} bytes", path.display())]
    TooLarge { path: PathBuf, limit: u64 },
    #[error("the file `{}` does not hold a record of this version and key", .0.display())]
    NotRecord(PathBuf),
    #[error("its id cannot stand in a cookie")]
    Id,
    #[error("it asks to wait for longer than the longest back-off")]
    Wait,
}
