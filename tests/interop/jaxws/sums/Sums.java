package sums;

import java.math.BigDecimal;
import java.util.List;
import javax.jws.Oneway;
import javax.jws.WebParam;
import javax.jws.WebService;
import javax.jws.soap.SOAPBinding;
import javax.xml.ws.Holder;

/** rpc/literal. */
@WebService(targetNamespace = "urn:sapo:sums", serviceName = "Sums", name = "SumsPort", portName = "SumsPort")
@SOAPBinding(style = SOAPBinding.Style.RPC)
public class Sums {
    private volatile String noted = "";

    public BigDecimal add(@WebParam(name = "a") BigDecimal a, @WebParam(name = "b") BigDecimal b) {
        return a.add(b);
    }

    public Account echoAccount(@WebParam(name = "account") Account account) {
        return account;
    }

    public String[] echoTexts(@WebParam(name = "texts") String[] texts) {
        return texts;
    }

    /** Two results, and one that goes in and out. */
    public int divide(
            @WebParam(name = "dividend") int dividend,
            @WebParam(name = "divisor") int divisor,
            @WebParam(name = "remainder", mode = WebParam.Mode.OUT) Holder<Integer> remainder,
            @WebParam(name = "trace", mode = WebParam.Mode.INOUT) Holder<String> trace) {
        remainder.value = dividend % divisor;
        trace.value = trace.value + " " + dividend + "/" + divisor;
        return dividend / divisor;
    }

    @Oneway
    public void note(@WebParam(name = "text") String text) {
        noted = text;
    }

    public String noted() {
        return noted;
    }

    public static class Account {
        public String owner;
        public long number;
        public List<BigDecimal> bookings;
        public Account parent;
    }
}
