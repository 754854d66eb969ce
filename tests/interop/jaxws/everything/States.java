package everything;

import java.util.List;
import java.util.Map;
import javax.xml.bind.JAXBElement;
import javax.xml.bind.annotation.XmlElement;
import javax.xml.bind.annotation.XmlElementRef;
import javax.xml.bind.annotation.XmlElementWrapper;
import javax.xml.bind.annotation.adapters.XmlJavaTypeAdapter;

/** What may be absent, nil or empty. */
public class States {
    @XmlElement(required = true, nillable = true)
    public Integer orNil;
    public Integer orAbsent;
    /** Absent, nil or there. */
    @XmlElementRef(name = "any", namespace = "urn:sapo:everything", type = JAXBElement.class, required = false)
    public JAXBElement<String> any;
    @XmlElement(nillable = true)
    public List<String> items;
    @XmlElementWrapper(name = "wrapped", nillable = true)
    @XmlElement(name = "item", nillable = true)
    public List<Long> wrapped;
    @XmlJavaTypeAdapter(Entries.class)
    public Map<String, Long> map;
}
