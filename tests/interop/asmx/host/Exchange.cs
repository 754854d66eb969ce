using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Web;

namespace Sapo.Interop.Host
{
    /// One request and its response, as ASP.NET wants to see them.
    sealed class Exchange : HttpWorkerRequest
    {
        readonly HttpListenerContext context;
        readonly string directory;
        readonly byte[] requestBody;
        readonly MemoryStream responseBody = new MemoryStream();

        internal Exchange(HttpListenerContext context, string directory)
        {
            this.context = context;
            this.directory = directory;
            var body = new MemoryStream();
            context.Request.InputStream.CopyTo(body);
            requestBody = body.ToArray();
        }

        HttpListenerRequest Request { get { return context.Request; } }
        HttpListenerResponse Response { get { return context.Response; } }

        /// Where the path of the service ends: behind it may be the name of an operation.
        int EndOfFile
        {
            get
            {
                var path = GetUriPath();
                var end = path.IndexOf(".asmx/", StringComparison.Ordinal);
                return end < 0 ? path.Length : end + ".asmx".Length;
            }
        }

        public override string GetAppPath() { return "/"; }
        public override string GetAppPathTranslated() { return directory + Path.DirectorySeparatorChar; }
        public override string GetFilePath() { return GetUriPath().Substring(0, EndOfFile); }
        public override string GetFilePathTranslated() { return MapPath(GetFilePath()); }
        public override string GetPathInfo() { return GetUriPath().Substring(EndOfFile); }
        public override string GetHttpVerbName() { return Request.HttpMethod; }
        public override string GetHttpVersion() { return "HTTP/" + Request.ProtocolVersion; }
        public override string GetLocalAddress() { return Request.LocalEndPoint.Address.ToString(); }
        public override int GetLocalPort() { return Request.LocalEndPoint.Port; }
        public override string GetRemoteAddress() { return Request.RemoteEndPoint.Address.ToString(); }
        public override int GetRemotePort() { return Request.RemoteEndPoint.Port; }
        public override string GetProtocol() { return "http"; }
        public override string GetQueryString() { return Request.Url.Query.TrimStart('?'); }
        public override string GetRawUrl() { return Request.RawUrl; }
        public override string GetUriPath() { return Request.Url.AbsolutePath; }

        public override string MapPath(string path)
        {
            return Path.Combine(directory, path.TrimStart('/').Replace('/', Path.DirectorySeparatorChar));
        }

        public override byte[] GetPreloadedEntityBody() { return requestBody; }
        public override bool IsEntireEntityBodyIsPreloaded() { return true; }

        public override string GetKnownRequestHeader(int index)
        {
            // ASP.NET reads as much as this says, and a chunked request does not say it.
            if (index == HeaderContentLength)
                return requestBody.Length.ToString();
            return Request.Headers[GetKnownRequestHeaderName(index)];
        }

        public override string GetUnknownRequestHeader(string name)
        {
            return Request.Headers[name];
        }

        public override string[][] GetUnknownRequestHeaders()
        {
            var unknown = new List<string[]>();
            foreach (var name in Request.Headers.AllKeys)
                if (GetKnownRequestHeaderIndex(name) < 0)
                    unknown.Add(new[] { name, Request.Headers[name] });
            return unknown.ToArray();
        }

        public override void SendStatus(int code, string description)
        {
            Response.StatusCode = code;
            Response.StatusDescription = description;
        }

        public override void SendKnownResponseHeader(int index, string value)
        {
            SendUnknownResponseHeader(GetKnownResponseHeaderName(index), value);
        }

        public override void SendUnknownResponseHeader(string name, string value)
        {
            switch (name.ToLowerInvariant())
            {
                // The listener writes these itself.
                case "content-length":
                case "transfer-encoding":
                case "connection":
                case "server":
                case "date":
                    break;
                case "content-type":
                    Response.ContentType = value;
                    break;
                default:
                    Response.Headers.Add(name, value);
                    break;
            }
        }

        public override void SendResponseFromMemory(byte[] data, int length)
        {
            responseBody.Write(data, 0, length);
        }

        public override void SendResponseFromFile(string name, long offset, long length)
        {
            using (var file = File.OpenRead(name))
                Send(file, offset, length);
        }

        public override void SendResponseFromFile(IntPtr handle, long offset, long length)
        {
            throw new NotSupportedException("files are sent by name");
        }

        // Nothing leaves before the end: only then is the length known, and with it the connection is kept alive.
        public override void FlushResponse(bool final)
        {
        }

        public override void EndOfRequest()
        {
            try
            {
                Response.ContentLength64 = responseBody.Length;
                responseBody.WriteTo(Response.OutputStream);
                Response.Close();
            }
            catch (Exception)
            {
                // The client has gone; there is nobody to tell.
                Response.Abort();
            }
        }

        void Send(Stream file, long offset, long length)
        {
            var data = new byte[length];
            file.Seek(offset, SeekOrigin.Begin);
            var read = file.Read(data, 0, data.Length);
            responseBody.Write(data, 0, read);
        }
    }
}
