//! A plan over time: bars for tasks as planned, below them what came of it, diamonds for milestones.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::area::Area;
use super::canvas::{Anchor, Canvas, Ink, MIDDLE, TEXT, WIDTH};
use super::fit::{self, fit};
use super::legend::{self, Legend};
use super::number::Numbers;
use super::outlines::Edge;
use super::timeline::Timeline;
use super::{Drawing, dates, measure, opening, palette, read};
use crate::document::Tone;
use crate::load::values::Day;
use crate::theme::Colors;

/// The most room that names take.
const NAMES: f64 = 200.0;
/// Column of the tones' letters, where there are any.
const LETTERS: f64 = 24.0;
/// Rows that fit on a page, headings of groups among them.
const MOST_ROWS: usize = 30;
const ROW: f64 = 25.0;
/// The height of rows beyond which names are cut to a line each.
const MOST_HEIGHT: f64 = 800.0;
/// A longer plan is a slip in a year.
const MOST_YEARS: i32 = 30;
/// Size of the dates beside diamonds.
const SMALL: f64 = 11.5;
const TODAY_DASH: &str = "5 3";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default)]
    title: String,
    tasks: Vec<Task>,
    /// The day for which the chart speaks.
    #[serde(default)]
    today: Option<Day>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Task {
    name: String,
    start: Day,
    /// The last day; a task without it has an open end.
    #[serde(default)]
    end: Option<Day>,
    /// Per cent that are done.
    #[serde(default)]
    done: Option<f64>,
    #[serde(default)]
    actual_start: Option<Day>,
    /// Missing while the work goes on.
    #[serde(default)]
    actual_end: Option<Day>,
    /// A moment instead of a stretch of time: on `start`.
    #[serde(default)]
    milestone: bool,
    #[serde(default)]
    tone: Option<Tone>,
    #[serde(default)]
    group: String,
}

impl Task {
    fn actual(&self) -> impl Iterator<Item = Date> {
        self.actual_start.into_iter().chain(self.actual_end).map(|day| day.0)
    }

    /// The day on which a milestone was reached.
    fn reached(&self) -> Option<Date> {
        let on_plan = self.done.filter(|done| *done >= 100.0).map(|_| self.start.0);
        self.actual_end.or(self.actual_start).map(|day| day.0).or(on_plan)
    }

    fn has_open_end(&self) -> bool {
        !self.milestone && self.end.is_none()
    }
}

pub fn draw(spec: Value, colors: &Colors) -> Result<Drawing, String> {
    let mut spec: Spec = read(spec)?;
    gather(&mut spec.tasks);
    let (first, last) = check(&spec)?;
    let svg = Gantt { spec: &spec, colors }.draw(first, last);
    Ok(Drawing { svg, alt: alt(&spec) })
}

/// Puts the tasks of a group together, in the order in which groups come; those without first.
fn gather(tasks: &mut [Task]) {
    let mut groups: Vec<String> = vec![String::new()];
    for task in tasks.iter() {
        if !groups.contains(&task.group) {
            groups.push(task.group.clone());
        }
    }
    tasks.sort_by_key(|task| groups.iter().position(|group| *group == task.group));
}

/// Refuses what cannot be drawn; else the first and the last day of all.
fn check(spec: &Spec) -> Result<(Date, Date), String> {
    let rows = spec.tasks.len() + groups(&spec.tasks).len();
    if rows > MOST_ROWS {
        return Err(format!(
            "`tasks` take {rows} rows with their groups; a chart shows up to {MOST_ROWS}, so split it"
        ));
    }
    for (index, task) in spec.tasks.iter().enumerate() {
        check_task(task, index)?;
    }
    let days = spec.tasks.iter().flat_map(|task| {
        let planned = [Some(task.start), task.end].into_iter().flatten().map(|day| day.0);
        planned.chain(task.actual())
    });
    let days: Vec<Date> = days.chain(spec.today.map(|day| day.0)).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Err("`tasks` is empty; give at least one".into());
    };
    if spec.tasks.is_empty() {
        return Err("`tasks` is empty; give at least one".into());
    }
    if i32::from(last.year()) - i32::from(first.year()) > MOST_YEARS {
        return Err(format!("`tasks` and `today` run from {first} to {last}; check their years"));
    }
    Ok((*first, *last))
}

