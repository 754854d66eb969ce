using System;
using System.Collections.Generic;

namespace Sapo.Interop
{
    /// A user who may log in, and what the wire does not show of them.
    sealed class Account
    {
        internal Guid Id;
        internal string Username;
        internal string Password;
        /// Null for a user who is not a community user and so has no identities at all.
        internal Identity[] Identities;
    }

    /// Everything that is given: who exists, and the limits that hold. Nothing here changes while the site runs.
    static class World
    {
        internal static readonly Guid ApplicationId = new Guid("a0000000-0000-4000-8000-000000000001");

        /// Logs anna@example.com in.
        internal static readonly Guid TokenId = new Guid("70000000-0000-4000-8000-000000000001");

        /// The refused logins in a row after which a user is locked out, and for how long.
        internal const int RefusalsAllowed = 5;
        internal static readonly TimeSpan Lockout = TimeSpan.FromSeconds(60);

        /// How long an unused session lives, unless control says otherwise.
        internal static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(20);

        /// Requests an hour. Only told in the headers: calls are refused when control says so.
        internal const int HourlyLimit = 7200;

        internal static readonly Account[] Accounts =
        {
            new Account
            {
                Id = new Guid("b0000000-0000-4000-8000-000000000001"),
                Username = "anna@example.com",
                Password = "correct horse",
                Identities = new[]
                {
                    new Identity
                    {
                        Id = new Guid("1d000000-0000-4000-8000-000000000001"),
                        User = new User
                        {
                            ContactId = 17,
                            Id = new Guid("b0000000-0000-4000-8000-000000000001"),
                            Name = "Anna Ås",
                            EmployeeId = 0,
                        },
                        Client = new Client { Id = 1001, Name = "Nordlys Bakeri AS" },
                        IsDefault = true,
                        Servers = new[] { new Server { Id = 1, Type = 2 }, null, new Server { Id = -3, Type = 0 } },
                    },
                    // Every field of the user at its default; an empty list of servers.
                    new Identity
                    {
                        Id = new Guid("1d000000-0000-4000-8000-000000000002"),
                        User = new User(),
                        Client = new Client { Id = 1002, Name = "Ægir & Sønner <Fisk> \"Øst\" 'Å'" },
                        Servers = new Server[0],
                    },
                    // No user and no servers; a number that no double holds.
                    new Identity
                    {
                        Id = new Guid("1d000000-0000-4000-8000-000000000003"),
                        Client = new Client { Id = 9007199254740993, Name = "Ελληνικά Προϊόντα Α.Ε. 🫒" },
                        IsProtected = true,
                    },
                    // Blocked: neither a login nor a switch gets here.
                    new Identity
                    {
                        Id = new Guid("1d000000-0000-4000-8000-000000000004"),
                        User = new User { Name = "Anna Ås" },
                        Client = new Client { Id = 1004 },
                        Servers = new Server[] { null, null },
                        IsDisabled = true,
                    },
                },
            },
            // Another tenant, with a password that must be escaped, and a hole in the list.
            new Account
            {
                Id = new Guid("b0000000-0000-4000-8000-000000000002"),
                Username = "bjørn@example.com",
                Password = " <p&ss> \"ørd\" 🔑 ",
                Identities = new[]
                {
                    null,
                    new Identity
                    {
                        Id = new Guid("1d000000-0000-4000-8000-000000000005"),
                        User = new User { ContactId = 1, EmployeeId = -1, Name = "Bjørn" },
                        Client = new Client { Id = 2001, Name = "Fjell & Fjord AS" },
                        IsDefault = true,
                    },
                },
            },
            // Not a community user: there is a session, but no identity.
            new Account
            {
                Id = new Guid("b0000000-0000-4000-8000-000000000003"),
                Username = "robot@example.com",
                Password = "beep",
            },
        };

        /// The services that each identity has access to, as GetIdentitiesWithCredentialByService asks.
        internal static readonly Dictionary<Guid, int[]> Services = new Dictionary<Guid, int[]>
        {
            { new Guid("1d000000-0000-4000-8000-000000000001"), new[] { 1, 2 } },
            { new Guid("1d000000-0000-4000-8000-000000000002"), new[] { 1 } },
            { new Guid("1d000000-0000-4000-8000-000000000003"), new int[0] },
            { new Guid("1d000000-0000-4000-8000-000000000004"), new[] { 2 } },
            { new Guid("1d000000-0000-4000-8000-000000000005"), new[] { 1 } },
        };
    }
}
