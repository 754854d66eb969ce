<%@ WebService Language="C#" Class="Sapo.Interop.Echo.Queries" %>
