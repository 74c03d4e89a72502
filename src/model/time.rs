//! Days, partly known days, and periods of statistics.

use std::fmt;

use serde::{Serialize, Serializer};

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// A day that exists.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        ((1..=12).contains(&month) && day >= 1 && day <= days_in(year, month)).then_some(Self { year, month, day })
    }

    /// A day written as `2023-05-31`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
        if parts.next().is_some() {
            return None;
        }
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day that is so many days after the first of 1970; what no calendar here holds is its last day.
    pub fn of_unix_day(days: u64) -> Self {
        let mut left = days;
        for year in 1970..=9999 {
            for month in 1..=12 {
                let length = u64::from(days_in(year, month));
                if left < length {
                    return Self { year, month, day: left as u8 + 1 };
                }
                left -= length;
            }
        }
        Self { year: 9999, month: 12, day: 31 }
    }

    /// Days since the first day of year 0; for distances on an axis.
    pub fn ordinal(self) -> i64 {
        let year = i64::from(self.year);
        let leap_days = (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
        let months: i64 = (1..self.month).map(|month| i64::from(days_in(self.year, month))).sum();
        year * 365 + leap_days + months + i64::from(self.day) - 1
    }
}

fn digits(text: &str, length: usize) -> Option<u16> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Days of a month.
fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A day of which the source may know only the year or the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year.
    pub year: u16,
    /// Month, where it is known.
    pub month: Option<u8>,
    /// Day, where it is known.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A day written as `2023`, `2023-10`, `2023-10-x` or `2023-10-05`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(date) = Date::parse(text) {
            return Some(date.into());
        }
        let known = text.trim_end_matches("-x").trim_end_matches("-x");
        let (year, month) = match known.split_once('-') {
            Some((year, month)) => (digits(year, 4)?, Some(u8::try_from(digits(month, 2)?).ok()?)),
            None => (digits(known, 4)?, None),
        };
        month.is_none_or(|month| (1..=12).contains(&month)).then_some(Self { year, month, day: None })
    }

    /// The first day it can mean.
    pub fn first(self) -> Date {
        Date { year: self.year, month: self.month.unwrap_or(1), day: self.day.unwrap_or(1) }
    }

    /// The last day it can mean.
    pub fn last(self) -> Date {
        let month = self.month.unwrap_or(12);
        Date { year: self.year, month, day: self.day.unwrap_or_else(|| days_in(self.year, month)) }
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year, month: Some(date.month), day: Some(date.day) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Granularity {
    /// A calendar year.
    Year,
    /// A quarter of one.
    Quarter,
    /// A calendar month.
    Month,
    /// An ISO 8601 week.
    Week,
}

/// A period that a value belongs to: `2023`, `2023-Q1`, `2023-05` or `2023-W07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// Year; of a week, the ISO year.
    pub year: u16,
    /// How long.
    pub granularity: Granularity,
    /// Which quarter, month or week of the year, from 1; a year's is 1.
    pub number: u8,
}

