//! Colours that stay readable: the contrast of WCAG 2 and the mixing that reaches it.

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Color([u8; 3]);

impl Color {
    pub const WHITE: Color = Color([255; 3]);
    pub const INK: Color = Color([0x0b, 0x0f, 0x14]);

    /// Reads `#rrggbb`; a colour that cannot be read is black, which is readable on paper.
    pub fn parse(text: &str) -> Self {
        let part = |at: usize| text.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
        Color([part(1), part(3), part(5)])
    }

    /// `share` of this colour with the rest of `other`.
    pub fn mix(self, other: Color, share: f64) -> Color {
        let part = |i: usize| (f64::from(self.0[i]) * share + f64::from(other.0[i]) * (1.0 - share)).round() as u8;
        Color([part(0), part(1), part(2)])
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Color) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest mixture with `pole` that reaches `ratio` on `ground`, or `pole` itself.
    pub fn readable(self, ground: Color, pole: Color, ratio: f64) -> Color {
        (0..=20)
            .map(|step| self.mix(pole, 1.0 - f64::from(step) / 20.0))
            .find(|color| color.contrast(ground) >= ratio)
            .unwrap_or(pole)
    }

    /// Relative luminance (WCAG 2.2, "relative luminance").
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}
