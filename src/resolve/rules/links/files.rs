//! Files that prose links to: they are there, beside the document.

use crate::parse::path::{ATTACHMENTS, Part, Path, path};
use crate::parse::prose::Link;
use crate::resolve::target::beside;

use super::Check;
use super::anchors::Owner;

impl Check<'_> {
    /// Checks a path, and keeps it where its file is to be published.
    pub(super) fn file(&mut self, link: &Link, written: &str) {
        let folder = self.file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(found) = beside(folder, written) else {
            let message =
                if written.starts_with('/') { format!("`{written}` is an address, not a path") } else { format!("`{written}` leads out of the site folder") };
            let error = self.error(&link.span, "link-out-of-site", message);
            return self.report.push(error.help("things are linked by what they are, such as `page:id`, and files by a path beside the document"));
        };
        let is_mine = Owner::of(&found) == self.owner && matches!(self.owner, Owner::Front | Owner::Thing(_)) && found.starts_with("content/");
        let part = match path(&found) {
            Path::Front(part) | Path::Document { part, .. } if is_mine => Some(part),
            _ => None,
        };
        let is_publishable = |ending: &str| ATTACHMENTS.contains(&ending);
        let can_be_linked = found.rsplit_once('.').is_some_and(|(_, ending)| is_publishable(ending));
        match (self.world.sources.get(&found), part) {
            (_, None | Some(Part::Original | Part::Translation(_) | Part::Example { .. })) => self.not_beside(link, written),
            (Some(_), _) if !can_be_linked => self.not_beside(link, written),
            (None, _) => self.missing(link, written, &found),
            // Values are published without being linked.
            (Some(_), Some(Part::Data)) => {}
            (Some(_), Some(_)) => self.files.push(found),
        }
    }

    fn not_beside(&mut self, link: &Link, written: &str) {
        let error = self.error(&link.span, "file-not-beside", format!("`{written}` is not a file that is published beside this document"));
        let help =
            format!("files in the document's own folder can be linked: {}; things are linked by what they are, such as `page:id`", ATTACHMENTS.join(", "));
        self.report.push(error.help(help));
    }

    fn missing(&mut self, link: &Link, written: &str, found: &str) {
        let folder = found.rsplit_once('/').map_or("", |(folder, _)| folder);
        let inside = format!("{folder}/");
        let sources = self.world.sources;
        let names: Vec<&str> =
            sources.under(&inside).map(|file| &file.path[inside.len()..]).filter(|name| !name.ends_with(".md") && !name.contains('/')).collect();
        let error = self.error(&link.span, "missing-file", format!("there is no file `{written}`"));
        let name = written.rsplit('/').next().unwrap_or_default();
        self.report.push(error.suggest(name, names, format!("put it into {folder}/")));
    }
}
