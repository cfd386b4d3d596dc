//! Scripts inside pages: a page's policy names each by its hash, so nothing else can run.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

/// A script in one line, because parsers change line breaks before they compare the policy's hash,
/// and without `</`, which would end its element. Comments have lines of their own.
pub fn one_line(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.collect::<Vec<_>>().join(" ").replace("</", "<\\/")
}

/// What the policy says of a script; nothing without one, so that none can run.
pub fn policy(script: &str) -> String {
    match script {
        "" => String::new(),
        script => format!("; script-src 'sha256-{}'", BASE64.encode(Sha256::digest(script.as_bytes()))),
    }
}

/// The element of a script; nothing without one.
pub fn element(script: &str) -> String {
    match script {
        "" => String::new(),
        script => format!("<script>{script}</script>\n"),
    }
}
