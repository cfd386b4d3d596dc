//! From values to places: a range with ends and steps that people count in.

/// A linear range with its tick marks.
#[derive(Debug, Clone)]
pub struct Scale {
    pub low: f64,
    pub high: f64,
    pub ticks: Vec<f64>,
}

/// What is known about a range before it is rounded to steps.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish {
    /// Start at zero however far away the values are: lengths are compared.
    pub from_zero: bool,
    /// Percentages stop at 100 unless a value goes beyond.
    pub percent: bool,
    /// Ends set by the author; kept as they are.
    pub min: Option<f64>,
    pub max: Option<f64>,
}

impl Scale {
    /// A range that holds all values.
    pub fn over(values: impl IntoIterator<Item = f64>, wish: Wish) -> Self {
        let values: Vec<f64> = values.into_iter().collect();
        let whole = values.iter().all(|value| value.fract() == 0.0);
        let mut low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let mut high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if values.is_empty() {
            (low, high) = (0.0, if wish.percent { 100.0 } else { 1.0 });
        }
        // A range that fills the upper half of the sheet or less says more without its zero.
        if wish.from_zero || (low >= 0.0 && low < high / 2.0) {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        // Room below for the number of the lowest mark; above, the sheet has some anyway.
        let room = (high - low) * 0.08;
        low = if low < 0.0 { low - room } else { (low - room).max(0.0) };
        (low, high) = (wish.min.unwrap_or(low), wish.max.unwrap_or(high));
        if low >= high {
            let (below, above) = if low == 0.0 { (0.0, 1.0) } else { (low.abs() * 0.005, low.abs() * 0.005) };
            (low, high) = (wish.min.unwrap_or(low - below), wish.max.unwrap_or(high + above));
        }
        let hundred = wish.percent && values.iter().all(|value| *value <= 100.0);
        let step = step((high - low) / 5.0, whole);
        low = wish.min.unwrap_or((low / step + 1e-9).floor() * step);
        high = wish.max.unwrap_or((high / step - 1e-9).ceil() * step);
        if hundred && wish.max.is_none() {
            high = high.min(100.0);
        }
        let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
        Scale { low, high, ticks: (first..=last).map(|count| count as f64 * step).collect() }
    }

    /// The place of a value between those of the low and the high end; values beyond stop there.
    pub fn place(&self, value: f64, low: f64, high: f64) -> f64 {
        let share = (value.clamp(self.low, self.high) - self.low) / (self.high - self.low);
        low + share * (high - low)
    }
}

/// The next of 1, 2, 2.5 and 5 times a power of ten that is printed without loss: whole for
/// whole values, else of at most three decimals.
fn step(wanted: f64, whole: bool) -> f64 {
    let power = 10f64.powf(wanted.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|factor| factor * power);
    let least = if whole { 1.0 } else { 0.001 };
    let is_printable = |step: f64| (step / least - (step / least).round()).abs() < 1e-6 && step >= least * 0.9;
    let fits = |step: f64| step >= wanted * (1.0 - 1e-9) && is_printable(step);
    steps.into_iter().find(|step| fits(*step)).unwrap_or(least)
}
