using System;
using System.ComponentModel;
using System.Web.Services;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// Text with attributes, values that are left out at their default, text with elements among it.
    public partial class Structures
    {
        [WebMethod]
        public Money Money(Money value) { return value; }

        [WebMethod]
        public Attributes Attributes(Attributes value) { return value; }

        [WebMethod]
        public Defaults Defaults(Defaults value) { return value; }

        [WebMethod]
        public Paragraph Paragraph(Paragraph value) { return value; }
    }

    public class Money
    {
        [XmlAttribute]
        public string Currency;
        [XmlText]
        public decimal Amount;
    }

    public class Attributes
    {
        [XmlAttribute]
        public string Text;
        [XmlAttribute]
        public long Long;
        [XmlAttribute]
        public double Double;
        [XmlAttribute(DataType = "date")]
        public DateTime Date;
        [XmlAttribute]
        public Guid Guid;
        [XmlAttribute]
        public Access Access;
        [XmlAttribute]
        public byte[] Octets;
        [XmlAttribute("lang", Namespace = "http://www.w3.org/XML/1998/namespace")]
        public string Language;
        [XmlAttribute("kind", Namespace = "urn:sapo:other", Form = System.Xml.Schema.XmlSchemaForm.Qualified)]
        public string Kind;
        [XmlAttribute]
        public int Optional;
        [XmlIgnore]
        public bool OptionalSpecified;
    }

    /// .NET leaves out what is as the default says.
    public class Defaults
    {
        [DefaultValue(7)]
        public int Number = 7;
        [DefaultValue("none & <more>")]
        public string Text = "none & <more>";
        [DefaultValue(true)]
        public bool Truth = true;
        [DefaultValue(Colour.LightBlue)]
        public Colour Colour = Colour.LightBlue;
        [XmlAttribute, DefaultValue(0.5)]
        public double Ratio = 0.5;
    }

    /// Mixed content.
    public class Paragraph
    {
        [XmlText(typeof(string))]
        [XmlElement("Bold", typeof(Bold))]
        [XmlElement("Link", typeof(Link))]
        public object[] Content;
    }

    /// A string of its own type: by its type it is known from the text around it.
    public class Bold
    {
        [XmlText]
        public string Text;
    }

    public class Link
    {
        [XmlAttribute]
        public string To;
        [XmlText]
        public string Text;
    }
}
