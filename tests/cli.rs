//! The command line as people and other programs meet it: exit status, words and forms.

mod support;

mod cli {
    mod conform;
    mod difference;
    mod extract;
    mod findings;
    mod freeze;
    mod kept;
    mod releases;
    mod serve;
    mod start;
    mod unreadable;
}