fn check_task(task: &Task, index: usize) -> Result<(), String> {
    let name = &task.name;
    if name.trim().is_empty() {
        return Err(format!("`name` of task {} is empty; name each of them", index + 1));
    }
    if let Some(end) = task.end.filter(|end| *end < task.start) {
        return Err(format!("`end` {} of task `{name}` lies before its `start` {}; swap them", end.0, task.start.0));
    }
    if let Some(end) = task.end.filter(|end| task.milestone && *end != task.start) {
        return Err(format!("`end` {} of milestone `{name}` is not its `start`; leave it out", end.0));
    }
    match (task.actual_start, task.actual_end) {
        (Some(start), Some(end)) if end < start => {
            return Err(format!(
                "`actual_end` {} of task `{name}` lies before its `actual_start` {}; swap them",
                end.0, start.0
            ));
        }
        (None, Some(_)) if !task.milestone => {
            return Err(format!("`actual_end` of task `{name}` stands without `actual_start`; give both"));
        }
        _ => {}
    }
    match task.done.filter(|done| !(0.0..=100.0).contains(done)) {
        Some(done) => Err(format!("`done` {done} of task `{name}` lies outside 0 to 100; give it in per cent")),
        None => Ok(()),
    }
}

/// The names of groups, each once.
fn groups(tasks: &[Task]) -> Vec<&str> {
    let mut groups: Vec<&str> = tasks.iter().map(|task| task.group.as_str()).collect();
    groups.dedup();
    groups.retain(|group| !group.is_empty());
    groups
}

fn names(tasks: &[Task], lines: usize) -> Vec<Vec<String>> {
    tasks.iter().map(|task| fit(&task.name, TEXT, NAMES, lines)).collect()
}

/// Two lines of a name stand closer than two rows.
fn row_height(name: &[String]) -> f64 {
    if name.len() > 1 { ROW + 10.0 } else { ROW }
}

/// Where a row stands.
#[derive(Debug, Clone, Copy)]
struct Row {
    top: f64,
    height: f64,
}

struct Gantt<'a> {
    spec: &'a Spec,
    colors: &'a Colors,
}

