//! The tree of hashes under a checkpoint: a root over many heads, computed in one pass and with a handful of
//! hashes in memory, however many there are.
//!
//! The shape is that of RFC 6962, section 2.1: the largest full tree on the left, the rest on the right.

use luotsi_domain::id::ReferralId;
use sha2::{Digest, Sha256};

use crate::chain::Link;

/// Separate these hashes from each other and from every other use of SHA-256.
const LEAF: &[u8] = b"luotsi/leaf/v1\0";
const NODE: &[u8] = b"luotsi/node/v1\0";
const EMPTY: &[u8] = b"luotsi/empty/v1\0";

/// The leaf of a referral: which one, how many events it has, and the last link of their chain.
#[must_use]
pub fn leaf(referral: ReferralId, version: u64, head: &Link) -> Link {
    let mut hash = Sha256::new();
    hash.update(LEAF);
    hash.update(referral.uuid().as_bytes());
    hash.update(version.to_be_bytes());
    hash.update(head);
    hash.finalize().into()
}

/// A tree that grows leaf by leaf and keeps only the roots of its full parts.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// Height and root of each full part, the largest first.
    parts: Vec<(u32, Link)>,
    leaves: u64,
}

impl Tree {
    /// Adds a leaf on the right.
    pub fn push(&mut self, leaf: Link) {
        self.leaves += 1;
        let (mut height, mut root) = (0, leaf);
        while let Some((_, left)) = self.parts.pop_if(|(other, _)| *other == height) {
            root = node(&left, &root);
            height += 1;
        }
        self.parts.push((height, root));
    }

    /// How many leaves it has.
    #[must_use]
    pub const fn leaves(&self) -> u64 {
        self.leaves
    }

    /// The root over all leaves.
    #[must_use]
    pub fn root(&self) -> Link {
        let mut parts = self.parts.iter().rev().map(|(_, root)| *root);
        let Some(last) = parts.next() else {
            return Sha256::digest(EMPTY).into();
        };
        parts.fold(last, |right, left| node(&left, &right))
    }
}

fn node(left: &Link, right: &Link) -> Link {
    let mut hash = Sha256::new();
    hash.update(NODE);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root_of(leaves: &[Link]) -> Link {
        let mut tree = Tree::default();
        for leaf in leaves {
            tree.push(*leaf);
        }
        assert_eq!(tree.leaves(), leaves.len() as u64);
        tree.root()
    }

    /// By the definition of RFC 6962, with everything in memory.
    fn by_definition(leaves: &[Link]) -> Link {
        match leaves {
            [] => Sha256::digest(EMPTY).into(),
            [only] => *only,
            _ => {
                let left = (leaves.len() - 1).ilog2();
                let (left, right) = leaves.split_at(1 << left);
                node(&by_definition(left), &by_definition(right))
            }
        }
    }

    #[test]
    fn leaf_by_leaf_it_is_the_tree_of_the_definition() {
        let leaves: Vec<Link> = (0..70)
            .map(|n| leaf(ReferralId::new(uuid::Uuid::from_u128(n)), 1, &[0; 32]))
            .collect();
        for n in 0..leaves.len() {
            assert_eq!(root_of(&leaves[..n]), by_definition(&leaves[..n]), "{n} leaves");
        }
    }

    #[test]
    fn a_root_depends_on_every_leaf_and_on_every_part_of_it() {
        let id = |n| ReferralId::new(uuid::Uuid::from_u128(n));
        let (a, b) = (leaf(id(1), 3, &[1; 32]), leaf(id(2), 3, &[1; 32]));
        let whole = root_of(&[a, b]);
        for other in [
            leaf(id(3), 3, &[1; 32]),
            leaf(id(2), 4, &[1; 32]),
            leaf(id(2), 3, &[2; 32]),
        ] {
            assert_ne!(root_of(&[a, other]), whole);
        }
        assert_ne!(root_of(&[b, a]), whole);
        assert_ne!(root_of(&[a]), whole);
        assert_ne!(root_of(&[a, b, b]), whole);
    }

    /// Written down so that exports already given out keep verifying; the value was computed with another
    /// implementation.
    #[test]
    fn the_framing_never_changes() {
        let one = leaf(ReferralId::new(uuid::Uuid::from_u128(1)), 2, &[3; 32]);
        assert_eq!(
            crate::hex::encode(&root_of(&[one, one])),
            "cdab0dfd0c42c8f4b4026ecef81d4a23ed0af86efd9a2a9a6599bcb8996f25da"
        );
    }
}
