//! Bounds on what a document may hold.

/// Bounds that keep a hostile or broken document from exhausting memory or stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Greatest size of a document, in bytes of UTF-8.
    pub size: usize,
    /// Greatest number of elements open at once.
    pub depth: usize,
    /// Greatest number of attributes of an element, namespace declarations included.
    pub attributes: usize,
    /// Greatest size of the text of one element or attribute, in bytes of UTF-8.
    pub text: usize,
}

impl Default for Limits {
    /// 256 MiB, 128 levels, 256 attributes, 64 MiB of text.
    fn default() -> Self {
        Self {
            size: 256 << 20,
            depth: 128,
            attributes: 256,
            text: 64 << 20,
        }
    }
}
