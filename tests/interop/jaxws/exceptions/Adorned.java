package exceptions;

import java.util.Locale;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.soap.Detail;
import javax.xml.soap.SOAPConstants;
import javax.xml.soap.SOAPException;
import javax.xml.soap.SOAPFault;
import javax.xml.ws.handler.MessageContext;
import javax.xml.ws.handler.soap.SOAPHandler;
import javax.xml.ws.handler.soap.SOAPMessageContext;

/** Adds to a bare fault all that its version of SOAP has: what JAX-WS makes of exceptions has less. */
public class Adorned implements SOAPHandler<SOAPMessageContext> {
    /** The reason of a fault that is to be adorned. */
    static final String BARE = "bare";

    @Override
    public boolean handleFault(SOAPMessageContext context) {
        try {
            SOAPFault fault = context.getMessage().getSOAPBody().getFault();
            if (BARE.equals(fault.getFaultString())) {
                adorn(fault, fault.getNamespaceURI().equals(SOAPConstants.URI_NS_SOAP_1_2_ENVELOPE));
            }
            return true;
        } catch (SOAPException error) {
            throw new IllegalStateException(error);
        }
    }

    private static void adorn(SOAPFault fault, boolean soap12) throws SOAPException {
        if (soap12) {
            fault.setFaultCode(SOAPConstants.SOAP_SENDER_FAULT);
            fault.appendFaultSubcode(new QName(Exceptions.NAMESPACE, "Broken", "own"));
            fault.appendFaultSubcode(new QName("urn:sapo:depths", "Deeply", "deep"));
            fault.addFaultReasonText("It is broken", Locale.UK);
            fault.addFaultReasonText("Es ist kaputt", Locale.GERMAN);
            fault.setFaultNode("urn:sapo:node");
            fault.setFaultRole("urn:sapo:role");
        } else {
            fault.setFaultCode(new QName(Exceptions.NAMESPACE, "Broken.Deeply", "own"));
            fault.setFaultString("Es ist kaputt", Locale.GERMAN);
            fault.setFaultActor("urn:sapo:actor");
        }
        Detail detail = fault.addDetail();
        detail.addAttribute(new QName(Exceptions.NAMESPACE, "level", "own"), "3");
        detail.addDetailEntry(new QName(Exceptions.NAMESPACE, "first", "own")).addTextNode("own:first");
        detail.addDetailEntry(new QName("second")).addChildElement("inner").addTextNode("\u00f8");
    }

    @Override
    public Set<QName> getHeaders() {
        return Set.of();
    }

    @Override
    public boolean handleMessage(SOAPMessageContext context) {
        return true;
    }

    @Override
    public void close(MessageContext context) {
    }
}
