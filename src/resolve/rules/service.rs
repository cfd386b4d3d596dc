//! Services are bought from the catalog.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::hint::nearest;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    for line in &scope.loaded.engagement.services {
        let named = &line.service;
        match scope.catalog.service(named) {
            None => {
                let known = scope.catalog.services.iter();
                let near =
                    nearest(named, known.flat_map(|service| [service.id.value.as_str(), &service.name, &service.code]));
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        let codes: Vec<&str> = scope.catalog.services.iter().map(|one| one.code.as_str()).collect();
                        let (first, last) = (codes.first().unwrap_or(&""), codes.last().unwrap_or(&""));
                        format!(
                            "name it by id, code ({first} to {last}) or printed name; `sowright catalog` lists them"
                        )
                    }
                };
                let message = format!("unknown service `{}`", named.value);
                findings.push(Diagnostic::new(Code::UNKNOWN_SERVICE, message).at(named.span).help(help));
            }
            Some(service)
                if service.id.value != named.value && service.code != named.value && service.name != named.value =>
            {
                let message = format!("`{}` is another spelling of {}", named.value, service.name);
                let help = format!("write the id `{}`", service.id.value);
                findings.push(Diagnostic::new(Code::SERVICE_ALIAS, message).at(named.span).help(help));
            }
            Some(_) => {}
        }
    }
}
