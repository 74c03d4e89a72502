//! The site as a whole: where its pages are, that they hold together, and that the same input gives the same bytes.

mod support;

mod site {
    mod addresses;
    mod charts;
    mod contract;
    mod imports;
    mod independent;
    mod inputs;
    mod languages;
    mod links;
    mod machine;
    mod markup;
    mod output;
    mod same_bytes;
    mod themes;
    mod withheld;
}