impl Gantt<'_> {
    fn draw(&self, first: Date, last: Date) -> String {
        let (colors, tasks) = (self.colors, &self.spec.tasks);
        let mut names = names(tasks, 2);
        let height: f64 = names.iter().map(|name| row_height(name)).sum();
        if height + ROW * groups(tasks).len() as f64 > MOST_HEIGHT {
            names = self::names(tasks, 1);
        }
        let letters = if tasks.iter().any(|task| task.tone.is_some()) { LETTERS } else { 0.0 };
        let widest = measure::widest(names.iter().flatten(), TEXT);
        let group = tasks.iter().map(|task| measure::width(&task.group, TEXT * fit::BOLD)).fold(0.0, f64::max);
        let left = widest.max(group.min(NAMES)).max(90.0) + letters + 12.0;
        // An open end needs room to show that the work goes on.
        let open = tasks.iter().any(Task::has_open_end);
        let room = if open { dates::between(first, last) / 8 + 2 } else { 0 };
        // Fewer days than a week would make a day of a bar that seems long.
        let room = room.max(6 - dates::between(first, last));
        let last = dates::after(last, jiff::Span::new().days(i64::from(room)));
        let time = Timeline::over(first, last, left, WIDTH - 1.0);

        let legend = self.legend();
        let axis = legend.height();
        let mut top = axis + time.height();
        let mut rows = Vec::new();
        let mut headings = Vec::new();
        for (index, task) in tasks.iter().enumerate() {
            let before = index.checked_sub(1).map_or("", |before| tasks[before].group.as_str());
            if task.group != before {
                headings.push((top, task.group.as_str()));
                top += ROW;
            }
            let height = row_height(&names[index]);
            rows.push(Row { top, height });
            top += height;
        }
        let foot = if self.spec.today.is_some() { 22.0 } else { 3.0 };
        let mut canvas = Canvas::new(top + foot);
        legend.draw(&mut canvas, 0.0);
        time.draw(&mut canvas, axis, top, colors);
        // The mark of today passes below the words of groups.
        self.today(&mut canvas, &time, (axis + time.height(), top));
        for (top, group) in headings {
            let lines = fit(group, TEXT * fit::BOLD, WIDTH - 20.0, 1);
            let ink = Ink::new(&colors.primary).bold();
            canvas.rectangle(0.0, top + 0.5, WIDTH - 1.0, ROW - 1.0, &colors.surface);
            canvas.lines(6.0, top + ROW / 2.0 + MIDDLE, Anchor::Start, ink, &lines);
        }
        for row in &rows {
            canvas.line((0.0, row.top + row.height), (WIDTH - 1.0, row.top + row.height), &colors.line, 0.75, "");
        }
        for ((task, row), name) in tasks.iter().zip(&rows).zip(&names) {
            let middle = row.top + row.height / 2.0;
            let first = middle + MIDDLE - 7.5 * (name.len() - 1) as f64;
            canvas.lines(0.0, first, Anchor::Start, Ink::new(&colors.text), name);
            if let Some(tone) = task.tone {
                let at = (left - 12.0 - LETTERS + 6.0, middle);
                legend::square(&mut canvas, at, &colors.tone(tone).strong, palette::letter(tone), colors);
            }
            match task.milestone {
                true => self.milestone(&mut canvas, task, &time, middle),
                false => self.task(&mut canvas, task, &time, middle),
            }
        }
        canvas.finish()
    }

    fn legend(&self) -> Legend<'_> {
        let colors = self.colors;
        let tasks = &self.spec.tasks;
        let mut legend = Legend::new(colors);
        if tasks.iter().any(|task| !task.milestone) {
            legend.add(26.0, "planned", move |canvas, x, y| {
                plan(canvas, Area { x, y: y - 6.0, width: 26.0, height: 12.0 }, &colors.primary);
            });
        }
        if tasks.iter().any(|task| !task.milestone && task.done.is_some()) {
            legend.add(26.0, "done", move |canvas, x, y| {
                plan(canvas, Area { x, y: y - 6.0, width: 26.0, height: 12.0 }, &colors.primary);
                canvas.rectangle(x, y - 6.0, 15.0, 12.0, &colors.primary);
            });
        }
        if tasks.iter().any(|task| !task.milestone && task.actual_start.is_some()) {
            legend.add(26.0, "actual", move |canvas, x, y| {
                canvas.rectangle(x, y - 2.5, 26.0, 5.0, &colors.text);
            });
        }
        if tasks.iter().any(Task::has_open_end) {
            legend.add(26.0, "open end", move |canvas, x, y| {
                open(canvas, Area { x, y: y - 6.0, width: 26.0, height: 12.0 }, &colors.primary);
            });
        }
        if tasks.iter().any(|task| task.milestone) {
            legend.add(14.0, "milestone", move |canvas, x, y| {
                canvas.diamond((x + 7.0, y), 6.5, "#ffffff", Some(Edge::new(&colors.primary, 1.75)));
            });
        }
        if tasks.iter().any(|task| task.milestone && task.reached().is_some()) {
            legend.add(14.0, "reached", move |canvas, x, y| {
                canvas.diamond((x + 7.0, y), 6.5, &colors.text, Some(Edge::new(&colors.text, 1.75)));
            });
        }
        legend.tones(tasks.iter().filter_map(|task| task.tone));
        legend
    }

    fn today(&self, canvas: &mut Canvas, time: &Timeline, (top, bottom): (f64, f64)) {
        let Some(Day(today)) = self.spec.today else { return };
        let (x, colors) = (time.middle(today), self.colors);
        let label = format!("As of {}", dates::full(today));
        let half = measure::width(&label, SMALL) * fit::BOLD / 2.0;
        let ink = Ink::new(&colors.text).size(SMALL).bold();
        canvas.text(x.min(WIDTH - half), bottom + 16.0, Anchor::Middle, ink, &label);
        canvas.line((x, top), (x, bottom + 4.0), &colors.text, 1.25, TODAY_DASH);
    }

    fn color(&self, task: &Task) -> &str {
        task.tone.map_or(&self.colors.primary, |tone| &self.colors.tone(tone).strong)
    }

    fn task(&self, canvas: &mut Canvas, task: &Task, time: &Timeline, middle: f64) {
        let color = self.color(task);
        let has_actual = task.actual_start.is_some();
        let y = if has_actual { middle - 9.0 } else { middle - 6.0 };
        let from = time.x(task.start.0);
        let to = task.end.map_or(WIDTH - 1.0, |end| time.x(dates::next_day(end.0)));
        // A day in a plan of years would be too thin to see.
        let area = Area { x: from, y, width: (to - from).max(3.0), height: 12.0 };
        match task.end {
            Some(_) => plan(canvas, area, color),
            None => open(canvas, area, color),
        }
        if let Some(done) = task.done.filter(|done| *done > 0.0) {
            canvas.rectangle(area.x, area.y, area.width * done / 100.0, area.height, color);
        }
        let Some(Day(start)) = task.actual_start else { return };
        let (from, y) = (time.x(start), middle + 4.5);
        let ink = &self.colors.text;
        if let Some(Day(end)) = task.actual_end {
            let to = time.x(dates::next_day(end));
            return canvas.rectangle(from, y, (to - from).max(3.0), 5.0, ink);
        }
        // Work that goes on ends in a point: today or, where that is not told, soon.
        let today = self.spec.today.map(|today| time.middle(today.0)).filter(|today| *today > from);
        let to = today.unwrap_or((from + 18.0).min(WIDTH - 1.0));
        let body = (to - 7.0).max(from);
        canvas.rectangle(from, y, body - from, 5.0, ink);
        canvas.shape(&[(body, y - 2.0), (to, y + 2.5), (body, y + 7.0)], ink, None);
    }

    fn milestone(&self, canvas: &mut Canvas, task: &Task, time: &Timeline, middle: f64) {
        let (color, ink) = (self.color(task), &self.colors.text);
        let reached = task.reached();
        let x = time.middle(task.start.0);
        let mut ends = (x - 8.0, x + 8.0);
        if reached != Some(task.start.0) {
            canvas.diamond((x, middle), 6.5, "#ffffff", Some(Edge::new(color, 1.75)));
        }
        if let Some(day) = reached {
            let at = time.middle(day);
            // Both diamonds show, even when they are a day apart.
            canvas.diamond((at, middle), 6.5, ink, Some(Edge::new(ink, 1.75)));
            ends = (ends.0.min(at - 8.0), ends.1.max(at + 8.0));
        }
        let day = |day| if time.is_long() { dates::full(day) } else { dates::brief(day) };
        let label = match reached.filter(|day| *day != task.start.0) {
            Some(reached) => format!("{}, reached {}", day(task.start.0), day(reached)),
            None => day(task.start.0),
        };
        let width = measure::width(&label, SMALL);
        let ink = Ink::new(ink).size(SMALL);
        let (x, anchor) = if ends.1 + 4.0 + width <= WIDTH {
            (ends.1 + 4.0, Anchor::Start)
        } else if ends.0 - 4.0 - width >= time.left() + 2.0 {
            (ends.0 - 4.0, Anchor::End)
        } else if ends.1 - ends.0 >= width + 40.0 {
            (f64::midpoint(ends.0, ends.1), Anchor::Middle)
        } else {
            // Without room for the words, the place on the scale has to do.
            return;
        };
        let from = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        // The lines of the scale and the mark of today end at the words.
        canvas.rectangle(from - 2.0, middle - 7.5, (width + 4.0).min(WIDTH - from + 2.0), 15.0, "#ffffff");
        canvas.text(x, middle + 4.1, anchor, ink, &label);
    }
}

