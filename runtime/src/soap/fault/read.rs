//! Reads faults, as leniently as servers are careless: names count without their namespaces, a code's prefix
//! need not be bound, and what is missing is empty.

use super::{Fault, FaultCode, Parts, Reason, missing};
use crate::soap::Version;
use crate::value::QName;
use crate::xml::{self, Any, Reader, XML_NAMESPACE};

/// The fault as far as it was read.
#[derive(Default)]
struct Draft {
    codes: Vec<QName>,
    reasons: Vec<Reason>,
    role: Option<String>,
    node: Option<String>,
    detail: Option<Any>,
}

impl Fault {
    /// Reads the Fault element at hand.
    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, xml::Error> {
        let mut draft = Draft::default();
        r.children(&mut |r| {
            match r.name().1 {
                "faultcode" => draft.codes.push(code(&r.read()?)),
                "Code" => draft.read_code(r)?,
                "faultstring" => draft.reasons.push(reason(r)?),
                "Reason" => r.children(&mut |r| {
                    draft.reasons.push(reason(r)?);
                    Ok(())
                })?,
                "faultactor" | "Role" => draft.role = Some(text(r)?),
                "Node" => draft.node = Some(text(r)?),
                "detail" | "Detail" => draft.detail = Some(r.read()?),
                _ => r.skip()?,
            }
            Ok(())
        })?;
        draft.finish()
    }
}

impl Draft {
    /// Reads a Code or a Subcode, and the Subcode within.
    fn read_code(&mut self, r: &mut Reader<'_>) -> Result<(), xml::Error> {
        r.children(&mut |r| match r.name().1 {
            "Value" => {
                self.codes.push(code(&r.read()?));
                Ok(())
            }
            "Subcode" => self.read_code(r),
            _ => r.skip(),
        })
    }

    fn finish(mut self) -> Result<Fault, xml::Error> {
        if self.codes.is_empty() && self.reasons.is_empty() {
            return Err(missing("a fault's code and reason"));
        }
        let code = if self.codes.is_empty() {
            FaultCode::Receiver
        } else {
            let name = self.codes.remove(0);
            let code = classify(&name);
            // What a dotted code says beyond the standard one is kept.
            if name.local().contains('.') && !matches!(code, FaultCode::Other(_)) {
                self.codes.insert(0, name);
            }
            code
        };
        Ok(Fault(Box::new(Parts {
            code,
            subcodes: self.codes,
            reasons: self.reasons,
            role: self.role.filter(|role| !role.is_empty()),
            node: self.node,
            detail: self.detail,
            headers: Vec::new(),
        })))
    }
}

/// The name that a code element holds. If its prefix isn't bound, it is a standard code if it is called
/// like one, or else all of the text.
fn code(element: &Any) -> QName {
    let text = element.text();
    let text = text.trim();
    let (namespace, local) = match text.split_once(':') {
        // No prefix, and not the default namespace either.
        Some(("", local)) => (None, local),
        Some((prefix, local)) => (element.resolve_prefix(prefix), local),
        None => (element.resolve_prefix(""), text),
    };
    match namespace {
        Some(namespace) => QName::new(namespace, local),
        None => {
            let name = QName::new("", local);
            match classify(&name) {
                FaultCode::Other(_) => QName::new("", text),
                _ => name,
            }
        }
    }
}

/// The standard code that a name stands for.
///
/// In SOAP 1.1 what follows a dot refines a code (section 4.4.1).
fn classify(name: &QName) -> FaultCode {
    let is_standard =
        name.namespace().is_empty() || Version::of_namespace(name.namespace()).is_some();
    match name.local().split('.').next() {
        Some("Client" | "Sender") if is_standard => FaultCode::Sender,
        Some("Server" | "Receiver") if is_standard => FaultCode::Receiver,
        Some("VersionMismatch") if is_standard => FaultCode::VersionMismatch,
        Some("MustUnderstand") if is_standard => FaultCode::MustUnderstand,
        Some("DataEncodingUnknown") if is_standard => FaultCode::DataEncodingUnknown,
        _ => FaultCode::Other(name.clone()),
    }
}

fn reason(r: &mut Reader<'_>) -> Result<Reason, xml::Error> {
    let lang = r.attribute_named(XML_NAMESPACE, "lang")?;
    Ok(Reason {
        lang: lang.map(|lang| lang.into_owned()),
        text: r.read::<Any>()?.text(),
    })
}

fn text(r: &mut Reader<'_>) -> Result<String, xml::Error> {
    Ok(r.read::<Any>()?.text().trim().to_owned())
}
