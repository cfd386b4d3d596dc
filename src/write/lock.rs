//! One build at a time in an output folder; the lock says whose it is.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::slashed;

use super::straight::straight;
use super::{LOCK, STATE, failure};

/// What to do about a folder that another build holds: none, say so; some, wait, after telling
/// once who it is.
pub type Wait<'a> = Option<&'a dyn Fn(&str)>;

/// How often a waiting build looks.
const PAUSE: Duration = Duration::from_millis(50);

/// Takes the lock of an output folder and writes the holder into it.
pub fn take(folder: &Path, holder: &str, wait: Wait) -> Result<File, Diagnostics> {
    let path = folder.join(STATE).join(LOCK);
    straight(folder, &path).map_err(|error| failure(&path, &error))?;
    let lock = File::options().create(true).truncate(false).read(true).write(true).open(&path);
    let mut lock = lock.map_err(|error| failure(&path, &error))?;
    let mut told = false;
    loop {
        match lock.try_lock() {
            Ok(()) => break,
            Err(fs::TryLockError::Error(error)) => return Err(failure(&path, &error).into()),
            Err(fs::TryLockError::WouldBlock) => {}
        }
        // Some systems let nobody read what another one has locked.
        let mut other = String::new();
        lock = File::options().read(true).write(true).open(&path).map_err(|error| failure(&path, &error))?;
        lock.read_to_string(&mut other).ok();
        let Some(tell) = wait else { return Err(held(folder, other.trim()).into()) };
        if !told {
            tell(other.trim());
            told = true;
        }
        std::thread::sleep(PAUSE);
    }
    let written = lock.set_len(0).and_then(|()| lock.write_all(holder.as_bytes()));
    written.map_err(|error| failure(&path, &error))?;
    Ok(lock)
}

fn held(folder: &Path, other: &str) -> Diagnostic {
    let whose = if other.is_empty() { String::new() } else { format!(": {other}") };
    Diagnostic::new(Code::LOCKED, format!("another build is writing here{whose}"))
        .path(slashed(folder))
        .help("wait until it is done (--wait), or choose another folder with --output")
}
