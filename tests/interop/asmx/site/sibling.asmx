<%@ WebService Language="C#" Class="Sapo.Interop.Sibling" %>
