import com._24sevenoffice.webservices.Authenticate;
import com._24sevenoffice.webservices.AuthenticateSoap;
import com._24sevenoffice.webservices.GetIdentitiesResponse;
import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import javax.xml.bind.JAXBContext;
import javax.xml.bind.Marshaller;
import javax.xml.bind.Unmarshaller;
import javax.xml.stream.XMLInputFactory;
import javax.xml.ws.BindingProvider;

/**
 * JAX-WS, and the JAXB by which it reads and writes messages. {@code xtask/src/league/peer.rs} describes what this
 * program does.
 */
public class Peer {
    private static final int ENTRIES = 10_000;

    private final Unmarshaller unmarshaller;
    private final Marshaller marshaller;
    /** As JAX-WS does it, JAXB reads what a parser for streams has parsed. */
    private final XMLInputFactory parsers = XMLInputFactory.newInstance();

    private Peer() throws Exception {
        JAXBContext context = JAXBContext.newInstance(GetIdentitiesResponse.class);
        unmarshaller = context.createUnmarshaller();
        marshaller = context.createMarshaller();
    }

    public static void main(String[] arguments) throws Exception {
        String command = arguments[0];
        if (command.equals("calls")) {
            calls(arguments[1], arguments[2]);
            return;
        }
        byte[] document = Files.readAllBytes(Paths.get(arguments[1]));
        Peer peer = new Peer();
        switch (command) {
            case "decode":
                repeatShort(arguments[2], () -> peer.decode(document));
                break;
            case "encode":
                GetIdentitiesResponse value = peer.decode(document);
                repeatShort(arguments[2], () -> peer.encode(value));
                Files.write(Paths.get(arguments[3]), peer.encode(value));
                break;
            case "memory":
                for (int count = Integer.parseInt(arguments[2]); count > 0; count--) {
                    peer.decode(document);
                }
                break;
            default:
                throw new IllegalArgumentException("this toolkit does not do " + command);
        }
    }

    private GetIdentitiesResponse decode(byte[] document) throws Exception {
        var reader = parsers.createXMLStreamReader(new ByteArrayInputStream(document));
        var value = (GetIdentitiesResponse) unmarshaller.unmarshal(reader);
        check(value.getGetIdentitiesResult().getIdentity().size() == ENTRIES);
        return value;
    }

    private byte[] encode(GetIdentitiesResponse value) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        marshaller.marshal(value, output);
        return output.toByteArray();
    }

    private static void calls(String url, String seconds) throws Exception {
        AuthenticateSoap service = new Authenticate().getAuthenticateSoap();
        var context = ((BindingProvider) service).getRequestContext();
        context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, url);
        repeat(seconds, System::nanoTime, () -> {
            for (int call = 0; call < 100; call++) {
                check(!service.hasSession());
            }
            return null;
        });
    }

    private static void check(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the result is wrong");
        }
    }

    /**
     * Measures the processor time of all threads, those that compile and collect included. The clock ticks every 10
     * milliseconds, so work is done ten times between two looks at it.
     */
    private static void repeatShort(String seconds, Callable<?> work) throws Exception {
        repeat(seconds, Peer::tenthOfProcessorTime, () -> {
            for (int count = 0; count < 10; count++) {
                work.call();
            }
            return null;
        });
    }

    private static long tenthOfProcessorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 10;
    }

    /** Repeats work for some seconds, and at least three times, and prints what each repetition takes. */
    private static void repeat(String seconds, LongSupplier clock, Callable<?> work) throws Exception {
        long end = System.nanoTime() + (long) (1e9 * Double.parseDouble(seconds));
        for (int count = 0; count < 3 || System.nanoTime() < end; count++) {
            long begin = clock.getAsLong();
            work.call();
            System.out.println((clock.getAsLong() - begin) / 1e9);
        }
    }
}
