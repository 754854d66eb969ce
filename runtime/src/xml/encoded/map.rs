//! Maps, as Apache's first SOAP toolkit wrote them and PHP still does.

use std::fmt;

use crate::value::is_secret_name;
use crate::xml::content::Content;
use crate::xml::{Any, ElementValue, Error, ErrorKind, Reader, Shape, Writer};

/// An ordered map: the type `Map` of the namespace `http://xml.apache.org/xml-soap`, which PHP sends for an array that has
/// keys.
///
/// Keys and values name their types; [`Any::read_as`] gives them as Rust's.
///
/// ```
/// use sapo::soap::Map;
///
/// let mut map = Map::new();
/// map.insert("name", "Ada")?;
/// map.insert("born", &1815)?;
/// assert_eq!(map.get_as::<i32>("born")?, Some(1815));
/// assert_eq!(map.get("name").map(|name| name.text()), Some("Ada".to_owned()));
/// # Ok::<(), sapo::xml::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Map {
    entries: Vec<(Any, Any)>,
}

impl Map {
    /// A map without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Keys and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&Any, &Any)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The value of the first entry whose key is this as a text; numbers are keys too.
    pub fn get(&self, key: &str) -> Option<&Any> {
        let mut entries = self.entries.iter();
        entries
            .find(|(of, _)| of.text() == key)
            .map(|(_, value)| value)
    }

    /// [`get`](Self::get) as a `T`; `None` also where the value is nil.
    ///
    /// # Errors
    /// The value is no `T`.
    pub fn get_as<T: Content>(&self, key: &str) -> Result<Option<T>, Error> {
        match self.get(key) {
            Some(value) if !value.is_nil() => value.read_as().map(Some),
            _ => Ok(None),
        }
    }

    /// Sets the value of a key, at the end unless the key is there already.
    ///
    /// # Errors
    /// XML cannot carry the key or the value.
    pub fn insert<T: ElementValue + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Error> {
        let value = Any::encoded(value)?;
        match self.entries.iter_mut().find(|(of, _)| of.text() == key) {
            Some((_, old)) => *old = value,
            None => self.push(Any::encoded_as("key", key)?, value),
        }
        Ok(())
    }

    /// Adds an entry, whatever its key.
    pub fn push(&mut self, key: Any, value: Any) {
        self.entries.push((key, value));
    }
}

/// Shows `***` for values whose keys are named like secrets.
impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.iter().map(|(key, value)| {
            let shown = match is_secret_name(&key.text()) {
                true => value.masked(),
                false => value.clone(),
            };
            (key, shown)
        });
        f.debug_map().entries(entries).finish()
    }
}

impl Map {
    fn read_entries(r: &mut Reader<'_>) -> Result<Self, Error> {
        let mut map = Self::new();
        r.children(&mut |r| {
            let (mut key, mut value) = (None, None);
            r.followed(&mut |r| {
                r.children(&mut |r| {
                    match r.name().1 {
                        "key" => key = Some(r.read()?),
                        "value" => value = Some(r.read()?),
                        _ => r.skip()?,
                    }
                    Ok(())
                })
            })?;
            let missing = |what: &str| Error::new(ErrorKind::Missing(what.to_owned()));
            let key = key.ok_or_else(|| missing("key").at(r.offset()))?;
            let value = value.ok_or_else(|| missing("value").at(r.offset()))?;
            map.push(key, value);
            Ok(())
        })?;
        Ok(map)
    }
}

impl Content for Map {
    const SHAPE: Shape = Shape::OPAQUE.of_type("http://xml.apache.org/xml-soap", "Map");

    fn read(r: &mut Reader<'_>) -> Self {
        r.attempt(Self::read_entries).unwrap_or_default()
    }

    fn write(&self, w: &mut Writer) {
        for (key, value) in &self.entries {
            w.start("", "item");
            for (local, any) in [("key", key), ("value", value)] {
                w.start("", local);
                w.content(any);
                w.end();
            }
            w.end();
        }
    }
}
