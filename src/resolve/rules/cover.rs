//! Hours and place of a line are those of its service, and the hours suit what is looked after.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::engagement::{Cover, Mode, Tier};
use crate::resolve::Line;

use super::Scope;

/// Agreed availability, in percent, from which cover in working hours is remarked.
const HIGH_AVAILABILITY: f64 = 99.9;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for line in &scope.lines {
        if let (Some(asked), Some(given)) = (&line.bought.cover, line.service.cover)
            && asked.value != given
        {
            let message = format!("{} covers {}, not {}", line.service.name, hours(given), hours(asked.value));
            findings.push(
                Diagnostic::new(Code::COVER, message)
                    .at(asked.span)
                    .also(line.bought.service.span, "bought here")
                    .help("buy the service with these hours, or leave `cover:` out"),
            );
        }
        if let (Some(asked), Some(given)) = (&line.bought.mode, line.service.mode)
            && asked.value != given
        {
            let message = format!("{} is given {}, not {}", line.service.name, given.word(), asked.value.word());
            findings.push(
                Diagnostic::new(Code::MODE, message)
                    .at(asked.span)
                    .also(line.bought.service.span, "bought here")
                    .help("correct `mode:`, or have the deviation agreed"),
            );
        }
        if line.cover == Some(Cover::WorkingHours) {
            weak(scope, line, findings);
        }
        scope_of(scope, line, findings);
    }
}

/// Applications that must not fail, under cover in working hours.
fn weak(scope: &Scope, line: &Line, findings: &mut Diagnostics) {
    for app in line.applications(scope.engagement()) {
        let high = app.slo.is_some_and(|slo| slo >= HIGH_AVAILABILITY);
        if app.tier == Some(Tier::Critical) || high {
            let why = match app.slo.filter(|_| high) {
                Some(slo) => format!("has an agreed availability of {slo} %"),
                None => "is of tier critical".to_owned(),
            };
            let message = format!("{} {why} and is looked after in working hours only", app.name);
            findings.push(
                Diagnostic::new(Code::COVER_WEAK, message)
                    .at(line.bought.service.span)
                    .also(app.id.span, "the application")
                    .help("consider the service around the clock, or enter the accepted risk as a waiver"),
            );
        }
    }
}

/// Applications that the services do not cover, where a line names them.
fn scope_of(scope: &Scope, line: &Line, findings: &mut Diagnostics) {
    for named in &line.bought.scope.applications {
        let mut all = scope.engagement().inventory.applications.iter();
        let Some(app) = all.find(|app| app.id.value == named.value) else { continue };
        if app.third_party {
            findings.push(
                Diagnostic::new(Code::THIRD_PARTY, format!("{} is an application of a third party", app.name))
                    .at(named.span)
                    .also(app.id.span, "the application")
                    .help("take it out of `scope.applications`, or contract its care separately"),
            );
        }
        if app.on_platform == Some(false) {
            findings.push(
                Diagnostic::new(Code::NOT_ON_PLATFORM, format!("{} does not run on the platform", app.name))
                    .at(named.span)
                    .also(app.id.span, "the application")
                    .help("take it out of `scope.applications`, or correct its `on_platform:`"),
            );
        }
    }
}

fn hours(cover: Cover) -> &'static str {
    match cover {
        Cover::Always => "24x7",
        Cover::WorkingHours => "8x5",
    }
}

impl Mode {
    fn word(self) -> &'static str {
        match self {
            Mode::Remote => "from afar",
            Mode::Onsite => "on site",
        }
    }
}
