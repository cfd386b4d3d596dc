//! Links inside an output folder are not followed: who may write there could send files anywhere.

use std::fs;
use std::io;
use std::path::Path;

use crate::source::slashed;

/// Fails when `path`, which lies in `folder`, is a link or is reached by one. The folder itself may be
/// one: that is whose choice it was to name it.
pub fn straight(folder: &Path, path: &Path) -> io::Result<()> {
    let inside = path.ancestors().take_while(|part| *part != folder && part.starts_with(folder));
    for part in inside {
        if fs::symlink_metadata(part).is_ok_and(|found| found.file_type().is_symlink()) {
            let name = slashed(part.strip_prefix(folder).unwrap_or(part));
            return Err(io::Error::other(format!("`{name}` is a link, which could lead anywhere")));
        }
    }
    Ok(())
}

/// The same for a file that is about to be replaced: it may be a link itself, which then goes.
pub fn straight_to(folder: &Path, file: &Path) -> io::Result<()> {
    straight(folder, file.parent().unwrap_or(folder))
}
