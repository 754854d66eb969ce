using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Web;

namespace Sapo.Interop
{
    /// Counts the calls, and refuses or delays them when told to.
    static class Quota
    {
        static readonly object gate = new object();
        static readonly SortedDictionary<string, int> calls =
            new SortedDictionary<string, int>(StringComparer.Ordinal);
        static int total;
        static DateTime hourEnds;
        static int toRefuse;
        static int exceededBy;
        static string quarantineEnds;
        static TimeSpan delay;

        /// What every call of an operation passes first. Refused calls count too.
        internal static void Pass(string operation)
        {
            TimeSpan wait;
            lock (gate)
            {
                Count(operation);
                Announce(HttpContext.Current.Response);
                if (toRefuse > 0)
                {
                    toRefuse--;
                    throw Refusal.LimitExceeded(exceededBy, quarantineEnds);
                }
                wait = delay;
            }
            Thread.Sleep(wait);
        }

        /// Refuses the next calls, whatever they are.
        internal static void Refuse(int count, int by, string end)
        {
            lock (gate)
            {
                toRefuse = count;
                exceededBy = by;
                quarantineEnds = end;
            }
        }

        /// Makes every call take at least so long.
        internal static void Delay(TimeSpan time)
        {
            lock (gate)
                delay = time;
        }

        /// One line an operation that was called: its name, a space, and how often.
        internal static string Report()
        {
            var report = new StringBuilder();
            lock (gate)
                foreach (var call in calls)
                    report.Append(call.Key).Append(' ').Append(call.Value).Append('\n');
            return report.ToString();
        }

        internal static void Reset()
        {
            lock (gate)
            {
                calls.Clear();
                total = 0;
                hourEnds = DateTime.MinValue;
                toRefuse = 0;
                delay = TimeSpan.Zero;
            }
        }

        static void Count(string operation)
        {
            int count;
            calls.TryGetValue(operation, out count);
            calls[operation] = count + 1;
            if (DateTime.UtcNow >= hourEnds)
            {
                total = 0;
                hourEnds = DateTime.UtcNow.AddHours(1);
            }
            total++;
        }

        static void Announce(HttpResponse response)
        {
            response.AppendHeader("APILimitRemaining", Math.Max(0, World.HourlyLimit - total).ToString());
            response.AppendHeader("APILimitReset", Refusal.Text(hourEnds));
        }
    }
}
