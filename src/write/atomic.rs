//! A file appears whole or not at all: written under another name, then renamed.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// How files that are being written are called.
const PREFIX: &str = ".sowright-";

/// Writes `bytes` to a file in `folder`, which is there, and renames it to `target`.
pub fn atomic(folder: &Path, target: &Path, bytes: &[u8]) -> io::Result<()> {
    temporary(folder, bytes)?.persist(target)?;
    Ok(())
}

/// Writes by way of the state folder, where half-written files of killed builds are easily found;
/// beside the target, where that lies on another file system.
pub fn through(state: &Path, target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        fs::create_dir_all(folder)?;
    }
    match temporary(state, bytes)?.persist(target) {
        Ok(_) => Ok(()),
        Err(refused) if refused.error.kind() == io::ErrorKind::CrossesDevices => atomic(folder, target, bytes),
        Err(refused) => Err(refused.error),
    }
}

fn temporary(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Removes what builds that were killed left. Only the holder of the folder's lock may do so.
pub fn sweep(state: &Path) {
    let Ok(entries) = fs::read_dir(state) else { return };
    let left = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(PREFIX);
    for entry in entries.flatten().filter(left) {
        // What cannot be removed now can be the next time.
        fs::remove_file(entry.path()).ok();
    }
}
