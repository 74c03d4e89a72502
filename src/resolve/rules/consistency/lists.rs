//! A code list is used: by an attribute, an indicator or a use case.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::model::{Id, Model};
use crate::parse::Documents;

/// Notes code lists in use that nothing takes its codes from.
pub fn check(documents: &Documents, model: &Model, report: &mut Report) {
    let used = used(model);
    for (id, document) in documents.code_lists.documents.iter().filter(|(id, _)| !used.contains(id)) {
        let is_over = model.code_lists.get(id).is_some_and(|list| list.lifecycle.superseded_by.is_some());
        if !is_over {
            let place = document.file.place(document.header.clone());
            report.push(
                Diagnostic::new(Severity::Note, place, "unused-code-list", format!("nothing uses the code list `{id}`"))
                    .help("name it in an attribute, or in the dimensions of an indicator or a use case"),
            );
        }
    }
}

fn used(model: &Model) -> BTreeSet<&Id> {
    let attributes = model.concept_models.values().flat_map(|model| &model.concepts).flat_map(|concept| &concept.attributes);
    let of_attributes = attributes.filter_map(|attribute| attribute.code_list.as_ref());
    let of_indicators = model.indicators.values().flat_map(|indicator| &indicator.dimensions);
    let of_use_cases = model.use_cases.values().flat_map(|case| &case.dimensions).map(|pin| &pin.id);
    of_attributes.chain(of_indicators).chain(of_use_cases).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{resolved, sources};

    #[test]
    fn a_code_list_that_nothing_uses_is_noted() {
        let head = "version = \"1.0.0\"\nstatus = \"draft\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"First\"\n";
        let list = format!("name = \"L\"\n{head}[[codes]]\ncode = \"1\"\nname = \"One\"\n");
        let model = format!("name = \"M\"\n{head}[concepts.c]\nname = \"c\"\n[concepts.c.attributes.a]\nname = \"a\"\ntype = \"code\"\ncode_list = \"used\"\n");
        let project = format!("//- models/code-lists/idle.toml\n{list}//- models/code-lists/used.toml\n{list}//- models/concepts/m.toml\n{model}");
        let (_, report) = resolved(&sources(&project));
        let told: Vec<_> = report.diagnostics.iter().map(|found| (found.rule, &*found.place.file, found.message.as_str())).collect();
        assert_eq!(told, [("unused-code-list", "models/code-lists/idle.toml", "nothing uses the code list `idle`")]);
    }
}
