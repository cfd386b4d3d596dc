//! A scale of days, weeks, months, quarters or years, whichever suits the span.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::canvas::{Anchor, Canvas, Ink};
use super::{dates, measure};
use crate::theme::Colors;

/// Size of the words along the scale.
const SMALL: f64 = 11.5;
/// Height of a row of those words.
const ROW: f64 = 18.0;

/// What the steps of a scale are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// Time from left to right.
#[derive(Debug)]
pub struct Timeline {
    unit: Unit,
    /// The first day, and the day after the last.
    start: Date,
    end: Date,
    left: f64,
    right: f64,
}

/// A stretch of the scale and its name.
struct Stretch {
    from: Date,
    name: String,
    /// To print where the name is too wide.
    short: String,
}

impl Timeline {
    /// A scale that holds both days whole, in steps such that their names fit.
    pub fn over(first: Date, last: Date, left: f64, right: f64) -> Self {
        let unit = match dates::between(first, last) {
            ..31 => Unit::Day,
            31..190 => Unit::Week,
            190..550 => Unit::Month,
            550..2200 => Unit::Quarter,
            _ => Unit::Year,
        };
        let start = floor(first, unit);
        let end = dates::after(floor(last, unit), span(unit));
        Timeline { unit, start, end, left, right }
    }

    pub fn left(&self) -> f64 {
        self.left
    }

    /// Whether a day of the year comes more than once.
    pub fn is_long(&self) -> bool {
        dates::between(self.start, self.end) > 366
    }

    /// The place at which a day begins.
    pub fn x(&self, day: Date) -> f64 {
        let all = f64::from(dates::between(self.start, self.end).max(1));
        self.left + (self.right - self.left) * f64::from(dates::between(self.start, day)) / all
    }

    /// The middle of a day.
    pub fn middle(&self, day: Date) -> f64 {
        f64::midpoint(self.x(day), self.x(dates::next_day(day)))
    }

    /// Height of the words above the scale.
    pub fn height(&self) -> f64 {
        if self.unit == Unit::Year { ROW } else { 2.0 * ROW }
    }

    /// Draws the words from `top` and the lines from below them to `bottom`.
    pub fn draw(&self, canvas: &mut Canvas, top: f64, bottom: f64, colors: &Colors) {
        let below = top + self.height();
        let steps = self.steps();
        for step in &steps {
            let x = self.x(step.from);
            canvas.line((x, below), (x, bottom), &colors.line, 0.5, "");
        }
        canvas.line((self.right, below), (self.right, bottom), &colors.line, 0.5, "");
        self.names(canvas, &steps, below - 5.0, Ink::new(&colors.muted).size(SMALL));
        if self.unit != Unit::Year {
            let eras = self.eras();
            for era in &eras {
                let x = self.x(era.from.max(self.start));
                // The names of weeks that begin in an era before stand in between.
                canvas.line((x, top), (x, top + ROW), &colors.line, 1.75, "");
                canvas.line((x, below), (x, bottom), &colors.line, 1.75, "");
            }
            self.eras_names(canvas, &eras, top + ROW - 5.0, Ink::new(&colors.text).size(SMALL).bold());
        }
        canvas.line((self.left, below), (self.right, below), &colors.muted, 1.0, "");
    }

    /// The names of steps, in the middle of each, thinned out where they would touch.
    fn names(&self, canvas: &mut Canvas, steps: &[Stretch], y: f64, ink: Ink) {
        let ends = self.ends(steps);
        let narrowest = steps.iter().zip(&ends).map(|(step, end)| end - self.x(step.from)).fold(f64::MAX, f64::min);
        let widest = steps.iter().map(|step| measure::width(&step.name, SMALL)).fold(0.0, f64::max);
        let every = ((widest + 3.0) / narrowest).ceil().max(1.0) as usize;
        for (step, end) in steps.iter().zip(&ends).step_by(every) {
            let half = measure::width(&step.name, SMALL) / 2.0;
            let middle = f64::midpoint(self.x(step.from), *end).clamp(self.left + half, self.right - half);
            canvas.text(middle, y, Anchor::Middle, ink, &step.name);
        }
    }

    /// The names of eras at their beginnings, short or left out where there is no room.
    fn eras_names(&self, canvas: &mut Canvas, eras: &[Stretch], y: f64, ink: Ink) {
        for (era, end) in eras.iter().zip(self.ends(eras)) {
            let x = self.x(era.from.max(self.start));
            let fits = |name: &&String| measure::width(name, SMALL) * 1.09 + 7.0 <= end - x;
            if let Some(name) = [&era.name, &era.short].into_iter().find(fits) {
                canvas.text(x + 5.0, y, Anchor::Start, ink, name);
            }
        }
    }

    /// Where each stretch ends.
    fn ends(&self, stretches: &[Stretch]) -> Vec<f64> {
        let next = stretches.iter().skip(1).map(|stretch| self.x(stretch.from));
        next.chain([self.right]).collect()
    }

    fn last(&self) -> Date {
        self.end.saturating_sub(1.day())
    }

    fn steps(&self) -> Vec<Stretch> {
        let name = |day: Date| match self.unit {
            Unit::Day | Unit::Week => day.day().to_string(),
            Unit::Month => day.strftime("%b").to_string(),
            Unit::Quarter => format!("Q{}", (day.month() + 2) / 3),
            Unit::Year => day.year().to_string(),
        };
        let days = dates::steps(self.start, self.last(), span(self.unit));
        days.into_iter().map(|from| Stretch { from, name: name(from), short: String::new() }).collect()
    }

    /// What stands above the steps: months above days and weeks, years above the others.
    fn eras(&self) -> Vec<Stretch> {
        let (first, last) = (self.start, self.last());
        if matches!(self.unit, Unit::Day | Unit::Week) {
            let era = |from: Date| {
                let [name, short] = ["%b %Y", "%b"].map(|pattern| from.strftime(pattern).to_string());
                Stretch { from, name, short }
            };
            return dates::months(first, last).into_iter().map(era).collect();
        }
        let years = dates::steps(first.first_of_year(), last, 1.year());
        let era = |from: Date| Stretch { from, name: from.year().to_string(), short: String::new() };
        years.into_iter().map(era).collect()
    }
}

/// The first day of the step in which a day lies.
fn floor(day: Date, unit: Unit) -> Date {
    match unit {
        Unit::Day => day,
        Unit::Week => day.saturating_sub(i64::from(Weekday::Monday.until(day.weekday())).days()),
        Unit::Month => day.first_of_month(),
        Unit::Quarter => {
            let months = i64::from((day.month() - 1) % 3);
            day.first_of_month().saturating_sub(months.months())
        }
        Unit::Year => day.first_of_year(),
    }
}

fn span(unit: Unit) -> jiff::Span {
    match unit {
        Unit::Day => 1.day(),
        Unit::Week => 1.week(),
        Unit::Month => 1.month(),
        Unit::Quarter => 3.months(),
        Unit::Year => 1.year(),
    }
}
