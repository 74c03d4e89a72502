//! Breaks that follow from definitions: a new major version of an indicator means that its numbers
//! are others, so the series breaks at the first period that ends on its day or later.
//!
//! A series that was calculated anew is whole again: an entry of `[[data_history]]` with the kind
//! `revised` and the day of the version says so, and then there is no break.

use std::sync::Arc;

use crate::model::indicator::DataChange;
use crate::model::lifecycle::HistoryEntry;
use crate::model::{Date, Indicator, Model};

/// Marks the breaks in the values of all indicators of a model.
pub fn mark(model: &mut Model) {
    for indicator in model.indicators.values_mut() {
        let days = days(indicator);
        let marked = indicator.data.as_ref().filter(|_| !days.is_empty()).and_then(|data| data.breaking(&days));
        if let Some(marked) = marked {
            indicator.data = Some(Arc::new(marked));
        }
    }
}

/// The days from which numbers are others, oldest first.
fn days(indicator: &Indicator) -> Vec<Date> {
    let mut history: Vec<&HistoryEntry> = indicator.lifecycle.history.iter().collect();
    history.sort_by_key(|entry| entry.version);
    let steps = history.windows(2).filter(|pair| pair[0].version.major != pair[1].version.major).map(|pair| pair[1].date);
    let is_recalculated = |day: &Date| indicator.data_history.iter().any(|entry| entry.kind == DataChange::Revised && entry.date == *day);
    let mut days: Vec<Date> = steps.filter(|day| !is_recalculated(day)).collect();
    days.sort_unstable();
    days
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::testing::{resolved, sources};

    /// The statuses of the values of an indicator whose definition changed on a day.
    fn statuses(day: &str, more: &str, rows: &str) -> String {
        let project = format!(
            "//- models/regions.toml\nversion = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2021-01-01\nsummary = \"First.\"\n\
             [[classifications]]\nid = \"c\"\nname = \"Counties\"\n[[regions]]\ncode = \"01\"\nclassification = \"c\"\nlevel = \"county\"\nname = \"One\"\nshort_name = \"One\"\nslug = \"one\"\n\
             //- content/indicators/falls/index.md\n+++\nname = \"Falls\"\nversion = \"2.0.0\"\nstatus = \"valid\"\nunit = \"percent\"\ndecimals = 0\npolarity = \"none\"\n\
             [[history]]\nversion = \"2.0.0\"\ndate = {day}\nsummary = \"Counted otherwise.\"\n[[history]]\nversion = \"1.1.0\"\ndate = 2020-02-01\nsummary = \"More.\"\n\
             [[history]]\nversion = \"1.0.0\"\ndate = 2020-01-01\nsummary = \"First.\"\n{more}+++\n//- content/indicators/falls/data.csv\nregion,period,value\n{rows}"
        );
        let (mut model, report) = resolved(&sources(&project));
        assert_eq!(report.errors_only().human(false), "");
        mark(&mut model);
        let data = model.indicators["falls"].data.clone().expect("there are values");
        assert_eq!(data.columns.status, data.iter().any(|row| row.status.code() == "B"), "the column is there where it is needed");
        data.iter().map(|row| row.status.code()).collect()
    }

    #[test]
    fn a_series_breaks_at_the_first_period_of_the_new_definition() {
        let years = "01,2020,1\n01,2021,2\n01,2022,3\n01,2023,4\n";
        assert_eq!(statuses("2022-06-15", "", years), "AABA");
        assert_eq!(statuses("2021-12-31", "", years), "ABAA");
        assert_eq!(statuses("2022-01-01", "", years), "AABA");
        assert_eq!(statuses("2024-01-01", "", years), "AAAA", "there is no value of the new definition yet");
        assert_eq!(statuses("2019-05-01", "", years), "AAAA", "there is no value of the old one");
        assert_eq!(statuses("2022-03-31", "", "01,2022-03,1\n01,2022-04,2\n"), "AA");
        assert_eq!(statuses("2022-04-01", "", "01,2022-03,1\n01,2022-04,2\n"), "AB");
        assert_eq!(statuses("2022-04-01", "", "01,2022-Q1,1\n01,2022-Q2,2\n"), "AB");
    }

    #[test]
    fn a_series_that_was_calculated_anew_has_no_break() {
        let anew = "[[data_history]]\ndate = 2022-06-15\nkind = \"revised\"\nreason = \"Calculated anew.\"\n";
        assert_eq!(statuses("2022-06-15", anew, "01,2020,1\n01,2021,2\n01,2022,3\n"), "AAA");
    }
}
