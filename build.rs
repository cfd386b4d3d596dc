//! Stamps the program with a fingerprint of its source, so that documents built by another version
//! of the program are built anew.

#![allow(clippy::disallowed_methods, reason = "a build script reads the source")]

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.lock");
    // The hasher has fixed keys: the same source gives the same stamp on every machine.
    let mut hasher = DefaultHasher::new();
    hash(Path::new("src"), &mut hasher);
    hasher.write(&std::fs::read("Cargo.lock").unwrap_or_default());
    println!("cargo:rustc-env=SOWRIGHT_SOURCE={:016x}", hasher.finish());
}

fn hash(folder: &Path, hasher: &mut DefaultHasher) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash(&path, hasher);
        } else {
            hasher.write(path.to_string_lossy().as_bytes());
            hasher.write(&std::fs::read(&path).unwrap_or_default());
        }
    }
}
