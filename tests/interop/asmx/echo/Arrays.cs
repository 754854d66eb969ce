using System.Collections.Generic;
using System.Web.Services;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// What is made of other values: arrays, choices, text with attributes.
    [WebService(Namespace = "urn:sapo:structures")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    public partial class Structures : WebService
    {
        [WebMethod]
        public string[] Texts(string[] values) { return values; }

        [WebMethod]
        public long[] Longs(long[] values) { return values; }

        [WebMethod]
        public int?[] Nullables(int?[] values) { return values; }

        [WebMethod]
        public byte[][] Octets(byte[][] values) { return values; }

        [WebMethod]
        public string[][] Rows(string[][] values) { return values; }

        [WebMethod]
        public Point[][][] Cube(Point[][][] values) { return values; }

        [WebMethod]
        public List<Point> List(List<Point> values) { return values; }

        [WebMethod]
        public Arrays Arrays(Arrays value) { return value; }
    }

    public class Point
    {
        [XmlAttribute]
        public int X;
        [XmlAttribute]
        public int Y;
        public string Name;
    }

    public class Arrays
    {
        /// Without an element around them.
        [XmlElement("Flat")]
        public string[] Flat;
        /// The items may not be nil.
        [XmlArrayItem("Word", IsNullable = false)]
        public string[] Words;
        [XmlArray("Grid"), XmlArrayItem("Row"), XmlArrayItem("Cell", NestingLevel = 1)]
        public int[][] Grid;
        /// A list of values in one attribute.
        [XmlAttribute]
        public int[] Numbers;
        /// The same in one element's text.
        [XmlElement("Colours")]
        public List<Colour> Colours;
    }
}
