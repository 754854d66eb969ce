using System.Web.Services;
using System.Web.Services.Protocols;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// document/literal whose parts are the children of the Body themselves.
    [WebService(Namespace = "urn:sapo:bare")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    [SoapDocumentService(ParameterStyle = SoapParameterStyle.Bare)]
    public class Bare : WebService
    {
        [WebMethod]
        [return: XmlElement("TextResult")]
        public string Text([XmlElement("Text")] string text) { return text; }

        [WebMethod]
        [return: XmlElement("NumberResult")]
        public long Number([XmlElement("Number")] long number) { return number; }

        [WebMethod]
        [return: XmlElement("Placed")]
        public Order Place([XmlElement("Order")] Order order) { return order; }

        [WebMethod]
        [return: XmlArray("Sorted")]
        public Order[] Sort([XmlArray("Orders")] Order[] orders) { return orders; }

        /// What is null is nil, though the WSDL does not say that it may be.
        [WebMethod]
        [return: XmlElement("NullResult")]
        public string Null() { return null; }

        [WebMethod]
        [return: XmlElement("NoOrder")]
        public Order NullOrder() { return null; }

        /// Nothing comes back, not even an envelope.
        [WebMethod]
        [SoapDocumentMethod(OneWay = true)]
        public void Forget([XmlElement("Forgotten")] Order order) { }
    }

    public class Order
    {
        public string Customer;
        public decimal Total;
        [XmlAttribute]
        public long Number;
    }
}
