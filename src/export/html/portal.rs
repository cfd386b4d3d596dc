//! Pages that list documents: one table that reads without a script, and a script that filters
//! and sorts it. It knows rows of text; whose they are is the caller's business.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use jiff::civil::{Date, Weekday};
use serde::{Serialize, Serializer};

use super::escape::{Escaped, Words};
use super::slots::Shell;
use super::{script, style};
use crate::theme::Theme;

/// What one page lists.
#[derive(Debug, Default, Serialize)]
pub struct Listing<'a> {
    pub title: String,
    pub subtitle: String,
    pub facts: Vec<(String, String)>,
    /// Words and address of the page above.
    pub up: Option<(String, String)>,
    pub cards: Vec<Card>,
    pub rows: Vec<Row<'a>>,
    /// Whether the rows belong to several engagements, so that each names its own.
    pub mixed: bool,
    /// The day that the build speaks for, marked in the calendar; none without a calendar.
    pub today: Option<Date>,
    /// The day weeks start on.
    #[serde(serialize_with = "number")]
    pub week_start: Option<Weekday>,
    pub findings: Vec<Finding>,
    pub footer: Vec<String>,
}

/// One engagement, leading to its own page.
#[derive(Debug, Serialize)]
pub struct Card {
    pub title: String,
    pub text: String,
    pub href: String,
    /// State and how many documents have it.
    pub counts: Vec<(&'static str, usize)>,
}

/// One document.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    pub due: Date,
    /// As in the register: `overdue`, `due`, `draft`, `issued`, `accepted`, `planned`, `not owed`.
    pub state: &'static str,
    pub title: &'a str,
    pub subtitle: &'a str,
    pub id: &'a str,
    pub engagement: &'a str,
    pub service: &'a str,
    /// Version and recipients, or why it is not owed.
    pub note: Cow<'a, str>,
    /// Format and address.
    pub files: Vec<(&'a str, &'a str)>,
}

/// One finding, as the terminal prints it.
#[derive(Debug, Serialize)]
pub struct Finding {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    pub code: String,
    pub message: String,
    /// `file:line:column`; empty without a place.
    pub place: String,
    pub help: String,
}

fn number<S: Serializer>(day: &Option<Weekday>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(Weekday::to_monday_one_offset).serialize(serializer)
}

/// States in the order of urgency.
const STATES: [&str; 7] = ["overdue", "due", "draft", "planned", "issued", "accepted", "not owed"];

/// The page around lists: prepared once for a build.
pub struct Portal {
    shell: Shell,
    style: String,
    script: String,
}

impl Portal {
    /// Prepares skeleton, style sheet and script of a theme.
    pub fn new(theme: &Theme) -> Self {
        let css = theme.portal.css.lines().map(str::trim).collect::<Vec<_>>().join(" ").replace("</", "<\\/");
        Self {
            shell: Shell::new(&theme.portal.html),
            style: style::sheet(theme) + &css,
            script: script::one_line(&theme.portal.script),
        }
    }

    /// The page of a listing. The same listing and theme always give the same bytes.
    pub fn page(&self, listing: &Listing) -> String {
        self.shell.fill(|slot| {
            Some(match slot {
                "csp" => style::policy(&self.style) + &script::policy(&self.script),
                "title" => Escaped(&listing.title).to_string(),
                "style" => self.style.clone(),
                "script" => self.script.clone(),
                "header" => header(listing),
                "text" => text(listing),
                "footer" => listing
                    .footer
                    .iter()
                    .map(|part| format!("<span>{}</span>", Escaped(part)))
                    .collect::<Vec<_>>()
                    .join(" "),
                _ => return None,
            })
        })
    }
}

fn header(listing: &Listing) -> String {
    let mut out = String::from("<header class=\"brief\"><div>\n");
    if let Some((words, href)) = &listing.up {
        let _ = writeln!(out, "<p class=\"up\"><a href=\"{}\">{}</a></p>", Escaped(href), Escaped(words));
    }
    let _ = writeln!(out, "<h1>{}</h1>", Words(&listing.title));
    if !listing.subtitle.is_empty() {
        let _ = writeln!(out, "<p class=\"subtitle\">{}</p>", Words(&listing.subtitle));
    }
    if !listing.facts.is_empty() {
        out.push_str("<dl class=\"facts\">\n");
        for (label, value) in &listing.facts {
            let _ = writeln!(out, "<div><dt>{}</dt> <dd>{}</dd></div>", Words(label), Words(value));
        }
        out.push_str("</dl>\n");
    }
    out + "</div></header>"
}

