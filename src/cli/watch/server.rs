//! A server for this machine alone: pages and PDFs of the output, and events that reload them.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::cli::Problem;

use super::inject;
use super::site::Site;

/// A page that went away is noticed when it is written to.
const PULSE: Duration = Duration::from_secs(10);

/// Serves on a port of the loopback address; 0 takes a free one. The address comes back.
pub fn start(site: &Arc<Site>, port: u16) -> Result<SocketAddr, Problem> {
    let refused = |error: &dyn std::fmt::Display| Problem(format!("port {port} cannot be served: {error}"));
    let server = Server::http((Ipv4Addr::LOCALHOST, port)).map_err(|error| refused(&error))?;
    let address = server.server_addr().to_ip().ok_or_else(|| refused(&"it has no address"))?;
    let site = Arc::clone(site);
    std::thread::spawn(move || {
        for request in server.incoming_requests() {
            let site = Arc::clone(&site);
            // A reader that has gone away needs no answer.
            std::thread::spawn(move || answer(&site, request).ok());
        }
    });
    Ok(address)
}

fn answer(site: &Site, request: Request) -> io::Result<()> {
    if !is_local(&request) {
        return request.respond(Response::empty(403));
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::empty(405));
    }
    let url = request.url().to_owned();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    let path = decoded(path.trim_start_matches('/'));
    if path == ".sowright/events" {
        return events(site, request, &decoded(query.strip_prefix("page=").unwrap_or_default()));
    }
    let (status, kind, bytes) = match site.file(&path) {
        Some(file) => {
            let bytes = std::fs::read(&file)?;
            match file.extension().is_some_and(|ending| ending == "pdf") {
                true => (200, "application/pdf", bytes),
                false => (200, "text/html; charset=utf-8", inject::inject(&String::from_utf8_lossy(&bytes)).into()),
            }
        }
        None => match path.strip_prefix("preview/").filter(|id| site.file(&format!("{id}.html")).is_some()) {
            Some(id) => (200, "text/html; charset=utf-8", inject::preview(id).into_bytes()),
            None => (404, "text/html; charset=utf-8", inject::absent(&path).into_bytes()),
        },
    };
    let mut response = Response::from_data(bytes).with_status_code(StatusCode(status));
    for (name, value) in [("Content-Type", kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

/// Whether the reader asked for this machine by a name that only this machine has: a page of
/// another site could otherwise read along under a name of its own.
fn is_local(request: &Request) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    let host = host.map(|header| header.value.as_str().to_ascii_lowercase()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => &host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

/// Server-sent events for one page, until it goes away.
fn events(site: &Site, request: Request, page: &str) -> io::Result<()> {
    let receiver = site.open(page);
    let mut out = request.into_writer();
    out.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
    )?;
    loop {
        out.flush()?;
        match receiver.recv_timeout(PULSE) {
            Ok(event) => out.write_all(event.as_bytes())?,
            Err(RecvTimeoutError::Timeout) => out.write_all(b":\n\n")?,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

/// A path or a value of the address with its `%` signs read.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
