//! The modules of a crate, and what each of its files names.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path as FilePath, PathBuf};

use crate::paths::{Path, paths};

/// The path of a module from the root of its crate, which is empty itself.
pub(crate) type Module = Vec<String>;

/// The files of a crate by their modules.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) files: BTreeMap<Module, File>,
}

#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) paths: Vec<Path>,
}

impl Tree {
    /// Reads the crate whose sources are in a folder of the repository.
    pub(crate) fn read(root: &FilePath, folder: &str) -> Self {
        let mut tree = Self::default();
        tree.add_folder(root, &root.join(folder), &[]);
        tree
    }

    fn add_folder(&mut self, root: &FilePath, folder: &FilePath, module: &[String]) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let own = [module, std::slice::from_ref(&name)].concat();
            if path.is_dir() {
                self.add_folder(root, &path, &own);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let module = match name.as_str() {
                    "lib" | "mod" => module.to_vec(),
                    _ => own,
                };
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(root).unwrap().to_owned();
                self.add(module, path, &text);
            }
        }
    }

    pub(crate) fn add(&mut self, module: Module, path: PathBuf, text: &str) {
        let paths = paths(text, &module);
        self.files.insert(module, File { path, paths });
    }

    /// Returns the module that a path in `from` leads to. A name that `from` and the target both
    /// see in a module around them, because that module imports it, leads to its origin.
    pub(crate) fn target(&self, from: &[String], path: &[String]) -> Module {
        let mut path = path.to_vec();
        // An import can lead to another one, but not often.
        for _ in 0..8 {
            let length = (0..=path.len()).rev();
            let mut modules = length.map(|length| &path[..length]);
            let is_known = |module: &&[String]| self.files.contains_key(*module);
            let module = modules.find(is_known).unwrap_or_default().to_vec();
            let Some(name) = path.get(module.len()) else {
                return module;
            };
            let imports = self.files.get(&module).map_or(&[][..], |file| &file.paths);
            let origin = imports
                .iter()
                .find(|import| import.name.as_ref() == Some(name));
            match origin {
                Some(origin) if from.starts_with(&module) && *origin.segments != *path => {
                    path = [&origin.segments, &path[module.len() + 1..]].concat();
                }
                _ => return module,
            }
        }
        path
    }
}
