using System;
using System.Web.Services;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// Values that may be missing, or null.
    public partial class Values
    {
        [WebMethod]
        public int? NullableInt(int? value) { return value; }

        [WebMethod]
        public DateTime? NullableMoment(DateTime? value) { return value; }

        [WebMethod]
        public Colour? NullableColour(Colour? value) { return value; }

        [WebMethod]
        public Nullables Nullables(Nullables value) { return value; }
    }

    public class Nullables
    {
        /// Nil or there.
        public long? Long;
        public decimal? Decimal;
        public bool? Truth;
        public Guid? Guid;
        public Access? Access;
        [XmlElement(IsNullable = true)]
        public string Text;
        [XmlElement(IsNullable = true)]
        public Nullables Inner;

        /// Absent or there.
        public int Optional;
        [XmlIgnore]
        public bool OptionalSpecified;

        /// Absent, nil or there.
        public double? Both;
        [XmlIgnore]
        public bool BothSpecified;

        /// Absent, nil and empty: what is null here is absent in one and nil in the other.
        public string[] Absent;
        [XmlArray(IsNullable = true)]
        public int?[] Nil;
    }
}
