//! Files that cannot be read as what they should be: each is told of at its place, and hides nothing else.

use std::os::unix::fs::symlink;

use super::start::started;
use crate::support::folder::Folder;
use crate::support::program::virta;

#[test]
fn symbolic_links_are_refused() {
    let outside = Folder::new("outside");
    outside.write("index.md", "+++\ntitle = \"m-outside\"\n+++\n");
    outside.write("folder/index.md", "+++\ntitle = \"m-outside\"\n+++\n");
    for (target, link) in [
        ("index.md", "content/pages/tietoa/index.sv.md"),
        ("folder", "content/pages/kansio"),
        ("folder", "content/reports"),
        ("index.md", "models/regions.toml"),
        ("nowhere", "content/pages/tietoa/kuva.png"),
        ("folder", "models"),
    ] {
        let site = started();
        symlink(outside.join(target), site.join(link))
            .or_else(|_| std::fs::create_dir_all(site.join(link).parent().expect("a folder")).and_then(|()| symlink(outside.join(target), site.join(link))))
            .expect("a link can be made");
        let run = virta(site.path(), ["build"]).ends_with(1);
        assert!(run.stderr.contains(link) && run.stderr.contains("symbolic link"), "{link}: {}", run.stderr);
        assert!(!site.join("output").exists());
    }
    let site = started();
    std::fs::rename(site.join("content"), site.join("sources")).expect("the folder can be moved");
    symlink(site.join("sources"), site.join("content")).expect("a link can be made");
    site.write("sources/pages/rikki/index.md", "m-outside");
    let run = virta(site.path(), ["build"]).ends_with(1);
    let help = "put the file itself there: a snapshot has to hold all that it shows";
    // Nothing behind the link is read.
    assert_eq!(run.stderr, format!("error[symbolic-link]: `content` is a symbolic link\n --> content:1:1\n     = help: {help}\n1 error, 0 warnings\n"));
}

#[test]
fn a_theme_is_inside_the_site() {
    let outside = Folder::new("themes-outside");
    outside.write("virta/static/x.css", "m-outside");
    let site = started();
    symlink(outside.path(), site.join("themes")).expect("a link can be made");
    let run = virta(site.path(), ["build"]).ends_with(1);
    let expected = "error[path-out-of-site]: `themes/virta` leads out of the site folder\n --> themes/virta:1:1\n     = help: put the theme into the site \
                    folder\n1 error, 0 warnings\n";
    assert_eq!(run.stderr, expected);
}

#[test]
fn what_stands_in_the_place_of_a_file_is_refused_and_nothing_else_is_blamed() {
    for path in ["site.toml", "content/index.md", "content/pages/tietoa/index.md", "models/regions.toml"] {
        let site = started();
        site.write("content/pages/muu/index.md", "+++\ntitle = \"Muu\"\n+++\n\n<page:tietoa>\n");
        site.write("content/pages/tietoa/index.sv.md", "+++\n+++\n\nText.\n");
        let _ = std::fs::remove_file(site.join(path));
        std::fs::create_dir_all(site.join(path)).expect("a folder can be made");
        let run = virta(site.path(), ["build"]).ends_with(1);
        let help = "take it away, or put a file there";
        let expected =
            format!("error[unreadable-file]: `{path}` is a folder, and a file is wanted\n --> {path}:1:1\n     = help: {help}\n1 error, 0 warnings\n");
        assert_eq!(run.stderr, expected);
    }
}

#[test]
fn paths_do_not_lead_out_of_the_site() {
    let site = started();
    site.write("secret.png", "m-secret");
    for path in ["../../../secret.png", "/etc/passwd", "..%2f..%2f..%2fsecret.png", "../../../../../../../../etc/hostname", "./../../../secret.png"] {
        site.write("content/pages/tietoa/index.md", format!("+++\ntitle = \"x\"\n+++\n\n![x]({path})\n"));
        virta(site.path(), ["check"]).ends_with(1).says("content/pages/tietoa/index.md:5:");
    }
}

