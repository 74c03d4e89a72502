//! Lists the built-in theme's files, so that the binary carries them, and marks the program by its sources.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=themes/virta");
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = manifest.join("themes/virta");
    let mut files = Vec::new();
    for part in ["templates", "static", "i18n"] {
        list(&root.join(part), &mut files)?;
    }
    files.sort();
    let mut code = String::from("/// The built-in theme: path from its folder, and bytes.\npub static FILES: &[(&str, &[u8])] = &[\n");
    for file in files {
        let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let _ = writeln!(code, "    ({name:?}, include_bytes!({:?})),", file.to_string_lossy());
    }
    code.push_str("];\n");
    println!("cargo::rustc-env=VIRTA_PROGRAM={:016x}", program(&manifest)?);
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("theme.rs"), code)
}

/// A hash of the program's sources and of what they are built with: another program is another cache.
fn program(manifest: &Path) -> io::Result<u64> {
    let mut files = vec![manifest.join("Cargo.lock"), manifest.join("Cargo.toml")];
    list(&manifest.join("src"), &mut files)?;
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.strip_prefix(manifest).unwrap_or(&file).to_string_lossy().into_owned();
        for byte in name.into_bytes().into_iter().chain([0]).chain(fs::read(&file)?) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(hash)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            list(&path, files)?;
        } else if !is_hidden {
            files.push(path);
        }
    }
    Ok(())
}
