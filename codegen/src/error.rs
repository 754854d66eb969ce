//! Why there is no result.

use std::fmt;
use std::path::PathBuf;

use crate::diagnostic::Report;

/// Why nothing was generated.
///
/// `Debug` is the same text as `Display`, so a build script whose `main` returns this error shows it as it is meant.
pub enum Error {
    /// The input or the configuration is wrong, as the report says.
    Input(Box<Report>),
    /// The output is not what would be generated now.
    Stale {
        /// The output's file.
        path: PathBuf,
        /// The files of the output that differ, are missing, or are no longer generated.
        files: Vec<PathBuf>,
        /// From what these are to what they should be, as a unified diff.
        diff: String,
    },
    /// The output file cannot be read or written.
    Output {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No output file was named, and this is not a build script that has a place for it.
    NoOutput,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(report) => report.fmt(f),
            Self::Stale { path, files, diff } => {
                write!(f, "`{}` is out of date", path.display())?;
                let parts = files.iter().filter(|file| *file != path).count();
                if parts > 0 {
                    write!(f, " in {parts} of its parts")?;
                }
                write!(f, ":\n{diff}")
            }
            Self::Output { path, source } => write!(f, "`{}`: {source}", path.display()),
            Self::NoOutput => f.write_str(
                "no output file: call `out`, or generate from a build script, which cargo gives an OUT_DIR",
            ),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` includes the error itself.
            Self::Output { source, .. } => source.source(),
            _ => None,
        }
    }
}
