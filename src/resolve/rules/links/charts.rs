//! Charts in prose: what they name is there.

use crate::diagnostic::Diagnostic;
use crate::model::collection::FieldKind;
use crate::model::{Id, Indicator, Period};
use crate::parse::fields::Spanned;
use crate::parse::prose::Link;
use crate::resolve::target::{ChartData, ChartRequest};

use super::Check;

impl Check<'_> {
    /// Checks what a chart asks for.
    pub(super) fn chart(&mut self, link: &Link, request: &ChartRequest) {
        match &request.data {
            ChartData::Indicator { indicator, regions, period, cell, .. } => self.chart_of_indicator(link, indicator, regions, *period, cell),
            ChartData::Region(region) => {
                let asked = self.parameter(link, region);
                self.world.names.regions.find(&asked, self.file, &mut self.report);
            }
            ChartData::Collection(collection) => self.chart_of_collection(link, collection),
            ChartData::Table { collection, document, table } => self.chart_of_table(link, collection, document, table),
        }
    }

    fn chart_of_indicator(&mut self, link: &Link, indicator: &Id, regions: &[Id], period: Option<Period>, cell: &[(Id, Id)]) {
        for code in regions {
            let asked = self.parameter(link, code);
            self.world.names.regions.find(&asked, self.file, &mut self.report);
        }
        let asked = self.parameter(link, indicator);
        if self.world.names.indicators.find(&asked, self.file, &mut self.report).is_none() {
            return;
        }
        let Some(indicator) = self.world.model.indicators.get(indicator) else { return };
        for (dimension, code) in cell {
            self.chart_code(link, indicator, dimension, code);
        }
        if let (Some(period), Some(data)) = (period, &indicator.data) {
            let periods = data.periods();
            if !periods.is_empty() && !periods.contains(&period) {
                let span = self.place_of(link, &period.to_string());
                let error = Diagnostic::error(self.file, span, "unknown-period", format!("`{}` has no values for {period}", indicator.id));
                let last = periods.last().map(ToString::to_string).unwrap_or_default();
                self.report.push(error.help(format!("its last period is {last}; `latest` follows the data")));
            }
        }
    }

    fn chart_code(&mut self, link: &Link, indicator: &Indicator, dimension: &Id, code: &Id) {
        if !indicator.dimensions.contains(dimension) {
            if self.world.unread.may_have_dimension(&indicator.id, dimension) {
                return;
            }
            let names = ["indicator", "regions", "period", "level"].into_iter().chain(indicator.dimensions.iter().map(Id::as_str));
            let all: Vec<&str> = names.clone().collect();
            let span = self.place_of(link, dimension);
            let error = Diagnostic::error(self.file, span, "unknown-chart-parameter", format!("`{}` has no dimension `{dimension}`", indicator.id));
            return self.report.push(error.suggest(dimension, names, format!("parameters are: {}", all.join(", "))));
        }
        let Some(list) = self.world.model.code_lists.get(dimension) else { return };
        if list.code(code).is_none() && **code != *"total" {
            let span = self.place_of(link, code);
            let error = Diagnostic::error(self.file, span, "unknown-code", format!("the code list `{dimension}` has no code `{code}`"));
            let codes = list.codes.iter().map(|code| code.code.as_str());
            self.report.push(error.suggest(code, codes, format!("its codes are in models/code-lists/{dimension}.toml")));
        }
    }

    /// A matrix needs regions with states of something.
    fn chart_of_collection(&mut self, link: &Link, collection: &Id) {
        if !self.is_collection(link, collection) {
            return;
        }
        let Some(schema) = self.world.model.collections.get(collection) else { return };
        let lacks = |key: &&str| schema.field(key).is_none();
        let missing: Vec<&str> = ["region", "state"].into_iter().filter(lacks).collect();
        let has_theme = ["use_case", "target"].iter().any(|key| schema.field(key).is_some());
        if !missing.is_empty() || !has_theme {
            let span = self.place_of(link, collection);
            let error = Diagnostic::error(self.file, span, "chart-parameter", format!("documents of `{collection}` have no states of regions"));
            self.report.push(error.help("a matrix shows documents with a `region`, a `state`, and a `target` or `use_case`"));
        }
    }

    /// Whether there is a collection of this name, which is reported where there is none.
    fn is_collection(&mut self, link: &Link, collection: &Id) -> bool {
        let names = self.world.names;
        let is_there = names.collections.contains_key(collection);
        if !is_there {
            let span = self.place_of(link, collection);
            let error = Diagnostic::error(self.file, span, "unknown-collection", format!("there is no collection `{collection}`"));
            self.report.push(error.suggest(collection, names.collections.keys().map(Id::as_str), "collections are the files of models/collections/"));
        }
        is_there
    }

    fn chart_of_table(&mut self, link: &Link, collection: &Id, document: &Id, table: &str) {
        let names = self.world.names;
        if !self.is_collection(link, collection) {
            return;
        }
        let Some(documents) = names.collections.get(collection) else { return };
        let asked = self.parameter(link, document);
        documents.find(&asked, self.file, &mut self.report);
        let Some(schema) = self.world.model.collections.get(collection) else { return };
        let is_table = |kind: &FieldKind| matches!(kind, FieldKind::Table(_));
        let is_there = schema.field(table).is_some_and(|field| is_table(&field.kind));
        if !is_there && !self.world.unread.has_field(collection, table) {
            let tables = schema.fields.iter().filter(|field| is_table(&field.kind)).map(|field| field.key.as_str());
            let span = self.place_of(link, table);
            let error = Diagnostic::error(self.file, span, "unknown-table", format!("documents of `{collection}` have no table `{table}`"));
            self.report.push(error.suggest(table, tables, format!("tables are fields of models/collections/{collection}.toml")));
        }
    }

    /// The value of a parameter, and its place.
    fn parameter(&self, link: &Link, value: &Id) -> Spanned<Id> {
        Spanned::new(value.clone(), self.place_of(link, value))
    }
}
