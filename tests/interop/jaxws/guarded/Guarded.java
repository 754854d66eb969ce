package guarded;

import javax.annotation.Resource;
import javax.jws.WebService;
import javax.xml.ws.WebServiceContext;

/** Lets in whom {@link Guard} knows. */
@WebService(targetNamespace = "urn:sapo:guarded", serviceName = "Guarded", name = "GuardedPort", portName = "GuardedPort")
public class Guarded {
    @Resource
    private WebServiceContext context;

    /** How the caller has shown who it is. */
    public String whoAmI() {
        return (String) context.getMessageContext().get(Guard.SEEN);
    }
}
