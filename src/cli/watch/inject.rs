//! The script that reloads a page, put into what is served; files on the disk have none.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

const SCRIPT: &str = include_str!("reload.js");
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// The page with the script, and with a policy that lets this one script run and listen.
pub fn inject(page: &str) -> String {
    let page = match page.split_once(POLICY).and_then(|(head, rest)| Some((head, rest.split_once('"')?))) {
        Some((head, (policy, rest))) => format!("{head}{POLICY}{}\"{rest}", loosened(policy)),
        None => page.to_owned(),
    };
    let (body, end) = page.rfind("</body>").map_or((page.as_str(), ""), |at| page.split_at(at));
    format!("{body}<script>{SCRIPT}</script>{end}")
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text.as_bytes())))
}

fn loosened(policy: &str) -> String {
    let script = hash(SCRIPT);
    let policy = match policy.contains("script-src ") {
        true => policy.replace("script-src ", &format!("script-src {script} ")),
        false => format!("{policy}; script-src {script}"),
    };
    format!("{policy}; connect-src 'self'")
}

/// A page that shows both formats of a document side by side.
pub fn preview(document: &str) -> String {
    let style = "html,body{height:100%;margin:0}body{display:flex}iframe{flex:1;border:0;border-right:1px solid #999}";
    let name = escaped(document);
    let policy = format!("default-src 'none'; frame-src 'self'; style-src {}", hash(style));
    let frame = |format: &str| {
        format!("<iframe title=\"{format}\" src=\"/{name}.{format}\" data-path=\"{name}.{format}\"></iframe>")
    };
    inject(&format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">{POLICY}{policy}\"><title>{name}</title>\
         <style>{style}</style></head><body>{}{}</body></html>",
        frame("html"),
        frame("pdf")
    ))
}

/// A page in the place of one that is not there (yet).
pub fn absent(path: &str) -> String {
    inject(&format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not built</title></head><body>\
         <p>{} is not in the output. The page is loaded when it is built.</p></body></html>",
        escaped(path)
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
