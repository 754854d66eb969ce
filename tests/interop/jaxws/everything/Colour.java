package everything;

import javax.xml.bind.annotation.XmlEnum;
import javax.xml.bind.annotation.XmlEnumValue;

@XmlEnum
public enum Colour {
    RED,
    @XmlEnumValue("light blue")
    LIGHT_BLUE,
    @XmlEnumValue("")
    NONE,
}
