//! Schemas of namespaces that everybody imports without a location, or from the network.

/// A bundled schema.
pub(super) struct Schema {
    /// Its target namespace.
    pub(super) namespace: &'static str,
    /// The document.
    pub(super) text: &'static str,
}

/// The bundled schema of a namespace.
pub(super) fn find(namespace: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|schema| schema.namespace == namespace)
}

macro_rules! schemas {
    ($($namespace:literal => $file:literal,)*) => {
        &[$(Schema { namespace: $namespace, text: include_str!(concat!("wellknown/", $file)) },)*]
    };
}

/// All bundled schemas, by namespace.
pub(super) static SCHEMAS: &[Schema] = schemas! {
    "http://docs.oasis-open.org/wsn/b-2" => "wsn-b-2.xsd",
    "http://docs.oasis-open.org/wsn/bw-2" => "wsn-bw-2.wsdl",
    "http://docs.oasis-open.org/wsn/t-1" => "wsn-t-1.xsd",
    "http://docs.oasis-open.org/wsrf/bf-2" => "wsrf-bf-2.xsd",
    "http://docs.oasis-open.org/wsrf/r-2" => "wsrf-r-2.xsd",
    "http://docs.oasis-open.org/wsrf/rw-2" => "wsrf-rw-2.wsdl",
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" => "wsse.xsd",
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" => "wsu.xsd",
    "http://microsoft.com/wsdl/types/" => "microsoft.xsd",
    "http://schemas.xmlsoap.org/soap/encoding/" => "soap11-encoding.xsd",
    "http://schemas.xmlsoap.org/soap/envelope/" => "soap11-envelope.xsd",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing" => "addressing-2004.xsd",
    "http://schemas.xmlsoap.org/wsdl/" => "wsdl.xsd",
    "http://ws-i.org/profiles/basic/1.1/xsd" => "swaref.xsd",
    "http://www.w3.org/1999/xlink" => "xlink.xsd",
    "http://www.w3.org/2000/09/xmldsig#" => "xmldsig.xsd",
    "http://www.w3.org/2001/04/xmlenc#" => "xenc.xsd",
    "http://www.w3.org/2001/XMLSchema" => "xmlschema.xsd",
    "http://www.w3.org/2003/05/soap-encoding" => "soap12-encoding.xsd",
    "http://www.w3.org/2003/05/soap-envelope" => "soap12-envelope.xsd",
    "http://www.w3.org/2004/08/xop/include" => "xop.xsd",
    "http://www.w3.org/2004/11/xmlmime" => "xmlmime-2004.xsd",
    "http://www.w3.org/2005/05/xmlmime" => "xmlmime.xsd",
    "http://www.w3.org/2005/08/addressing" => "addressing.xsd",
    "http://www.w3.org/XML/1998/namespace" => "xml.xsd",
    "http://xml.apache.org/xml-soap" => "apache-soap.xsd",
    "urn:oasis:names:tc:SAML:1.0:assertion" => "saml-1.1.xsd",
    "urn:oasis:names:tc:SAML:2.0:assertion" => "saml-2.0.xsd",
};
