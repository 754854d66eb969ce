//! The namespaces of what is read.

/// WSDL 1.1.
pub const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
/// XML Schema.
pub const XSD: &str = "http://www.w3.org/2001/XMLSchema";
/// That of `xsi:type` and `xsi:nil`.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
