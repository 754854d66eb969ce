//! How much of WSDL and XML Schema works: all cases of a suite, from documents to documents.

mod canonical;
mod compile;
mod declared;
mod fields;
mod figures;
mod generate;
mod guard;
mod instances;
mod known;
mod mutants;
mod mutate;
mod options;
mod read;
mod report;
mod scratch;
mod suite;
mod trees;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};

use self::compile::Complaints;
use self::fields::Count;
use self::generate::{Refusal, generate};
use self::guard::in_parallel;
use self::known::Known;
use self::options::Options;
use self::report::{Failures, kind};
use self::scratch::{Module, Scratch};
use self::suite::{Case, Kind};
use crate::target;

/// Runs a suite.
pub(crate) fn run(suite: &str, input: &str, options: &[&str]) -> Result<()> {
    let options = Options::parse(options)?;
    let folder = target().join("conformance");
    if suite == "mutate" {
        return mutate::run(Path::new(input), &folder.join("mutants"), &options);
    }
    let (kind, mut cases) = match suite {
        "wsdl" => (Kind::Wsdl, suite::wsdl(Path::new(input))?),
        "xsd" => (
            Kind::Xsd,
            suite::xsd(Path::new(input), &folder.join("xsts"))?,
        ),
        _ => bail!("there is no suite {suite}: wsdl, xsd, mutate"),
    };
    cases.retain(|case| options.selects(&case.name));
    let mut run = Run {
        kind,
        cases,
        folder: folder.join(suite),
        failures: Failures::default(),
    };
    let table = run.all()?;
    print!("{table}");
    if let Some(out) = &options.out {
        run.failures.write(out, suite)?;
    }
    let known = Known::read(suite)?;
    if options.bless {
        return known.bless(&run.cases, &run.failures);
    }
    let (new, passing) = known.differences(&run.cases, &run.failures);
    if !passing.is_empty() {
        let list = passing.join("\n  ");
        eprintln!("known to fail, but passing (--bless takes them off the list):\n  {list}");
    }
    ensure!(
        new.is_empty(),
        "not known to fail (--out DIR says how they do):\n  {}",
        new.join("\n  ")
    );
    Ok(())
}

struct Run {
    kind: Kind,
    cases: Vec<Case>,
    folder: PathBuf,
    failures: Failures,
}

impl Run {
    /// Does all of it; the figures.
    fn all(&mut self) -> Result<String> {
        // A panic is a failure like others; its text is in the list.
        std::panic::set_hook(Box::new(|_| {}));
        let (modules, module_of) = self.generate();
        let fields = in_parallel(&modules, |module| Count::of(&module.text));
        let scratch = Scratch::write(&self.folder, self.kind, modules)?;
        let complaints = compile::check(&scratch)?;
        self.complain("compile", &complaints, &module_of);
        match self.kind {
            Kind::Wsdl => {
                let lints = compile::lint(&scratch)?;
                self.complain("lint", &lints, &module_of);
            }
            Kind::Xsd => self.read(&scratch, &module_of, &complaints)?,
        }
        let fields_of = |tag: &str| {
            let cases = module_of.iter().filter(|(at, _)| self.cases[**at].is(tag));
            let modules: BTreeSet<usize> = cases.map(|(_, &module)| module).collect();
            let mut count = Count::default();
            modules
                .into_iter()
                .for_each(|module| count += fields[module]);
            count
        };
        Ok(figures::table(
            self.kind,
            &self.cases,
            &self.failures,
            fields_of,
        ))
    }

    /// Generates all cases: the modules, and the one of each valid case by its position.
    fn generate(&mut self) -> (Vec<Module>, BTreeMap<usize, usize>) {
        let mut sets: BTreeMap<&[PathBuf], Vec<usize>> = BTreeMap::new();
        for (at, case) in self.cases.iter().enumerate() {
            sets.entry(&case.inputs).or_default().push(at);
        }
        let sets: Vec<_> = sets.into_iter().collect();
        let generated = in_parallel(&sets, |(inputs, _)| generate(self.kind, inputs));
        let (mut modules, mut module_of) = (Vec::new(), BTreeMap::new());
        for ((_, cases), module) in sets.into_iter().zip(generated) {
            let number = modules.len();
            for &at in &cases {
                let case = &self.cases[at];
                match (&module, case.valid) {
                    (Ok(module), true) => {
                        module_of.insert(at, number);
                        if let Some(first) = module.trees.first() {
                            let all = module.trees.join("\n");
                            self.failures.add("trees", case, kind(first), &all);
                        }
                    }
                    (Ok(_), false) => {
                        self.failures
                            .add("accepted", case, "accepted".to_owned(), "")
                    }
                    (Err(Refusal::Diagnosed(_)), false) => {}
                    (Err(refusal), _) => {
                        self.failures
                            .add("generate", case, refusal.kind(), &refusal.to_string())
                    }
                }
            }
            let runs = cases.iter().any(|&at| !self.cases[at].instances.is_empty());
            if let (Ok(module), true) = (module, cases.iter().any(|&at| self.cases[at].valid)) {
                let text = module.text;
                modules.push(Module { number, text, runs });
            }
        }
        (modules, module_of)
    }

    fn complain(
        &mut self,
        category: &'static str,
        complaints: &Complaints,
        module_of: &BTreeMap<usize, usize>,
    ) {
        for (&at, module) in module_of {
            if let Some(first) = complaints.get(module).and_then(|list| list.first()) {
                let kind = format!("{} {}", first.code, kind(&first.message));
                self.failures
                    .add(category, &self.cases[at], kind, &first.rendered);
            }
        }
    }
}
