//! Where regions stand in all indicators of a release, each worked out when a page first asks for it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::model::{Id, Indicator};
use crate::release::Release;
use crate::statistics::Standings;

/// The standings of a release's indicators. A region's page needs those of all indicators, and
/// each is needed by many pages.
pub struct Board {
    standings: BTreeMap<Id, OnceLock<Option<Standings>>>,
    /// How many bytes the values of each take as CSV: its page tells it in every language.
    sizes: BTreeMap<Id, OnceLock<usize>>,
}

impl Board {
    /// A board on which nothing has been worked out.
    pub fn new(release: &Release) -> Self {
        let indicators = &release.model.indicators;
        Self {
            standings: indicators.keys().map(|id| (id.clone(), OnceLock::new())).collect(),
            sizes: indicators.keys().map(|id| (id.clone(), OnceLock::new())).collect(),
        }
    }

    /// Where regions stand in an indicator of the release; `None` where it has no values.
    pub fn standings(&self, release: &Release, indicator: &Indicator) -> Option<&Standings> {
        let place = self.standings.get(&indicator.id)?;
        Self::worked_out(place, release, indicator)
    }

    /// The standings of all indicators, in the order of their ids.
    pub fn all<'b>(&'b self, release: &'b Release) -> impl Iterator<Item = (&'b Indicator, Option<&'b Standings>)> {
        let places = release.model.indicators.values().zip(self.standings.values());
        places.map(|(indicator, place)| (indicator, Self::worked_out(place, release, indicator)))
    }

    /// How many bytes the values of an indicator take in a file, worked out once.
    pub fn size(&self, indicator: &Indicator, work_out: impl FnOnce() -> usize) -> Option<usize> {
        self.sizes.get(&indicator.id).map(|size| *size.get_or_init(work_out))
    }

    fn worked_out<'b>(place: &'b OnceLock<Option<Standings>>, release: &Release, indicator: &Indicator) -> Option<&'b Standings> {
        place.get_or_init(|| Standings::newest(indicator, &release.model.regions, release.date)).as_ref()
    }
}
