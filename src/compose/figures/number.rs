//! Numbers as a chart prints them: all with the same decimals, cut and never rounded up.

/// More decimals than this say nothing in a picture.
const MOST_DECIMALS: usize = 3;

/// How the numbers of one chart are printed.
#[derive(Debug, Clone)]
pub struct Numbers {
    decimals: usize,
    unit: String,
}

impl Numbers {
    /// As many decimals as the most precise value has, so that the digits of a chart line up.
    pub fn of(values: impl IntoIterator<Item = f64>, unit: &str) -> Self {
        Numbers { decimals: values.into_iter().map(decimals).max().unwrap_or(0), unit: unit.to_owned() }
    }

    /// For instance `99.94`. Digits beyond the last decimal are cut, so that 99.9496 never looks
    /// like a target of 99.95 that was met.
    pub fn bare(&self, value: f64) -> String {
        cut(value, self.decimals)
    }

    /// For instance `99.94 %`; other units than per cent are said once, by [`Self::caption`].
    pub fn full(&self, value: f64) -> String {
        if self.unit == "%" { format!("{} %", self.bare(value)) } else { self.bare(value) }
    }

    /// The unit that numbers in running text do not carry themselves.
    pub fn caption(&self) -> Option<&str> {
        Some(self.unit.as_str()).filter(|unit| !unit.is_empty() && *unit != "%")
    }

    /// The value or, where there is none, the words for that.
    pub fn or_words(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "not measured".into(), |value| self.full(value))
    }
}

/// Decimals which a value needs.
fn decimals(value: f64) -> usize {
    let digits = cut(value, MOST_DECIMALS);
    digits.split_once('.').map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len())
}

/// Nine decimals first: sums such as 0.1 + 0.2 must not lose their last digit to the cut.
fn cut(value: f64, decimals: usize) -> String {
    let exact = format!("{:.9}", value.abs());
    let (whole, rest) = exact.split_once('.').unwrap_or((&exact, ""));
    let mut text = grouped(whole);
    if decimals > 0 {
        text = format!("{text}.{}", &rest[..decimals]);
    }
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.'));
    if value < 0.0 && !is_zero { format!("\u{2212}{text}") } else { text }
}

/// Thousands apart by a narrow space, from five digits on, which no language misreads.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}
