//! Charts: each file in `tests/figures` lists specs with the alternative text, the words in the
//! picture, or the error that must come of them.

use std::fs;

use serde::Deserialize;
use serde_json::Value;
use sowright::compose::figures::draw;
use sowright::theme::Colors;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    spec: Value,
    #[serde(default)]
    alt: String,
    /// Texts which the picture holds, each whole.
    #[serde(default)]
    shows: Vec<String>,
    #[serde(default)]
    error: String,
}

fn colors() -> Colors {
    crate::sample::theme().brand.colors
}

fn cases() -> Vec<Case> {
    let mut files: Vec<_> = fs::read_dir("tests/figures").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file| serde_json::from_str::<Vec<Case>>(&fs::read_to_string(file).unwrap()).unwrap();
    files.into_iter().flat_map(read).collect()
}

#[test]
fn say_and_show_their_data() {
    for case in cases() {
        match draw(&case.spec, &colors()) {
            Ok(drawing) => {
                assert_eq!(drawing.alt, case.alt, "{}", case.spec);
                let picture = roxmltree::Document::parse(&drawing.svg).unwrap();
                let texts: Vec<&str> = picture.descendants().filter_map(|node| node.text()).collect();
                for text in &case.shows {
                    assert!(texts.contains(&text.as_str()), "{text:?} of {} is not in {texts:?}", case.spec);
                }
            }
            Err(error) => assert_eq!(error, case.error, "{}", case.spec),
        }
    }
}

#[test]
fn keep_to_what_every_renderer_and_policy_allows() {
    let allowed = ["svg", "text", "rect", "line", "path", "circle"];
    for case in cases() {
        let Ok(drawing) = draw(&case.spec, &colors()) else { continue };
        assert_eq!(drawing, draw(&case.spec, &colors()).unwrap(), "not the same twice: {}", case.spec);
        let picture = roxmltree::Document::parse(&drawing.svg).unwrap();
        assert!(picture.root_element().has_attribute("viewBox"));
        for node in picture.descendants().filter(roxmltree::Node::is_element) {
            assert!(allowed.contains(&node.tag_name().name()), "{} in {}", node.tag_name().name(), case.spec);
            for attribute in node.attributes() {
                let (name, value) = (attribute.name(), attribute.value());
                let is_plain = !["style", "id", "class", "href"].contains(&name) && !name.starts_with("on");
                let is_sound = !["url(", "NaN", "inf"].iter().any(|bad| value.contains(bad));
                assert!(is_plain && is_sound, "{name}={value:?} in {}", case.spec);
            }
            if let Some(x) = node.attribute("x") {
                let x: f64 = x.parse().unwrap();
                assert!((0.0..=720.0).contains(&x), "x={x} in {}", case.spec);
            }
        }
    }
}
