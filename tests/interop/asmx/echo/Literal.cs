using System;
using System.Web.Services;
using System.Web.Services.Description;
using System.Web.Services.Protocols;

namespace Sapo.Interop.Echo
{
    /// rpc/literal: a wrapper called after the operation, and its parts without a namespace.
    [WebService(Namespace = "urn:sapo:literal")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    [SoapRpcService(Use = SoapBindingUse.Literal)]
    public class Literal : WebService
    {
        [WebMethod]
        public string Text(string value) { return value; }

        [WebMethod]
        public decimal Decimal(decimal value) { return value; }

        [WebMethod]
        public string[] Texts(string[] values) { return values; }

        [WebMethod]
        public Parcel Parcel(Parcel value) { return value; }

        [WebMethod]
        public Parcel[] Parcels(Parcel[] values) { return values; }

        [WebMethod]
        public long Swap(ref string left, ref string right, long number, out DateTime when)
        {
            var held = left;
            left = right;
            right = held;
            when = new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Unspecified);
            return number;
        }

        [WebMethod]
        public string Null() { return null; }

        [WebMethod]
        public Parcel NullParcel() { return null; }

        [WebMethod]
        public void Nothing() { }
    }

    public class Parcel
    {
        public string Label;
        public double Weight;
        public DateTime Sent;
        public byte[] Seal;
        public long? Number;
        public Parcel[] Contents;
    }
}
