//! The options of an output, in the one place that configuration, bindings and command line share.
//!
//! A new switch is a line of `for_each_switch`, a method of [`Generator`](crate::Generator), and
//! the code that it switches on.

use crate::selection::Selection;

/// Passes the switches to a macro: the name of each in Rust, its name in `sapo.toml` and on the
/// command line, and its documentation, which `sapo help` shows too.
macro_rules! for_each_switch {
    ($then:ident! { $($rest:tt)* }) => {
        $then! {
            [
                types_only "types-only" "Types and their codecs alone, no clients",
                server "server" "A server trait for every service as well",
                serde "serde" "serde's traits on every type",
                all_types "all-types" "Every type, whether an operation reaches it or not",
                roots "roots" "An enum `Root` of all global elements, with which strict reading \
                    also checks wildcards and `xsi:type`",
                split "split" "Several files, beside FILE.rs in a folder of its name: one for \
                    each namespace, and for each operation of large ones",
                newtypes "newtypes" "A newtype for each named simple type, which checks the values \
                    that programs make",
                no_partial_eq "no-partial-eq" "No `PartialEq` on structs and enums of elements, \
                    which compile in less time then",
                no_debug "no-debug" "`Debug` of structs and enums of elements shows the type's name \
                    and none of its values",
                operation_features "operation-features" "A feature of the crate for each operation",
            ]
            $($rest)*
        }
    };
}

/// Defines a struct with the options among its fields, for [`for_each_switch`].
///
/// serde's `flatten` would do so too, but it excludes `deny_unknown_fields` and loses the places of
/// errors.
macro_rules! with_options {
    (
        [$($field:ident $key:literal $about:literal,)*]
        $(#[$meta:meta])*
        pub struct $name:ident { $($own:tt)* }
    ) => {
        $(#[$meta])*
        pub struct $name {
            $(
                #[doc = concat!(
                    $about, ".\n\nSee [`Generator::", stringify!($field),
                    "`](crate::Generator::", stringify!($field), ").",
                )]
                #[serde(default)]
                pub $field: bool,
            )*
            /// The services, ports and operations to generate.
            #[serde(default)]
            pub select: $crate::selection::Selection,
            $($own)*
        }

        impl $name {
            /// Returns the options alone.
            pub fn options(&self) -> $crate::options::Options {
                $crate::options::Options {
                    $($field: self.$field,)*
                    select: self.select.clone(),
                }
            }

            /// Replaces the options.
            pub fn set_options(&mut self, options: $crate::options::Options) {
                $(self.$field = options.$field;)*
                self.select = options.select;
            }
        }
    };
}

macro_rules! options {
    ([$($field:ident $key:literal $about:literal,)*]) => {
        /// The options of an output: the keys that `sapo.toml`, its entries and the command line share.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Options {
            $(
                #[doc = concat!($about, ".")]
                pub $field: bool,
            )*
            /// The services, ports and operations to generate.
            pub select: Selection,
        }

        impl Options {
            /// The options that are on or off.
            pub const SWITCHES: &[Switch] = &[
                $(Switch { key: $key, about: $about, field: |options| &mut options.$field },)*
            ];
        }
    };
}

for_each_switch!(options! {});
pub(crate) use {for_each_switch, with_options};

/// An option that is on or off.
#[derive(Debug, Clone, Copy)]
pub struct Switch {
    /// The key in `sapo.toml`, and the name of the argument on the command line.
    pub key: &'static str,
    /// The documentation, a phrase.
    pub about: &'static str,
    field: fn(&mut Options) -> &mut bool,
}

impl Switch {
    /// Returns the value of this option.
    pub fn of<'o>(&self, options: &'o mut Options) -> &'o mut bool {
        (self.field)(options)
    }
}

impl Options {
    /// Combines these options with those of a file or an entry.
    ///
    /// A switch is on if either has it on. Services, ports and operations that are named here replace
    /// those of the other.
    pub fn or(mut self, mut other: Self) -> Self {
        for switch in Self::SWITCHES {
            *switch.of(&mut self) |= *switch.of(&mut other);
        }
        self.select = self.select.or(other.select);
        self
    }
}
