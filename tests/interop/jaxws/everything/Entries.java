package everything;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.bind.annotation.XmlAttribute;
import javax.xml.bind.annotation.XmlValue;
import javax.xml.bind.annotation.adapters.XmlAdapter;

/** A map as a list of its entries. JAXB's own form of maps is in another namespace than its schema says. */
public class Entries extends XmlAdapter<Entries.Table, Map<String, Long>> {
    @Override
    public Map<String, Long> unmarshal(Table table) {
        if (table == null) {
            return null;
        }
        Map<String, Long> map = new LinkedHashMap<>();
        table.entry.forEach(entry -> map.put(entry.key, entry.value));
        return map;
    }

    @Override
    public Table marshal(Map<String, Long> map) {
        if (map == null) {
            return null;
        }
        Table table = new Table();
        map.forEach((key, value) -> {
            Entry entry = new Entry();
            entry.key = key;
            entry.value = value;
            table.entry.add(entry);
        });
        return table;
    }

    public static class Table {
        public List<Entry> entry = new ArrayList<>();
    }

    public static class Entry {
        @XmlAttribute(required = true)
        public String key;
        @XmlValue
        public long value;
    }
}
