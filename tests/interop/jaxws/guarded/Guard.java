package guarded;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.soap.SOAPConstants;
import javax.xml.soap.SOAPElement;
import javax.xml.soap.SOAPEnvelope;
import javax.xml.soap.SOAPException;
import javax.xml.soap.SOAPFactory;
import javax.xml.soap.SOAPFault;
import javax.xml.soap.SOAPHeader;
import javax.xml.ws.handler.MessageContext;
import javax.xml.ws.handler.soap.SOAPHandler;
import javax.xml.ws.handler.soap.SOAPMessageContext;
import javax.xml.ws.soap.SOAPFaultException;

/**
 * Checks the UsernameToken (OASIS UsernameToken Profile 1.1, section 3) and the Timestamp (SOAP Message Security 1.1,
 * section 10) of requests. The one user is `eva`.
 */
public class Guard implements SOAPHandler<SOAPMessageContext> {
    /** The property that says how a caller was known. */
    public static final String SEEN = "guarded.seen";

    private static final String BASE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
    private static final String SECURITY = BASE + "wssecurity-secext-1.0.xsd";
    private static final String UTILITY = BASE + "wssecurity-utility-1.0.xsd";
    private static final String PROFILE = BASE + "username-token-profile-1.0#";
    private static final String BASE64 = BASE + "soap-message-security-1.0#Base64Binary";
    private static final String PASSWORD = "gr\u00f8nn <skog> & \"hav\"";

    /** A nonce is good once. */
    private final Set<String> nonces = new HashSet<>();

    @Override
    public Set<QName> getHeaders() {
        return Set.of(new QName(SECURITY, "Security"));
    }

    @Override
    public boolean handleMessage(SOAPMessageContext context) {
        if ((Boolean) context.get(MessageContext.MESSAGE_OUTBOUND_PROPERTY)) {
            return true;
        }
        try {
            SOAPEnvelope envelope = context.getMessage().getSOAPPart().getEnvelope();
            try {
                context.put(SEEN, seen(envelope.getHeader()));
                context.setScope(SEEN, MessageContext.Scope.APPLICATION);
                return true;
            } catch (Refusal refusal) {
                boolean soap12 = envelope.getNamespaceURI().equals(SOAPConstants.URI_NS_SOAP_1_2_ENVELOPE);
                throw new SOAPFaultException(soap12 ? refusal.fault12() : refusal.fault11());
            }
        } catch (SOAPException | GeneralSecurityException error) {
            throw new IllegalStateException(error);
        }
    }

    private String seen(SOAPHeader header) throws Refusal, GeneralSecurityException {
        SOAPElement security = header == null ? null : child(header, SECURITY, "Security");
        if (security == null) {
            throw new Refusal("InvalidSecurity", "there is no Security");
        }
        String seen = token(child(security, SECURITY, "UsernameToken"));
        SOAPElement timestamp = child(security, UTILITY, "Timestamp");
        return timestamp == null ? seen : seen + timestamp(timestamp);
    }

    @Override
    public boolean handleFault(SOAPMessageContext context) {
        return true;
    }

    @Override
    public void close(MessageContext context) {
    }

    private String token(SOAPElement token) throws Refusal, GeneralSecurityException {
        if (token == null) {
            throw new Refusal("InvalidSecurityToken", "there is no UsernameToken");
        }
        SOAPElement password = child(token, SECURITY, "Password");
        String user = text(child(token, SECURITY, "Username"));
        String nonce = text(child(token, SECURITY, "Nonce"));
        String created = text(child(token, UTILITY, "Created"));
        String type = password.getAttribute("Type");
        String seen = type.substring(PROFILE.length());
        if (nonce != null) {
            String encoding = child(token, SECURITY, "Nonce").getAttribute("EncodingType");
            if (!encoding.equals(BASE64) || !nonces.add(nonce) || created == null) {
                throw new Refusal("InvalidSecurityToken", "the nonce is of no use");
            }
            seen += " nonce";
        }
        String expected = type.equals(PROFILE + "PasswordDigest") ? digest(nonce, created) : PASSWORD;
        if (!type.startsWith(PROFILE) || !"eva".equals(user) || !text(password).equals(expected)) {
            throw new Refusal("FailedAuthentication", "user name or password are wrong");
        }
        return user + " " + seen;
    }

    private static String digest(String nonce, String created) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update(Base64.getDecoder().decode(nonce));
        digest.update(created.getBytes(StandardCharsets.UTF_8));
        digest.update(PASSWORD.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static String timestamp(SOAPElement timestamp) throws Refusal {
        Instant created = Instant.parse(text(child(timestamp, UTILITY, "Created")));
        Instant expires = Instant.parse(text(child(timestamp, UTILITY, "Expires")));
        if (created.isAfter(Instant.now().plusSeconds(60)) || expires.isBefore(Instant.now())) {
            throw new Refusal("MessageExpired", "the message has expired");
        }
        return " for " + (expires.getEpochSecond() - created.getEpochSecond());
    }

    private static SOAPElement child(SOAPElement parent, String namespace, String local) {
        var children = parent.getChildElements(new QName(namespace, local));
        return children.hasNext() ? (SOAPElement) children.next() : null;
    }

    private static String text(SOAPElement element) {
        return element == null ? null : element.getTextContent();
    }

    /** Why a message is refused, by a code of WS-Security itself (SOAP Message Security 1.1, section 12). */
    private static final class Refusal extends Exception {
        private final QName code;

        Refusal(String code, String reason) {
            super(reason);
            this.code = new QName(SECURITY, code, "wsse");
        }

        SOAPFault fault11() throws SOAPException {
            return SOAPFactory.newInstance(SOAPConstants.SOAP_1_1_PROTOCOL).createFault(getMessage(), code);
        }

        SOAPFault fault12() throws SOAPException {
            SOAPFactory factory = SOAPFactory.newInstance(SOAPConstants.SOAP_1_2_PROTOCOL);
            SOAPFault fault = factory.createFault(getMessage(), SOAPConstants.SOAP_SENDER_FAULT);
            fault.appendFaultSubcode(code);
            return fault;
        }
    }
}
