//! Files and directories that belong to this user alone.

use std::fs::{DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::distrust::Distrust;

/// Why a file or directory could not be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum PrivateError {
    /// It may be another user's work.
    #[error(transparent)]
    Distrusted(#[from] Distrust),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Makes a directory that only this user can use, unless there is one, and checks it.
pub(super) fn make_directory(path: &Path) -> Result<(), PrivateError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    check_directory(path)
}

/// Checks that others can't put files into a directory.
///
/// The sticky bit is not enough: it keeps others from replacing files, not from being the first to make
/// them. The directories above are not checked. Who can write to those can put another directory in
/// place of this one, but not one that belongs to this user and holds files of this user's.
pub(super) fn check_directory(path: &Path) -> Result<(), PrivateError> {
    let metadata = path.metadata()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let owner = metadata.uid();
        // The superuser can write anywhere.
        if owner != this_user() && owner != 0 {
            return Err(Distrust::DirectoryOwner {
                path: path.to_owned(),
                owner,
            }
            .into());
        }
        if metadata.mode() & 0o022 != 0 {
            return Err(Distrust::SharedDirectory(path.to_owned()).into());
        }
    }
    #[cfg(not(unix))]
    let _ = metadata;
    Ok(())
}

/// Returns options that make a file for this user alone, and neither follow a link nor wait for the other
/// end of a pipe.
pub(super) fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        options.mode(0o600).custom_flags(flags.bits().cast_signed());
    }
    #[cfg(windows)]
    {
        /// Opens a link itself, which is then not a regular file.
        const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
        std::os::windows::fs::OpenOptionsExt::custom_flags(
            &mut options,
            FILE_FLAG_OPEN_REPARSE_POINT,
        );
    }
    options
}

/// Opens a regular file that belongs to this user.
pub(super) fn open(path: &Path, options: &OpenOptions) -> Result<File, PrivateError> {
    match options.open(path) {
        Ok(file) => {
            check_file(path, &file.metadata()?)?;
            Ok(file)
        }
        Err(error) => {
            // What can't be opened because it is another's, or a link or a socket, is told as that.
            if let Ok(metadata) = path.symlink_metadata() {
                check_file(path, &metadata)?;
            }
            Err(error.into())
        }
    }
}

/// Reads a file that no other user may read or write and that has at most `limit` bytes.
pub(super) fn read(path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, PrivateError> {
    let file = open(path, options().read(true))?;
    let metadata = file.metadata()?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::mode(&metadata) & 0o077 != 0 {
        return Err(Distrust::SharedFile(path.to_owned()).into());
    }
    let too_large = || Distrust::TooLarge {
        path: path.to_owned(),
        limit,
    };
    if metadata.len() > limit {
        return Err(too_large().into());
    }
    // It may have grown since. Room for all of it keeps copies of secrets out of freed memory.
    let mut bytes = Zeroizing::new(Vec::with_capacity(metadata.len() as usize + 1));
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large().into());
    }
    Ok(bytes)
}

fn check_file(path: &Path, metadata: &Metadata) -> Result<(), Distrust> {
    if !metadata.is_file() {
        return Err(Distrust::NotRegular(path.to_owned()));
    }
    #[cfg(unix)]
    {
        let owner = std::os::unix::fs::MetadataExt::uid(metadata);
        if owner != this_user() {
            return Err(Distrust::Owner {
                path: path.to_owned(),
                owner,
            });
        }
    }
    Ok(())
}

/// Returns the user that the system checks access for, as that of the files this process makes.
#[cfg(unix)]
fn this_user() -> u32 {
    rustix::process::geteuid().as_raw()
}
