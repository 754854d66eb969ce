package addressing;

import java.util.concurrent.atomic.AtomicReference;
import javax.jws.Oneway;
import javax.jws.WebParam;
import javax.jws.WebService;
import javax.xml.ws.Action;
import javax.xml.ws.FaultAction;

/** Wants every message addressed. */
@WebService(targetNamespace = "urn:sapo:addressing", serviceName = "Addressing", name = "AddressingPort", portName = "AddressingPort")
@javax.xml.ws.soap.Addressing(enabled = true, required = true)
public class Addressing {
    private final AtomicReference<String> noted = new AtomicReference<>();

    /** Actions of its own. */
    @Action(
            input = "urn:sapo:addressing/greet",
            output = "urn:sapo:addressing/greeted",
            fault = @FaultAction(className = Unwelcome.class, value = "urn:sapo:addressing/unwelcome"))
    public String greet(@WebParam(name = "name") String name) throws Unwelcome {
        if (name == null || name.isEmpty()) {
            throw new Unwelcome("nobody is there");
        }
        return "Hello, " + name + "!";
    }

    /** The default ones. */
    public int add(@WebParam(name = "a") int a, @WebParam(name = "b") int b) {
        return a + b;
    }

    /** Has no answer. */
    @Oneway
    public void note(@WebParam(name = "text") String text) {
        noted.set(text);
    }

    public String noted() {
        return noted.getAndSet(null);
    }

    public static class Unwelcome extends Exception {
        public Unwelcome(String message) {
            super(message);
        }
    }
}
