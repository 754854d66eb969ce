package everything;

import javax.xml.bind.annotation.XmlRootElement;

@XmlRootElement(name = "square", namespace = "urn:sapo:everything")
public class Square extends Shape {
    public double side;

    @Override
    double area() {
        return side * side;
    }
}
