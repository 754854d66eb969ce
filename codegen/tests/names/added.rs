//! The golden cases with something added.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use sapo_codegen::diff::Version;
use sapo_codegen::{Error, Generator};

use super::items::Items;

/// A type that nothing else has to do with.
pub(crate) const UNRELATED: &str = "<xs:complexType name='Unrelated'><xs:sequence><xs:element name='part' type='xs:string'/></xs:sequence></xs:complexType>";

/// Before or behind all that is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Position {
    First,
    Last,
}

/// A golden case, or one made of it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) name: String,
    folder: PathBuf,
    /// The text of its input.
    input: String,
    /// Other files than its own, by name.
    files: Vec<(String, String)>,
    before: Vec<String>,
    behind: Vec<String>,
}

impl Case {
    pub(crate) fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        let mut folders: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir())
            .collect();
        // What is added to one is not in its subset, and not in its first file.
        folders.retain(|folder| {
            let config = fs::read_to_string(folder.join("sapo.toml"));
            let keys = ["[select]", "split = ", "operation-features = "];
            !config.is_ok_and(|text| keys.iter().any(|key| text.contains(key)))
        });
        folders.sort();
        assert!(!folders.is_empty());
        folders.into_iter().map(Self::new).collect()
    }

    fn new(folder: PathBuf) -> Self {
        let input = ["input.wsdl", "input.xsd"]
            .into_iter()
            .find_map(|name| fs::read_to_string(folder.join(name)).ok())
            .unwrap();
        Self {
            name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
            folder,
            input,
            files: Vec::new(),
            before: Vec::new(),
            behind: Vec::new(),
        }
    }

    /// A schema of these components, which name each other by `own:`.
    pub(crate) fn of(components: &[&str]) -> Self {
        Self {
            name: components.concat(),
            folder: PathBuf::from("input.xsd"),
            input: schema("urn:own", &components.concat()),
            files: Vec::new(),
            before: Vec::new(),
            behind: Vec::new(),
        }
    }

    pub(crate) fn with_config(&self, text: &str) -> Self {
        let mut case = self.clone();
        case.files.push(("sapo.toml".to_owned(), text.to_owned()));
        case
    }

    /// The complex types of its first schema that something may be derived from.
    pub(crate) fn extensible(&self) -> Vec<String> {
        let types = self.types().into_iter();
        let named =
            types.filter(|(_, text)| !text.contains(" final=") && !text.contains(":Array\""));
        named.map(|(name, _)| name).collect()
    }

    /// Its complex types that have names, with their texts.
    fn types(&self) -> Vec<(String, &str)> {
        let start = self.schema_start();
        let end = start + self.input[start..].find("</xs:schema>").unwrap();
        let pieces = self.input[start..end]
            .split("<xs:complexType name=\"")
            .skip(1);
        pieces
            .map(|piece| (piece[..piece.find('"').unwrap()].to_owned(), piece))
            .collect()
    }

    /// An extension of a type by nothing, in a second document.
    pub(crate) fn with_extension(&self, base: &str) -> Self {
        let types = self.types();
        let (_, text) = types.iter().find(|(name, _)| name == base).unwrap();
        let own = &text[..text.find("</xs:complexType>").unwrap_or(text.len())];
        let kind = if own.contains("<xs:simpleContent") {
            "simpleContent"
        } else {
            "complexContent"
        };
        let tag = &own[..own.find('>').unwrap()];
        let mixed = if tag.contains("mixed=\"true\"") {
            " mixed='true'"
        } else {
            ""
        };
        let prefix = if self.namespace().is_empty() {
            ""
        } else {
            "own:"
        };
        let components = format!(
            "<xs:complexType name='Further'{mixed}><xs:{kind}><xs:extension base='{prefix}{base}'/></xs:{kind}></xs:complexType>"
        );
        self.with_document(None, &components, Position::Last)
    }

    pub(crate) fn is_wsdl(&self) -> bool {
        self.folder.join("input.wsdl").exists()
    }

    /// The namespace of its first schema.
    pub(crate) fn namespace(&self) -> String {
        let schema = &self.input[self.schema_start()..];
        let tag = &schema[..schema.find('>').unwrap()];
        attribute(tag, "targetNamespace").unwrap_or_default()
    }

    /// Components added to its first schema.
    pub(crate) fn with_components(&self, components: &str, position: Position) -> Self {
        let at = match position {
            Position::First => self.first_component(),
            Position::Last => {
                self.schema_start()
                    + self.input[self.schema_start()..]
                        .find("</xs:schema>")
                        .unwrap()
            }
        };
        self.with_text(at, components)
    }

    /// Another namespace: in a WSDL as another schema of its types, in a schema as an import.
    pub(crate) fn with_namespace(&self, components: &str, position: Position) -> Self {
        let schema = schema("urn:unrelated", components);
        if self.is_wsdl() {
            let at = match position {
                Position::First => self.schema_start(),
                Position::Last => self.input.find("</wsdl:types>").unwrap(),
            };
            return self.with_text(at, &schema);
        }
        // Imports come first in a schema, and after what is imported already or before it.
        let at = match position {
            Position::First => self.schema_content(),
            Position::Last => self.first_component(),
        };
        let import = "<xs:import namespace='urn:unrelated' schemaLocation='unrelated.xsd'/>";
        let mut case = self.with_text(at, import);
        case.files.push(("unrelated.xsd".to_owned(), schema));
        case
    }

    /// A second document of this namespace, or the same.
    pub(crate) fn with_document(
        &self,
        namespace: Option<String>,
        components: &str,
        position: Position,
    ) -> Self {
        let namespace = namespace.unwrap_or_else(|| self.namespace());
        let schema = schema(&namespace, components);
        self.with_input("second-document.xsd", schema, position)
    }

    /// A document of another namespace before it.
    pub(crate) fn with_first_namespace(&self, components: &str) -> Self {
        let schema = schema("urn:unrelated", components);
        self.with_input("unrelated.xsd", schema, Position::First)
    }

    /// A second WSDL behind it.
    pub(crate) fn with_service(&self) -> Self {
        let wsdl = include_str!("added.wsdl").to_owned();
        self.with_input("added.wsdl", wsdl, Position::Last)
    }

    /// An operation in each port type, with messages that hold nothing, which declares the faults that another does.
    pub(crate) fn with_operation(&self, position: Position) -> Self {
        let mut case = self.clone();
        case.insert_in(
            "wsdl:definitions",
            Position::First,
            "<wsdl:message name='UnrelatedIn'/><wsdl:message name='UnrelatedOut'/>",
        );
        let prefix = attribute(&case.input, "xmlns:tns").map_or("t", |_| "tns");
        let faults = self.faults();
        let declared = faults.concat();
        case.insert_in("wsdl:portType", position, &format!("<wsdl:operation name='Unrelated'><wsdl:input message='{prefix}:UnrelatedIn'/><wsdl:output message='{prefix}:UnrelatedOut'/>{declared}</wsdl:operation>"));
        let speaks = |prefix: &str| case.input.contains(&format!("<{prefix}:binding"));
        let soap = if speaks("soap12") { "soap12" } else { "soap" };
        let bound: String = faults
            .iter()
            .map(|fault| {
                let name = attribute(fault, "name").unwrap();
                format!("<wsdl:fault name='{name}'><{soap}:fault name='{name}' use='literal'/></wsdl:fault>")
            })
            .collect();
        let bound = if speaks(soap) {
            format!(
                "<wsdl:operation name='Unrelated'><{soap}:operation soapAction='urn:unrelated'/><wsdl:input><{soap}:body use='literal'/></wsdl:input><wsdl:output><{soap}:body use='literal'/></wsdl:output>{bound}</wsdl:operation>"
            )
        } else {
            "<wsdl:operation name='Unrelated'><http:operation location='/Unrelated'/><wsdl:input><http:urlEncoded/></wsdl:input><wsdl:output/></wsdl:operation>".to_owned()
        };
        case.insert_in("wsdl:binding", Position::Last, &bound);
        case
    }

    /// The faults of its first operation that declares any.
    fn faults(&self) -> Vec<String> {
        let mut operations = self.input.split("<wsdl:operation ").skip(1);
        let of = |operation: &str| -> Vec<String> {
            let own = operation.split("</wsdl:operation>").next().unwrap();
            let faults = own.split("<wsdl:fault ").skip(1);
            faults
                .filter(|fault| fault.contains(" message="))
                .map(|fault| format!("<wsdl:fault {}/>", fault.split("/>").next().unwrap()))
                .collect()
        };
        operations
            .find_map(|operation| Some(of(operation)).filter(|faults| !faults.is_empty()))
            .unwrap_or_default()
    }

    /// What is generated for it.
    pub(crate) fn items(&self) -> Items {
        let output = self.generate(|generator| generator.render());
        Items::of(&output.text)
    }

    /// It, to be compared with another.
    pub(crate) fn version(&self) -> Version {
        self.generate(|generator| Version::of(&generator))
    }

    fn generate<T>(&self, generate: impl FnOnce(Generator) -> Result<T, Error>) -> T {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("names-{number}"));
        copy(&self.folder, &folder);
        let input = if self.is_wsdl() {
            "input.wsdl"
        } else {
            "input.xsd"
        };
        fs::write(folder.join(input), &self.input).unwrap();
        for (name, text) in &self.files {
            fs::write(folder.join(name), text).unwrap();
        }
        let mut generator = Generator::new().roots(true);
        let own = [input.to_owned()];
        for name in self.before.iter().chain(&own).chain(&self.behind) {
            generator = generator.input(folder.join(name));
        }
        generator = match self.is_wsdl() {
            true => generator.server(true),
            false => generator.types_only(true),
        };
        if folder.join("sapo.toml").exists() {
            generator = generator.config(folder.join("sapo.toml"));
        }
        let generated = generate(generator);
        fs::remove_dir_all(folder).unwrap();
        generated.unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    fn with_input(&self, name: &str, text: String, position: Position) -> Self {
        let mut case = self.clone();
        case.files.push((name.to_owned(), text));
        match position {
            Position::First => case.before.push(name.to_owned()),
            Position::Last => case.behind.push(name.to_owned()),
        }
        case
    }

    fn with_text(&self, at: usize, text: &str) -> Self {
        let mut case = self.clone();
        case.input.insert_str(at, text);
        case
    }

    /// Adds text within each element of this name.
    fn insert_in(&mut self, element: &str, position: Position, text: &str) {
        let (start, end) = (format!("<{element} "), format!("</{element}>"));
        let mut at = 0;
        while let Some(found) = self.input[at..].find(match position {
            Position::First => &start,
            Position::Last => &end,
        }) {
            at += found;
            if position == Position::First {
                at += self.input[at..].find('>').unwrap() + 1;
            }
            self.input.insert_str(at, text);
            at += text.len() + 1;
        }
    }

    fn schema_start(&self) -> usize {
        self.input.find("<xs:schema").unwrap()
    }

    fn schema_content(&self) -> usize {
        let start = self.schema_start();
        start + self.input[start..].find('>').unwrap() + 1
    }

    /// Where the first schema's components begin, behind what it imports.
    fn first_component(&self) -> usize {
        let mut at = self.schema_content();
        loop {
            let rest = &self.input[at..];
            let next = at + (rest.len() - rest.trim_start().len());
            let rest = &self.input[next..];
            let end = if rest.starts_with("<!--") {
                "-->"
            } else if rest.starts_with("<xs:annotation") {
                "</xs:annotation>"
            } else if rest.starts_with("<xs:redefine") {
                "</xs:redefine>"
            } else if rest.starts_with("<xs:import") || rest.starts_with("<xs:include") {
                "/>"
            } else {
                return next;
            };
            at = next + rest.find(end).unwrap() + end.len();
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).into_iter().flatten() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(fs::copy(&path, target).unwrap()),
        }
    }
}

fn schema(namespace: &str, components: &str) -> String {
    let target = match namespace {
        "" => String::new(),
        namespace => format!(" targetNamespace='{namespace}' xmlns:own='{namespace}'"),
    };
    format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'{target}>{components}</xs:schema>"
    )
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = &tag[tag.find(&format!(" {name}=\""))? + name.len() + 3..];
    Some(value[..value.find('"')?].to_owned())
}
