using System;
using System.IO;
using System.Web.Hosting;

namespace Sapo.Interop.Host
{
    /// Serves the ASP.NET site of a directory over HTTP.
    ///
    /// Debian's own server for Mono crashes at start, hence this one. It takes the site's directory as its
    /// only argument, prints the address that it listens at as one line, and ends when its standard input does,
    /// so that it never outlives the one who started it.
    static class Program
    {
        static int Main(string[] args)
        {
            if (args.Length != 1 || !Directory.Exists(args[0]))
            {
                Console.Error.WriteLine("usage: host.exe SITE-DIRECTORY");
                return 2;
            }
            var directory = Path.GetFullPath(args[0]);
            var site = (Site)ApplicationHost.CreateApplicationHost(typeof(Site), "/", directory);
            Console.WriteLine(site.Start(directory));
            Console.Out.Flush();
            while (Console.In.Read() >= 0)
            {
            }
            // ASP.NET's threads are not all background threads: returning would wait for them.
            Environment.Exit(0);
            return 0;
        }
    }
}
