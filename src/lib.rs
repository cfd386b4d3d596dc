//! sowright compiles consulting engagements into documents.

pub mod source;

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
