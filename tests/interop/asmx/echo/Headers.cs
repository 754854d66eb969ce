using System.Web.Services;
using System.Web.Services.Protocols;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// Header blocks of requests, of answers and of both.
    [WebService(Namespace = "urn:sapo:headers")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    public class Headers : WebService
    {
        public Ticket Ticket;
        public Visit Visit;
        public Quota Quota;
        public SoapUnknownHeader[] Unknown;

        /// Gives back what the header held.
        [WebMethod]
        [SoapHeader("Ticket")]
        public string Holder() { return Ticket == null ? null : Ticket.User + "/" + Ticket.Number; }

        /// The header comes back, once counted.
        [WebMethod]
        [SoapHeader("Visit", Direction = SoapHeaderDirection.InOut)]
        public void Count()
        {
            if (Visit != null)
                Visit.Times++;
        }

        /// A header that comes with the answer alone.
        [WebMethod]
        [SoapHeader("Quota", Direction = SoapHeaderDirection.Out)]
        public int Left(int left)
        {
            Quota = new Quota { Left = left };
            return left;
        }

        /// All of them.
        [WebMethod]
        [SoapHeader("Ticket")]
        [SoapHeader("Visit", Direction = SoapHeaderDirection.InOut)]
        [SoapHeader("Quota", Direction = SoapHeaderDirection.Out)]
        public string All()
        {
            Quota = new Quota { Left = 1 };
            return Holder();
        }

        /// The names of those that the service does not declare; it understands none that is called `Strange`.
        [WebMethod]
        [SoapHeader("Unknown")]
        public string[] Others()
        {
            var names = new string[Unknown.Length];
            for (var at = 0; at < names.Length; at++)
            {
                names[at] = Unknown[at].Element.LocalName;
                Unknown[at].DidUnderstand = names[at] != "Strange";
            }
            return names;
        }

        /// Understands its header only if that says who the user is.
        [WebMethod]
        [SoapHeader("Ticket")]
        public void Enter()
        {
            if (Ticket != null)
                Ticket.DidUnderstand = Ticket.User != null;
        }

        /// Answers what is wrong with the header by a fault.
        [WebMethod]
        [SoapHeader("Ticket")]
        public void Refuse()
        {
            throw new SoapHeaderException("The ticket is torn", SoapException.ClientFaultCode);
        }
    }

    public class Ticket : SoapHeader
    {
        public string User;
        [XmlAttribute]
        public int Number;
    }

    public class Visit : SoapHeader
    {
        public long Times;
    }

    public class Quota : SoapHeader
    {
        public int Left;
    }
}
