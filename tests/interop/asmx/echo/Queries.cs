using System;
using System.Web.Services;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// What is called without SOAP: arguments in the query or in a form, a document as the answer.
    [WebService(Namespace = "urn:sapo:queries")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    public class Queries : WebService
    {
        [WebMethod]
        public string Text(string text) { return text; }

        [WebMethod]
        public string Values(int number, double real, decimal exact, bool yes, DateTime at)
        {
            var zoned = at.Kind == DateTimeKind.Utc ? at : DateTime.SpecifyKind(at, DateTimeKind.Unspecified);
            return string.Join("|", number, real.ToString("R"), exact, yes, zoned.ToString("o"));
        }

        [WebMethod]
        public string[] Sort(string[] words)
        {
            Array.Sort(words, StringComparer.Ordinal);
            return words;
        }

        [WebMethod]
        public Totals Sum(long[] numbers)
        {
            var totals = new Totals { Count = numbers.Length };
            foreach (var number in numbers)
                totals.Sum += number;
            return totals;
        }

        [WebMethod]
        public void Forget(string text) { }

        [WebMethod]
        public string Fail(string text) { throw new InvalidOperationException("failed as asked"); }
    }

    public class Totals
    {
        [XmlAttribute]
        public int Count;
        public long Sum;
    }
}
