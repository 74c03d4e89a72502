//! What a mark is painted as: a class of the stylesheet that travels through plotters as a colour.

use plotters::style::Color;
use plotters_backend::BackendColor;

/// Red of every colour that is a token.
const TOKEN: u8 = 0xa1;

/// Declares the inks with their classes.
macro_rules! inks {
    ($($(#[$doc:meta])* $name:ident = $class:literal,)*) => {
        /// A class, or a few, of the stylesheet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Ink { $($(#[$doc])* $name,)* }

        impl Ink {
            /// All inks, in the order of their numbers.
            pub(super) const ALL: &[Ink] = &[$(Ink::$name,)*];

            /// The classes as they stand in the attribute.
            pub(super) const fn class(self) -> &'static str {
                match self { $(Ink::$name => $class,)* }
            }
        }
    };
}

inks! {
    Text = "",
    Muted = "t-mute",
    Bold = "t-b",
    Me = "t-me",
    Void = "t-mute void",
    VoidHalo = "t-mute void halo",
    TextHalo = "halo",
    MutedHalo = "t-mute halo",
    MeHalo = "t-me halo",

    Grid = "grid",
    Axis = "axis",
    Bench = "bench",
    Whisker = "whisk",
    Band = "me-band",
    Gone = "m-gone",
    Paper = "paper",
    Leader = "l-lead",

    Context = "l-ctx",
    Country = "l-bench",
    CountryOpen = "l-bench l-prov",
    Line1 = "l-me",
    Line1Open = "l-me l-prov",
    Line2 = "l-c2",
    Line2Open = "l-c2 l-prov",
    Line3 = "l-c3",
    Line3Open = "l-c3 l-prov",
    Line4 = "l-c4",
    Line4Open = "l-c4 l-prov",
    Line5 = "l-c5",
    Line5Open = "l-c5 l-prov",
    Line6 = "l-c6",
    Line6Open = "l-c6 l-prov",
    Break = "l-break",
    Target = "l-target",

    CountryDot = "dot-bench",
    CountryRing = "dot-open-b",
    Dot1 = "dot-me",
    Ring1 = "dot-open",
    Ring2 = "dot-open s-c2",
    Ring3 = "dot-open s-c3",
    Ring4 = "dot-open s-c4",
    Ring5 = "dot-open s-c5",
    Ring6 = "dot-open s-c6",

    Better = "m-better",
    Same = "m-same",
    Worse = "m-worse",
    Higher = "m-higher",
    Lower = "m-lower",

    Series1 = "c1",
    Series2 = "c2",
    Series3 = "c3",
    Series4 = "c4",
    Series5 = "c5",
    Series6 = "c6",
    /// The patterned fills have no class: it would win over the attribute.
    Pattern2 = "#p2",
    Pattern3 = "#p3",
    Pattern4 = "#p4",
    Pattern5 = "#p5",
    Pattern6 = "#p6",

    /// The steps of a scale from low to high; those after the first are patterned.
    Step1 = "q1",
    Step2 = "#p7",
    Step3 = "#p8",
    Step4 = "#p9",
    Suppressed = "#p10",
    NotCollected = "#p11",
    OnStep1 = "on1",
    OnStep2 = "on3",
    OnStep3 = "on4",
    OnStep4 = "on5",
    BoldOnStep1 = "t-b on1",
    BoldOnStep2 = "t-b on3",
    BoldOnStep3 = "t-b on4",
    BoldOnStep4 = "t-b on5",
    BoldHalo = "t-b halo",
    Frame = "tile-me",

    Small = "l-sm",
    SmallOpen = "l-sm l-prov",

    Range = "sp-range",
    Quart = "sp-quart",

    Bar = "bar",
    BarMe = "bar-me",
    BarPart = "bar-part",
    BarMePart = "bar-me-part",
}

impl Ink {
    /// The ink that a colour stands for; a colour that is none is drawn as an axis.
    pub(super) fn of((red, number, _): (u8, u8, u8)) -> Ink {
        let found = Ink::ALL.get(usize::from(number)).filter(|_| red == TOKEN);
        debug_assert!(found.is_some(), "a colour that is no token");
        found.copied().unwrap_or(Ink::Axis)
    }

    /// The number of a patterned fill.
    pub(super) fn pattern(self) -> Option<u8> {
        let digit = self.class().strip_prefix("#p")?;
        digit.parse().ok()
    }

    /// The fill of a series; what comes after the sixth shares its pattern.
    pub(super) fn series(slot: usize) -> Ink {
        const FILLS: [Ink; 6] = [Ink::Series1, Ink::Pattern2, Ink::Pattern3, Ink::Pattern4, Ink::Pattern5, Ink::Pattern6];
        FILLS[slot.min(5)]
    }

    /// The lines and dots of a chosen series: line, open line, dot, ring; they repeat after the sixth.
    pub(super) fn chosen(slot: usize) -> [Ink; 4] {
        const LINES: [[Ink; 4]; 6] = [
            [Ink::Line1, Ink::Line1Open, Ink::Dot1, Ink::Ring1],
            [Ink::Line2, Ink::Line2Open, Ink::Series2, Ink::Ring2],
            [Ink::Line3, Ink::Line3Open, Ink::Series3, Ink::Ring3],
            [Ink::Line4, Ink::Line4Open, Ink::Series4, Ink::Ring4],
            [Ink::Line5, Ink::Line5Open, Ink::Series5, Ink::Ring5],
            [Ink::Line6, Ink::Line6Open, Ink::Series6, Ink::Ring6],
        ];
        LINES[slot % 6]
    }

    /// Whether its texts are bold.
    pub(super) const fn is_bold(self) -> bool {
        let on_step = matches!(self, Ink::BoldOnStep1 | Ink::BoldOnStep2 | Ink::BoldOnStep3 | Ink::BoldOnStep4);
        on_step || matches!(self, Ink::Bold | Ink::Me | Ink::MeHalo | Ink::BoldHalo)
    }
}

impl Color for Ink {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: (TOKEN, *self as u8, 0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ink_comes_back_from_its_colour() {
        for ink in Ink::ALL {
            assert_eq!(Ink::of(ink.to_backend_color().rgb), *ink);
        }
    }
}
