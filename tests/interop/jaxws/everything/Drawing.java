package everything;

import java.util.List;
import javax.xml.bind.annotation.XmlAttribute;
import javax.xml.bind.annotation.XmlElement;
import javax.xml.bind.annotation.XmlElementRef;
import javax.xml.bind.annotation.XmlElements;
import javax.xml.bind.annotation.XmlID;
import javax.xml.bind.annotation.XmlIDREF;

/** Shapes, each way that JAXB has for several types. */
public class Drawing {
    /** By xsi:type. */
    public List<Shape> shapes;
    /** By the name of the element. */
    @XmlElements({@XmlElement(name = "round", type = Circle.class), @XmlElement(name = "straight", type = Square.class)})
    public List<Shape> chosen;
    /** By global elements. */
    @XmlElementRef
    public List<Shape> referred;
    /** A graph, by identifiers. */
    public List<Node> nodes;

    public static class Node {
        @XmlID
        @XmlAttribute
        public String id;
        @XmlIDREF
        public List<Node> next;
    }
}
