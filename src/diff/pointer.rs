//! Where in the sources a thing or a field of it is written, as steps through a file.

/// A place in a file of a snapshot, said without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pointer {
    /// The path from the root of the snapshot; for values without their ending, which the source chooses.
    pub file: String,
    /// How to get there from the top table.
    pub steps: Vec<At>,
}

/// One step into a TOML table, or to the body or rows of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// The value of a key.
    Key(String),
    /// The item of a list of tables whose key says something.
    Item {
        /// The list.
        list: String,
        /// The key of the item.
        key: &'static str,
        /// What it says.
        is: String,
    },
    /// The body after the front matter.
    Body,
    /// A row of values.
    Row {
        /// The region's code.
        region: String,
        /// The period.
        period: String,
        /// Codes by dimension; none for the total.
        codes: Vec<(String, String)>,
    },
}

impl Pointer {
    /// A whole file.
    pub fn file(path: impl Into<String>) -> Self {
        Self { file: path.into(), steps: Vec::new() }
    }

    /// One step further.
    #[must_use]
    pub fn then(&self, step: At) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { file: self.file.clone(), steps }
    }

    /// The value of a key of what is pointed at.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.then(At::Key(key.to_owned()))
    }

    /// An item of a list of what is pointed at.
    #[must_use]
    pub fn item(&self, list: &str, key: &'static str, is: &str) -> Self {
        self.then(At::Item { list: list.to_owned(), key, is: is.to_owned() })
    }
}
