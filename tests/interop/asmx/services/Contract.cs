using System;
using System.ComponentModel;

// The types of wsdl/authenticate.wsdl. The order of the fields is the order on the wire.
namespace Sapo.Interop
{
    static class Contract
    {
        internal const string Namespace = "http://24sevenOffice.com/webservices";
        internal const string NoGuid = "00000000-0000-0000-0000-000000000000";
    }

    public class Credential
    {
        public Guid ApplicationId;
        [DefaultValue(typeof(Guid), Contract.NoGuid)]
        public Guid IdentityId;
        public string Password;
        public string Username;
    }

    public class Token
    {
        public Guid ApplicationId;
        public Guid Id;
    }

    public class Passport
    {
        public Guid Id;
        public string Email;
        public Identity[] Identities;
        public string SessionId;
    }

    public class Identity
    {
        public Guid Id;
        public User User;
        public Client Client;
        public bool IsCurrent;
        public bool IsDefault;
        public bool IsProtected;
        public Server[] Servers;
        [DefaultValue(false)]
        public bool IsDisabled;

        internal Identity With(bool isCurrent)
        {
            var copy = (Identity)MemberwiseClone();
            copy.IsCurrent = isCurrent;
            return copy;
        }
    }

    public class User
    {
        [DefaultValue(int.MinValue)]
        public int ContactId = int.MinValue;
        [DefaultValue(typeof(Guid), Contract.NoGuid)]
        public Guid Id;
        [DefaultValue("")]
        public string Name = "";
        [DefaultValue(int.MinValue)]
        public int EmployeeId = int.MinValue;
    }

    public class Client
    {
        public long Id;
        public string Name;
    }

    public class Server
    {
        public int Id;
        public int Type;
    }
}
