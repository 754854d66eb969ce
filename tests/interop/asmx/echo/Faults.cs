using System;
using System.Web.Services;
using System.Web.Services.Protocols;
using System.Xml;

namespace Sapo.Interop.Echo
{
    /// All the ways in which ASP.NET says no.
    [WebService(Namespace = Name)]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    public class Faults : WebService
    {
        const string Name = "urn:sapo:faults";

        /// An exception that the service did not mean to be a fault.
        [WebMethod]
        public void Crash() { throw new InvalidOperationException("It broke: \u00e6 <&>"); }

        /// The fault of the caller, with an entry in the detail.
        [WebMethod]
        public void Detailed(string name)
        {
            throw new SoapException("There is no " + name, SoapException.ClientFaultCode, "urn:sapo:desk", Detail(name));
        }

        /// A code of the service's own.
        [WebMethod]
        public void Coded() { throw new SoapException("Odd", new XmlQualifiedName("Odd", Name)); }

        /// Codes within the code, which 1.2 alone has.
        [WebMethod]
        public void Subcoded()
        {
            var inner = new SoapFaultSubCode(new XmlQualifiedName("Inner", Name));
            var outer = new SoapFaultSubCode(new XmlQualifiedName("Outer", Name), inner);
            throw new SoapException("Twice", SoapException.ClientFaultCode, null, "urn:sapo:role", "en", null, outer, null);
        }

        static XmlNode Detail(string name)
        {
            var document = new XmlDocument();
            var detail = document.CreateElement(SoapException.DetailElementName.Name,
                SoapException.DetailElementName.Namespace);
            var missing = document.CreateElement("m", "Missing", Name);
            missing.SetAttribute("number", "7");
            missing.InnerText = name;
            detail.AppendChild(missing);
            detail.AppendChild(document.CreateElement("Unqualified"));
            return detail;
        }
    }
}