impl Period {
    /// A period in the form of the contract.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((year, part)) = text.split_once('-') else {
            return Some(Self { year: digits(text, 4)?, granularity: Granularity::Year, number: 1 });
        };
        let year = digits(year, 4)?;
        let (granularity, number, last) = if let Some(quarter) = part.strip_prefix('Q') {
            (Granularity::Quarter, digits(quarter, 1)?, 4)
        } else if let Some(week) = part.strip_prefix('W') {
            (Granularity::Week, digits(week, 2)?, weeks_in(year))
        } else {
            (Granularity::Month, digits(part, 2)?, 12)
        };
        (1..=last).contains(&number).then_some(Self { year, granularity, number: u8::try_from(number).ok()? })
    }

    /// A number that orders periods: by when they start, those that start together by their length.
    pub fn order(self) -> u32 {
        let (year, day) = self.start();
        u32::from(year) << 11 | u32::from(day) << 2 | self.granularity as u32
    }

    /// About when it starts.
    fn start(self) -> (u16, u16) {
        let number = u16::from(self.number).saturating_sub(1);
        let day = match self.granularity {
            Granularity::Year => 0,
            Granularity::Quarter => number * 91,
            Granularity::Month => number * 61 / 2,
            Granularity::Week => number * 7,
        };
        (self.year, day)
    }

    /// Whether its last day is a day or a later one; of a week, near enough.
    pub fn ends_on_or_after(self, day: Date) -> bool {
        let month = u16::from(day.month);
        let number = match self.granularity {
            Granularity::Year => 1,
            Granularity::Quarter => (month - 1) / 3 + 1,
            Granularity::Month => month,
            Granularity::Week => (day.ordinal() - Date { year: day.year, month: 1, day: 1 }.ordinal()) as u16 / 7 + 1,
        };
        (self.year, u16::from(self.number)) >= (day.year, number)
    }

    /// The period of the same length that follows.
    #[must_use]
    pub fn next(self) -> Self {
        let last = match self.granularity {
            Granularity::Year => 1,
            Granularity::Quarter => 4,
            Granularity::Month => 12,
            Granularity::Week => weeks_in(self.year),
        };
        if u16::from(self.number) < last { Self { number: self.number + 1, ..self } } else { Self { year: self.year.saturating_add(1), number: 1, ..self } }
    }
}

/// ISO weeks of a year: 53 where it starts on a Thursday, or on a Wednesday in a leap year.
fn weeks_in(year: u16) -> u16 {
    // 1 January 0001 was a Monday; ordinal counts from 1 January 0000, a Saturday.
    let weekday = |year: u16| (Date { year, month: 1, day: 1 }.ordinal() + 5).rem_euclid(7);
    let leap = days_in(year, 2) == 29;
    if weekday(year) == 3 || (leap && weekday(year) == 2) { 53 } else { 52 }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.granularity {
            Granularity::Year => write!(f, "{:04}", self.year),
            Granularity::Quarter => write!(f, "{:04}-Q{}", self.year, self.number),
            Granularity::Month => write!(f, "{:04}-{:02}", self.year, self.number),
            Granularity::Week => write!(f, "{:04}-W{:02}", self.year, self.number),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_from_1970() {
        for (days, written) in
            [(0, "1970-01-01"), (58, "1970-02-28"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_779, "2026-11-22"), (u64::MAX, "9999-12-31")]
        {
            assert_eq!(Date::of_unix_day(days).to_string(), written);
        }
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        assert!(Date::parse("2024-02-29").is_some());
        assert!(Date::parse("2023-02-29").is_none());
        assert!(Date::parse("2023-2-01").is_none());
        assert_eq!(Date::parse("2024-03-01").map(Date::ordinal), Date::parse("2024-02-29").map(|date| date.ordinal() + 1));
        assert_eq!(Date::parse("2024-01-01").map(Date::ordinal), Date::parse("2023-12-31").map(|date| date.ordinal() + 1));
    }

    #[test]
    fn weeks_follow_iso_8601() {
        assert_eq!(weeks_in(2020), 53);
        assert_eq!(weeks_in(2021), 52);
        assert_eq!(weeks_in(2026), 53);
        assert_eq!(weeks_in(2015), 53);
        assert_eq!(weeks_in(2024), 52);
        assert!(Period::parse("2021-W53").is_none());
    }

    #[test]
    fn periods_print_as_they_are_read() {
        for text in ["2023", "2023-Q1", "2023-05", "2023-W07"] {
            assert_eq!(Period::parse(text).map(|period| period.to_string()).as_deref(), Some(text));
        }
        for text in ["23", "2023-Q5", "2023-13", "2023-00", "2023-W60", "2023-1", "+202", "2023/24"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_partly_known_day_knows_its_bounds() {
        let october = PartialDate::parse("2023-10-x");
        assert_eq!(october, PartialDate::parse("2023-10"));
        assert_eq!(october.map(PartialDate::last), Date::parse("2023-10-31"));
        assert_eq!(PartialDate::parse("2023-x"), PartialDate::parse("2023"));
        assert_eq!(PartialDate::parse("2023-13"), None);
    }
}