#[test]
fn what_is_not_text_or_not_whole_is_told_of_at_its_place() {
    let front = "content/pages/tietoa/index.md";
    let cases: [(&str, &[u8]); 18] = [
        (front, b"+++\ntitle = \"\xff\"\n+++\n"),
        (front, b"+++\ntitle = \"x\"\n+++\n\nbody \xc3\x28\n"),
        (front, b""),
        (front, b"\n\n+++\ntitle = \"x\"\n+++\n"),
        (front, b"+++\ntitle = \"x\"\n"),
        (front, b"+++"),
        (front, b"+++\ntitle = \"x\n+++\n"),
        (front, b"+++\n[title\n+++\n"),
        (front, b"---\ntitle: x\n---\n"),
        (front, b"\xff\xfe+\0+\0+\0"),
        ("site.toml", b""),
        ("site.toml", b"title = \"\xff\"\n"),
        ("site.toml", b"title = [[[[\n"),
        ("models/regions.toml", b"version = \"1.0.0\n"),
        ("models/regions.toml", b"\0\0\0\0"),
        ("models/information-model.toml", b"\xef\xbb\xbf\xff"),
        ("models/code-lists/x.toml", b""),
        ("models/concepts/x.toml", b"name = \"x\"\n[concepts.a]\nname = \"a\"\n[concepts.a]\nname = \"b\"\n"),
    ];
    for (path, bytes) in cases {
        let site = started();
        site.write(path, bytes);
        site.write("content/pages/toinen/index.md", "+++\ntitle = 4\n+++\n");
        let run = virta(site.path(), ["check"]).ends_with(1);
        assert!(run.stderr.contains(&format!(" --> {path}:")), "{path} {:?} is not told of\n{}", String::from_utf8_lossy(bytes), run.stderr);
        let hides = path != "site.toml" && !run.stderr.contains(" --> content/pages/toinen/index.md:2:");
        assert!(!hides, "{path} {:?} hides another file's error\n{}", String::from_utf8_lossy(bytes), run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

#[test]
fn tables_that_cannot_be_read_are_told_of_at_their_place() {
    let cases: [&[u8]; 12] = [
        b"",
        b"\n",
        b"region\n",
        b"region,period,value\nK1,2023,\xff\n",
        b"region,period,value\nK1,2023,\"1\n",
        b"region,period,value\nK1,2023\n",
        b"region,period,value\nK1,2023,1,2\n",
        b"region,period,value\nK1,2023-13,1\n",
        b"region,period,value\nK1,2023,1.5\nK1,2022,\"1,5\"\n",
        b"region;period;value\nK1;2023;one\n",
        b"region,period,value\nK1,2023,\nK1,2023,\n",
        b"region,region,value\nK1,2023,1\n",
    ];
    for bytes in cases {
        let site = started();
        virta(site.path(), ["new", "indicator", "luku"]).succeeds();
        site.write(
            "models/regions.toml",
            "version = \"1.0.0\"\nstatus = \"valid\"\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n\
             [[classifications]]\nid = \"c\"\nname = \"c\"\n[[regions]]\ncode = \"K1\"\nclassification = \"c\"\nlevel = \"county\"\nname = \"x\"\nslug = \"x\"\n",
        );
        site.write("content/indicators/luku/data.csv", bytes);
        let run = virta(site.path(), ["check"]).ends_with(1);
        assert!(run.stderr.contains(" --> content/indicators/luku/data.csv:"), "{:?}\n{}", String::from_utf8_lossy(bytes), run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

#[test]
fn marks_and_line_ends_of_other_systems_are_no_errors() {
    let site = started();
    site.write("content/pages/tietoa/index.md", "\u{feff}+++\r\ntitle = \"m-other-system\"\r\nnav = true\r\n+++\r\n\r\nm-body\r\n");
    let settings = site.text("site.toml");
    site.write("site.toml", format!("\u{feff}{}", settings.replace('\n', "\r\n")));
    virta(site.path(), ["check", "--deny", "warnings"]).succeeds();
    virta(site.path(), ["build"]).succeeds();
    let page = site.text("output/tietoa/index.html");
    assert!(page.contains("m-other-system") && page.contains("m-body"));
}

#[test]
fn ids_that_differ_only_in_case_and_names_that_are_taken_are_errors() {
    let site = started();
    for (path, text) in [
        ("content/pages/Tietoa/index.md", "+++\ntitle = \"x\"\n+++\n"),
        ("content/pages/mittarit/index.md", "+++\ntitle = \"x\"\n+++\n"),
        ("content/pages/indicators/index.md", "+++\ntitle = \"x\"\n+++\n"),
        ("content/pages/assets/index.md", "+++\ntitle = \"x\"\n+++\n"),
        ("content/pages/sv/index.md", "+++\ntitle = \"x\"\n+++\n"),
        ("content/pages/a b/index.md", "+++\ntitle = \"x\"\n+++\n"),
    ] {
        site.write(path, text);
        virta(site.path(), ["check"]).ends_with(1).says(path);
        std::fs::remove_file(site.join(path)).expect("the file is there");
        std::fs::remove_dir(site.join(path.trim_end_matches("/index.md"))).expect("the folder is there");
    }
}
