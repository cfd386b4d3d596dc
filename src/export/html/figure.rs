//! Pictures inside the page: drawings as SVG elements, photographs and logos as data addresses.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::block::Writer;
use super::escape::Escaped;
use crate::document::{Figure, Picture};
use crate::theme::Logo;

impl Writer<'_> {
    /// Prints a picture with its text alternative, then its caption.
    pub fn figure(&mut self, figure: &Figure) {
        let share = self.share(figure.width);
        let _ = write!(self.out, "<figure class=\"{share}\">");
        // On a phone the words of a drawing would be too small: it keeps its size there, and its box scrolls.
        let _ = write!(self.out, "<div class=\"drawing\" role=\"group\" tabindex=\"0\" aria-label=\"");
        let _ = match figure.number {
            0 => write!(self.out, "{}\">", Escaped(&self.labels.figure)),
            number => write!(self.out, "{} {number}\">", Escaped(&self.labels.figure)),
        };
        self.picture(figure);
        self.out.push_str("</div>");
        if figure.number > 0 {
            self.out.push_str("<figcaption><span class=\"label\">");
            self.text(self.labels.figure.as_str());
            let _ = write!(self.out, " {}</span> ", figure.number);
            self.inlines(&figure.caption);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>");
    }

    fn picture(&mut self, figure: &Figure) {
        self.pictures += 1;
        let alt = &figure.alt;
        let out = match &figure.picture {
            Picture::Svg { svg } => match inline_svg(svg, alt, self.pictures) {
                Some(element) => element,
                None => image("image/svg+xml", svg.as_bytes(), alt),
            },
            Picture::Png { bytes } => image("image/png", bytes, alt),
            Picture::Jpeg { bytes } => image("image/jpeg", bytes, alt),
        };
        self.out.push_str(&out);
    }
}

/// The provider's logo. It is decoration: the provider's name stands in the facts.
pub fn logo(logo: &Logo) -> String {
    image(logo.media, &logo.bytes, "")
}

fn image(media: &str, bytes: &[u8], alt: &str) -> String {
    format!("<img src=\"data:{media};base64,{}\" alt=\"{}\">", BASE64.encode(bytes), Escaped(alt))
}

/// A drawing as an element of the page, its ids made its own. `None` where it brings styles along,
/// which the page's policy would switch off: such a drawing has to stay a picture.
fn inline_svg(svg: &str, alt: &str, number: usize) -> Option<String> {
    let svg = svg.trim();
    let rest = svg.strip_prefix("<svg")?;
    let (opening, _) = rest.split_once('>')?;
    let named = ["role=", "aria-label", "aria-hidden"].iter().any(|attribute| opening.contains(attribute));
    let styled = tags(svg).any(|(tag, _)| tag.starts_with("style") || tag.contains(" style="));
    if named || styled {
        return None;
    }
    let mut out = format!("<svg role=\"img\" aria-label=\"{}\"", Escaped(alt));
    for (i, (tag, text)) in tags(svg).enumerate() {
        let tag = if i == 0 { tag.trim_start_matches("svg") } else { tag };
        let tag = apart(tag, number);
        let open = if i == 0 { "" } else { "<" };
        let _ = write!(out, "{open}{tag}>{text}");
    }
    Some(out)
}

/// The tags of an SVG, each with the text up to the next one.
fn tags(svg: &str) -> impl Iterator<Item = (&str, &str)> {
    svg.split('<').skip(1).map(|piece| piece.split_once('>').unwrap_or((piece, "")))
}

/// A tag whose ids and references carry the picture's number.
fn apart(tag: &str, number: usize) -> String {
    let mut tag = tag.to_owned();
    for mark in [" id=\"", " id='", "url(#", "href=\"#", "href='#", "labelledby=\"", "describedby=\""] {
        tag = tag.replace(mark, &format!("{mark}p{number}-"));
    }
    tag
}
