using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Web;

namespace Sapo.Interop.Host
{
    /// The listener. It lives inside the ASP.NET application domain, since a call across domains costs far
    /// more than the whole request.
    public sealed class Site : MarshalByRefObject
    {
        const int Attempts = 10;

        /// Starts to listen at a free port of the loopback interface and gives the address.
        public string Start(string directory)
        {
            string address;
            var listener = Listen(out address);
            new Thread(() => Serve(listener, directory)) { IsBackground = true }.Start();
            return address;
        }

        /// Keeps the remote reference alive for as long as the process.
        public override object InitializeLifetimeService()
        {
            return null;
        }

        // HttpListener cannot choose a port, and between finding a free one and taking it somebody else may
        // be faster: try again then.
        static HttpListener Listen(out string address)
        {
            for (var attempt = 1; ; attempt++)
            {
                address = "http://127.0.0.1:" + FreePort();
                var listener = new HttpListener();
                listener.Prefixes.Add(address + "/");
                try
                {
                    listener.Start();
                    return listener;
                }
                catch (Exception)
                {
                    if (attempt == Attempts)
                        throw;
                }
            }
        }

        static int FreePort()
        {
            var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            return port;
        }

        static void Serve(HttpListener listener, string directory)
        {
            while (true)
            {
                var context = listener.GetContext();
                ThreadPool.QueueUserWorkItem(_ => HttpRuntime.ProcessRequest(new Exchange(context, directory)));
            }
        }
    }
}
