package everything;

/** What others are made of. */
public abstract class Shape {
    public String name;

    abstract double area();
}
