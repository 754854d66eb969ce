//! A contract as text, without positions and documentation.
//!
//! Two documents with the same meaning have the same text, whatever their prefixes, their order of
//! globals, and their ways of writing.

use std::fmt::Write;

use sapo_codegen::qname::QName;
use sapo_codegen::schema::components::*;
use sapo_codegen::service::{Block, Interface, Message, Part, PartContent, Service};

/// Describes a schema and its services: services first, then elements, types, groups and attributes by name.
pub(crate) fn describe(schema: &Schema, services: &[Service]) -> String {
    let mut out = Description {
        schema,
        text: String::new(),
        depth: 0,
    };
    for service in services {
        out.service(service);
    }
    for (_, id) in sorted(schema.global_elements.iter()) {
        out.global_element(*id);
    }
    for (name, id) in sorted(schema.global_types.iter()) {
        out.line(format_args!("type {name}"));
        out.within(|out| out.definition(*id));
    }
    let mut groups: Vec<&Group> = schema.groups.iter().collect();
    groups.sort_by_key(|group| &group.name);
    for group in groups {
        out.line(format_args!(
            "group {}: {}",
            group.name,
            compositor(group.compositor)
        ));
        out.within(|out| out.particles(&group.particles));
    }
    for (_, attribute) in sorted(schema.global_attributes.iter()) {
        out.attribute("attribute", attribute, "");
    }
    out.text
}

fn sorted<'a, T>(items: impl Iterator<Item = (&'a QName, T)>) -> Vec<(&'a QName, T)> {
    let mut items: Vec<_> = items.collect();
    items.sort_by_key(|(name, _)| *name);
    items
}

struct Description<'s> {
    schema: &'s Schema,
    text: String,
    depth: usize,
}

