using System;
using System.Web.Services;

namespace Sapo.Interop
{
    /// The service that wsdl/authenticate.wsdl describes.
    [WebService(Namespace = Contract.Namespace, Description = "Logs users in and manages their sessions.")]
    [WebServiceBinding(ConformsTo = WsiProfiles.None)]
    public class Authenticate : Service
    {
        [WebMethod(Description = "Logs in with a token.")]
        public Passport AuthenticateByToken(Token token)
        {
            Arrive();
            var account = Logins.Check(token);
            if (account == null)
                return null;
            var identity = Identities.Default(account);
            return new Passport
            {
                Id = account.Id,
                Email = account.Username,
                Identities = Identities.Of(account, identity),
                SessionId = Sessions.Open(account, identity),
            };
        }

        [WebMethod(Description = "Logs in with a user name and a password; gives the session id, or an empty string.")]
        public string Login(Credential credential)
        {
            Arrive();
            var account = Logins.Check(credential);
            return account == null ? "" : Sessions.Open(account, Identities.AtLogin(account, credential.IdentityId));
        }

        [WebMethod(Description = "Tells whether the session is alive and logged in.")]
        public bool HasSession()
        {
            return Arrive() != null;
        }

        [WebMethod(Description = "Gives the identity that the session acts as.")]
        public Identity GetIdentity()
        {
            var identity = ArriveLoggedIn().Identity;
            return identity == null ? null : identity.With(isCurrent: true);
        }

        [WebMethod(Description = "Lists the identities that the session may act as.")]
        public Identity[] GetIdentities()
        {
            var session = ArriveLoggedIn();
            return Identities.Of(session.Account, session.Identity);
        }

        [WebMethod(Description = "Switches the session to an identity.")]
        public bool SetIdentity(Identity identity)
        {
            var session = ArriveLoggedIn();
            return identity != null && Switch(session, identity.Id);
        }

        [WebMethod(Description = "Switches the session to the identity of an id.")]
        public bool SetIdentityById(Guid identityId)
        {
            return Switch(ArriveLoggedIn(), identityId);
        }

        [WebMethod(Description = "Lists the identities of a user.")]
        public Identity[] GetIdentitiesWithCredential(Credential credential)
        {
            Arrive();
            var account = Logins.Check(credential);
            return account == null ? new Identity[0] : Identities.Of(account, null);
        }

        [WebMethod(Description = "Lists the identities of a user that have access to a service.")]
        public Identity[] GetIdentitiesWithCredentialByService(Credential credential, int serviceId)
        {
            Arrive();
            var account = Logins.Check(credential);
            return account == null ? new Identity[0] : Identities.AtService(account, serviceId);
        }

        static bool Switch(Session session, Guid id)
        {
            var identity = Identities.Find(session.Account, id);
            if (identity == null)
                return false;
            session.Identity = identity;
            return true;
        }
    }
}
