using System.Web.Services;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// Values of which xsi:type says what they are.
    [WebService(Namespace = "urn:sapo:shapes")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    [XmlInclude(typeof(Circle))]
    public class Shapes : WebService
    {
        [WebMethod]
        public Shape Shape(Shape value) { return value; }

        [WebMethod]
        public Shape[] List(Shape[] values) { return values; }

        [WebMethod]
        public Drawing Drawing(Drawing value) { return value; }

        /// Of whatever type.
        [WebMethod]
        public object Anything(object value) { return value; }

        [WebMethod]
        public object[] Things(object[] values) { return values; }

        /// Elements whose names say what they are.
        [WebMethod]
        [return: XmlArrayItem("Circle", typeof(Circle)), XmlArrayItem("Square", typeof(Square))]
        public Shape[] Named(
            [XmlArrayItem("Circle", typeof(Circle)), XmlArrayItem("Square", typeof(Square))] Shape[] values)
        {
            return values;
        }
    }

    [XmlInclude(typeof(Circle))]
    [XmlInclude(typeof(Rectangle))]
    [XmlInclude(typeof(Square))]
    public abstract class Shape
    {
        public string Name;
    }

    public class Circle : Shape
    {
        public double Radius;
    }

    public class Rectangle : Shape
    {
        public decimal Width;
        public decimal Height;
    }

    public class Square : Rectangle
    {
        [XmlAttribute]
        public string Colour;
        public Shape Inscribed;
    }

    public class Drawing
    {
        public Shape Frame;
        [XmlElement("Shape")]
        public Shape[] Shapes;
        public object Note;
    }
}
