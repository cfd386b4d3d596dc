//! The shapes of values, as far as they are known before there is any data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::compose::computed::Figures;
use crate::load::catalog::{CatalogTerms, Process};
use crate::load::engagement::{Application, BusinessService, Customer, Engagement, NamedScenario, Project, Provider};
use crate::load::records::{Records, Slots};
use crate::plan::slice::{About, LeftOut, LineView, Row};
use crate::source::Span;

/// The variables of templates with the types that they are made of, as `context::variables` makes them.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Variables<'a> {
    document: About,
    engagement: Engagement,
    customer: Customer,
    project: Project,
    provider: Provider,
    line: LineView<'a>,
    lines: Vec<LineView<'a>>,
    applications: Vec<Application>,
    business_services: Vec<BusinessService>,
    scenarios: Vec<NamedScenario>,
    records: Records,
    register: Vec<Row>,
    left_out: Vec<LeftOut>,
    narrative: Slots,
    terms: CatalogTerms,
    processes: Vec<Process>,
    figures: Figures,
}

static VARIABLES: LazyLock<Value> = LazyLock::new(|| {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Variables>().to_value()
});

/// What is known of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Nothing: it may have any field.
    Any,
    /// A value of a type, by its schema.
    Typed(&'static Value),
    /// A list whose members are alike.
    List(Box<Shape>),
    /// A list written out in the template.
    Items(Vec<Shape>),
    /// A map written out in the template, by key: the value, and where the key stands.
    Map(BTreeMap<String, (Shape, Span)>),
    /// A text written out in the template, and where.
    Text(String, Span),
}

/// The names of all variables with their shapes.
pub fn variables() -> BTreeMap<String, Shape> {
    let all = VARIABLES["properties"].as_object();
    all.into_iter().flatten().map(|(name, schema)| (name.clone(), Shape::Typed(schema))).collect()
}

/// The schema that a reference or an optional value leads to.
fn settled(mut schema: &'static Value) -> &'static Value {
    loop {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            schema = &VARIABLES["$defs"][name];
            continue;
        }
        let some = schema["anyOf"].as_array().and_then(|branches| {
            let mut some = branches.iter().filter(|branch| branch["type"] != "null");
            some.next().filter(|_| some.next().is_none())
        });
        match some {
            Some(inner) => schema = inner,
            None => return schema,
        }
    }
}

/// A name that cannot be there, and those that can.
pub struct Unknown {
    pub known: Vec<String>,
}

impl Shape {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Result<Shape, Unknown> {
        match self {
            Shape::Typed(schema) => {
                let schema = settled(schema);
                if let Some(inner) = schema["properties"].get(name) {
                    return Ok(Shape::Typed(inner));
                }
                match (schema["properties"].as_object(), &schema["additionalProperties"]) {
                    (_, Value::Object(_)) => Ok(Shape::Typed(&schema["additionalProperties"])),
                    (Some(_), Value::Bool(true)) | (None, _) => Ok(Shape::Any),
                    (Some(fields), _) => Err(Unknown { known: fields.keys().cloned().collect() }),
                }
            }
            Shape::Map(fields) => Ok(fields.get(name).map_or(Shape::Any, |(value, _)| value.clone())),
            _ => Ok(Shape::Any),
        }
    }

    /// What a list of this shape holds.
    pub fn member(&self) -> Shape {
        match self {
            Shape::List(member) => (**member).clone(),
            Shape::Items(items) => items.iter().cloned().reduce(Shape::or).unwrap_or(Shape::Any),
            Shape::Typed(schema) => match settled(schema).get("items") {
                Some(items @ Value::Object(_)) => Shape::Typed(items),
                _ => Shape::Any,
            },
            _ => Shape::Any,
        }
    }

    /// The shape of a value that has one of two.
    pub fn or(self, other: Shape) -> Shape {
        let empty = |shape: &Shape| match shape {
            Shape::Items(items) => items.is_empty(),
            Shape::Map(fields) => fields.is_empty(),
            _ => false,
        };
        match (&self, &other) {
            _ if self == other || empty(&other) => self,
            _ if empty(&self) => other,
            (Shape::Typed(one), Shape::Typed(two)) if settled(one) == settled(two) => self,
            (Shape::Items(_) | Shape::List(_), Shape::Items(_) | Shape::List(_)) => {
                Shape::List(Box::new(self.member().or(other.member())))
            }
            _ => Shape::Any,
        }
    }

    /// A short name of what is known, the same for the same knowledge. What texts say is left out:
    /// a component is not another one for another caption.
    pub fn key(&self) -> String {
        match self {
            Shape::Any | Shape::Text(..) => "?".to_owned(),
            Shape::Typed(schema) => format!("{:p}", settled(schema)),
            Shape::List(member) => format!("[{}]", member.key()),
            Shape::Items(items) => format!("[{}]", items.iter().map(Shape::key).collect::<Vec<_>>().join(",")),
            Shape::Map(fields) => {
                let fields = fields.iter().map(|(name, (shape, _))| format!("{name}:{}", shape.key()));
                format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
            }
        }
    }

    /// Whether it is a list that is known to be one.
    pub fn is_list(&self) -> bool {
        match self {
            Shape::List(_) | Shape::Items(_) => true,
            Shape::Typed(schema) => settled(schema).get("items").is_some(),
            _ => false,
        }
    }
}
