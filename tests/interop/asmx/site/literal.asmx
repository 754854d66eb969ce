<%@ WebService Language="C#" Class="Sapo.Interop.Echo.Literal" %>
