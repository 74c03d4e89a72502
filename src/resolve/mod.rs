//! Documents → model.

/// Whether a finding in a frozen release stays an error: what cannot be read, and what must not be disclosed.
pub fn stays_an_error(rule: &str) -> bool {
    matches!(rule, "unreadable-release")
}

/// The manual's paragraph of a rule.
pub fn explain(_rule: &str) -> Option<&'static str> {
    None
}
