package everything;

import javax.xml.bind.JAXBElement;
import javax.xml.bind.annotation.XmlElementDecl;
import javax.xml.bind.annotation.XmlRegistry;
import javax.xml.namespace.QName;

/** Elements that are no class. */
@XmlRegistry
public class ObjectFactory {
    @XmlElementDecl(namespace = "urn:sapo:everything", name = "any", scope = States.class)
    public JAXBElement<String> createStatesAny(String value) {
        return new JAXBElement<>(new QName("urn:sapo:everything", "any"), String.class, States.class, value);
    }
}
