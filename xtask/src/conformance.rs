//! How much of WSDL and XML Schema works: all cases of a suite, from documents to documents.

mod canonical;
mod combinations;
mod compile;
mod declared;
mod documents;
mod features;
mod fields;
mod figures;
mod generate;
mod instances;
mod known;
mod mutants;
mod mutate;
mod options;
mod read;
mod report;
mod rewrite;
mod rewritten;
mod scratch;
mod suite;
mod trees;
mod value;
mod xmllint;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use self::combinations::Combination;
use self::compile::By;
use self::fields::Count;
use self::generate::{Refusal, Way};
use self::known::{Known, Ran};
use self::options::Options;
use self::report::{Failures, kind};
use self::scratch::{Module, Scratch};
use self::suite::{Case, Kind};
use crate::compiler::{Complaint, Complaints};
use crate::guard::in_parallel;
use crate::target;

/// Runs a suite.
pub(crate) fn run(suite: &str, input: &str, options: &[&str]) -> Result<()> {
    let options = Options::parse(options)?;
    let folder = target().join("conformance");
    if suite == "mutate" {
        return mutate::run(Path::new(input), &folder.join("mutants"), &options);
    }
    if suite == "rewrite" {
        return rewrite::run(Path::new(input), &folder.join("rewritten"), &options);
    }
    let (kind, mut cases) = match suite {
        "wsdl" => (Kind::Wsdl, suite::wsdl(Path::new(input))?),
        "xsd" => (
            Kind::Xsd,
            suite::xsd(Path::new(input), &folder.join("xsts"))?,
        ),
        _ => bail!("there is no suite {suite}: wsdl, xsd, mutate, rewrite"),
    };
    cases.retain(|case| options.selects(case));
    let combinations = combinations::chosen(kind, options.combinations.as_deref())?;
    let mut failures = Failures::default();
    for combination in &combinations {
        let mut run = Run {
            kind,
            cases: &cases,
            combination,
            folder: folder.join(suite).join(&combination.name),
            failures: Failures::default(),
            xmllint: options.xmllint,
        };
        println!("{suite}, {}", combination.name);
        print!("{}", run.all()?);
        failures.append(run.failures, combination);
    }
    if let Some(out) = &options.out {
        failures.write(out, suite)?;
    }
    let ran = Ran {
        cases: &cases,
        combinations: &combinations,
    };
    let known = Known::read(suite)?;
    if options.bless {
        return known.bless(ran, &failures);
    }
    let (new, passing) = known.differences(ran, &failures);
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

/// The cases with one combination of options.
struct Run<'r> {
    kind: Kind,
    cases: &'r [Case],
    combination: &'r Combination,
    folder: PathBuf,
    failures: Failures,
    /// Whether xmllint judges what is written.
    xmllint: bool,
}

impl Run<'_> {
    /// Does all of it; the figures.
    fn all(&mut self) -> Result<String> {
        // A panic is a failure like others; its text is in the list.
        std::panic::set_hook(Box::new(|_| {}));
        let (modules, module_of) = self.generate()?;
        let fields = in_parallel(&modules, |module| {
            let parts = module.parts.iter().map(|(_, text)| text);
            let texts = parts.chain([&module.text]);
            let mut count = Count::default();
            if self.combination.is_measured() {
                texts.for_each(|text| count += Count::of(text));
            }
            (module.number, count)
        });
        let fields: BTreeMap<usize, Count> = fields.into_iter().collect();
        let scratch = Scratch::write(&self.folder, self.combination, modules)?;
        match self.kind {
            Kind::Wsdl => {
                let complaints = compile::check(&scratch, By::Clippy)?;
                self.complain("compile", &complaints, &module_of, |one| !one.is_lint());
                self.complain("lint", &complaints, &module_of, Complaint::is_lint);
            }
            Kind::Xsd => {
                let complaints = compile::check(&scratch, By::Check)?;
                self.complain("compile", &complaints, &module_of, |_| true);
                self.read(&scratch, &module_of, &complaints)?;
            }
        }
        let fields_of = |tag: &str| {
            let cases = module_of.iter().filter(|(at, _)| self.cases[**at].is(tag));
            let modules: BTreeSet<usize> = cases.map(|(_, &module)| module).collect();
            let mut count = Count::default();
            modules
                .into_iter()
                .for_each(|module| count += fields[&module]);
            count
        };
        Ok(figures::table(
            self.kind,
            self.cases,
            &self.failures,
            fields_of,
        ))
    }

    /// Generates all cases: the modules, and the one of each valid case by its position.
    fn generate(&mut self) -> Result<(Vec<Module>, BTreeMap<usize, usize>)> {
        let mut sets: BTreeMap<&[PathBuf], Vec<usize>> = BTreeMap::new();
        for (at, case) in self.cases.iter().enumerate() {
            sets.entry(&case.inputs).or_default().push(at);
        }
        let sets: Vec<_> = sets.into_iter().enumerate().collect();
        let config = self.config()?;
        let way = Way {
            combination: self.combination,
            config: config.as_deref(),
        };
        let generated = in_parallel(&sets, |(number, (inputs, _))| {
            way.generate(inputs, &scratch::file(*number))
        });
        let (mut modules, mut module_of) = (Vec::new(), BTreeMap::new());
        for ((number, (_, cases)), module) in sets.into_iter().zip(generated) {
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
                modules.push(Module {
                    number,
                    text: module.text,
                    parts: module.parts,
                    runs,
                });
            }
        }
        Ok((modules, module_of))
    }

    /// Writes the configuration file, if the options need one.
    fn config(&self) -> Result<Option<PathBuf>> {
        let settings = self.combination.settings;
        if settings.is_empty() {
            return Ok(None);
        }
        let path = self.folder.with_extension("toml");
        fs::create_dir_all(path.parent().expect("the file is in a folder"))?;
        fs::write(&path, settings).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Some(path))
    }

    fn complain(
        &mut self,
        category: &str,
        complaints: &Complaints,
        module_of: &BTreeMap<usize, usize>,
        counts: impl Fn(&Complaint) -> bool,
    ) {
        for (&at, module) in module_of {
            let mut of_module = complaints.get(module).into_iter().flatten();
            if let Some(first) = of_module.find(|one| counts(one)) {
                let kind = format!("{} {}", first.code, kind(&first.message));
                self.failures
                    .add(category, &self.cases[at], kind, &first.rendered);
            }
        }
    }
}
