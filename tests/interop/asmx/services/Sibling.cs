using System;
using System.Web.Services;
using System.Xml.Serialization;

namespace Sapo.Interop
{
    /// A service that serves the sessions of Authenticate and knows no login of its own.
    ///
    /// Its namespace is spelt like those of the real siblings: the host in lower case.
    [WebService(Namespace = "http://24sevenoffice.com/webservices/sibling",
        Description = "Answers to the sessions of Authenticate.")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    public class Sibling : Service
    {
        [WebMethod(Description = "Tells who the session belongs to and which identity it acts as.")]
        public Caller WhoAmI()
        {
            var session = ArriveLoggedIn();
            var caller = new Caller { Username = session.Account.Username };
            if (session.Identity != null)
            {
                caller.IdentityId = session.Identity.Id;
                caller.ClientId = session.Identity.Client.Id;
                caller.ClientName = session.Identity.Client.Name;
            }
            return caller;
        }

        [WebMethod(Description = "Gives back what it was given.")]
        public Sample Echo(Sample sample)
        {
            ArriveLoggedIn();
            return sample;
        }
    }

    public class Caller
    {
        public string Username;
        public Guid IdentityId;
        public long? ClientId;
        public string ClientName;
    }

    /// A value of every type that users of ASMX services meet.
    public class Sample
    {
        public string Text;
        public int Int;
        public long Long;
        public decimal Decimal;
        public float Float;
        public double Double;
        public DateTime DateTime;
        [XmlElement(DataType = "date")]
        public DateTime Date;
        [XmlElement(DataType = "time")]
        public DateTime Time;
        public bool Bool;
        public int? NullableInt;
        public DateTime? NullableDateTime;
        public byte[] Bytes;
        public Color Color;
        public Access Access;
        public char Char;
        public Guid Guid;
        public string[] Strings;
        public int[] Ints;
        [XmlElement("Flat")]
        public string[] Flat;
        [XmlAttribute]
        public int Version;
    }

    public enum Color
    {
        Red,
        Green,
        [XmlEnum("Light Blue")]
        LightBlue,
    }

    [Flags]
    public enum Access
    {
        None = 0,
        Read = 1,
        Write = 2,
        Delete = 4,
    }
}
