using System.Web.Services;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// One member, several elements: the name of the element says which.
    public partial class Structures
    {
        [WebMethod]
        public Choices Choices(Choices value) { return value; }
    }

    public class Choices
    {
        /// Told apart by their types.
        [XmlElement("Number", typeof(long))]
        [XmlElement("Word", typeof(string))]
        [XmlElement("Place", typeof(Point))]
        public object One;

        /// Of the same type: the other member says which.
        [XmlElement("Net", typeof(decimal))]
        [XmlElement("Gross", typeof(decimal))]
        [XmlChoiceIdentifier("AmountIs")]
        public decimal Amount;

        [XmlIgnore]
        public AmountKind AmountIs;

        /// Many, in their order.
        [XmlElement("Add", typeof(int))]
        [XmlElement("Say", typeof(string))]
        public object[] Many;
    }

    [XmlType(IncludeInSchema = false)]
    public enum AmountKind
    {
        Net,
        Gross,
    }
}