impl Description<'_> {
    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{text}");
    }

    fn within(&mut self, content: impl FnOnce(&mut Self)) {
        self.depth += 1;
        content(self);
        self.depth -= 1;
    }

    fn service(&mut self, service: &Service) {
        self.line(format_args!("service {}", service.name));
        self.within(|out| {
            for interface in &service.interfaces {
                out.interface(interface);
            }
        });
    }

    fn interface(&mut self, interface: &Interface) {
        self.line(format_args!("interface {}", interface.name));
        self.within(|out| {
            for port in &interface.ports {
                let address = port.address.as_deref().unwrap_or("(no address)");
                out.line(format_args!(
                    "port {} {:?} {} at {address}",
                    port.name, port.protocol, port.binding
                ));
            }
            for operation in &interface.operations {
                out.line(format_args!(
                    "operation {} {:?} {:?}",
                    operation.name, operation.style, operation.actions
                ));
                out.within(|out| {
                    out.message("input", operation.input.as_ref());
                    out.message("output", operation.output.as_ref());
                    for fault in &operation.faults {
                        let part = out.part(&fault.part);
                        out.line(format_args!(
                            "fault {} {:?} {part}",
                            fault.name, fault.r#use
                        ));
                    }
                });
            }
        });
    }

    fn message(&mut self, what: &str, message: Option<&Message>) {
        let Some(message) = message else { return };
        let mut line = format!("{what} {} {:?}", message.name, message.r#use);
        if let Some(namespace) = &message.namespace {
            let _ = write!(line, " namespace {namespace}");
        }
        let _ = write!(line, " action {}", message.addressing_action);
        if !message.attachments.is_empty() {
            let _ = write!(line, " attachments {:?}", message.attachments);
        }
        self.line(format_args!("{line}"));
        self.within(|out| {
            for part in &message.body {
                let part = out.part(part);
                out.line(format_args!("body {part}"));
            }
            for header in &message.headers {
                let block = out.block(&header.block);
                out.line(format_args!("header {} {block}", header.message));
                for fault in &header.faults {
                    let block = out.block(fault);
                    out.line(format_args!("header fault {block}"));
                }
            }
        });
    }

    fn part(&self, part: &Part) -> String {
        format!("{} {}", part.name, self.content(part.content))
    }

    fn block(&self, block: &Block) -> String {
        format!(
            "{} {:?} {}",
            block.name,
            block.r#use,
            self.content(block.content)
        )
    }

    fn content(&self, content: PartContent) -> String {
        match content {
            PartContent::Element(id) => format!("element {}", self.schema.element(id).name),
            PartContent::Type(id) => format!("type {}", self.type_name(id)),
        }
    }

    fn global_element(&mut self, id: ElementId) {
        self.element(id, "");
        let schema = self.schema;
        if let Some(members) = schema.substitutions.get(&id) {
            for member in members {
                let name = &schema.element(*member).name;
                self.within(|out| out.line(format_args!("substitute {name}")));
            }
        }
    }

    fn type_name(&self, id: TypeId) -> String {
        match &self.schema.ty(id).name {
            Some(name) => name.to_string(),
            None => "(anonymous)".to_owned(),
        }
    }

    /// An element where it is declared, or in a content model: there a global one is told by name alone.
    fn element(&mut self, id: ElementId, occurs: &str) {
        let element = self.schema.element(id);
        let mut line = format!(
            "element {}{occurs}: {}",
            element.name,
            self.type_name(element.ty)
        );
        let flags = [
            (element.nillable, " nillable"),
            (element.is_abstract, " abstract"),
        ];
        for (_, flag) in flags.iter().filter(|(set, _)| *set) {
            line.push_str(flag);
        }
        value(&mut line, element.value.as_ref());
        derivations(&mut line, "block", element.block);
        if let Some(head) = element.substitution_group {
            let _ = write!(line, " for {}", self.schema.element(head).name);
        }
        if let Some(types) = &element.expected_content_types {
            let _ = write!(line, " content types {types:?}");
        }
        self.line(format_args!("{line}"));
        self.anonymous(element.ty);
    }

    /// The definition of a type that has no name, where it is used.
    fn anonymous(&mut self, id: TypeId) {
        if self.schema.ty(id).name.is_none() {
            self.within(|out| out.definition(id));
        }
    }

    fn definition(&mut self, id: TypeId) {
        let ty = self.schema.ty(id);
        if let Some(base) = ty.base {
            self.line(format_args!(
                "{:?} of {}",
                ty.derivation,
                self.type_name(base)
            ));
            if matches!(ty.kind, TypeKind::Simple(_)) {
                self.anonymous(base);
            }
        }
        match &ty.kind {
            TypeKind::Simple(simple) => self.simple(simple),
            TypeKind::Complex(complex) => self.complex(complex),
        }
    }

    fn simple(&mut self, simple: &SimpleType) {
        match &simple.variety {
            Variety::Any => self.line(format_args!("any simple value")),
            Variety::Atomic(built_in) => self.line(format_args!("atomic {}", built_in.name())),
            Variety::List(item) => {
                self.line(format_args!("list of {}", self.type_name(*item)));
                self.anonymous(*item);
            }
            Variety::Union(members) => {
                self.line(format_args!("union"));
                for member in members {
                    self.within(|out| {
                        out.line(format_args!("{}", out.type_name(*member)));
                        out.anonymous(*member);
                    });
                }
            }
        }
        self.facets(&simple.facets);
    }

    fn facets(&mut self, facets: &Facets) {
        let counts = [
            ("length", facets.length),
            ("minLength", facets.min_length),
            ("maxLength", facets.max_length),
            ("totalDigits", facets.total_digits),
            ("fractionDigits", facets.fraction_digits),
        ];
        for (name, count) in counts {
            if let Some(count) = count {
                self.line(format_args!("{name} {count}"));
            }
        }
        let bounds = [
            ("minInclusive", &facets.min_inclusive),
            ("minExclusive", &facets.min_exclusive),
            ("maxInclusive", &facets.max_inclusive),
            ("maxExclusive", &facets.max_exclusive),
        ];
        for (name, bound) in bounds {
            if let Some(bound) = bound {
                self.line(format_args!("{name} {bound}"));
            }
        }
        if facets.white_space != WhiteSpace::Collapse {
            self.line(format_args!("whiteSpace {:?}", facets.white_space));
        }
        for patterns in &facets.patterns {
            self.line(format_args!("pattern {}", patterns.join(" or ")));
        }
        for one in &facets.enumeration {
            self.line(format_args!("value {:?}", one.value));
        }
    }

    fn complex(&mut self, complex: &ComplexType) {
        let mut line = "complex".to_owned();
        if complex.is_abstract {
            line.push_str(" abstract");
        }
        derivations(&mut line, "block", complex.block);
        derivations(&mut line, "final", complex.is_final);
        if let Some(array) = &complex.soap_array {
            let _ = write!(
                line,
                " array of {}{}",
                self.type_name(array.item),
                array.dimensions
            );
        }
        self.line(format_args!("{line}"));
        match &complex.content {
            Content::Empty => {}
            Content::Simple(ty) => {
                self.line(format_args!("text {}", self.type_name(*ty)));
                self.anonymous(*ty);
            }
            Content::Elements(particle) => self.particle(particle),
            Content::Mixed(particle) => {
                self.line(format_args!("mixed"));
                self.particle(particle);
            }
        }
        let mut attributes: Vec<&AttributeUse> = complex.attributes.iter().collect();
        attributes.sort_by_key(|one| &one.attribute.name);
        for one in attributes {
            let required = if one.required { " required" } else { "" };
            self.attribute("attribute", &one.attribute, required);
        }
        if let Some(any) = &complex.any_attribute {
            self.line(format_args!(
                "any attribute {:?} {:?}",
                any.namespaces, any.process
            ));
        }
    }

    fn attribute(&mut self, what: &str, attribute: &Attribute, suffix: &str) {
        let ty = self.type_name(attribute.ty);
        let mut line = format!("{what} {}: {ty}{suffix}", attribute.name);
        value(&mut line, attribute.value.as_ref());
        self.line(format_args!("{line}"));
        self.anonymous(attribute.ty);
    }

    fn particles(&mut self, particles: &[Particle]) {
        for particle in particles {
            self.particle(particle);
        }
    }

    fn particle(&mut self, particle: &Particle) {
        let occurs = match (particle.min, particle.max) {
            (1, Some(1)) => String::new(),
            (min, Some(max)) => format!(" {min}..{max}"),
            (min, None) => format!(" {min}..*"),
        };
        match &particle.term {
            Term::Element(id) if self.schema.element(*id).is_global => {
                let name = &self.schema.element(*id).name;
                self.line(format_args!("element {name}{occurs}"));
            }
            Term::Element(id) => self.element(*id, &occurs),
            Term::Group(kind, particles) => {
                self.line(format_args!("{}{occurs}", compositor(*kind)));
                self.within(|out| out.particles(particles));
            }
            Term::Reference(id) => {
                let name = &self.schema.group(*id).name;
                self.line(format_args!("group {name}{occurs}"));
            }
            Term::Any(any) => {
                self.line(format_args!(
                    "any{occurs} {:?} {:?}",
                    any.namespaces, any.process
                ));
            }
        }
    }
}

fn compositor(compositor: Compositor) -> &'static str {
    match compositor {
        Compositor::Sequence => "sequence",
        Compositor::Choice => "choice",
        Compositor::All => "all",
    }
}

fn value(line: &mut String, value: Option<&ValueConstraint>) {
    let _ = match value {
        None => Ok(()),
        Some(ValueConstraint::Default(value)) => write!(line, " default {value:?}"),
        Some(ValueConstraint::Fixed(value)) => write!(line, " fixed {value:?}"),
    };
}

fn derivations(line: &mut String, what: &str, set: DerivationSet) {
    let flags = [
        (set.extension, "extension"),
        (set.restriction, "restriction"),
        (set.substitution, "substitution"),
    ];
    for (_, method) in flags.iter().filter(|(set, _)| *set) {
        let _ = write!(line, " {what} {method}");
    }
}