fn text(listing: &Listing) -> String {
    let mut out = String::with_capacity(EACH * listing.rows.len());
    if !listing.cards.is_empty() {
        out.push_str("<h2 id=\"engagements\">Engagements</h2>\n<ul class=\"cards\">\n");
        listing.cards.iter().for_each(|card| out.push_str(&self::card(card)));
        out.push_str("</ul>\n");
    }
    out.push_str("<h2 id=\"documents\">Documents</h2>\n");
    if listing.rows.is_empty() {
        out.push_str("<p>No document is owed.</p>\n");
    } else {
        out.push_str(&filter(listing));
        table(&mut out, listing);
    }
    if let Some(today) = listing.today.filter(|_| !listing.rows.is_empty()) {
        out.push_str("<h2 id=\"calendar\">Calendar of due dates</h2>\n");
        out.push_str(&calendar(&listing.rows, today, listing.week_start.unwrap_or(Weekday::Monday)));
    }
    out.push_str("<h2 id=\"findings\">Findings</h2>\n");
    out.push_str(&findings(&listing.findings));
    out
}

fn state(state: &str, count: Option<usize>) -> String {
    let count = count.map(|count| format!("{count} ")).unwrap_or_default();
    format!("<span class=\"state {}\">{count}{}</span>", state.replace(' ', "-"), Escaped(state))
}

fn card(card: &Card) -> String {
    let counts: String = card
        .counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("<li>{}</li>", state(name, Some(*count))))
        .collect();
    format!(
        "<li><h3><a href=\"{}\">{}</a></h3><p>{}</p><ul class=\"counts\">{counts}</ul></li>\n",
        Escaped(&card.href),
        Words(&card.title),
        Words(&card.text)
    )
}

/// The form is hidden until the script can serve it.
fn filter(listing: &Listing) -> String {
    let present = STATES.iter().filter(|name| listing.rows.iter().any(|row| row.state == **name));
    let states: String = present
        .map(|name| {
            format!("<label><input type=\"checkbox\" name=\"state\" value=\"{name}\"> {}</label>", state(name, None))
        })
        .collect();
    let mut services: Vec<&str> = listing.rows.iter().map(|row| row.service).filter(|name| !name.is_empty()).collect();
    services.sort_unstable();
    services.dedup();
    let options: String =
        services.iter().map(|name| format!("<option value=\"{0}\">{0}</option>", Escaped(name))).collect();
    format!(
        "<form class=\"filter\" hidden>\n<label>Search <input type=\"search\" name=\"q\" autocomplete=\"off\"></label>\n\
         <label>Service <select name=\"service\"><option value=\"\">all services</option>{options}</select></label>\n\
         <fieldset><legend>State</legend>{states}</fieldset>\n<button type=\"reset\">Show all</button>\n</form>\n\
         <p class=\"hits\" role=\"status\">{} documents</p>\n",
        listing.rows.len()
    )
}

/// Bytes that a row takes in most listings.
const EACH: usize = 1024;

