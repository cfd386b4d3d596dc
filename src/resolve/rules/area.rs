//! Where the services are offered.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;

use super::Scope;

pub fn check(scope: &Scope, findings: &mut Diagnostics) {
    let Some(area) = &scope.catalog.about.area else { return };
    let engagement = &scope.loaded.engagement;
    let sites = engagement.delivery.sites.iter().map(|site| &site.country);
    for country in sites.chain(&engagement.customer.country) {
        let letters = country.len() == 2 && country.chars().all(|c| c.is_ascii_uppercase());
        if !letters {
            findings.push(
                Diagnostic::new(Code::COUNTRY, format!("`{}` is not a country code", country.value))
                    .at(country.span)
                    .help(match country.len() == 2 && country.chars().all(|c| c.is_ascii_alphabetic()) {
                        true => format!("write it in capital letters: `{}`", country.to_uppercase()),
                        false => "use the two capital letters of ISO 3166-1, for instance SA, CL or ZA".to_owned(),
                    }),
            );
        } else if refused(&scope.catalog.about.refused, country) {
            findings.push(
                Diagnostic::new(Code::AREA, format!("the services are not offered in {}", country.value))
                    .at(country.span)
                    .basis(format!("service area: {area}"))
                    .help("remove the site or contract it under another offering"),
            );
        } else if NEAR.contains(&country.value.as_str()) {
            findings.push(
                Diagnostic::new(Code::AREA_NEAR, format!("{} counts as outside the Chinese mainland", country.value))
                    .at(country.span)
                    .help("nothing: the services are offered there"),
            );
        }
    }
}

/// Countries that a reader may take for part of the Chinese mainland.
const NEAR: &[&str] = &["HK", "MO", "TW"];

fn refused(list: &[String], country: &Spanned<String>) -> bool {
    list.contains(&country.value)
}
