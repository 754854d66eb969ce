using System;
using System.Web.Services;
using System.Web.Services.Protocols;
using System.Xml.Serialization;

namespace Sapo.Interop.Echo
{
    /// Values in rpc/encoded, as ASP.NET puts them on the wire: every object that is not a string beside the others, with an id.
    [WebService(Namespace = "urn:sapo:encoded")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    [SoapRpcService]
    public class Encoded : WebService
    {
        [WebMethod]
        public Animal EchoAnimal(Animal animal)
        {
            return animal;
        }

        [WebMethod]
        public string[] EchoStrings(string[] strings)
        {
            return strings;
        }

        [WebMethod]
        public Animal[] EchoAnimals(Animal[] animals)
        {
            return animals;
        }

        /// The same object in several places.
        [WebMethod]
        public Animal[] Shared()
        {
            var mother = new Animal { Name = "Mother" };
            return new[] { new Cat { Name = "Cat", Lives = 9, Mother = mother }, mother, null, mother };
        }

        /// An object that leads back to itself.
        [WebMethod]
        public Animal Circle()
        {
            var animal = new Animal { Name = "Circle" };
            animal.Mother = animal;
            return animal;
        }

        /// Two results beside the one that is returned.
        [WebMethod]
        public int Split(string text, out string head, out string tail)
        {
            var at = text.IndexOf(' ');
            head = at < 0 ? text : text.Substring(0, at);
            tail = at < 0 ? null : text.Substring(at + 1);
            return at;
        }
    }

    [SoapInclude(typeof(Cat))]
    public class Animal
    {
        public string Name;
        public long Number;
        public decimal Weight;
        public double Speed;
        public bool Tame;
        public DateTime Born;
        public byte[] Photo;
        public Diet Diet;
        public string[] Nicknames;
        public Animal Mother;
    }

    public class Cat : Animal
    {
        public int Lives;
    }

    public enum Diet
    {
        Plants,
        Meat,
    }
}
