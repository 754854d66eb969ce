using System;
using System.Web;

namespace Sapo.Interop
{
    /// What tests steer the site by: `/control/NAME?parameters`, see the README.
    public sealed class Control : IHttpHandler
    {
        public bool IsReusable { get { return true; } }

        public void ProcessRequest(HttpContext context)
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            var request = context.Request;
            var name = request.Path.Substring("/control/".Length);
            if (name != "counters" && request.HttpMethod != "POST")
            {
                Fail(context, 405, "use POST");
                return;
            }
            try
            {
                if (!Act(name, request, context.Response))
                    Fail(context, 404, "no such control: " + name);
            }
            catch (FormatException error)
            {
                Fail(context, 400, error.Message);
            }
        }

        static bool Act(string name, HttpRequest request, HttpResponse response)
        {
            switch (name)
            {
                case "counters":
                    response.Write(Quota.Report());
                    return true;
                case "reset":
                    Sessions.Reset();
                    Identities.Reset();
                    Logins.Reset();
                    Quota.Reset();
                    return true;
                case "expire":
                    Sessions.Expire(request.QueryString["session"]);
                    return true;
                case "remove":
                    Identities.Remove(Guid.Parse(request.QueryString["identity"] ?? ""));
                    return true;
                case "timeout":
                    Sessions.ExpireAfter(Milliseconds(request));
                    return true;
                case "delay":
                    Quota.Delay(Milliseconds(request));
                    return true;
                case "limit":
                    Quota.Refuse(
                        Number(request, "calls", 1),
                        Number(request, "by", 1),
                        request.QueryString["until"] ?? Refusal.Text(DateTime.UtcNow.AddMinutes(1)));
                    return true;
                default:
                    return false;
            }
        }

        static TimeSpan Milliseconds(HttpRequest request)
        {
            return TimeSpan.FromMilliseconds(Number(request, "milliseconds", 0));
        }

        static int Number(HttpRequest request, string name, int otherwise)
        {
            var text = request.QueryString[name];
            return text == null ? otherwise : int.Parse(text);
        }

        static void Fail(HttpContext context, int status, string text)
        {
            context.Response.StatusCode = status;
            context.Response.Write(text);
        }
    }
}
