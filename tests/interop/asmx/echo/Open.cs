using System.Data;
using System.Web.Services;
using System.Xml;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// XML that no schema tells the content of.
    [WebService(Namespace = "urn:sapo:open")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    public class Open : WebService
    {
        [WebMethod]
        public XmlNode Node(XmlNode value) { return value; }

        [WebMethod]
        public XmlElement Element(XmlElement value) { return value; }

        [WebMethod]
        public Envelope Envelope(Envelope value) { return value; }

        /// A table with its schema beside it, and what has changed in it.
        [WebMethod]
        public DataSet Data(DataSet value) { return value; }

        /// Tables made here: with nulls, an inserted row, a changed one and a deleted one.
        [WebMethod]
        public DataSet Changes()
        {
            var data = new DataSet("Stock") { Namespace = "urn:sapo:stock" };
            var items = data.Tables.Add("Item");
            items.Columns.Add("Id", typeof(int));
            items.Columns.Add("Name", typeof(string));
            items.Columns.Add("Price", typeof(decimal));
            items.Rows.Add(1, "Br\u00f8d & <ost>", 12.50m);
            items.Rows.Add(2, null, System.DBNull.Value);
            items.Rows.Add(3, "Smult", 0m);
            data.AcceptChanges();
            items.Rows[0]["Price"] = 13m;
            items.Rows[2].Delete();
            items.Rows.Add(4, "", 1m);
            return data;
        }
    }

    public class Envelope
    {
        public int Number;
        /// Elements of whatever name.
        [XmlAnyElement]
        public XmlElement[] Rest;
        /// Attributes of whatever name.
        [XmlAnyAttribute]
        public XmlAttribute[] Marks;
    }
}
