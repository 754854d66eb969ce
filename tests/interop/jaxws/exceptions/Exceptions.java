package exceptions;

import javax.jws.WebParam;
import javax.jws.WebService;
import javax.xml.ws.WebFault;

/** Exceptions that are declared and that are not, and faults that have all there is. */
@WebService(targetNamespace = "urn:sapo:exceptions", serviceName = "Exceptions", name = "ExceptionsPort", portName = "ExceptionsPort")
public class Exceptions {
    static final String NAMESPACE = "urn:sapo:exceptions";

    /** Throws what is declared: a shortage for more than ten, a refusal for none, else something else. */
    public int order(@WebParam(name = "item") String item, @WebParam(name = "count") int count)
            throws Shortage, Refusal {
        if (count > 10) {
            Missing missing = new Missing();
            missing.item = item;
            missing.count = count - 10;
            throw new Shortage("too few of " + item, missing);
        }
        if (count == 0) {
            throw new Refusal("nothing was ordered & <nothing> comes", 7);
        }
        if (count < 0) {
            throw new IllegalStateException("not declared");
        }
        return count;
    }

    /** A fault with all that the version of SOAP has for one; {@link Adorned} sees to it. */
    public void fail() {
        throw new IllegalStateException(Adorned.BARE);
    }

    @WebFault(name = "Missing", targetNamespace = NAMESPACE)
    public static class Shortage extends Exception {
        private final Missing missing;

        public Shortage(String message, Missing missing) {
            super(message);
            this.missing = missing;
        }

        public Missing getFaultInfo() {
            return missing;
        }
    }

    /** Whose entry is made of its properties. */
    public static class Refusal extends Exception {
        private final int reason;

        public Refusal(String message, int reason) {
            super(message);
            this.reason = reason;
        }

        public int getReason() {
            return reason;
        }
    }

    public static class Missing {
        public String item;
        public int count;
    }
}
