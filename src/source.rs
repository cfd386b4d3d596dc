//! The texts a build reads, and places inside them.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

/// Names one file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A range of bytes in one file. `start == end` marks a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: usize,
    pub end: usize,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Self { file, start, end }
    }
}

/// A value and the place it was written at; `None` where the program made it up (a default).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Option<Span>,
}

impl<T> Spanned<T> {
    /// A value which stands in no file.
    pub fn bare(value: T) -> Self {
        Self { value, span: None }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// Who writes a value writes no place.
impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Templates and fingerprints see the value alone: where it stood is not part of it.
impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// The struct name by which a reader that knows places is asked for value, file, start and end.
pub const SPANNED: &str = "$sowright::Spanned";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Parts<T> {
            type Value = Spanned<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a value")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Spanned<T>, A::Error> {
                let missing = || serde::de::Error::custom("a value is missing");
                let value = parts.next_element()?.ok_or_else(missing)?;
                let file: u64 = parts.next_element()?.ok_or_else(missing)?;
                let start: u64 = parts.next_element()?.ok_or_else(missing)?;
                let end: u64 = parts.next_element()?.ok_or_else(missing)?;
                let span = Span::new(FileId(file as u32), start as usize, end as usize);
                Ok(Spanned { value, span: Some(span) })
            }
        }
        deserializer.deserialize_struct(SPANNED, &["value", "file", "start", "end"], Parts(std::marker::PhantomData))
    }
}

/// One text file as it was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path relative to the project's root, with forward slashes; embedded files keep the path
    /// that a project's own copy would have.
    pub path: String,
    pub text: Arc<str>,
    /// Byte offset at which each line starts.
    lines: Arc<[usize]>,
    /// Whether the text came out of the binary rather than the project's folder.
    pub embedded: bool,
}

impl SourceFile {
    /// Line and column (both from 1, columns in characters) of a byte offset.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let line = self.lines.partition_point(|&start| start <= offset);
        let start = self.lines[line - 1];
        let column = self.text[start..].char_indices().take_while(|(i, _)| start + i < offset).count() + 1;
        (line, column)
    }

    /// How many lines it has; a file that ends with a line break has an empty one behind it.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The byte range of line `line` (from 1), without its line break.
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let line = line.clamp(1, self.lines.len());
        let start = self.lines[line - 1];
        let end = self.lines.get(line).copied().unwrap_or(self.text.len());
        let text = self.text[start..end].trim_end_matches(['\n', '\r']);
        start..start + text.len()
    }
}

/// Every text of a build, by [`FileId`]. Filled by `load`, read-only afterwards.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a text and returns its name.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>, embedded: bool) -> FileId {
        let text = text.into();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        self.files.push(SourceFile { path: path.into(), text, lines, embedded });
        FileId(self.files.len() as u32 - 1)
    }

    /// Adds a text that was read before.
    pub fn again(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() as u32 - 1)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file named `id`.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file at `path` (relative to the root), if it was read.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files.iter().position(|file| file.path == path).map(|i| FileId(i as u32))
    }

    /// The span of line `line` (from 1) of a file.
    pub fn line(&self, file: FileId, line: usize) -> Span {
        let range = self.file(file).line_range(line);
        Span::new(file, range.start, range.end)
    }

    /// All files in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, file)| (FileId(i as u32), file))
    }
}

/// A path as findings and manifests print it: with forward slashes on every system.
pub fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Whether a character stands in no text of a project, since nothing would be printed for it, or other
/// letters than those written: control characters but tab, line breaks and U+0085; the code points that
/// Unicode keeps out of text; the private ones of the last planes; U+202D and U+202E, behind which letters
/// and figures are shown in another order; U+FFFD, which tells that a character was lost.
pub fn is_forbidden(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' => false,
        '\u{202d}' | '\u{202e}' | '\u{fffd}' | '\u{f0000}'.. => true,
        _ => character.is_control() || is_noncharacter(character),
    }
}

/// Code points that Unicode keeps out of text: U+FDD0 to U+FDEF and the last two of each plane.
fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes.as_ref()))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
