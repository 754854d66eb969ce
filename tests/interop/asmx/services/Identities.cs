using System;
using System.Collections.Generic;
using System.Linq;

namespace Sapo.Interop
{
    /// Which identities an account has, and which of them a session may act as.
    static class Identities
    {
        static readonly HashSet<Guid> removed = new HashSet<Guid>();

        /// The account's identities as a session sees them that acts as `current`.
        internal static Identity[] Of(Account account, Identity current)
        {
            return account.Identities == null
                ? null
                : Left(account).Select(i => i == null ? null : i.With(isCurrent: i == current)).ToArray();
        }

        internal static Identity[] AtService(Account account, int service)
        {
            return Left(account)
                .Where(i => i != null && World.Services[i.Id].Contains(service))
                .ToArray();
        }

        internal static Identity Default(Account account)
        {
            return Left(account).FirstOrDefault(i => i != null && i.IsDefault);
        }

        /// The identity of an id, or null if the account has none such; a fault if it is blocked.
        internal static Identity Find(Account account, Guid id)
        {
            var identity = Left(account).FirstOrDefault(i => i != null && i.Id == id);
            if (identity != null && identity.IsDisabled)
                throw Refusal.Blocked(id);
            return identity;
        }

        /// The identity that a session starts with: the one asked for, or else the default. An id that has
        /// gone out of use is not an error, which is why clients must check where they ended up.
        internal static Identity AtLogin(Account account, Guid asked)
        {
            return Find(account, asked) ?? Default(account);
        }

        /// Takes an identity away from its user. Sessions that act as it go on doing so.
        internal static void Remove(Guid id)
        {
            lock (removed)
                removed.Add(id);
        }

        internal static void Reset()
        {
            lock (removed)
                removed.Clear();
        }

        static List<Identity> Left(Account account)
        {
            lock (removed)
                return (account.Identities ?? new Identity[0])
                    .Where(i => i == null || !removed.Contains(i.Id))
                    .ToList();
        }
    }
}
