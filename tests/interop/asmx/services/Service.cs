using System.Runtime.CompilerServices;
using System.Web.Services;

namespace Sapo.Interop
{
    /// What every service of the site does first.
    public abstract class Service : WebService
    {
        /// Takes in a call of the operation whose method this is called from. Gives its session, or null.
        internal static Session Arrive([CallerMemberName] string operation = null)
        {
            // Before anything can fail, so that the cookie comes with failures as well.
            var session = Sessions.Current;
            Quota.Pass(operation);
            return session;
        }

        internal static Session ArriveLoggedIn([CallerMemberName] string operation = null)
        {
            var session = Arrive(operation);
            if (session == null)
                throw Refusal.NotAuthenticated();
            return session;
        }
    }
}
