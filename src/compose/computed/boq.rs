//! The bill of quantities: what was bought against what the scope needs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::plan::slice::Slice;
use crate::resolve::measured;

#[derive(Debug, Serialize, JsonSchema)]
pub struct BoqLine {
    pub no: usize,
    pub line: String,
    pub code: String,
    pub service: String,
    /// What a quantity of one buys.
    pub unit: String,
    pub quantity: u32,
    pub start: jiff::civil::Date,
    pub end: jiff::civil::Date,
    /// The figure the service is sized by, where it is sized.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<u32>,
    /// What the quantity covers of the figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covers: Option<u32>,
    /// Units that the figure needs: figure / unit size, rounded up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need: Option<u32>,
    /// `met`, `short` or `reserve`; empty where the service is not sized.
    pub check: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

pub fn compute(slice: &Slice) -> Vec<BoqLine> {
    let lines = slice.lines.iter().zip(1..).map(|(line, no)| {
        let unit = &line.service.unit;
        let metric = unit.metric.as_deref();
        let figure = metric.and_then(|metric| measured(slice.engagement, &line.bought.scope, metric));
        let quantity = line.bought.quantity.value;
        let size = unit.size.filter(|_| figure.is_some());
        let need = figure.zip(size).map(|(figure, size)| figure.div_ceil(size.max(1)));
        BoqLine {
            no,
            line: line.key.clone(),
            code: line.service.code.clone(),
            service: line.service.name.clone(),
            unit: unit.name.clone(),
            quantity,
            start: line.start,
            end: line.end,
            metric: unit.metric.clone().filter(|_| figure.is_some()),
            figure,
            covers: size.map(|size| size.saturating_mul(quantity)),
            need,
            check: match need {
                Some(need) if need > quantity => "short",
                Some(need) if need < quantity => "reserve",
                Some(_) => "met",
                None => "",
            },
            remark: line.bought.remark.clone(),
        }
    });
    lines.collect()
}
