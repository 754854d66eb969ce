package everything;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import javax.xml.bind.annotation.XmlAttribute;
import javax.xml.bind.annotation.XmlElement;
import javax.xml.bind.annotation.XmlList;
import javax.xml.bind.annotation.XmlSchemaType;
import javax.xml.bind.annotation.adapters.HexBinaryAdapter;
import javax.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import javax.xml.datatype.Duration;
import javax.xml.datatype.XMLGregorianCalendar;
import javax.xml.namespace.QName;

/** One of each simple type. */
public class Values {
    public byte tiny;
    public short small;
    public int middle;
    public long large;
    public BigInteger huge;
    @XmlSchemaType(name = "unsignedByte")
    public short unsignedTiny;
    @XmlSchemaType(name = "unsignedInt")
    public long unsignedMiddle;
    @XmlSchemaType(name = "unsignedLong")
    public BigInteger unsignedLarge;
    public BigDecimal exact;
    public float single;
    public double twice;
    public boolean yes;
    public String text;
    public byte[] octets;
    @XmlSchemaType(name = "hexBinary")
    @XmlJavaTypeAdapter(HexBinaryAdapter.class)
    public byte[] digits;
    @XmlSchemaType(name = "dateTime")
    public XMLGregorianCalendar moment;
    @XmlSchemaType(name = "date")
    public XMLGregorianCalendar day;
    @XmlSchemaType(name = "time")
    public XMLGregorianCalendar hour;
    @XmlSchemaType(name = "gYear")
    public XMLGregorianCalendar year;
    @XmlSchemaType(name = "gMonthDay")
    public XMLGregorianCalendar feast;
    public Duration span;
    @XmlSchemaType(name = "anyURI")
    public URI address;
    public QName name;
    public Colour colour;
    @XmlList
    public List<Integer> numbers;
    @XmlList
    @XmlElement(name = "colours")
    public List<Colour> colours;
    @XmlAttribute
    public String label;
    @XmlAttribute(required = true)
    public long count;
}
