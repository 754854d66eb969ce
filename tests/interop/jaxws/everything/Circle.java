package everything;

import javax.xml.bind.annotation.XmlRootElement;

@XmlRootElement(name = "circle", namespace = "urn:sapo:everything")
public class Circle extends Shape {
    public double radius;

    @Override
    double area() {
        return Math.PI * radius * radius;
    }
}
