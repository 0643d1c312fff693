//! A room of its own for a test that writes files.

use std::path::{Path, PathBuf};

use crate::ids::random;

/// A directory that goes away with the test.
pub(crate) struct Room(PathBuf);

impl Room {
    /// A new, empty one.
    pub(crate) fn new() -> Self {
        let name = format!("luotsi-{}", u128::from_le_bytes(random()));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    /// A place in it.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
