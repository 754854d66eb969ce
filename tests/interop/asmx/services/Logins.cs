using System;
using System.Collections.Generic;

namespace Sapo.Interop
{
    /// Who may log in, and how often one may try.
    static class Logins
    {
        sealed class Refusals
        {
            internal int Count;
            internal DateTime Last;
        }

        static readonly Dictionary<string, Refusals> refused =
            new Dictionary<string, Refusals>(StringComparer.OrdinalIgnoreCase);

        /// The account that the credential opens, or null. A user who was refused too often in a row is
        /// answered a fault instead, even if the password is right this time.
        internal static Account Check(Credential credential)
        {
            if (credential == null || string.IsNullOrEmpty(credential.Username))
                return null;
            lock (refused)
            {
                RefuseIfLockedOut(credential.Username);
                var account = Find(credential);
                if (account == null)
                    Remember(credential.Username);
                else
                    refused.Remove(credential.Username);
                return account;
            }
        }

        internal static Account Check(Token token)
        {
            return token != null && token.ApplicationId == World.ApplicationId && token.Id == World.TokenId
                ? World.Accounts[0]
                : null;
        }

        internal static void Reset()
        {
            lock (refused)
                refused.Clear();
        }

        static Account Find(Credential credential)
        {
            if (credential.ApplicationId != World.ApplicationId)
                return null;
            return Array.Find(World.Accounts, account =>
                string.Equals(account.Username, credential.Username, StringComparison.OrdinalIgnoreCase)
                && account.Password == credential.Password);
        }

        static void RefuseIfLockedOut(string username)
        {
            Refusals refusals;
            if (!refused.TryGetValue(username, out refusals))
                return;
            var end = refusals.Last + World.Lockout;
            if (DateTime.UtcNow >= end)
                refused.Remove(username);
            else if (refusals.Count >= World.RefusalsAllowed)
                throw Refusal.TooManyLogins(username, end);
        }

        static void Remember(string username)
        {
            Refusals refusals;
            if (!refused.TryGetValue(username, out refusals))
                refused[username] = refusals = new Refusals();
            refusals.Count++;
            refusals.Last = DateTime.UtcNow;
        }
    }
}
