//! Writes faults, each version's way.

use super::{Fault, FaultCode};
use crate::soap::{Version, addressing};
use crate::value::QName;
use crate::xml::{Writer, XML_NAMESPACE};

impl Fault {
    /// Writes it into the open Body element.
    pub(crate) fn write(&self, version: Version, w: &mut Writer) {
        match version {
            Version::Soap11 => self.write11(w),
            Version::Soap12 => self.write12(w),
        }
    }

    fn write11(&self, w: &mut Writer) {
        let namespace = Version::Soap11.namespace();
        w.start_prefixed(Version::Soap11.prefix(), namespace, "Fault");
        w.start("", "faultcode");
        // A dotted code is a refined standard one; WS-Addressing has its codes stand alone (SOAP Binding, section 6).
        let dotted = self
            .subcodes()
            .iter()
            .find(|code| matches!(code.namespace(), uri if uri == namespace || uri == addressing::NAMESPACE));
        w.content(&match (dotted, self.code()) {
            (Some(code), _) => code.clone(),
            (None, FaultCode::Sender | FaultCode::DataEncodingUnknown) => {
                QName::new(namespace, "Client")
            }
            (None, FaultCode::Receiver) => QName::new(namespace, "Server"),
            (None, FaultCode::Other(code)) => code.clone(),
            (None, code) => QName::new(namespace, code.to_string()),
        });
        w.end();
        w.start("", "faultstring");
        if let Some(lang) = self
            .0
            .reasons
            .first()
            .and_then(|reason| reason.lang.as_deref())
        {
            w.attribute_text(XML_NAMESPACE, "lang", lang);
        }
        w.text(self.0.reasons.first().map_or("", |reason| &reason.text));
        w.end();
        if let Some(role) = self.role() {
            w.start("", "faultactor");
            w.text(role);
            w.end();
        }
        // A detail says that the Body was at fault, and has to be there then (section 4.4), be it empty.
        if self.detail().is_some() || self.code() != &FaultCode::MustUnderstand {
            w.start("", "detail");
            self.write_detail(w);
            w.end();
        }
        w.end();
    }

    fn write12(&self, w: &mut Writer) {
        let (prefix, namespace) = (Version::Soap12.prefix(), Version::Soap12.namespace());
        let start = |w: &mut Writer, local| w.start_prefixed(prefix, namespace, local);
        start(w, "Fault");
        start(w, "Code");
        start(w, "Value");
        // SOAP 1.2 has no codes but its own, so another's becomes a subcode of `Receiver`.
        let (code, own) = match self.code() {
            FaultCode::Other(code) => (&FaultCode::Receiver, Some(code)),
            code => (code, None),
        };
        w.content(&QName::new(namespace, code.to_string()));
        w.end();
        let mut open = 0;
        for subcode in own.into_iter().chain(self.subcodes()) {
            start(w, "Subcode");
            start(w, "Value");
            w.content(subcode);
            w.end();
            open += 1;
        }
        for _ in 0..open {
            w.end();
        }
        w.end();
        start(w, "Reason");
        for reason in self.reasons() {
            start(w, "Text");
            w.attribute_text(
                XML_NAMESPACE,
                "lang",
                reason.lang.as_deref().unwrap_or("en"),
            );
            w.text(&reason.text);
            w.end();
        }
        w.end();
        for (local, value) in [("Node", self.node()), ("Role", self.role())] {
            if let Some(value) = value {
                start(w, local);
                w.text(value);
                w.end();
            }
        }
        if self.detail().is_some() {
            start(w, "Detail");
            self.write_detail(w);
            w.end();
        }
        w.end();
    }

    fn write_detail(&self, w: &mut Writer) {
        if let Some(detail) = self.detail() {
            w.any(detail);
        }
    }
}
