//! Capacity: use against the limit, and when the use will cross its threshold.
//!
//! The trend is the least-squares line through the points of the last 200 days. It needs at least 8
//! points, a rising line and R² of at least 0.5; otherwise there is "no trend" and no date.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::load::records::CapacityPoint;
use crate::plan::slice::Slice;
use crate::resolve::calendar::shift;

use super::Frame;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Capacity {
    /// One row for each resource of each object, fullest first.
    pub rows: Vec<CapacityRow>,
    /// Those over their threshold.
    pub breaches: Vec<CapacityRow>,
    /// Those with a crossing date, nearest first.
    pub crossings: Vec<CapacityRow>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CapacityRow {
    pub object: String,
    pub resource: String,
    pub application: String,
    pub date: Date,
    pub used: f64,
    pub limit: f64,
    pub unit: String,
    pub percent: f64,
    pub threshold: f64,
    pub over: bool,
    /// In percent points of the limit for 30 days; absent without a trend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth: Option<f64>,
    /// The day on which the trend crosses the threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crosses_on: Option<Date>,
    /// `over threshold`, `crosses on …`, or `no trend`.
    pub outlook: String,
    /// Dates and percent of the limit, for a chart: the last 26 points.
    pub dates: Vec<String>,
    pub percents: Vec<f64>,
}

pub fn compute(slice: &Slice, frame: &Frame) -> Capacity {
    let mut series: BTreeMap<(&str, &str), Vec<&CapacityPoint>> = BTreeMap::new();
    for point in slice.history.capacity.iter().copied().chain(&slice.records.capacity) {
        series.entry((&point.object, &point.resource)).or_default().push(point);
    }
    let mut rows: Vec<CapacityRow> = series.into_values().filter_map(|points| row(points, frame)).collect();
    rows.sort_by(|a, b| b.percent.total_cmp(&a.percent).then_with(|| a.object.cmp(&b.object)));
    let mut crossings: Vec<CapacityRow> = rows.iter().filter(|row| row.crosses_on.is_some()).cloned().collect();
    crossings.sort_by_key(|row| row.crosses_on);
    Capacity { breaches: rows.iter().filter(|row| row.over).cloned().collect(), crossings, rows }
}

fn row(mut points: Vec<&CapacityPoint>, frame: &Frame) -> Option<CapacityRow> {
    points.sort_by_key(|point| point.date.0);
    points.dedup_by_key(|point| point.date.0);
    let last = *points.last()?;
    let since = shift(last.date.0, -200);
    let percent = |point: &CapacityPoint| if point.limit > 0.0 { point.used / point.limit * 100.0 } else { 0.0 };
    let recent: Vec<(f64, f64)> = points
        .iter()
        .filter(|point| point.date.0 >= since)
        .map(|point| (f64::from(last.date.0.until(point.date.0).map_or(0, |span| span.get_days())), percent(point)))
        .collect();
    let now = percent(last);
    let threshold = last.threshold.unwrap_or(80.0);
    let over = now >= threshold;
    let slope = trend(&recent);
    let days = slope.filter(|_| !over).map(|slope| ((threshold - now) / slope).ceil());
    // A date further away than ten years says nothing.
    let crosses_on = days.filter(|days| *days < 3650.0).map(|days| shift(last.date.0, days as i32));
    let outlook = match (over, crosses_on) {
        (true, _) => "over threshold".to_owned(),
        (false, Some(day)) => format!("crosses on {}", day.strftime("%-d %b %Y")),
        (false, None) => "no trend".to_owned(),
    };
    let shown: Vec<&&CapacityPoint> = points.iter().rev().take(26).rev().collect();
    Some(CapacityRow {
        object: last.object.clone(),
        resource: last.resource.clone(),
        application: frame.named(&last.application),
        date: last.date.0,
        used: last.used,
        limit: last.limit,
        unit: last.unit.clone(),
        percent: now,
        threshold,
        over,
        growth: slope.map(|slope| slope * 30.0),
        crosses_on,
        outlook,
        dates: shown.iter().map(|point| point.date.0.strftime("%-d %b").to_string()).collect(),
        percents: shown.iter().map(|point| (percent(point) * 10.0).round() / 10.0).collect(),
    })
}

/// The slope of the least-squares line; none with fewer than 8 points, a falling line or R² < 0.5.
pub fn trend(points: &[(f64, f64)]) -> Option<f64> {
    if points.len() < 8 {
        return None;
    }
    let count = points.len() as f64;
    let mean_x = points.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = points.iter().map(|(_, y)| y).sum::<f64>() / count;
    let xx: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let yy: f64 = points.iter().map(|(_, y)| (y - mean_y).powi(2)).sum();
    let xy: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    // Points of one day or on one level have no slope above zero, nor any that is a number.
    let (slope, r2) = (xy / xx, xy * xy / (xx * yy));
    (slope > 0.0 && r2 >= 0.5).then_some(slope)
}
