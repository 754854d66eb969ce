package envelopes;

import java.util.concurrent.atomic.AtomicReference;
import javax.jws.Oneway;
import javax.jws.WebParam;
import javax.jws.WebResult;
import javax.jws.WebService;
import javax.jws.soap.SOAPBinding;
import javax.xml.bind.annotation.XmlAttribute;
import javax.xml.ws.Holder;

/** Bare messages with header blocks, in and out. */
@WebService(targetNamespace = "urn:sapo:envelopes", serviceName = "Envelopes", name = "EnvelopesPort", portName = "EnvelopesPort")
@SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
public class Envelopes {
    private static final String NAMESPACE = "urn:sapo:envelopes";

    private final AtomicReference<String> dropped = new AtomicReference<>();

    /** Who sends it is in one block, the postage in another one that comes back smaller, and the stamp comes back alone. */
    @WebResult(name = "receipt", targetNamespace = NAMESPACE)
    public String post(
            @WebParam(name = "parcel", targetNamespace = NAMESPACE) Parcel parcel,
            @WebParam(name = "sender", targetNamespace = NAMESPACE, header = true) Sender sender,
            @WebParam(name = "postage", targetNamespace = NAMESPACE, header = true, mode = WebParam.Mode.INOUT)
                    Holder<Integer> postage,
            @WebParam(name = "stamp", targetNamespace = NAMESPACE, header = true, mode = WebParam.Mode.OUT)
                    Holder<Stamp> stamp) {
        stamp.value = new Stamp();
        stamp.value.office = sender == null ? null : sender.name;
        stamp.value.number = Long.MAX_VALUE;
        if (postage != null && postage.value != null) {
            postage.value = postage.value - parcel.weight;
        }
        return parcel.to + " gets " + parcel.weight;
    }

    /** A parcel, or null. */
    @WebResult(name = "found", targetNamespace = NAMESPACE)
    public Parcel find(@WebParam(name = "wanted", targetNamespace = NAMESPACE) String wanted) {
        if (wanted == null) {
            return null;
        }
        Parcel parcel = new Parcel();
        parcel.to = wanted;
        return parcel;
    }

    /** Both the message and the answer are a simple value. */
    @WebResult(name = "length", targetNamespace = NAMESPACE)
    public int measure(@WebParam(name = "text", targetNamespace = NAMESPACE) String text) {
        return text.length();
    }

    @Oneway
    public void drop(@WebParam(name = "letter", targetNamespace = NAMESPACE) String letter) {
        dropped.set(letter);
    }

    /** Takes nothing, gives the letter that was dropped last, once. */
    @WebResult(name = "dropped", targetNamespace = NAMESPACE)
    public String pickUp() {
        return dropped.getAndSet(null);
    }

    public static class Parcel {
        public String to;
        public int weight;
    }

    public static class Sender {
        public String name;
        @XmlAttribute
        public boolean registered;
    }

    public static class Stamp {
        public String office;
        public long number;
    }
}
