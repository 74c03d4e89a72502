//! Releases, from a folder and straight from git, without a checkout.

use std::path::Path;
use std::process::Command;

use crate::support::folder::{Folder, copy, tree, write};
use crate::support::program::{Run, command, run, virta};

const SETTINGS: &str = "title = \"x\"\nbase_url = \"https://example.org/\"\nlanguages = [\"fi\"]\n";

fn release(id: &str, source: &str) -> String {
    format!("[[releases]]\nid = \"{id}\"\ndate = 2022-06-15\nstatus = \"released\"\nsource = {{ {source} }}\nformat = 1\n")
}

fn page(words: &str) -> String {
    format!("+++\ntitle = \"{words}\"\n+++\n\n{words}\n")
}

/// Why the working tree has not got a page of the release.
const GONE: &str = "[[removed]]\nkind = \"page\"\nid = \"vanha\"\nrelease = \"2023.1\"\nreason = \"m-why-it-went\"\n";

/// Runs git in a folder, as nobody in particular and without the settings of whoever runs the tests.
#[track_caller]
pub(super) fn git(folder: &Path, args: &[&str]) -> String {
    let settings = [
        "-c",
        "user.name=Virta team",
        "-c",
        "user.email=virta@example.org",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "protocol.file.allow=always",
        "-c",
        "commit.gpgsign=false",
    ];
    let mut command = Command::new("git");
    command.args(settings).args(args).current_dir(folder);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE");
    let run = run(&mut command);
    assert_eq!(run.code, Some(0), "git {args:?}: {}", run.stderr);
    run.stdout.trim().to_owned()
}

/// A repository whose site, in `folder` below its root, was released as `v1` and then went on.
fn repository(folder: &str) -> Folder {
    let root = Folder::new("repository");
    git(root.path(), &["init", "-q"]);
    let at = |path: &str| if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    root.write(&at("site.toml"), SETTINGS);
    root.write(&at("content/index.md"), page("m-released"));
    root.write(&at("content/pages/vanha/index.md"), page("m-only-then"));
    root.write("elsewhere/content/index.md", page("m-not-of-the-site"));
    git(root.path(), &["add", "-A"]);
    git(root.path(), &["commit", "-qm", "The first release"]);
    git(root.path(), &["tag", "v1"]);
    std::fs::remove_dir_all(root.join(&at("content/pages/vanha"))).expect("the page is there");
    root.write(&at("models/removed.toml"), GONE);
    root.write(&at("content/index.md"), page("m-working-tree"));
    root.write(&at("site.toml"), format!("{SETTINGS}{}", release("2022.1", "git = \"v1\"")));
    git(root.path(), &["add", "-A"]);
    git(root.path(), &["commit", "-qm", "Go on"]);
    root
}

