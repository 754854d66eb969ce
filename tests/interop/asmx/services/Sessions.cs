using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Web;

namespace Sapo.Interop
{
    /// Somebody who is logged in.
    sealed class Session
    {
        internal Account Account;
        /// Null where the user has no identities.
        internal Identity Identity;
        internal DateTime LastUsed;
    }

    /// The sessions that are alive, by the value of the cookie.
    ///
    /// As in ASP.NET the cookie is older than the session: every call that comes without one is given one, also
    /// when it fails, and a login turns the id that the call came with into a session.
    static class Sessions
    {
        const string Cookie = "ASP.NET_SessionId";
        const string Alphabet = "abcdefghijklmnopqrstuvwxyz012345";
        const int IdLength = 24;

        static readonly Dictionary<string, Session> alive = new Dictionary<string, Session>();
        static TimeSpan idleTimeout = World.IdleTimeout;

        /// The id of this call: the cookie's, or a new one that the answer will set.
        internal static string Id
        {
            get
            {
                var context = HttpContext.Current;
                var id = context.Items[Cookie] as string ?? Sent(context.Request) ?? Issue(context.Response);
                context.Items[Cookie] = id;
                return id;
            }
        }

        /// The session of this call, or null. Asking counts as use.
        internal static Session Current
        {
            get
            {
                lock (alive)
                {
                    Session session;
                    if (!alive.TryGetValue(Id, out session))
                        return null;
                    if (DateTime.UtcNow - session.LastUsed > idleTimeout)
                    {
                        alive.Remove(Id);
                        return null;
                    }
                    session.LastUsed = DateTime.UtcNow;
                    return session;
                }
            }
        }

        /// Makes the id of this call a session, and sets the cookie even if the call brought it.
        internal static string Open(Account account, Identity identity)
        {
            var id = Id;
            lock (alive)
                alive[id] = new Session { Account = account, Identity = identity, LastUsed = DateTime.UtcNow };
            SetCookie(HttpContext.Current.Response, id);
            return id;
        }

        /// Ends one session, or all of them if no id is given.
        internal static void Expire(string id)
        {
            lock (alive)
            {
                if (id == null)
                    alive.Clear();
                else
                    alive.Remove(id);
            }
        }

        internal static void ExpireAfter(TimeSpan timeout)
        {
            lock (alive)
                idleTimeout = timeout;
        }

        internal static void Reset()
        {
            Expire(null);
            ExpireAfter(World.IdleTimeout);
        }

        static string Sent(HttpRequest request)
        {
            var cookie = request.Cookies[Cookie];
            return cookie != null && IsId(cookie.Value) ? cookie.Value : null;
        }

        static string Issue(HttpResponse response)
        {
            var random = new byte[IdLength];
            using (var generator = RandomNumberGenerator.Create())
                generator.GetBytes(random);
            var id = new string(Array.ConvertAll(random, b => Alphabet[b % Alphabet.Length]));
            SetCookie(response, id);
            return id;
        }

        static void SetCookie(HttpResponse response, string id)
        {
            response.Cookies.Set(new HttpCookie(Cookie, id) { HttpOnly = true, Path = "/" });
        }

        static bool IsId(string value)
        {
            return value.Length == IdLength && Array.TrueForAll(value.ToCharArray(), c => Alphabet.IndexOf(c) >= 0);
        }
    }
}
