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
    mod reasons;
    mod same_bytes;
    mod tables;
    mod themes;
    mod withheld;
}