/// Builds and looks at what the root and the dated site show.
#[track_caller]
fn shows_the_release(site: &Path) {
    virta(site, ["build"]).succeeds();
    let text = |path: &str| std::fs::read_to_string(site.join("output").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    for path in ["index.html", "julkaisut/2022.1/sivusto/index.html"] {
        assert!(text(path).contains("m-released") && !text(path).contains("m-working-tree"), "{path} does not show the release");
    }
    assert!(text("vanha/index.html").contains("m-only-then"));
    virta(site, ["build", "--drafts"]).succeeds();
    assert!(text("index.html").contains("m-working-tree"), "--drafts shows the working tree");
    assert!(text("vanha/index.html").contains("m-why-it-went"), "what is gone keeps its address");
}

#[test]
fn a_release_is_read_from_a_tag_without_a_checkout() {
    let root = repository("");
    let (head, status) = (git(root.path(), &["rev-parse", "HEAD"]), git(root.path(), &["status", "--porcelain"]));
    let before = tree(&root.join("content"));
    shows_the_release(root.path());
    assert_eq!(before, tree(&root.join("content")), "the working tree has changed");
    std::fs::remove_dir_all(root.join("output")).expect("the output is there");
    assert_eq!((head, status), (git(root.path(), &["rev-parse", "HEAD"]), git(root.path(), &["status", "--porcelain"])));
}

#[test]
fn a_release_is_read_by_branch_and_by_commit() {
    let root = repository("");
    git(root.path(), &["branch", "release/2022", "v1"]);
    let commit = git(root.path(), &["rev-parse", "v1"]);
    for revision in ["release/2022", commit.as_str(), &commit[..12], "refs/tags/v1"] {
        root.write("site.toml", format!("{SETTINGS}{}", release("2022.1", &format!("git = \"{revision}\""))));
        shows_the_release(root.path());
    }
}

#[test]
fn an_annotated_tag_of_a_packed_repository_is_read() {
    let root = repository("");
    git(root.path(), &["tag", "-a", "-m", "Annotated", "v1-signed", "v1"]);
    git(root.path(), &["gc", "-q", "--aggressive"]);
    root.write("site.toml", format!("{SETTINGS}{}", release("2022.1", "git = \"v1-signed\"")));
    shows_the_release(root.path());
}

#[test]
fn a_site_below_the_root_of_its_repository_is_read() {
    let root = repository("docs/virta site");
    shows_the_release(&root.join("docs/virta site"));
    // As a hook of git calls it: from the root, with git's own settings in the environment.
    let hook = run(command(&root.join("docs/virta site"), ["check"]).current_dir(root.path()).env("GIT_DIR", ".git").env("GIT_INDEX_FILE", ".git/index"));
    hook.succeeds();
}

#[test]
fn a_linked_worktree_is_read() {
    let root = repository("");
    let linked = Folder::new("linked");
    git(root.path(), &["worktree", "add", "-q", &linked.join("tree").display().to_string(), "HEAD", "--detach"]);
    shows_the_release(&linked.join("tree"));
    git(root.path(), &["worktree", "remove", "--force", &linked.join("tree").display().to_string()]);
}

#[test]
fn a_bare_repository_is_compared_without_a_working_tree() {
    let root = repository("");
    let bare = Folder::new("bare");
    git(bare.path(), &["clone", "-q", "--bare", &root.path().display().to_string(), "site.git"]);
    let run = virta(&bare.join("site.git"), ["diff", "v1", "HEAD", "--format", "json"]).succeeds();
    let told: serde_json::Value = serde_json::from_str(&run.stdout).expect("the difference is JSON");
    let ids: Vec<&str> = told["changes"].as_array().into_iter().flatten().filter_map(|change| change["id"].as_str()).collect();
    assert!(ids.contains(&"vanha") && !run.stdout.contains("m-not-of-the-site"), "{}", run.stdout);
    virta(&bare.join("site.git"), ["diff", "release:2022.1", "git:HEAD", "--format", "json"]).succeeds();
}

#[test]
fn a_shallow_clone_says_what_to_do() {
    let root = repository("");
    let clone = Folder::new("shallow");
    let address = format!("file://{}", root.path().display());
    git(clone.path(), &["clone", "-q", "--depth", "1", "--no-tags", &address, "site"]);
    let site = clone.join("site");
    let run = virta(&site, ["check"]).ends_with(1).says("error[unreadable-release]").says(" --> site.toml:");
    run.says("there is no revision `v1` in the repository; the clone is shallow, so fetch the rest: git fetch --unshallow --tags");
    git(&site, &["fetch", "-q", "--unshallow", "--tags"]);
    shows_the_release(&site);
}

#[test]
fn a_whole_clone_without_the_tag_says_what_to_do() {
    let root = repository("");
    let clone = Folder::new("tagless");
    git(clone.path(), &["clone", "-q", "--no-tags", &root.path().display().to_string(), "site"]);
    let site = clone.join("site");
    virta(&site, ["check"]).ends_with(1).says("it may be on the server alone, so fetch it: git fetch --tags");
    git(&site, &["fetch", "-q", "--tags"]);
    shows_the_release(&site);
    git(root.path(), &["tag", "-d", "v1"]);
    virta(root.path(), ["check"]).ends_with(1).says("there is no revision `v1` in the repository; `git tag` and `git branch --all` list what there is");
}

#[test]
fn a_partial_clone_says_what_to_do() {
    let root = repository("");
    git(root.path(), &["config", "uploadpack.allowFilter", "true"]);
    let clone = Folder::new("partial");
    git(clone.path(), &["clone", "-q", "--filter=blob:none", &format!("file://{}", root.path().display()), "site"]);
    let site = clone.join("site");
    virta(&site, ["check"]).ends_with(1).says("partial clone; fetch all of it: git fetch --refetch --no-filter");
    git(&site, &["fetch", "-q", "--refetch", "--no-filter"]);
    shows_the_release(&site);
}

#[test]
fn a_worktree_of_a_bare_repository_is_read() {
    let root = repository("site");
    let bare = Folder::new("bare");
    git(bare.path(), &["clone", "-q", "--bare", &root.path().display().to_string(), "site.git"]);
    git(&bare.join("site.git"), &["worktree", "add", "-q", "--detach", "../tree", "HEAD"]);
    shows_the_release(&bare.join("tree/site"));
    // Beside the objects themselves, where a server keeps them.
    let inside = bare.join("site.git");
    write(&inside.join("site.toml"), format!("{SETTINGS}{}", release("2022.1", "git = \"v1\"")));
    write(&inside.join("content/index.md"), page("m-working-tree"));
    write(&inside.join("models/removed.toml"), GONE);
    let root = repository("");
    git(&inside, &["fetch", "-q", "--force", &root.path().display().to_string(), "v1:refs/tags/v1"]);
    shows_the_release(&inside);
}

#[test]
fn a_repository_of_another_owner_is_read_and_runs_nothing() {
    let root = repository("");
    for (key, value) in [("core.fsmonitor", "touch ran; false"), ("core.hooksPath", "hooks"), ("core.pager", "touch ran"), ("core.sshCommand", "touch ran")] {
        git(root.path(), &["config", key, value]);
    }
    // Git's own way to be told that the owner is somebody else.
    let run = run(command(root.path(), ["check"]).env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"));
    run.succeeds();
    assert!(!root.join("ran").exists());
}

#[test]
fn a_folder_that_was_not_there_yet_is_said_so() {
    let root = repository("");
    let site = root.join("later");
    write(&site.join("site.toml"), format!("{SETTINGS}{}", release("2022.1", "git = \"v1\"")));
    write(&site.join("content/index.md"), page("x"));
    unreadable(virta(&site, ["check"])).says("at `v1` there was no folder `later` yet");
}

#[test]
fn a_folder_with_a_name_that_git_could_read_as_a_pattern_is_read() {
    shows_the_release(&repository(":(top)*[a]").join(":(top)*[a]"));
}

#[test]
fn a_bare_revision_that_looks_like_an_option_stays_a_revision() {
    let root = repository("");
    for revision in ["--help", "-v1", "v1 --output=x", "nothing", "HEAD~99", "v1:content", ""] {
        root.write("site.toml", format!("{SETTINGS}{}", release("2022.1", &format!("git = \"{revision}\""))));
        let run = virta(root.path(), ["check"]).ends_with(1);
        assert!(run.stderr.contains(" --> site.toml:"), "{revision}: {}", run.stderr);
    }
    assert!(!root.join("x").exists());
}

#[test]
fn outside_of_a_repository_git_is_told_of() {
    let site = Folder::new("no-repository");
    // The temporary folder may itself lie in a repository; git is told not to look beyond.
    site.write("site.toml", format!("{SETTINGS}{}", release("2022.1", "git = \"v1\"")));
    site.write("content/index.md", page("x"));
    let parent = site.path().parent().expect("a folder is in a folder").to_owned();
    let run = run(command(site.path(), ["check"]).env("GIT_CEILING_DIRECTORIES", parent));
    unreadable(run);
}

#[track_caller]
fn unreadable(run: Run) -> Run {
    let run = run.ends_with(1).says("error[unreadable-release]").says(" --> site.toml:");
    assert!(run.stderr.contains("2022.1") && !run.stderr.contains("panicked"), "{}", run.stderr);
    run
}

#[test]
fn a_release_that_cannot_be_read_is_an_error_at_its_place() {
    let site = Folder::new("folder-release");
    site.write("content/index.md", page("m-working-tree"));
    site.write("file", "x");
    for source in ["path = \"releases/2022.1\"", "path = \"file\"", "path = \"../\"", "path = \"/etc\"", "path = \"releases/../..\""] {
        site.write("site.toml", format!("{SETTINGS}{}", release("2022.1", source)));
        let run = virta(site.path(), ["check"]).ends_with(1);
        assert!(run.stderr.contains(" --> site.toml:") && run.stderr.contains("2022.1") || run.stderr.contains("path"), "{source}: {}", run.stderr);
    }
    site.write("site.toml", format!("{SETTINGS}{}", release("2022.1", "path = \"releases/2022.1\"")));
    site.write("releases/2022.1/content/index.md", page("m-released"));
    site.write("releases/2022.1/content/pages/vanha/index.md", page("m-only-then"));
    site.write("models/removed.toml", GONE);
    shows_the_release(site.path());
}

#[test]
fn a_frozen_release_is_judged_mildly_but_what_cannot_be_read_is_an_error() {
    let site = Folder::new("mild");
    site.write("site.toml", format!("{SETTINGS}{}", release("2022.1", "path = \"releases/2022.1\"")));
    site.write("content/index.md", page("m-working-tree"));
    site.write("releases/2022.1/content/index.md", "+++\ntitle = \"m-released\"\nnew_key_of_old = 1\n+++\n\n[x](page:gone)\n");
    site.write("releases/2022.1/content/pages/vanha/index.md", page("m-only-then"));
    site.write("models/removed.toml", GONE);
    virta(site.path(), ["check"]).succeeds();
    shows_the_release(site.path());
    site.write("releases/2022.1/content/index.md", "+++\ntitle = \"m-released\n+++\n");
    let run = virta(site.path(), ["check"]).ends_with(1);
    assert!(run.stderr.contains("release 2022.1: content/index.md:2:"), "the place names the release\n{}", run.stderr);
}

#[test]
fn a_symbolic_link_in_a_release_is_refused() {
    let site = Folder::new("linked-release");
    site.write("site.toml", format!("{SETTINGS}{}", release("2022.1", "path = \"releases/2022.1\"")));
    site.write("content/index.md", page("m-working-tree"));
    let outside = Folder::new("outside");
    outside.write("content/index.md", page("m-outside"));
    copy(&site.join("content"), &site.join("releases/2022.1/content"));
    std::os::unix::fs::symlink(outside.join("content/index.md"), site.join("releases/2022.1/content/link.md")).expect("a link can be made");
    virta(site.path(), ["check"]).ends_with(1);
    std::fs::remove_dir_all(site.join("releases/2022.1")).expect("the release is there");
    std::os::unix::fs::symlink(outside.path(), site.join("releases/2022.1")).expect("a link can be made");
    virta(site.path(), ["build"]).ends_with(1);
    let root = repository("");
    std::os::unix::fs::symlink("../elsewhere/content/index.md", root.join("content/link.md")).expect("a link can be made");
    git(root.path(), &["add", "-A"]);
    git(root.path(), &["commit", "-qm", "A link"]);
    git(root.path(), &["tag", "-f", "v1"]);
    std::fs::remove_file(root.join("content/link.md")).expect("the link is there");
    unreadable(virta(root.path(), ["check"]));
}
