package everything;

import java.util.List;
import javax.xml.bind.annotation.XmlAnyElement;
import javax.xml.bind.annotation.XmlMixed;

/** What the schema leaves open. */
public class Open {
    /** By xsi:type. */
    public Object anything;
    public Letter letter;
    @XmlAnyElement(lax = true)
    public List<Object> more;

    /** Text with elements among it. */
    public static class Letter {
        @XmlMixed
        @XmlAnyElement(lax = true)
        public List<Object> content;
    }
}
