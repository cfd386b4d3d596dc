//! sowright compiles consulting engagements into documents.
//!
//! The modules stand in the order in which a build runs through them; imports run down this list
//! only (`tests/floors.rs` holds them to it):
//!
//! - [`source`], [`diagnostic`], [`document`] and [`theme`] are what the stages share: texts and
//!   places, findings, the document model, the looks;
//! - [`patience`] waits for work of templates and themes that may never end;
//! - [`load`] reads folders of files into a [`load::Project`];
//! - [`resolve`] makes of it the [`resolve::Register`] of every document owed;
//! - [`plan`] compares with the last build and says which documents to make, and why;
//! - [`compose`] makes a [`document::Document`] of a job and its template;
//! - [`export`] makes bytes of it: HTML or PDF;
//! - [`write`] puts them on the disk;
//! - [`pipeline`] runs the stages in order; [`cli`] stands on top.
//!
//! `docs/architecture.md` says why it is so, and what is deliberately absent.

pub mod source;

pub mod patience;

pub mod diagnostic;

pub mod document;

pub mod theme;

pub mod load;

pub mod resolve;

pub mod plan;

pub mod compose;

pub mod export;

pub mod write;

pub mod pipeline;

pub mod cli;
