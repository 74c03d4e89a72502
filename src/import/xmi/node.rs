//! Looking around in XMI, whatever prefix and version its names have.

use roxmltree::Node;

/// An attribute by its local name, in whatever namespace; `xmi:id`, `xmi.id` and `id` are one.
pub fn get<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let is = |found: &str| found == name || found.strip_prefix("xmi.") == Some(name);
    // One of XMI's own goes before one of the same name without a prefix.
    let of_xmi = node.attributes().find(|one| one.namespace().is_some_and(|space| space.to_ascii_uppercase().contains("XMI")) && one.name() == name);
    of_xmi.or_else(|| node.attributes().find(|one| is(one.name()))).map(|one| one.value())
}

/// An attribute that is in no namespace: `type` of UML and not of XMI.
pub fn bare<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|one| one.namespace().is_none() && one.name() == name).map(|one| one.value()).filter(|value| !value.is_empty())
}

/// The type that XMI gives an element, without its prefix: `Class`.
pub fn kind<'a>(node: Node<'a, '_>) -> &'a str {
    let of_xmi = node.attributes().find(|one| one.name() == "type" && one.namespace().is_some());
    of_xmi.map_or("", |one| one.value().rsplit(':').next().unwrap_or_default())
}

/// Children that are elements of a name.
pub fn children<'a, 'd: 'a>(node: Node<'a, 'd>, name: &'a str) -> impl Iterator<Item = Node<'a, 'd>> + 'a {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The first child of a name.
pub fn child<'a, 'd: 'a>(node: Node<'a, 'd>, name: &'a str) -> Option<Node<'a, 'd>> {
    children(node, name).next()
}

/// A tagged value without the notes that Enterprise Architect puts behind it.
pub fn value(text: &str) -> &str {
    text.split("#NOTES#").next().unwrap_or_default().trim()
}

/// The name of an element, blanks taken off.
pub fn name(node: Node<'_, '_>) -> String {
    bare(node, "name").or_else(|| get(node, "name")).unwrap_or_default().trim().to_owned()
}

/// Whether a truth value is there and true.
pub fn is_true(node: Node<'_, '_>, name: &str) -> bool {
    bare(node, name).is_some_and(|value| value == "true" || value == "1")
}