fn table(out: &mut String, listing: &Listing) {
    let engagement = if listing.mixed { "<th scope=\"col\" data-sort=\"engagement\">Engagement</th>" } else { "" };
    let _ = write!(
        out,
        "<div class=\"list\" tabindex=\"0\" role=\"region\" aria-labelledby=\"documents\"><table>\n\
         <caption>Documents, most urgent first</caption>\n<thead><tr><th scope=\"col\" data-sort=\"due\">Due</th>\
         <th scope=\"col\" data-sort=\"order\">State</th><th scope=\"col\" data-sort=\"title\">Document</th>{engagement}\
         <th scope=\"col\" data-sort=\"service\">Service</th><th scope=\"col\">Version and recipients</th>\
         <th scope=\"col\">Files</th></tr></thead>\n<tbody>\n"
    );
    // Each day in figures and in words; the calendar leads to the first row of a day.
    let mut days: HashMap<Date, (String, String)> = HashMap::new();
    for row in &listing.rows {
        let first = !days.contains_key(&row.due);
        let words = || (row.due.to_string(), row.due.strftime("%-d %b %Y").to_string());
        let (due, long) = days.entry(row.due).or_insert_with(words);
        let order = STATES.iter().position(|name| *name == row.state).unwrap_or(STATES.len());
        let (state, chip, title) = (row.state, state(row.state, None), Words(row.title));
        let (service, own, plain) = (Escaped(row.service), Escaped(row.engagement), Escaped(row.title));
        out.push_str("<tr");
        if first {
            let _ = write!(out, " id=\"due-{due}\"");
        }
        let _ = write!(
            out,
            " data-due=\"{due}\" data-state=\"{state}\" data-order=\"{order}\" data-service=\"{service}\" \
             data-engagement=\"{own}\" data-title=\"{plain}\"><td><time datetime=\"{due}\">{long}</time></td><td>{chip}</td>\
             <th scope=\"row\">{title}"
        );
        if !row.subtitle.is_empty() {
            let _ = write!(out, "<small>{}</small>", Words(row.subtitle));
        }
        let _ = write!(out, "<small>{}</small></th>", Escaped(row.id));
        if listing.mixed {
            let _ = write!(out, "<td>{}</td>", Words(row.engagement));
        }
        let _ = write!(out, "<td>{service}</td><td>{}</td><td class=\"files\">", Words(&row.note));
        for (format, href) in &row.files {
            let (upper, href, title) = (format.to_uppercase(), Escaped(href), Escaped(row.title));
            let format = Escaped(&upper);
            let _ = write!(out, "<a href=\"{href}\" aria-label=\"{format}: {title}\">{format}</a>");
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

/// One table a month, from the first due date to the last; the most urgent state gives a day its looks.
fn calendar(rows: &[Row], today: Date, week_start: Weekday) -> String {
    let mut days: BTreeMap<Date, Vec<&Row>> = BTreeMap::new();
    rows.iter().filter(|row| row.state != "not owed").for_each(|row| days.entry(row.due).or_default().push(row));
    let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else { return String::new() };
    let mut out = String::from("<div class=\"months\">\n");
    let mut month = first.first_of_month();
    while month <= *last {
        let names = std::iter::successors(Some(week_start), |day| Some(day.next())).take(7);
        let heads: String = names
            .map(|day| {
                let (short, long) = name(day);
                format!("<th scope=\"col\" abbr=\"{long}\">{short}</th>")
            })
            .collect();
        let _ = write!(
            out,
            "<table><caption>{}</caption><thead><tr>{heads}</tr></thead><tbody><tr>",
            month.strftime("%B %Y")
        );
        let lead = usize::try_from(month.weekday().since(week_start)).unwrap_or(0);
        out.push_str(&"<td></td>".repeat(lead));
        let mut column = lead;
        for number in 1..=month.days_in_month() {
            let Ok(day) = Date::new(month.year(), month.month(), number) else { continue };
            if column == 7 {
                out.push_str("</tr><tr>");
                column = 0;
            }
            column += 1;
            let mark = if day == today { " class=\"today\"" } else { "" };
            match days.get(&day) {
                None => {
                    let _ = write!(out, "<td{mark}>{number}</td>");
                }
                Some(due) => {
                    let worst =
                        STATES.iter().find(|name| due.iter().any(|row| row.state == **name)).unwrap_or(&"planned");
                    let count = due.len();
                    let words = if count == 1 { "document" } else { "documents" };
                    let _ = write!(
                        out,
                        "<td{mark}><a class=\"{worst}\" href=\"#due-{day}\" data-due=\"{day}\">{number}<span class=\"said\"> {}: \
                         </span><small>{count}</small><span class=\"said\"> {words}, {worst}</span></a></td>",
                        day.strftime("%B %Y")
                    );
                }
            }
        }
        out.push_str(&"<td></td>".repeat(7 - column));
        out.push_str("</tr></tbody></table>\n");
        let Ok(next) = month.last_of_month().tomorrow() else { break };
        month = next;
    }
    out + "</div>\n"
}

fn name(day: Weekday) -> (&'static str, &'static str) {
    match day {
        Weekday::Monday => ("Mo", "Monday"),
        Weekday::Tuesday => ("Tu", "Tuesday"),
        Weekday::Wednesday => ("We", "Wednesday"),
        Weekday::Thursday => ("Th", "Thursday"),
        Weekday::Friday => ("Fr", "Friday"),
        Weekday::Saturday => ("Sa", "Saturday"),
        Weekday::Sunday => ("Su", "Sunday"),
    }
}

fn findings(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "<p>The build has nothing to remark.</p>\n".into();
    }
    let mut out = String::from("<ul class=\"findings\">\n");
    for finding in findings {
        let place = if finding.place.is_empty() {
            String::new()
        } else {
            format!(" <small>{}</small>", Escaped(&finding.place))
        };
        let help = if finding.help.is_empty() {
            String::new()
        } else {
            format!("<p><small>{}</small></p>", Escaped(&finding.help))
        };
        let _ = writeln!(
            out,
            "<li class=\"{0}\"><p><strong>{0} {1}</strong>{place}</p><p>{2}</p>{help}</li>",
            finding.severity,
            Escaped(&finding.code),
            Escaped(&finding.message)
        );
    }
    out + "</ul>\n"
}
