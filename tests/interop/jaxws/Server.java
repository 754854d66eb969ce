import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.ws.Endpoint;
import javax.xml.ws.handler.Handler;
import javax.xml.ws.soap.SOAPBinding;

/**
 * Serves each service in both versions of SOAP, below /soap11/ and /soap12/.
 *
 * It prints the address that it listens at as one line, and ends when its standard input does, so that it never outlives
 * the one who started it.
 */
public final class Server {
    /** The loggers that are set to be silent; Java forgets those that nobody holds. */
    private static final Logger LOGS = Logger.getLogger("");

    public static void main(String[] arguments) throws Exception {
        // What services throw is thrown on purpose.
        LOGS.setLevel(Level.OFF);
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newCachedThreadPool());

        publish(http, "addressing", addressing.Addressing::new);
        publish(http, "attachments", attachments.Attachments::new);
        publish(http, "envelopes", envelopes.Envelopes::new);
        publish(http, "everything", everything.Everything::new);
        publish(http, "exceptions", exceptions.Exceptions::new, new exceptions.Adorned());
        publish(http, "guarded", guarded.Guarded::new, new guarded.Guard());
        publish(http, "sums", sums.Sums::new);

        http.start();
        System.out.println("http://127.0.0.1:" + http.getAddress().getPort());
        while (System.in.read() >= 0) {
        }
        System.exit(0);
    }

    /** Each version has a service of its own, and what it holds with it. */
    @SuppressWarnings("rawtypes")
    private static void publish(HttpServer http, String name, Supplier<Object> service, Handler... handlers) {
        List<Handler> chain = List.of(handlers);
        Map<String, String> bindings =
                Map.of("soap11", SOAPBinding.SOAP11HTTP_BINDING, "soap12", SOAPBinding.SOAP12HTTP_BINDING);
        bindings.forEach((version, binding) -> {
            Endpoint endpoint = Endpoint.create(binding, service.get());
            endpoint.getBinding().setHandlerChain(chain);
            endpoint.publish(http.createContext("/" + version + "/" + name));
        });
    }
}
