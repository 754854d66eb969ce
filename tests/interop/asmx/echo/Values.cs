using System;
using System.Web.Services;
using System.Xml;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// A value of each simple type, in document/literal wrapped. Each operation is called after what it gives back.
    [WebService(Namespace = "urn:sapo:values")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    public partial class Values : WebService
    {
        [WebMethod]
        public string Text(string value) { return value; }

        [WebMethod]
        public bool Truth(bool value) { return value; }

        [WebMethod]
        public sbyte SignedByte(sbyte value) { return value; }

        [WebMethod]
        public byte Byte(byte value) { return value; }

        [WebMethod]
        public short Short(short value) { return value; }

        [WebMethod]
        public ushort UnsignedShort(ushort value) { return value; }

        [WebMethod]
        public int Int(int value) { return value; }

        [WebMethod]
        public uint UnsignedInt(uint value) { return value; }

        [WebMethod]
        public long Long(long value) { return value; }

        [WebMethod]
        public ulong UnsignedLong(ulong value) { return value; }

        [WebMethod]
        [return: XmlElement(DataType = "integer")]
        public string Integer([XmlElement(DataType = "integer")] string value) { return value; }

        [WebMethod]
        public float Float(float value) { return value; }

        [WebMethod]
        public double Double(double value) { return value; }

        [WebMethod]
        public decimal Decimal(decimal value) { return value; }

        [WebMethod]
        public DateTime Moment(DateTime value) { return value; }

        [WebMethod]
        [return: XmlElement(DataType = "date")]
        public DateTime Date([XmlElement(DataType = "date")] DateTime value) { return value; }

        [WebMethod]
        [return: XmlElement(DataType = "time")]
        public DateTime Time([XmlElement(DataType = "time")] DateTime value) { return value; }

        /// .NET's own TimeSpan was no duration before 4.7, so services use a string.
        [WebMethod]
        [return: XmlElement(DataType = "duration")]
        public string Duration([XmlElement(DataType = "duration")] string value) { return value; }

        [WebMethod]
        [return: XmlElement(DataType = "gYearMonth")]
        public string Month([XmlElement(DataType = "gYearMonth")] string value) { return value; }

        [WebMethod]
        [return: XmlElement(DataType = "anyURI")]
        public string Uri([XmlElement(DataType = "anyURI")] string value) { return value; }

        [WebMethod]
        public char Char(char value) { return value; }

        [WebMethod]
        public Guid Guid(Guid value) { return value; }

        [WebMethod]
        public byte[] Octets(byte[] value) { return value; }

        [WebMethod]
        [return: XmlElement(DataType = "hexBinary")]
        public byte[] Hex([XmlElement(DataType = "hexBinary")] byte[] value) { return value; }

        [WebMethod]
        public XmlQualifiedName Name(XmlQualifiedName value) { return value; }

        [WebMethod]
        public Colour Colour(Colour value) { return value; }

        [WebMethod]
        public Access Access(Access value) { return value; }
    }

    public enum Colour
    {
        Red,
        [XmlEnum("Light Blue")]
        LightBlue,
        [XmlEnum("")]
        None,
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
