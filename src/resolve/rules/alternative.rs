//! Of the sizes of one service one is bought for a scope, and no line stands twice.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Line;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for (index, line) in scope.lines.iter().enumerate() {
        for other in scope.lines[..index].iter().filter(|other| same_scope(line, other)) {
            let (own, first) = (line.bought.service.span, other.bought.service.span);
            if line.service.id.value == other.service.id.value {
                let message = format!("{} is bought twice for the same scope and time", line.service.name);
                findings.push(
                    Diagnostic::new(Code::TWICE, message)
                        .at(own)
                        .also(first, "the other line")
                        .help("merge the two lines, or name under `scope:` what each of them is for"),
                );
            } else if alternatives(scope, line, other) {
                let message = format!("{} and {} are sizes of one service", other.service.name, line.service.name);
                findings.push(
                    Diagnostic::new(Code::BOTH_SIZES, message)
                        .at(own)
                        .also(first, "the other size")
                        .help("keep the one that fits the customer's figures"),
                );
            }
        }
    }
}

fn alternatives(scope: &Scope, line: &Line, other: &Line) -> bool {
    let names = |one: &Line, two: &Line| {
        let mut ids = one.service.instead_of.iter().filter_map(|id| scope.catalog.service(id));
        ids.any(|service| service.id.value == two.service.id.value)
    };
    names(line, other) || names(other, line)
}

/// Whether two lines work on the same things at the same time.
fn same_scope(line: &Line, other: &Line) -> bool {
    let (one, two) = (&line.bought.scope, &other.bought.scope);
    let figure = |instances: &Option<crate::source::Spanned<u32>>| instances.as_ref().map(|figure| figure.value);
    let overlap = line.start <= other.last() && other.start <= line.last();
    let ids = |ids: &[crate::source::Spanned<String>]| {
        ids.iter().map(|id| id.value.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    overlap
        && ids(&one.applications) == ids(&two.applications)
        && ids(&one.business_services) == ids(&two.business_services)
        && ids(&one.scenarios) == ids(&two.scenarios)
        && figure(&one.instances) == figure(&two.instances)
        && one.notes == two.notes
}
