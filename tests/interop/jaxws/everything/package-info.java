@XmlSchema(namespace = "urn:sapo:everything", elementFormDefault = XmlNsForm.QUALIFIED)
package everything;

import javax.xml.bind.annotation.XmlNsForm;
import javax.xml.bind.annotation.XmlSchema;
