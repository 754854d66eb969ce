//! The names of modules and methods for the namespaces and operations of well-known services.
//!
//! Each file in `tests/published` lists those of one service, with the names that they have in
//! Rust: the namespaces in the order of the documents, that of the messages first. The test makes
//! a WSDL of them and compares. `SAPO_BLESS=1 cargo test -p sapo-codegen --test published` writes
//! the names anew.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use quote::ToTokens;
use sapo_codegen::Generator;
use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta};

/// The names of a service in XML, and in Rust as far as they are known.
struct Published {
    comment: String,
    namespaces: Vec<(String, String)>,
    operations: Vec<(String, String)>,
}

impl Published {
    fn read(text: &str) -> Self {
        let mut read = Self {
            comment: String::new(),
            namespaces: Vec::new(),
            operations: Vec::new(),
        };
        for line in text.lines().filter(|line| !line.is_empty()) {
            if line.starts_with('#') {
                read.comment.push_str(line);
                read.comment.push('\n');
                continue;
            }
            let (xml, rust) = line.rsplit_once(" = ").unwrap_or((line, "?"));
            let list = match xml.contains(':') {
                true => &mut read.namespaces,
                false => &mut read.operations,
            };
            list.push((xml.to_owned(), rust.to_owned()));
        }
        read
    }

    fn write(&self) -> String {
        let mut text = self.comment.clone();
        for list in [&self.namespaces, &self.operations] {
            text.push('\n');
            for (xml, rust) in list {
                writeln!(text, "{xml} = {rust}").unwrap();
            }
        }
        text
    }

    /// A WSDL of a schema for each namespace and of an operation for each name. The first operation
    /// sends something of each namespace.
    fn wsdl(&self) -> String {
        let mut schemas = String::new();
        let mut fields = String::new();
        for (at, (namespace, _)) in self.namespaces.iter().enumerate().skip(1) {
            write!(
                fields,
                "<xs:element name='part{at}' xmlns:n='{namespace}' type='n:Part{at}'/>"
            )
            .unwrap();
            write!(schemas, "<xs:schema targetNamespace='{namespace}'><xs:complexType name='Part{at}'><xs:attribute name='id' type='xs:int'/></xs:complexType></xs:schema>").unwrap();
        }
        let root = &self.namespaces[0].0;
        let [mut elements, mut messages, mut port_type, mut binding] = [const { String::new() }; 4];
        for (at, (operation, _)) in self.operations.iter().enumerate() {
            let content = match at {
                0 => fields.as_str(),
                _ => "<xs:element name='id' type='xs:int'/>",
            };
            write!(elements, "<xs:element name='{operation}'><xs:complexType><xs:sequence>{content}</xs:sequence></xs:complexType></xs:element>").unwrap();
            write!(messages, "<wsdl:message name='{operation}'><wsdl:part name='body' element='t:{operation}'/></wsdl:message>").unwrap();
            write!(port_type, "<wsdl:operation name='{operation}'><wsdl:input message='t:{operation}'/></wsdl:operation>").unwrap();
            write!(binding, "<wsdl:operation name='{operation}'><soap:operation soapAction=''/><wsdl:input><soap:body use='literal'/></wsdl:input></wsdl:operation>").unwrap();
        }
        format!(
            "<wsdl:definitions xmlns:wsdl='http://schemas.xmlsoap.org/wsdl/' xmlns:soap='http://schemas.xmlsoap.org/wsdl/soap/' xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:t='{root}' targetNamespace='{root}'>\
             <wsdl:types><xs:schema targetNamespace='{root}'>{elements}</xs:schema>{schemas}</wsdl:types>{messages}\
             <wsdl:portType name='Api'>{port_type}</wsdl:portType>\
             <wsdl:binding name='Api' type='t:Api'><soap:binding transport='http://schemas.xmlsoap.org/soap/http'/>{binding}</wsdl:binding>\
             <wsdl:service name='Api'><wsdl:port name='Api' binding='t:Api'><soap:address location='http://localhost/'/></wsdl:port></wsdl:service>\
             </wsdl:definitions>"
        )
    }

    /// Takes the names in Rust from the generated code.
    fn name_by(&mut self, code: &str) {
        let file = syn::parse_file(code).unwrap();
        let mut modules = HashMap::new();
        let mut methods = Vec::new();
        for item in &file.items {
            match item {
                Item::Mod(module) => {
                    let documentation = documentation(&module.attrs);
                    let namespace = documentation.trim().trim_start_matches("Namespace `");
                    let namespace = namespace.trim_end_matches("`.").to_owned();
                    modules.insert(namespace, module.ident.to_string());
                }
                Item::Impl(client) if client.trait_.is_none() => {
                    methods.extend(client.items.iter().filter_map(method));
                }
                _ => {}
            }
        }
        // One method calls any operation.
        let mut methods = methods.iter().filter(|name| *name != "call");
        self.namespaces[0].1 = "(root)".to_owned();
        for (namespace, name) in &mut self.namespaces[1..] {
            *name = modules.remove(namespace).unwrap();
        }
        for (_, name) in &mut self.operations {
            name.clone_from(methods.next().unwrap());
        }
        assert_eq!(methods.next(), None);
    }
}

/// The name of a method that sends something.
fn method(item: &ImplItem) -> Option<String> {
    let ImplItem::Fn(function) = item else {
        return None;
    };
    let receiver = function.sig.receiver()?.to_token_stream().to_string();
    receiver
        .starts_with('&')
        .then(|| function.sig.ident.to_string())
}

fn documentation(attributes: &[Attribute]) -> String {
    let texts = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(of) if of.path.is_ident("doc") => match &of.value {
                Expr::Lit(text) => match &text.lit {
                    Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        });
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn well_known_services_keep_their_names() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/published");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    let mut changed: Vec<(String, Vec<String>)> = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let mut published = Published::read(&text);
        let name = file.file_stem().unwrap().to_str().unwrap();
        let input = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.wsdl"));
        fs::write(&input, published.wsdl()).unwrap();
        let output = Generator::new().wsdl(&input).render();
        let output = output.unwrap_or_else(|error| panic!("{name}: {error}"));
        published.name_by(&output.text);
        let expected = published.write();
        if env::var_os("SAPO_BLESS").is_some() {
            fs::write(&file, expected).unwrap();
        } else if text != expected {
            let lines = text.lines().zip(expected.lines());
            let lines = lines.filter(|(before, after)| before != after);
            changed.push((
                name.to_owned(),
                lines.map(|(_, after)| after.to_owned()).collect(),
            ));
        }
    }
    assert!(
        changed.is_empty(),
        "other names now (SAPO_BLESS=1 accepts them): {changed:#?}"
    );
}
