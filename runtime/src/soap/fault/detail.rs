//! The entries of a fault's detail: as trees, and as the types that an operation declares.

use std::fmt;

use super::Fault;
use crate::error::Error;
use crate::xml::tree::XMLNode;
use crate::xml::{
    self, Any, Content, ElementValue, Field, Limits, Reader, Shape, UNBOUNDED, Writer,
};

/// The faults that an operation declares: an enum with a variant for each element that is declared as the entry of
/// a detail (WSDL 1.1, section 3.6).
///
/// The generator writes one for the faults that operations declare together, how to make a [`Fault`] of it, and a name
/// for it by each of these operations. A caller matches on it by [`Error::fault_as`]; whoever serves the operation
/// returns it by `.into()` or `?`.
pub trait Detail: Content {}

/// All the entries of a detail that are a `T`; others are passed over.
#[derive(Debug)]
struct Entries<T>(Vec<T>);

impl<T: Detail> Content for Entries<T> {
    const SHAPE: Shape = Shape::sequence("").fields(&[Field::group::<T>().times(0, UNBOUNDED)]);

    fn read(r: &mut Reader<'_>) -> Self {
        Self(r.many())
    }

    fn write(&self, w: &mut Writer) {
        w.many(&self.0);
    }
}

impl Fault {
    /// Reads the entries of the detail that are declared as `T`, in their order; none where there are none.
    ///
    /// # Errors
    /// An entry is declared by its name, and does not fit.
    pub fn details<T: Detail>(&self) -> Result<Vec<T>, xml::Error> {
        let Some(detail) = self.detail() else {
            return Ok(Vec::new());
        };
        let text = detail.to_string();
        let mut r = Reader::new(&text, &Limits::default())?;
        r.root()?;
        let (_, local) = r.name();
        let entries: Entries<T> = r.read().map_err(|error| error.within(local))?;
        Ok(entries.0)
    }

    /// All entries of the detail as trees, declared or not. What [`detail`](Self::detail) has beside them,
    /// attributes and text, is not here.
    pub fn detail_entries(&self) -> Vec<Any> {
        let detail = self.detail().into_iter();
        detail.flat_map(Any::children).collect()
    }

    /// Writes the local names of the entries of the detail, each once.
    pub(super) fn fmt_detail(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// A detail can be a list of any length; a few names tell what it is about.
        const SHOWN: usize = 8;
        let nodes = self
            .detail()
            .map(|detail| &detail.as_element().children[..]);
        let entries = nodes.unwrap_or_default().iter();
        let mut names: Vec<&str> = Vec::new();
        for entry in entries.filter_map(XMLNode::as_element) {
            if names.contains(&&*entry.name) {
                continue;
            }
            if names.len() == SHOWN {
                names.push("…");
                break;
            }
            names.push(&entry.name);
        }
        match names.is_empty() {
            true => Ok(()),
            false => write!(f, " (detail: {})", names.join(", ")),
        }
    }

    /// A fault of the server with a declared entry as its detail. Where the entry holds a value that XML cannot
    /// carry, the reason says so, and the detail is left out.
    ///
    /// This is what generated enums become by `.into()`; [`with_details`](Self::with_details) is for other codes
    /// and reasons.
    pub fn declared<T: Detail>(entry: T) -> Self {
        let fault = Self::receiver("the service has answered with a fault that it declares");
        match fault.with_details([entry]) {
            Ok(fault) => fault,
            Err(error) => Self::receiver(format!("a fault that cannot be written: {error}")),
        }
    }

    /// Sets the detail to declared entries.
    ///
    /// # Errors
    /// A value cannot be written.
    pub fn with_details<T: Detail>(
        self,
        entries: impl IntoIterator<Item = T>,
    ) -> Result<Self, xml::Error> {
        let entries = Entries(entries.into_iter().collect());
        let detail = Any::written("", "detail", |w| w.content(&entries))?;
        Ok(self.with_detail(detail))
    }

    /// Sets the detail to one entry, the element `local` in `namespace` with `value` as its content.
    ///
    /// # Errors
    /// The value cannot be written.
    pub fn with_detail_entry<T: ElementValue + ?Sized>(
        self,
        namespace: &str,
        local: &str,
        value: &T,
    ) -> Result<Self, xml::Error> {
        let entry = Any::element(namespace, local, value)?;
        Ok(self.with_detail(Any::new("", "detail").with_child(entry)))
    }
}

impl Error {
    /// The fault that the server answered with.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Fault(fault) => Some(fault),
            _ => None,
        }
    }

    /// The fault that the operation declares, where it is one: the first entry of the detail that `T` names.
    ///
    /// `None` for every other failure, and where the entry does not fit its type; [`Fault::details`] says in
    /// what, and gives all entries.
    ///
    /// ```text
    /// match api.get_order(number).await {
    ///     Err(error) => match error.fault_as() {
    ///         Some(GetOrderFault::NotFound(order)) => ask_again(order),
    ///         _ => return Err(error),
    ///     },
    ///     Ok(order) => show(order),
    /// }
    /// ```
    pub fn fault_as<T: Detail>(&self) -> Option<T> {
        let entries = self.fault()?.details().ok()?;
        entries.into_iter().next()
    }
}
