//! Tests on the values of types: as strict reading has them, and of pairs that are made at random.

mod random;
mod strict;
