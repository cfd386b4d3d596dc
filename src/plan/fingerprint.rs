//! Fingerprints: SHA-256 over bytes that say what something is made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::source::hex;
pub use crate::source::sha256 as digest;

use super::slice::Slice;

/// SHA-256 over several pieces; the length of each goes in, so that pieces cannot run together.
pub fn combined<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
    hex(&hashed(pieces).finalize())
}

fn hashed<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Sha256 {
    let mut hasher = Sha256::new();
    for piece in pieces {
        hasher.update((piece.len() as u64).to_le_bytes());
        hasher.update(piece);
    }
    hasher
}

/// The first half of a SHA-256, written as 32 hexadecimal digits: enough to tell one version from
/// another, and the manifest has several of them for each of thousands of documents.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Short([u8; 16]);

impl Short {
    /// The fingerprint of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(bytes);
        Self::half(hasher)
    }

    /// The fingerprint of a value's JSON.
    pub fn of_json(value: &impl Serialize) -> Self {
        Self::of(&erased::Json::json(value))
    }

    fn half(hasher: Sha256) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&hasher.finalize()[..16]);
        Self(half)
    }
}

impl fmt::Debug for Short {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl Serialize for Short {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Short {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<str>>::deserialize(deserializer)?;
        let digits = u128::from_str_radix(&text, 16).map_err(D::Error::custom)?;
        Ok(Self(digits.to_be_bytes()))
    }
}

/// The fingerprint of each part of a document's slice, by the name that `--explain` prints, in the
/// order of the names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "BTreeMap<String, Short>")]
pub struct Parts(Box<[(Box<str>, Short)]>);

impl Parts {
    /// The names of parts that are not the same here and there.
    pub fn changed(&self, other: &Parts) -> Vec<String> {
        let names: BTreeSet<&str> = self.0.iter().chain(&other.0).map(|(name, _)| &**name).collect();
        names.into_iter().filter(|name| self.get(name) != other.get(name)).map(str::to_owned).collect()
    }

    fn get(&self, name: &str) -> Option<Short> {
        self.0.iter().find(|(known, _)| **known == *name).map(|(_, print)| *print)
    }
}

impl From<BTreeMap<String, Short>> for Parts {
    fn from(parts: BTreeMap<String, Short>) -> Self {
        Self(parts.into_iter().map(|(name, print)| (name.into(), print)).collect())
    }
}

impl Serialize for Parts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, print)| (name, print)))
    }
}

/// The parts of a slice; `engagement` and `catalog` are the fingerprints of what all documents of an
/// engagement share of them.
pub fn parts(slice: &Slice, engagement: Short, catalog: Short) -> Parts {
    let mut parts = BTreeMap::new();
    // What is empty is left out.
    let mut add = |name: &str, value: &dyn erased::Json| {
        let text = value.json();
        if !matches!(text.as_slice(), b"{}" | b"[]" | b"[[],[]]") {
            parts.insert(name.to_owned(), Short::of(&text));
        }
    };
    add("document", &slice.document);
    add("engagement.yaml", &(engagement, &slice.applications));
    add("catalog", &(catalog, &slice.line, &slice.lines, slice.terms, slice.title_page, slice.paper));
    add("records before the period", &slice.history);
    add("records after the period", &slice.ahead);
    add("register", &(&slice.register, &slice.left_out));
    add("narratives", &slice.narrative);
    if !slice.attachments.is_empty() {
        let pieces = slice.attachments.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes]);
        parts.insert("pictures and tables".to_owned(), Short::half(hashed(pieces)));
    }
    let records = slice.records.json();
    parts.extend(records.iter().map(|(kind, text)| (format!("records: {kind}"), Short::of(text))));
    parts.into()
}

/// Values of different types, all serialised to JSON.
mod erased {
    use super::Serialize;

    pub trait Json {
        fn json(&self) -> Vec<u8>;
    }

    impl<T: Serialize> Json for T {
        fn json(&self) -> Vec<u8> {
            // The model has string keys and finite numbers only, which always serialise.
            serde_json::to_vec(self).unwrap_or_default()
        }
    }
}
