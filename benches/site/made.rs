//! Sites of any size, in the contract's form, the same for the same size.

use std::fmt::{self, Write as _};
use std::fs;
use std::path::Path;
use std::process::Command;

/// How large a site is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Pages of prose.
    pub pages: usize,
    /// Indicators, each with a value for every region and year.
    pub indicators: usize,
    /// Regions.
    pub regions: usize,
    /// Years.
    pub years: usize,
    /// Languages.
    pub languages: usize,
    /// Frozen releases, each the same but for a word of its front page.
    pub releases: usize,
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pages, indicators, regions, years, languages, releases } = self;
        match indicators {
            0 => write!(f, "{pages} pages, {languages} lang.")?,
            _ => write!(f, "{indicators} ind. × {regions} × {years}, {pages} p., {languages} lang.")?,
        }
        if *releases > 0 { write!(f, ", {releases} rel.") } else { Ok(()) }
    }
}

const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

const SYLLABLES: [&str; 32] = [
    "ka", "ko", "ta", "to", "su", "vi", "la", "mi", "ro", "na", "pa", "hy", "jä", "tä", "vä", "lä", "mää", "tie", "työ", "suo", "väy", "kaa", "hal", "lin",
    "tus", "nen", "ssa", "lle", "ter", "vey", "den", "hoi",
];

/// Numbers that look random and are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn word(&mut self) -> String {
        (0..2 + self.below(3)).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect()
    }

    fn title(&mut self) -> String {
        let mut title = self.word();
        title.replace_range(0..1, &title[0..1].to_uppercase());
        (0..3).fold(title, |title, _| format!("{title} {}", self.word()))
    }

    fn sentence(&mut self) -> String {
        let mut words: Vec<String> = (0..8 + self.below(7)).map(|_| self.word()).collect();
        let at = self.below(words.len());
        words[at] = match self.below(6) {
            0 => format!("**{}**", words[at]),
            1 => format!("*{}*", words[at]),
            2 => format!("`{}`", words[at]),
            3 => format!("[{}](https://example.org/)", words[at]),
            _ => words[at].clone(),
        };
        format!("{}.", words.join(" "))
    }

    fn paragraph(&mut self) -> String {
        (0..3).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }

    /// About 3 kB of prose: headings, a table, lists, a quotation, links to two other pages.
    fn body(&mut self, links: [usize; 2]) -> String {
        let mut body = format!("{}\n\n## {}\n\n{}\n\n| Alue | 2022 | 2023 | 2024 |\n|:--|--:|--:|--:|\n", self.paragraph(), self.title(), self.paragraph());
        for _ in 0..8 {
            let _ = writeln!(body, "| {} | {},{} | {},{} | {} |", self.word(), self.below(60), self.below(10), self.below(60), self.below(10), self.below(900));
        }
        let _ = writeln!(body, "\n### {}\n", self.title());
        for _ in 0..5 {
            let _ = writeln!(body, "- {}", self.sentence());
        }
        let _ = writeln!(
            body,
            "\n> {}\n\n## {}\n\nKatso [{}](page:p{:06}) ja [{}](page:p{:06}).\n",
            self.paragraph(),
            self.title(),
            self.word(),
            links[0],
            self.word(),
            links[1]
        );
        for at in 1..4 {
            let _ = writeln!(body, "{at}. {}", self.sentence());
        }
        while body.len() < 2_850 {
            let _ = writeln!(body, "\n{}", self.paragraph());
        }
        body
    }
}

impl Size {
    /// Writes the site's sources.
    pub fn make(&self, site: &Path) {
        self.make_content(site);
        let settings = site.join("site.toml");
        let mut list = fs::read_to_string(&settings).expect("there are settings");
        for at in 1..=self.releases {
            let (id, folder) = (format!("r{at:02}"), site.join(format!("releases/r{at:02}")));
            for part in ["content", "models"].map(|part| site.join(part)).iter().filter(|part| part.is_dir()) {
                fs::create_dir_all(&folder).expect("a folder can be made");
                let copied = Command::new("cp").arg("-r").arg(part).arg(&folder).status();
                assert!(copied.is_ok_and(|status| status.success()), "the content can be copied");
            }
            write(&folder.join("content/index.md"), &format!("+++\ntitle = \"Etusivu\"\n+++\n\nJulkaisu {at}.\n"));
            let _ = writeln!(
                list,
                "\n[[releases]]\nid = \"{id}\"\ndate = {}-01-31\nstatus = \"released\"\nsource = {{ path = \"releases/{id}\" }}\nformat = 1",
                2010 + at
            );
        }
        write(&settings, &list);
    }

