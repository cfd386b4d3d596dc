//! Functions of templates. Each makes a structured block: a fence with JSON in it, the same that
//! an author may type by hand.

use tera::{Kwargs, State, Tera, TeraResult, Value};

/// Names of the functions, which are also the words after the fences.
pub const BLOCKS: &[(&str, &str)] = &[
    ("table", "table"),
    ("chart", "chart"),
    ("key_figures", "key-figures"),
    ("timeline", "timeline"),
    ("signatures", "signatures"),
    ("callout", "callout"),
];

/// Registers a function for each structured block, and `page_break()`.
pub fn register(tera: &mut Tera) {
    for (name, fence) in BLOCKS {
        tera.register_function(*name, move |kwargs: Kwargs, _: &State| block(fence, &kwargs));
    }
    tera.register_function("page_break", |_: Kwargs, _: &State| Value::safe_string("\n\n```page-break\n```\n\n"));
}

fn block(fence: &str, kwargs: &Kwargs) -> TeraResult<Value> {
    let fields: std::collections::BTreeMap<String, &Value> =
        kwargs.iter().map(|(key, value)| (key.to_string(), value)).collect();
    let json = serde_json::to_string(&fields).map_err(|_| tera::Error::message("a value has no JSON form"))?;
    // JSON has no other use for backticks than in strings, where they may be written by number;
    // so the fence cannot be closed from within.
    let json = json.replace('`', "\\u0060");
    Ok(Value::safe_string(&format!("\n\n```{fence}\n{json}\n```\n\n")))
}
