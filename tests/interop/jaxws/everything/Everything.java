package everything;

import java.util.List;
import javax.jws.WebParam;
import javax.jws.WebService;
import javax.xml.bind.annotation.XmlSeeAlso;

/** Gives values back, through JAXB's types. */
@WebService(targetNamespace = "urn:sapo:everything", serviceName = "Everything", name = "EverythingPort", portName = "EverythingPort")
@XmlSeeAlso({Circle.class, Square.class, ObjectFactory.class})
public class Everything {
    public Values echoValues(@WebParam(name = "values") Values values) {
        return values;
    }

    public States echoStates(@WebParam(name = "states") States states) {
        return states;
    }

    public Drawing echoDrawing(@WebParam(name = "drawing") Drawing drawing) {
        return drawing;
    }

    public Open echoOpen(@WebParam(name = "open") Open open) {
        return open;
    }

    public String echoText(@WebParam(name = "text") String text) {
        return text;
    }

    public List<String> echoTexts(@WebParam(name = "texts") List<String> texts) {
        return texts;
    }

    /** The largest of them, as what it is. */
    public Shape largest(@WebParam(name = "shapes") List<Shape> shapes) {
        Shape largest = null;
        for (Shape shape : shapes) {
            if (largest == null || shape.area() > largest.area()) {
                largest = shape;
            }
        }
        return largest;
    }
}
