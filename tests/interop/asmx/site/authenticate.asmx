<%@ WebService Language="C#" Class="Sapo.Interop.Authenticate" %>