/// A bar as planned: light, with an edge.
fn plan(canvas: &mut Canvas, area: Area, color: &str) {
    canvas.block(area, 0.0, &palette::mix(color, 0.25), Some(Edge::new(color, 1.0)));
}

/// A bar without an end: it points onwards.
fn open(canvas: &mut Canvas, area: Area, color: &str) {
    let (right, middle) = (area.x + area.width, area.y + area.height / 2.0);
    let (top, bottom, neck) = (area.y + 0.5, area.y + area.height - 0.5, (right - 8.0).max(area.x));
    let corners = [(area.x, top), (neck, top), (right, middle), (neck, bottom), (area.x, bottom)];
    canvas.shape(&corners, &palette::mix(color, 0.25), Some(Edge::new(color, 1.0).dashed("3 2")));
}

fn alt(spec: &Spec) -> String {
    let mut alt = opening("Plan over time", &spec.title, &Numbers::of([], ""));
    if let Some(Day(today)) = spec.today {
        alt.push_str(&format!(" The mark stands at {}.", dates::full(today)));
    }
    let mut group = "";
    for task in &spec.tasks {
        if task.group != group {
            group = &task.group;
            alt.push_str(&format!(" {group}:"));
        }
        alt.push_str(&format!(" {}: {}.", task.name, told(task)));
    }
    alt
}

/// What there is to say of a task.
fn told(task: &Task) -> String {
    let start = dates::full(task.start.0);
    let mut parts = Vec::new();
    match (task.milestone, task.end) {
        (true, _) => parts.push(format!("milestone on {start}")),
        (false, Some(Day(end))) => parts.push(format!("planned {}", dates::full_range(task.start.0, end))),
        (false, None) => parts.push(format!("planned from {start}, open end")),
    }
    match (task.milestone, task.actual_start, task.actual_end) {
        (true, ..) => parts.push(match task.reached() {
            Some(day) if day == task.start.0 => "reached".into(),
            Some(day) => format!("reached on {}", dates::full(day)),
            None => "not reached".into(),
        }),
        (_, Some(Day(start)), Some(Day(end))) => {
            parts.push(format!("actual {}", dates::full_range(start, end)));
        }
        (_, Some(Day(start)), None) => parts.push(format!("under way since {}", dates::full(start))),
        _ => {}
    }
    if let Some(done) = task.done.filter(|_| !task.milestone) {
        parts.push(format!("{} % done", Numbers::of([done], "").bare(done)));
    }
    if let Some(tone) = task.tone {
        parts.push(tone.name().into());
    }
    parts.join(", ")
}
