//! The binary `luotsi`.
fn main() {}
