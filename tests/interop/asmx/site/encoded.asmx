<%@ WebService Language="C#" Class="Sapo.Interop.Encoded" %>
