//! Charts that a page has just drawn and the file beside it will ask for: drawn once for both.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::chart::Drawn;
use crate::plan::Route;

/// The last few charts that were drawn and not yet asked for again.
///
/// A chart is made of its page's release, language and address alone, so the one on the shelf is the one that
/// would be drawn.
#[derive(Default)]
pub struct Shelf(Mutex<VecDeque<(Route, String, Arc<Drawn>)>>);

/// Pages and their files are rendered one after the other, by each thread its own.
const PLACES: usize = 24;

impl Shelf {
    /// The chart of a page by its name: from the shelf, else drawn and put there.
    pub fn chart(&self, route: &Route, name: &str, draw: impl FnOnce() -> Drawn) -> Arc<Drawn> {
        self.taken(route, name).unwrap_or_else(|| self.put(route, name, draw()))
    }

    /// The same where there may be nothing to draw.
    pub fn chart_if_any(&self, route: &Route, name: &str, draw: impl FnOnce() -> Option<Drawn>) -> Option<Arc<Drawn>> {
        self.taken(route, name).or_else(|| draw().map(|drawn| self.put(route, name, drawn)))
    }

    fn put(&self, route: &Route, name: &str, drawn: Drawn) -> Arc<Drawn> {
        let drawn = Arc::new(drawn);
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.truncate(PLACES - 1);
        places.push_front((route.clone(), name.to_owned(), drawn.clone()));
        drawn
    }

    fn taken(&self, route: &Route, name: &str) -> Option<Arc<Drawn>> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = places.iter().position(|(of, other, _)| other == name && of == route)?;
        places.remove(at).map(|(.., drawn)| drawn)
    }
}
