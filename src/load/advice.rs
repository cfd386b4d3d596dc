//! The way out of a value that cannot be read: what the writer most likely meant.

use crate::diagnostic::{Code, Diagnostic};

use super::hint::nearest;

/// The finding about a character that no text may hold.
pub fn forbidden(character: char) -> Diagnostic {
    let number = format!("U+{:04X}", u32::from(character));
    let (message, help) = match character {
        '\u{fffd}' => ("which stands for a character that was lost", "write the character that stood here"),
        _ => {
            ("which cannot be printed", "delete the character: it came in by copying, and most editors do not show it")
        }
    };
    Diagnostic::new(Code::FORBIDDEN, format!("this text holds {number}, {message}")).help(help)
}

/// For a number that is none: the number inside it, with a point for decimals.
pub fn number(text: &str, whole: bool) -> Option<String> {
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else {
        return Some("write the number in digits".into());
    };
    let digits: String = text[start..].chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
    let digits = digits.trim_end_matches([',', '.']).replace(',', ".");
    let rest = text[start..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    match digits.parse::<f64>() {
        _ if text.trim_start().starts_with('-') => Some("it cannot be below zero".into()),
        Ok(number) if whole && number.fract() != 0.0 => Some("round it to a whole number".into()),
        Ok(_) if !rest.trim().is_empty() => Some(format!("leave the unit out and write `{digits}`")),
        Ok(_) => Some(format!("write `{digits}`, with a point and without quotes")),
        Err(_) => None,
    }
}

/// For a day that is none: its parts in the right order, or what is wrong with them.
pub fn day(text: &str) -> String {
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let usual = "write year, month and day with two digits each: `2026-03-14`".to_owned();
    let [first, month, last] = numbers[..] else { return usual };
    let (year, day) = if parts[0].len() == 4 { (first, last) } else { (last, first) };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return usual };
    if !(1..=12).contains(&month) {
        return "months go from 01 to 12".into();
    }
    match (jiff::civil::Date::new(year, month, day), jiff::civil::Date::new(year, month, 1)) {
        (Ok(date), _) if parts[0].len() != 4 || parts[1].len() != 2 || parts[2].len() != 2 => {
            format!("write year, month and day in this order: `{date}`")
        }
        (Err(_), Ok(first)) => format!("this month has {} days", first.days_in_month()),
        _ => usual,
    }
}

/// For a text where a map belongs: the colon that is missing, or the keys that could stand there.
pub fn map(text: Option<&str>, fields: &[&str]) -> Option<String> {
    let words = text.and_then(|text| text.split_once(' '));
    if let Some((first, rest)) = words
        && let Some(key) = nearest(first.trim_end_matches(':'), fields.iter().copied())
    {
        return Some(format!("is a colon missing? Write `{key}: {}`", rest.trim()));
    }
    let example = fields.iter().take(3).map(|field| format!("{field}: …")).collect::<Vec<_>>().join(", ");
    (!fields.is_empty()).then(|| format!("write keys with their values: `{{{example}}}`"))
}

/// For text that is no YAML: what the reader's message usually comes from.
pub fn yaml(message: &str) -> &'static str {
    let has = |part: &str| message.contains(part);
    match () {
        () if has("tab") => "indent with spaces; set your editor to write spaces for the tab key",
        () if has("unclosed quote") || has("quoted scalar") => {
            "a quote is opened and not closed: put the same quote at the end"
        }
        () if has("second document") => "keep one document in a file: leave the line `---` out",
        () if has("nested") => "write it flatter: no file here needs such depth",
        () if has("the tag") => "leave the tag out",
        () if has("anchors repeat") => "write the values themselves",
        () if has("anchor") => "define the anchor above with `&name`, or write the value itself",
        () if has("mapping values") || has("placement of ':'") => {
            "a line is indented more than its neighbours, a bracket is open, or a value with a colon lacks quotes"
        }
        () if has("'-' indicator") || has("block mapping") || has("block collection") => {
            "keys of one map, and dashes of one list, stand in the same column"
        }
        () if has("']'") || has("'}'") || has("flow") => "a bracket is opened and not closed",
        () => "check the indentation, quotes and brackets around this place",
    }
}
