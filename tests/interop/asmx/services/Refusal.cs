using System;

namespace Sapo.Interop
{
    /// A fault. No WSDL declares one: all that a client can go by is the text.
    sealed class Refusal : Exception
    {
        Refusal(string text) : base(text)
        {
        }

        internal static Refusal NotAuthenticated()
        {
            return new Refusal("Client is not authenticated on this identity");
        }

        internal static Refusal Blocked(Guid identity)
        {
            return new Refusal("Identity " + identity
                + " is blocked. Use GetIdentitiesWithCredential to find an identity that is not.");
        }

        internal static Refusal TooManyLogins(string username, DateTime end)
        {
            return new Refusal("Too many failed logins for " + username + ". Try again after " + Text(end) + ".");
        }

        internal static Refusal LimitExceeded(int by, string end)
        {
            return new Refusal("Limit exceeded by " + by + ". Request is blocked. Quarantine ends at " + end);
        }

        internal static string Text(DateTime time)
        {
            return time.ToString("yyyy-MM-ddTHH:mm:ssZ");
        }
    }
}