    fn make_content(&self, site: &Path) {
        if self.indicators == 0 && self.pages > 0 && self.languages == 1 && self.make_corpus(site) {
            return;
        }
        let codes: Vec<String> = LANGUAGES.iter().take(self.languages).map(|code| format!("\"{code}\"")).collect();
        write(&site.join("site.toml"), &format!("title = \"Mittaus\"\nbase_url = \"https://example.org/\"\nlanguages = [{}]\n", codes.join(", ")));
        write(&site.join("content/index.md"), "+++\ntitle = \"Etusivu\"\n+++\n\nEtusivu.\n");
        let mut chance = Chance(1);
        for at in 0..self.pages {
            let matter = format!("+++\ntitle = \"{}\"\norder = {at}\n+++\n\n", chance.title());
            let body = chance.body([(at + 1) % self.pages, (at * 7 + 3) % self.pages]);
            write(&site.join(format!("content/pages/p{at:06}/index.md")), &(matter + &body));
        }
        if self.indicators > 0 {
            self.make_regions(site);
            for at in 0..self.indicators {
                self.make_indicator(site, at, &mut chance);
            }
        }
    }

    /// The same bodies that other generators were measured with, where the program that writes them is there.
    fn make_corpus(&self, site: &Path) -> bool {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/make_corpus.py");
        program.is_file()
            && Command::new("python3")
                .arg(program)
                .args(["--tool", "virta", "--pages", &self.pages.to_string(), "--out"])
                .arg(site)
                .status()
                .is_ok_and(|status| status.success())
    }

    fn make_regions(&self, site: &Path) {
        let mut text = "version = \"1.0.0\"\nstatus = \"valid\"\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n\n[[classifications]]\nid = \"alueet\"\nname = \"Alueet\"\n".to_owned();
        let _ = writeln!(text, "\n[[regions]]\ncode = \"SSS\"\nclassification = \"alueet\"\nlevel = \"country\"\nname = \"Koko maa\"\nslug = \"koko-maa\"");
        for at in 1..=self.regions {
            let _ = writeln!(
                text,
                "\n[[regions]]\ncode = \"{at:03}\"\nclassification = \"alueet\"\nlevel = \"county\"\nname = \"Alue {at}\"\nslug = \"alue-{at}\"\nparent = \"SSS\"\ntile = [{}, {}]",
                at % 6,
                at / 6
            );
        }
        write(&site.join("models/regions.toml"), &text);
    }

    fn make_indicator(&self, site: &Path, at: usize, chance: &mut Chance) {
        let name = if self.languages > 1 {
            let names: Vec<String> = LANGUAGES.iter().take(self.languages).map(|code| format!("{code} = \"{} {at}\"", chance.title())).collect();
            format!("{{ {} }}", names.join(", "))
        } else {
            format!("\"{} {at}\"", chance.title())
        };
        let matter = format!(
            "+++\nname = {name}\nversion = \"1.0.0\"\nstatus = \"valid\"\nunit = \"percent\"\ndecimals = 1\npolarity = \"higher-is-better\"\nfrequency = \"annual\"\n\
             definition = \"{}\"\ninterval = \"wilson\"\nillustrative = true\n\n[[history]]\nversion = \"1.0.0\"\ndate = 2022-01-01\nsummary = \"x\"\n+++\n\n{}\n",
            chance.title(),
            chance.paragraph()
        );
        let folder = site.join(format!("content/indicators/i{at:05}"));
        write(&folder.join("index.md"), &matter);
        let mut table = "region,period,value,numerator,denominator\n".to_owned();
        for region in 0..=self.regions {
            let denominator = 2_000 + chance.below(90_000);
            for year in 0..self.years {
                let numerator = denominator * (30 + chance.below(40)) / 100;
                let code = if region == 0 { "SSS".to_owned() } else { format!("{region:03}") };
                let _ = writeln!(table, "{code},{},{:.1},{numerator},{denominator}", 2014 + year, numerator as f64 * 100.0 / denominator as f64);
            }
        }
        write(&folder.join("data.csv"), &table);
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a source can be written");
}
